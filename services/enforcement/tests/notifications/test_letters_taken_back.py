"""A letter about a decision that was taken back notifies nobody of the one that took its place."""

from datetime import timedelta
from uuid import UUID

import asyncpg
from fastapi import FastAPI

from chassis.web import Function

from ..support.city import LACKING, City
from ..support.letters import address, another_letter
from ..support.measures import PUBLIC_ORDER, TRAFFICKING, Measure
from ..support.street_bans import Ban

OFFICE, COLLEGE = Function.DIENST_PROSTITUTIEBELEID, Function.COLLEGE_SECRETARIS
CONDITIONAL = {
    "outcome": "voorwaardelijk_toegekend",
    "motivation": "Het pand voldoet bijna.",
    "conditions": ["brandblusser"],
    **LACKING,
}
WHY = {"reden": "De motivering was fout.", "zeker": "ja"}


async def arrives(city: City, rows: asyncpg.Connection, case_id: UUID) -> None:
    city.later(days=10)

    async def arrived() -> bool:
        state = await rows.fetchval("SELECT state FROM letter WHERE case_id = $1", case_id)
        return bool(state == "geacht_ontvangen")

    await city.clock_moves_on(arrived)


async def test_the_letter_of_an_order_does_not_notify_the_order_after_it(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    draft = {"grond": "ngw_135", "tot": str(case.today + timedelta(days=60)), "dringend": "Xyz."}
    await case.draw_up(**draft)
    await case.does(case.mayor, "ondertekenen", zeker="ja")
    await address(city, case.case_id, "overtreder")
    await another_letter(city, case.case_id, "beslissing")
    await case.does(case.mayor, "hernemen", **WHY, vanaf="bevel")
    await case.draw_up(**draft)
    await case.does(case.mayor, "ondertekenen", zeker="ja")
    await arrives(city, rows, UUID(case.case_id))
    after = await city.sees(Function.JURIST_BH, f"/v1/mayor-measures/{case.case_id}")
    assert (after["state"], after["notifiedAt"]) == ("ondertekend", None)
    assert after["timeline"][-1]["step"] == "zonder_gevolg"


async def test_the_letter_of_a_declaration_does_not_notify_the_one_after_it(
    city: City, rows: asyncpg.Connection
) -> None:
    filed = await city.ready()
    path, case_id = filed["path"], filed["dossierId"]
    await city.does(COLLEGE, f"{path}/decision", CONDITIONAL)
    await address(city, case_id, "overtreder")
    await another_letter(city, case_id, "beslissing")
    city.later(minutes=1)
    said = {"restart": "beslissing", "motivation": "Het verkeerde pand."}
    await city.does(COLLEGE, f"{path}/retake", said)
    city.later(minutes=1)
    await city.does(COLLEGE, f"{path}/decision", CONDITIONAL)
    await arrives(city, rows, UUID(case_id))
    after = await city.sees(OFFICE, path)
    assert after["timeline"][-1]["step"] == "zonder_gevolg"
    assert "rvs.annulment_days" not in {each["termId"] for each in after["terms"]}


async def test_the_letter_of_a_ban_does_not_let_the_ban_after_it_hold(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban = await Ban.starts(app, city)
    await (await (await ban.skips_warning()).is_heard()).is_bounded()
    await ban.college_meets(20)
    await ban.does(ban.mayor, "bevel", **ban.order())
    await address(city, str(ban.case_id), "overtreder")
    await another_letter(city, str(ban.case_id), "beslissing")
    await ban.does(ban.mayor, "hernemen", **WHY, vanaf="bevel")
    await ban.does(ban.mayor, "bevel", **ban.order())
    await arrives(city, rows, ban.case_id)
    row = await ban.row()
    assert (row["state"], row["works_from"]) == ("bevolen", None)


async def renewed_with_a_letter(app: FastAPI, city: City) -> tuple[Ban, dict[str, str]]:
    """A ban that works, and a renewal of it whose letter is in the post."""
    ban = await Ban.starts(app, city)
    await (await ban.works()).is_heard()
    await ban.begins()
    await ban.college_meets(25)
    renewal = ban.order(await ban.last_day() + timedelta(days=1))
    await ban.does(ban.mayor, "hernieuwing", **renewal)
    await address(city, str(ban.case_id), "overtreder")
    await another_letter(city, str(ban.case_id), "beslissing")
    return ban, renewal


async def test_the_letter_of_a_renewal_that_was_taken_back_does_not_notify_the_one_after_it(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban, renewal = await renewed_with_a_letter(app, city)
    await ban.does(ban.mayor, "hernemen", **WHY, vanaf="bevel")
    await ban.does(ban.mayor, "hernieuwing", **renewal)
    await arrives(city, rows, ban.case_id)
    assert (await ban.row())["notified_at"] is None, "nobody was notified of the renewal"
    timeline = (await city.sees(Function.JURIST_BH, f"/v1/street-bans/{ban.case_id}"))["timeline"]
    assert timeline[-1]["step"] == "zonder_gevolg"


async def test_the_letter_of_a_renewal_still_notifies_it(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban, _ = await renewed_with_a_letter(app, city)
    await arrives(city, rows, ban.case_id)
    assert (await ban.row())["state"] == "actief"


async def test_the_day_of_an_order_that_a_letter_says_is_no_slip_any_more(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    draft = {"grond": "ngw_135", "tot": str(case.today + timedelta(days=60)), "dringend": "Xyz."}
    await case.draw_up(**draft)
    await case.does(case.mayor, "ondertekenen", zeker="ja")
    right = {"welke": "handtekening", "dag": str(case.today), "reden": "Tikfout.", "zeker": "ja"}
    await case.does(case.worker, "dag-rechtzetten", **right)
    await address(city, case.case_id, "overtreder")
    await another_letter(city, case.case_id, "beslissing")
    refused = await case.refused(case.worker, "dag-rechtzetten", **right)
    assert "De brief met deze dag is al vertrokken." in refused
    await case.does(case.mayor, "hernemen", **WHY, vanaf="bevel")
    await case.draw_up(**draft)
    await case.does(case.mayor, "ondertekenen", zeker="ja")
    await case.does(case.worker, "dag-rechtzetten", **right)


async def test_the_day_of_a_ban_that_a_letter_says_is_no_slip_any_more(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await (await (await ban.skips_warning()).is_heard()).is_bounded()
    await ban.college_meets(20)
    await ban.does(ban.mayor, "bevel", **ban.order())
    right = {"welke": "handtekening", "dag": str(ban.today), "reden": "Tikfout.", "zeker": "ja"}
    await ban.does(ban.worker, "dag-rechtzetten", **right)
    await address(city, str(ban.case_id), "overtreder")
    await another_letter(city, str(ban.case_id), "beslissing")
    refused = await ban.refused(ban.worker, "dag-rechtzetten", **right)
    assert "De brief met deze dag is al vertrokken." in refused


async def test_the_letter_of_an_order_does_not_notify_its_renewal(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """It was handed over while its letter was in the post."""
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.signed()
    await address(city, case.case_id, "overtreder")
    await another_letter(city, case.case_id, "beslissing")
    await case.does(case.worker, "kennisgeving", beroep="true")
    await case.confirmed()
    last = str(case.today + timedelta(days=290))
    said = {"antwoord": "Neen.", "motivering": "Nodig.", "zeker": "ja"}
    await case.does(case.mayor, "hernieuwen", tot=last, **said)
    await arrives(city, rows, UUID(case.case_id))
    after = await city.sees(Function.JURIST_BH, f"/v1/mayor-measures/{case.case_id}")
    assert after["pending"], "nobody was notified of the renewal"
    assert after["timeline"][-1]["step"] == "zonder_gevolg"


async def test_the_letter_of_a_ban_does_not_notify_its_renewal(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban = await Ban.starts(app, city)
    await ban.is_ordered()
    await address(city, str(ban.case_id), "overtreder")
    await another_letter(city, str(ban.case_id), "beslissing")
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    await ban.meets()
    await ban.does(ban.college, "bevestiging", uitkomst="bevestigd", zeker="ja")
    await ban.is_heard()
    first_end = await ban.last_day()
    await ban.college_meets(1)
    await ban.does(ban.mayor, "hernieuwing", **ban.order(first_end + timedelta(days=1)))
    await arrives(city, rows, ban.case_id)
    assert (await ban.row())["notified_at"] is None, "nobody was notified of the renewal"
