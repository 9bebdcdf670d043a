"""The mayor takes an order back, and the case begins anew where it went wrong."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts.enforcement import StreetBanNotified, StreetBanOrdered
from launcher.page_walk import words

from ..support.city import City
from ..support.street_bans import Ban, fine_about
from .test_late_news import BREACH

WHY = {"reden": "De motivering was fout.", "zeker": "ja"}


@pytest.mark.parametrize(
    ("restart", "state", "lacks"),
    [
        ("bevel", "gehoord", ""),
        ("hoorzitting", "gewaarschuwd", "moet eerst gehoord"),
        ("waarschuwing", "voorstel", "moet eerst gehoord"),
    ],
)
async def test_an_order_is_withdrawn_and_begins_anew_where_it_went_wrong(
    app: FastAPI, city: City, restart: str, state: str, lacks: str
) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    first = (await ban.row())["order_id"]
    asked = await ban.mayor.post(f"{ban.page}/hernemen", {"reden": "Fout.", "vanaf": restart})
    assert "Het verbod houdt meteen op, ook bij de politie." in words(asked.text)
    await ban.does(ban.mayor, "hernemen", **WHY, vanaf=restart)
    row = await ban.row()
    assert (row["state"], row["order_id"], row["works_from"], row["how"]) == (
        *(state, None),
        *(None, None),
    )
    assert (await ban.told())[-1] == "withdrawn", "it never was, and nobody lifted it"
    assert "ended" not in await ban.told()
    await fine_about(city, ban.who, fact_at=city.now, **BREACH)
    assert "breached" not in await ban.told()
    if restart == "bevel":
        await ban.college_meets()
        await ban.does(ban.mayor, "bevel", **ban.order())
        await ban.does(ban.worker, "kennisgeving", beroep="on")
        row = await ban.row()
        assert (row["state"], row["renewals"]) == ("actief", 0)
        assert row["order_id"] != first
        return
    await ban.refused(ban.mayor, "bevel", **ban.order())
    if restart == "waarschuwing":
        hearing = {"moment": f"{ban.today.replace(year=ban.today.year + 1)}T10:00"}
        assert "Waarschuw eerst" in await ban.refused(ban.worker, "uitnodigen", **hearing)
        await ban.skips_warning()
    await ban.is_heard()
    assert (await ban.row())["heard"]


async def test_a_ruling_about_an_order_that_was_taken_back_does_nothing_to_the_next(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    await ban.does(ban.worker, "raad-van-state", schorsing="gewoon")
    await ban.does(ban.worker, "raad-van-state-uitspraak", uitspraak="schorsing", zeker="ja")
    assert (await ban.row())["stayed_at"] is not None
    await ban.does(ban.mayor, "hernemen", **WHY, vanaf="bevel")
    await ban.college_meets()
    await ban.does(ban.mayor, "bevel", **ban.order())
    ruling = {"uitspraak": "vernietiging", "zeker": "ja"}
    await ban.does(ban.worker, "raad-van-state-uitspraak", **ruling)
    row = await ban.row()
    assert (row["state"], row["how"], row["stayed_at"]) == ("bevolen", None, None)


async def perimeter(ban: Ban) -> list[str]:
    """The lines of the order that holds."""
    path = f"/v1/street-bans/{ban.case_id}/perimeter"
    streets: list[str] = (await ban.city.sees(Function.JURIST_BH, path))["streets"]
    return streets


@pytest.mark.parametrize("restart", ["hoorzitting", "bevel"])
async def test_a_renewal_is_taken_back_and_the_ban_before_it_holds_on(
    app: FastAPI, city: City, restart: str
) -> None:
    ban = await Ban.starts(app, city)
    await (await ban.works()).is_heard()
    await ban.is_bounded(delen="Schippersstraat 1-9")
    before, drawn = await ban.row(), await perimeter(ban)
    await ban.college_meets()
    renewal = ban.order(before["last_day"] + timedelta(days=1))
    await ban.does(ban.mayor, "hernieuwing", **renewal)
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    assert await perimeter(ban) != drawn
    form = (await ban.mayor.get(f"{ban.page}/hernemen")).text
    assert 'value="waarschuwing"' not in form
    assert "Bij de hernieuwing: geef een nieuwe" in form
    first_end = f"{before['last_day']:%d/%m/%Y}"
    asked = await ban.mayor.post(f"{ban.page}/hernemen", {"reden": "Fout.", "vanaf": restart})
    assert f"Het bevel ervoor geldt verder, tot en met {first_end}." in words(asked.text)
    assert "Het verbod houdt meteen op" not in words(asked.text)
    warning = await ban.refused(ban.mayor, "hernemen", **WHY, vanaf="waarschuwing")
    assert "Een hernieuwing heeft geen waarschuwing." in warning
    await ban.does(ban.mayor, "hernemen", **WHY, vanaf=restart)
    after = await ban.row()
    kept = ("order_id", "ordered_at", "first_day", "last_day", "earlier_last_day", "works_from")
    kept += ("notified_at", "meeting_on", "confirmed", "renewals", "state", "how", "motivation")
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}
    assert after["heard"] is (restart == "bevel")
    assert await perimeter(ban) == drawn
    assert (await ban.told())[-1] == "withdrawn"
    await fine_about(city, ban.who, fact_at=city.now, **BREACH)
    assert (await ban.told())[-1] == "breached", "the ban itself holds"
    if restart == "hoorzitting":
        assert "eerst gehoord" in await ban.refused(ban.mayor, "hernieuwing", **renewal)
        return
    await ban.does(ban.mayor, "hernieuwing", **renewal)
    again = await ban.row()
    assert (again["state"], again["renewals"], again["order_id"]) != (
        *("bevolen", 1),
        before["order_id"],
    )


async def test_a_renewal_that_is_taken_back_after_the_ban_ran_out_leaves_nothing(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    await ban.is_renewed()
    first_end = (await ban.row())["earlier_last_day"]
    city.later(days=(first_end - ban.today).days + 1)
    await ban.does(ban.mayor, "hernemen", **WHY, vanaf="bevel")
    row = await ban.row()
    assert (row["state"], row["how"], row["renewals"]) == ("voorbij", "verlopen", 0)
    assert (await ban.told())[-2:] == ["withdrawn", "ended"]
    await fine_about(city, ban.who, fact_at=city.now, **BREACH)
    assert "breached" not in await ban.told()


def right(which: str, day: object) -> dict[str, Any]:
    return {"welke": which, "dag": f"{day}", "reden": "Tikfout.", "zeker": "ja"}


@pytest.mark.parametrize("days", [-1, 0, 1])
async def test_a_wrong_day_of_receipt_moves_the_ban_and_the_term_of_appeal(
    app: FastAPI, city: City, days: int
) -> None:
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    ban.city.later(days=2)
    noted = ban.today
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    ban.city.later(days=2)
    day = noted + timedelta(days=days)
    await ban.does(ban.worker, "dag-rechtzetten", **right("kennisgeving", day))
    row = await ban.row()
    assert city_day(row["works_from"]) == city_day(row["notified_at"]) == day
    told = (await city.recorded(ban.case_id, StreetBanNotified))[-1]
    assert city_day(told.works_from) == day
    shown = (await ban.worker.get(ban.page)).text
    assert "Tikfout." in shown


async def test_no_receipt_is_corrected_to_before_the_order_or_to_tomorrow(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    ordered_on = ban.today
    early = await ban.refused(ban.worker, "dag-rechtzetten", **right("kennisgeving", ordered_on))
    assert "nog niet ter kennis gebracht" in early
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    for day, said in ((-1, "ligt voor het bevel"), (1, "ligt in de toekomst")):
        refused = await ban.refused(
            ban.worker,
            "dag-rechtzetten",
            **right("kennisgeving", ordered_on + timedelta(days=day)),
        )
        assert said in refused


async def test_a_wrong_day_of_signature_is_told_anew_with_the_order(
    app: FastAPI, city: City
) -> None:
    """Signed yesterday, noted as of today; the hearing was two days before."""
    ban = await Ban.starts(app, city)
    await (await (await ban.skips_warning()).is_heard()).is_bounded()
    heard_on = ban.today
    ban.city.later(days=2)
    meets_on = await ban.college_meets()
    await ban.does(ban.mayor, "bevel", **ban.order())
    first = (await ban.row())["order_id"]
    before = await ban.refused(
        ban.worker, "dag-rechtzetten", **right("handtekening", heard_on - timedelta(days=1))
    )
    assert "ligt voor de hoorzitting" in before
    day = ban.today - timedelta(days=1)
    await ban.does(ban.worker, "dag-rechtzetten", **right("handtekening", day))
    row = await ban.row()
    assert (city_day(row["ordered_at"]), row["state"]) == (day, "bevolen")
    assert row["order_id"] != first
    assert (await ban.told())[-2:] == ["withdrawn", "ordered"]
    told = (await city.recorded(ban.case_id, StreetBanOrdered))[-1]
    assert (city_day(told.ordered_at), told.order_id) == (day, row["order_id"])
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    assert f"{row['meeting_on']}" <= meets_on
    await ban.meets()
    await ban.does(ban.college, "bevestiging", uitkomst="bevestigd", zeker="ja")
    late = await ban.refused(ban.worker, "dag-rechtzetten", **right("handtekening", day))
    assert "wacht" in late


@pytest.mark.parametrize(("after_last", "refused"), [(-1, False), (0, False), (1, True)])
async def test_a_renewal_signed_after_the_ban_that_it_renews_says_what_falls(
    app: FastAPI, city: City, after_last: int, refused: bool
) -> None:
    """NGW art. 134sexies §3: what has ended is renewed no more."""
    ban = await Ban.starts(app, city)
    await ban.works()
    await ban.is_signed_anew()
    last = (await ban.row())["earlier_last_day"]
    day = last + timedelta(days=after_last)
    if not refused:
        # The college meets after it, whatever the day that it is signed on.
        await ban.college.does("/collegevergaderingen", dag=str(last + timedelta(days=30)))
    ban.city.later(days=max((day - ban.today).days, 0))
    if not refused:
        await ban.does(ban.worker, "dag-rechtzetten", **right("handtekening", day))
        assert city_day((await ban.row())["ordered_at"]) == day
        return
    said = await ban.refused(ban.worker, "dag-rechtzetten", **right("handtekening", day))
    assert f"Het verbod dat dit bevel hernieuwt, eindigde op {last:%d/%m/%Y}." in said
    assert "vervalt de hernieuwing" in said


@pytest.mark.parametrize("noted", ["bevestigd", "niet_bevestigd", "uitgesteld"])
async def test_what_the_college_decided_is_put_right_both_ways(
    app: FastAPI, city: City, noted: str
) -> None:
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    early = await ban.refused(
        ban.college, "bevestiging-rechtzetten", uitkomst="bevestigd", reden="Xyz.", zeker="ja"
    )
    assert "nog niet genoteerd" in early
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    await ban.meets()
    await ban.does(ban.college, "bevestiging", uitkomst=noted, zeker="ja")
    confirmed = noted == "bevestigd"
    right = "niet_bevestigd" if confirmed else "bevestigd"
    said = {"uitkomst": right, "reden": "Fout overgenomen.", "zeker": "ja"}
    await ban.does(ban.college, "bevestiging-rechtzetten", **said)
    row = await ban.row()
    assert (row["state"], row["confirmed"], row["how"]) == (
        ("voorbij", False, "vervallen") if confirmed else ("actief", True, None)
    )
    last = ["withdrawn", "ordered", "notified", "ended" if confirmed else "confirmed"]
    assert (await ban.told())[-4:] == last
    await fine_about(city, ban.who, fact_at=city.now + timedelta(days=1), **BREACH)
    assert ("breached" in await ban.told()) is not confirmed
    again = await ban.refused(ban.college, "bevestiging-rechtzetten", **said)
    assert "al zo genoteerd" in again


async def test_a_stayed_ban_that_is_told_anew_stays_stayed(app: FastAPI, city: City) -> None:
    """The police erase the order that was told wrong, and its stay with it."""
    ban = await Ban.starts(app, city)
    await (await (await ban.skips_warning()).is_heard()).is_bounded()
    ban.city.later(days=2)
    await ban.college_meets()
    await ban.does(ban.mayor, "bevel", **ban.order())
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    await ban.does(ban.worker, "raad-van-state", schorsing="uiterst_dringend")
    await ban.does(ban.worker, "raad-van-state-uitspraak", uitspraak="schorsing", zeker="ja")
    day = ban.today - timedelta(days=1)
    await ban.does(ban.worker, "dag-rechtzetten", **right("handtekening", day))
    assert (await ban.row())["stayed_at"] is not None
    assert (await ban.told())[-4:] == ["withdrawn", "ordered", "notified", "stayed"]


async def stayed_at_renewal(ban: Ban, lodged: str) -> None:
    """The Council stays the ban once it was renewed."""
    request = {"schorsing": "gewoon"}
    await ban.works()
    if lodged == "before":
        await ban.does(ban.worker, "raad-van-state", **request)
    await ban.is_signed_anew()
    if lodged == "between":
        await ban.does(ban.worker, "raad-van-state", **request)
    await ban.renewal_works()
    if lodged == "after":
        await ban.does(ban.worker, "raad-van-state", **request)
    await ban.does(ban.worker, "raad-van-state-uitspraak", uitspraak="schorsing", zeker="ja")
    assert (await ban.row())["stayed_at"] is not None


async def test_the_ban_before_a_stayed_renewal_that_is_taken_back_runs_again_with_the_police(
    app: FastAPI, city: City
) -> None:
    """The Council stayed the renewal, and nothing else."""
    ban = await Ban.starts(app, city)
    await stayed_at_renewal(ban, "after")
    await ban.does(ban.mayor, "hernemen", **WHY, vanaf="bevel")
    assert (await ban.row())["stayed_at"] is None
    assert (await ban.told())[-2:] == ["withdrawn", "resumed"]
    await fine_about(city, ban.who, fact_at=city.now, **BREACH)
    assert (await ban.told())[-1] == "breached"


@pytest.mark.parametrize("lodged", ["before", "between"])
async def test_a_ban_that_was_contested_before_its_renewal_stays_stayed_when_that_is_taken_back(
    app: FastAPI, city: City, lodged: str
) -> None:
    """Until somebody was notified of the renewal there is nothing else to contest."""
    ban = await Ban.starts(app, city)
    await stayed_at_renewal(ban, lodged)
    await ban.does(ban.mayor, "hernemen", **WHY, vanaf="bevel")
    assert (await ban.row())["stayed_at"] is not None
    assert (await ban.told())[-1] == "withdrawn"
    await fine_about(city, ban.who, fact_at=city.now, **BREACH)
    assert (await ban.told())[-1] == "withdrawn", "a judge freed the person of it"
    ruling = {"uitspraak": "geen_schorsing", "zeker": "ja"}
    await ban.does(ban.worker, "raad-van-state-uitspraak", **ruling)
    assert (await ban.told())[-1] == "resumed"


APPEAL_ENDS = """
SELECT last_day FROM case_term WHERE case_id = $1 AND term_id = 'rvs.annulment_days'
   AND closed_at IS NULL
