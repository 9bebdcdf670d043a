"""A street ban from its first fact to its end, on the city's screens (scenario 11 of §6.3)."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import day_start
from chassis.web import Function
from chassis.web.pages.site import day as written
from contracts.enforcement import StreetBanOrdered
from launcher.page_walk import words

from ..support.browser import signed_in
from ..support.city import City
from ..support.street_bans import Ban, fine_about


async def test_a_ban_with_two_renewals_and_a_third_refused(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    await (await ban.is_renewed()).is_renewed()
    await ban.is_heard()
    last_day = await ban.last_day()
    said = await ban.refused(ban.mayor, "hernieuwing", **ban.order(last_day + timedelta(days=1)))
    assert "hoogstens 2 keer hernieuwd" in said
    assert (await ban.told()).count("ordered") == 3


async def test_a_perimeter_that_is_drawn_anew_holds_from_the_renewal_on(
    app: FastAPI, city: City
) -> None:
    """NGW art. 134sexies: each renewal is an order of its own, with a perimeter of its own."""
    ban = await Ban.starts(app, city)
    await (await ban.works()).is_heard()
    await ban.begins()
    await ban.is_bounded(straten=["Testlei"], delen="")
    shown = await ban.worker.sees(ban.page)
    assert "Getekend voor de hernieuwing: Testlei." in shown
    assert "Schippersstraat 1-19" in shown
    await ban.college_meets()
    first_end = await ban.last_day()
    await ban.does(ban.mayor, "hernieuwing", **ban.order(first_end + timedelta(days=1)))
    [first, renewal] = [
        each.data
        for each in await city.sandbox.recorded("enforcement", StreetBanOrdered)
        if each.data["caseId"] == str(ban.case_id)
    ]
    assert (first["renewal"], renewal["renewal"]) == (0, 1)
    shown = await ban.worker.sees(ban.page)
    assert "Getekend voor de hernieuwing" not in shown
    now, of_renewal = shown.split("Perimeter van de hernieuwing")
    assert "Perimeter die nu geldt" in now
    assert "Schippersstraat 1-19" in now
    assert "Testlei" in of_renewal
    assert "Schippersstraat 1-19" not in of_renewal
    city.later(days=(first_end - ban.today).days + 1)
    shown = await ban.worker.sees(ban.page)
    assert "Schippersstraat 1-19" not in shown
    assert "Testlei" in shown


async def test_the_order_that_still_holds_is_not_hidden_by_its_renewal(
    app: FastAPI, city: City
) -> None:
    """Its last day but one, its last day, and the day after it."""
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    await ban.meets()
    confirmed = {"uitkomst": "bevestigd", "besluit": "2027/CBS/00123", "zeker": "ja"}
    await ban.does(ban.college, "bevestiging", **confirmed)
    first = await ban.row()
    await ban.is_signed_anew()
    shown = await ban.worker.sees(ban.page)
    assert "Besluit van het college" not in shown, "the college has not seen the renewal"
    assert "Eerdere besluiten van het college 2027/CBS/00123" in shown
    for days in (1, 0):
        city.later(days=(first["last_day"] - ban.today).days - days)
        shown = await ban.worker.sees(ban.page)
        assert f"Tot en met {written(first['last_day'])} geldt het bevel voor de" in shown
        assert f"{written(first['first_day'])} – {written(first['last_day'])}" in shown
        assert "Dagen van de hernieuwing" in shown
    city.later(days=1)
    shown = await ban.worker.sees(ban.page)
    assert "geldt het bevel voor de hernieuwing" not in shown
    assert "Dagen van het verbod" in shown


async def test_a_perimeter_is_redrawn_from_the_one_that_holds(app: FastAPI, city: City) -> None:
    """Nobody types a home by heart: what holds now is filled in, and the look is logged."""
    ban = await Ban.starts(app, city)
    path = f"{ban.page}/perimeter"
    assert ">geen</textarea>" not in (await ban.worker.get(path)).text
    await (await ban.works()).is_heard()
    looks = await ban.looks()
    filled = (await ban.worker.get(path)).text
    assert await ban.looks() == looks + 1
    assert 'value="Verversrui" checked' in filled
    for said in ("Schippersstraat 1-19", "Schippersstraat 12", "Verversrui 5", "geen"):
        assert f">{said}</textarea>" in filled
    await ban.is_bounded(straten=["Testlei"], delen="", woning="Testlei 5")
    filled = (await ban.worker.get(path)).text
    assert 'value="Testlei" checked' in filled
    assert ">Testlei 5</textarea>" in filled


async def test_a_renewal_that_has_still_to_begin_is_not_renewed_yet(
    app: FastAPI, city: City
) -> None:
    """Else two months would be ordered at once, whatever the person does in the first."""
    ban = await Ban.starts(app, city)
    await ban.works()
    await ban.is_renewed()
    await ban.is_heard()
    begins, last_day = (await ban.row())["first_day"], await ban.last_day()
    await ban.college_meets()
    said = await ban.refused(ban.mayor, "hernieuwing", **ban.order(last_day + timedelta(days=1)))
    assert f"begint pas op {begins:%d/%m/%Y}" in said
    assert await ban.begins() == begins
    await ban.college_meets(4)
    await ban.does(ban.mayor, "hernieuwing", **ban.order(last_day + timedelta(days=1)))


async def test_nobody_is_banned_before_the_hearing(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    said = await ban.refused(
        ban.worker, "uitnodigen", moment=f"{ban.today + timedelta(days=20)}T10:00"
    )
    assert "Waarschuw eerst" in said
    await ban.skips_warning()
    await ban.is_bounded()
    said = await ban.refused(ban.mayor, "bevel", **ban.order())
    assert "Deze stap kan niet" in said
    assert "ordered" not in await ban.told()


async def test_a_warning_waits_for_a_new_fact_of_the_same_person(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    await ban.does(ban.mayor, "waarschuwing")
    hearing = f"{ban.today + timedelta(days=20)}T10:00"
    assert "nog geen nieuw feit" in await ban.refused(ban.worker, "uitnodigen", moment=hearing)

    before = await fine_about(city, ban.who)
    said = await ban.refused(ban.worker, "nieuw-feit", nummer=before["number"])
    assert "niet van na de ontvangst van de waarschuwing" in said

    city.later(days=14)
    other = await fine_about(city, (await Ban.starts(app, city)).who)
    said = await ban.refused(ban.worker, "nieuw-feit", nummer=other["number"])
    assert "iemand anders" in said

    again = await fine_about(city, ban.who)
    await ban.does(ban.worker, "nieuw-feit", nummer=again["number"])
    await (await ban.is_heard()).is_bounded()
    await ban.college_meets()
    await ban.does(ban.mayor, "bevel", **ban.order())
    assert (await ban.row())["state"] == "bevolen"


async def test_a_perimeter_over_a_place_of_care_alone_is_refused(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    none = {"woning": "geen", "werkplek": "geen", "school": "geen"}
    only = await ban.refused(ban.worker, "perimeter", delen="Proefkaai 11-12", **none)
    assert "Er blijft niets over" in only
    every = ["Schippersstraat", "Vingerlingstraat", "Verversrui", "Proefkaai", "Synthesestraat"]
    every += ["Voorbeeldstraat", "Testlei", "Kladdreef"]
    whole = await ban.refused(ban.worker, "perimeter", straten=every, **none)
    assert "hele grondgebied" in whole
    unasked = await ban.refused(ban.worker, "perimeter", straten=["Testlei"], woning="geen")
    assert "de wet laat deze plaats altijd vrij" in unasked
    unknown = await ban.refused(
        ban.worker, "perimeter", straten=["Testlei"], **none | {"woning": "Testlei 999"}
    )
    assert "Huisnummer 999 van Testlei" in unknown
    assert not (await ban.row())["bounded"]


async def test_the_police_are_told_of_the_area_in_a_seal_and_of_no_person(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    (told,) = [
        each
        for each in await city.sandbox.recorded("enforcement", StreetBanOrdered)
        if each.data["caseId"] == str(ban.case_id)
    ]
    assert set(told.data["area"]["sealed"]) == {"databank"}
    for secret in ("Vera", "Schippersstraat", "Verversrui", "1980"):
        assert secret not in repr(told.data)


async def test_the_page_shows_the_plan_and_the_same_in_words(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    await ban.is_bounded()
    answer = await ban.worker.get(ban.page)
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in answer.text
    assert 'role="img"' in answer.text
    shown = words(answer.text)
    assert "Schippersstraat 1-19" in shown
    assert "Woning: Schippersstraat 12" in shown
    assert "Werkplek: Verversrui 5" in shown
    assert "Vaste plek van het straathoekwerk" in shown
    assert "Vera" not in shown


async def test_an_order_lapses_on_the_day_after_a_missed_meeting(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    early = await ban.refused(ban.college, "bevestiging", uitkomst="bevestigd", zeker="ja")
    assert "moet nog komen" in early
    meeting_on = await ban.meets()
    city.later(days=1)
    city.clock.advance(city.now)
    assert (await ban.row())["how"] is None
    city.later(days=8)

    async def lapsed() -> bool:
        return (await ban.row())["how"] == "vervallen"

    await city.clock_moves_on(lapsed)
    assert (await ban.told())[-1] == "ended"
    assert (await ban.row())["ended_at"] == day_start(meeting_on + timedelta(days=1))


async def test_what_the_college_decided_is_recorded_a_day_later(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    meeting_on = await ban.meets()
    await ban.college_meets(1)
    city.later(days=1)
    wrong = {"uitkomst": "bevestigd", "vergadering": str(ban.today), "zeker": "ja"}
    assert "eerstvolgende" in await ban.refused(ban.college, "bevestiging", **wrong)
    await ban.does(ban.college, "bevestiging", uitkomst="bevestigd", zeker="ja")
    row = await ban.row()
    assert (row["confirmed"], row["meeting_on"]) == (True, meeting_on)


async def test_a_ban_lapses_when_the_secretary_closes_the_meeting_that_passed_it_by(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    meeting_on = await ban.meets()
    asked = await ban.college.post("/collegevergaderingen/afgesloten", {"dag": str(meeting_on)})
    assert str((await ban.row())["number"]) in asked.text
    day = str(meeting_on)
    await ban.college.does("/collegevergaderingen/afgesloten", dag=day, zeker="ja")
    assert (await ban.row())["how"] == "vervallen"
    assert (await ban.told())[-1] == "ended"


async def test_a_meeting_that_does_not_take_place_leaves_a_ban_to_the_next(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    first = (await ban.row())["meeting_on"]
    await ban.college_meets((first - ban.today).days + 2)
    await ban.college.does("/collegevergaderingen/afgelast", dag=str(first))
    assert (await ban.row())["meeting_on"] > first
    city.later(days=(first - ban.today).days + 1)
    city.clock.advance(city.now)
    await ban.meets()
    await ban.does(ban.college, "bevestiging", uitkomst="bevestigd", zeker="ja")
    assert (await ban.row())["confirmed"]


async def test_no_ban_is_ordered_while_nobody_knows_when_the_college_meets(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await (await (await ban.skips_warning()).is_heard()).is_bounded()
    async with city.sandbox.asking("enforcement") as conn:
        days = await conn.fetch(
            "SELECT day FROM college_meeting WHERE day > $1 AND cancelled_at IS NULL", ban.today
        )
    for row in days:
        await ban.college.does("/collegevergaderingen/afgelast", dag=str(row["day"]))
    said = await ban.refused(ban.mayor, "bevel", **ban.order())
    assert "Vraag dat eerst aan de secretaris" in said
    assert "ordered" not in await ban.told()


async def test_a_ban_runs_out_after_its_last_day(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    city.later(days=(await ban.last_day() - ban.today).days + 1)

    async def over() -> bool:
        return (await ban.row())["how"] == "verlopen"

    await city.clock_moves_on(over)
    await ban.does(ban.worker, "afsluiten", zeker="ja")
    assert (await ban.told())[-2:] == ["ended", "closed"]


@pytest.mark.night(
    "waits as long as a lock is waited for",
    stays=(
        "::test_a_ban_with_two_renewals_and_a_third_refused",
        "chassis/tests/bus/test_timers.py::test_a_failing_timer_is_tried_later_and_stops_no_other",
    ),
)
async def test_a_ban_that_somebody_works_on_at_its_end_runs_out_a_moment_later(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    city.later(days=(await ban.last_day() - ban.today).days + 1)
    tried = "SELECT attempts FROM bus_timer WHERE name = 'street-ban-expiry' AND key = $1"

    async def met_the_lock() -> bool:
        async with city.sandbox.asking("enforcement") as conn:
            return bool(await conn.fetchval(tried, str(ban.case_id)))

    async with rows.transaction():
        await rows.execute("SELECT FROM street_ban_case WHERE case_id = $1 FOR UPDATE", ban.case_id)
        await city.clock_moves_on(met_the_lock)

    async def over() -> bool:
        return (await ban.row())["how"] == "verlopen"

    await city.clock_moves_on(over)


async def test_the_home_in_a_perimeter_is_kept_a_year_and_no_longer(
    app: FastAPI, city: City
) -> None:
    ban, dropped = [await Ban.starts(app, city) for _ in range(2)]
    await ban.works()
    await (await dropped.skips_warning()).is_bounded()
    await dropped.does(dropped.mayor, "stopzetten", reden="Geen aanleiding meer.", zeker="ja")
    assert not await dropped.keeps_perimeter()

    await ban.does(ban.mayor, "opheffen", reden="Niet meer nodig.", zeker="ja")
    await ban.does(ban.worker, "afsluiten", zeker="ja")
    city.later(days=360)
    city.clock.advance(city.now)
    assert await ban.keeps_perimeter()
    city.later(days=8)

    async def erased() -> bool:
        return not await ban.keeps_perimeter()

    await city.clock_moves_on(erased)
    assert "Vera" not in await ban.worker.sees(ban.page)


async def test_the_police_ask_to_wait_and_nothing_is_ordered(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city, on_hold=True)
    await ban.skips_warning()
    hearing = f"{ban.today + timedelta(days=20)}T10:00"
    assert "De politie vraagt overleg" in await ban.refused(
        ban.worker, "uitnodigen", moment=hearing
    )


async def test_a_minor_is_looked_at_by_a_lawyer_first(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city, birth_date=f"{city.now.year - 16}-01-01")
    await ban.skips_warning()
    hearing = f"{ban.today + timedelta(days=20)}T10:00"
    assert "minderjarig" in await ban.refused(ban.worker, "uitnodigen", moment=hearing)
    await ban.does(ban.lawyer, "leeftijd", reden="Besproken met het jeugdparket.")
    await ban.does(ban.worker, "uitnodigen", moment=hearing)


async def test_a_breach_found_by_the_police_is_a_fine_of_its_own(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    breach = await fine_about(city, ban.who, fact_code="straatverbod.overtreden")
    assert breach["state"]
    assert (await ban.told())[-1] == "breached"
    assert "De politie stelde een overtreding vast" in await ban.worker.sees(ban.page)
    await fine_about(city, (await Ban.starts(app, city)).who, fact_code="straatverbod.overtreden")
    assert (await ban.told()).count("breached") == 1


async def test_the_council_of_state_stops_a_ban_and_lets_it_go_on(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    asked = await ban.worker.sees(f"{ban.page}/raad-van-state")
    assert "Wat vraagt de betrokkene?" in asked
    assert "eigenaar" not in asked
    await ban.does(ban.worker, "raad-van-state", schorsing="gewoon")
    sure: dict[str, Any] = {"zeker": "ja"}
    await ban.does(ban.worker, "raad-van-state-uitspraak", uitspraak="schorsing", **sure)
    assert (await ban.told())[-1] == "stayed"
    await ban.does(ban.worker, "raad-van-state-uitspraak", uitspraak="verwerping", **sure)
    assert (await ban.told())[-1] == "resumed"
    await ban.does(ban.mayor, "opheffen", reden="Niet meer nodig.", **sure)
    assert (await ban.row())["how"] == "opgeheven"


async def test_each_takes_the_steps_of_their_own_function(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    assert (await ban.worker.post(f"{ban.page}/bevel", ban.order())).status_code == 403
    assert (await ban.college.get(ban.page)).status_code == 404
    officer = await signed_in(app, city, Function.PROSTITUTIEAMBTENAAR)
    assert (await officer.get("/straatverboden")).status_code == 403


async def test_nobody_has_two_running_cases(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    fine = await fine_about(city, ban.who)
    said = await ban.worker.is_told("/straatverboden/nieuw", nummer=fine["number"])
    assert "Over deze persoon loopt al SV/" in said