"""


async def appeal_ends(ban: Ban) -> date | None:
    async with ban.city.sandbox.asking("enforcement") as conn:
        last: date | None = await conn.fetchval(APPEAL_ENDS, ban.case_id)
    return last


@pytest.mark.parametrize("notified", [False, True])
async def test_the_order_before_a_renewal_keeps_its_four_months_of_appeal(
    app: FastAPI, city: City, notified: bool
) -> None:
    """Its letter named no appeal (coordinated laws on the Council of State art. 19)."""
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    await ban.does(ban.worker, "kennisgeving")
    ends = await appeal_ends(ban)
    assert ends is not None and (ends - ban.today).days > 170
    await ban.meets()
    await ban.does(ban.college, "bevestiging", uitkomst="bevestigd", zeker="ja")
    await ban.is_heard()
    await ban.begins()
    await ban.college_meets()
    first_day = await ban.last_day() + timedelta(days=1)
    await ban.does(ban.mayor, "hernieuwing", **ban.order(first_day))
    if notified:
        await ban.does(ban.worker, "kennisgeving", beroep="on")
        assert await appeal_ends(ban) == ends, "the order before it may be contested until then"
    await ban.does(ban.mayor, "hernemen", **WHY, vanaf="bevel")
    assert await appeal_ends(ban) == ends


@pytest.mark.parametrize(("days", "late"), [(-1, False), (0, False), (1, True)])
async def test_an_appeal_after_a_letter_that_named_none_stays_in_time_by_a_right_receipt(
    app: FastAPI, city: City, days: int, late: bool
) -> None:
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    ban.city.later(days=1)
    await ban.does(ban.worker, "kennisgeving")
    received, ends = ban.today, await appeal_ends(ban)
    assert ends is not None
    city.later(days=(ends - ban.today).days + days)
    await ban.does(ban.worker, "raad-van-state", schorsing="geen")
    path = f"/v1/street-bans/{ban.case_id}/council-appeal"
    assert (await city.sees(Function.JURIST_BH, path))["late"] is late
    await ban.does(ban.worker, "dag-rechtzetten", **right("kennisgeving", received))
    assert (await city.sees(Function.JURIST_BH, path))["late"] is late
