"""The day of a hearing that was noted wrong is corrected, and what follows is checked again."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day, day_start
from chassis.web import Function
from contracts.enforcement import HearingDayCorrected

from ..support.city import City
from ..support.integrity import Investigation, ordinance
from ..support.letters import address, another_letter
from ..support.measures import TRAFFICKING, Measure
from ..support.sanctions import COLLEGE, WORKER, decision, heard, invited, propose
from ..support.street_bans import Ban

OFFICE = Function.DIENST_PROSTITUTIEBELEID
FORM = {"welke": "hoorzitting", "reden": "Een tikfout.", "zeker": "ja"}


def right(day: object) -> dict[str, str]:
    return {"dayOf": "hoorzitting", "day": f"{day}", "motivation": "Een tikfout."}


async def told(city: City, case_id: object) -> list[Any]:
    events = await city.sandbox.recorded("enforcement", HearingDayCorrected)
    held = [each.data["heldAt"] for each in events if each.data["caseId"] == str(case_id)]
    return [city_day(datetime.fromisoformat(str(each))) for each in held]


async def test_a_body_may_decide_since_the_right_day_of_the_hearing(city: City) -> None:
    """Planned and held on one day, noted three days later as held then."""
    case = await invited(city)
    path, held_on = case["path"], city.today
    correction = f"{path}/correction"
    refused = await city.call(WORKER, "POST", correction, right(held_on))
    assert "geen hoorzitting" in refused.text
    city.later(days=3)
    await heard(city, path)
    await propose(city, path, "schorsing")
    ends = city.now + timedelta(days=30)
    decided = decision("schorsing", None, ends)
    decided["decidedAt"] = day_start(held_on + timedelta(days=1)).isoformat()
    early = await city.call(COLLEGE, "POST", f"{path}/decision", decided)
    assert early.status_code == 422, "the hearing was noted as held after it"
    for days, said in ((-1, "was gepland op"), (4, "in de toekomst")):
        day = held_on + timedelta(days=days)
        assert said in (await city.call(WORKER, "POST", correction, right(day))).text
    await city.does(WORKER, correction, right(held_on))
    assert await told(city, case["caseId"]) == [held_on]
    seen = await city.sees(WORKER, path)
    assert "Een tikfout." in str(seen["timeline"])
    assert (await city.does(COLLEGE, f"{path}/decision", decided))["state"] == "beslist"
    after = held_on + timedelta(days=2)
    assert "na de beslissing" in (await city.call(WORKER, "POST", correction, right(after))).text
    await city.does(WORKER, correction, right(held_on + timedelta(days=1)))


async def test_the_report_of_a_hearing_says_its_right_day_and_is_awaited_again(
    city: City,
) -> None:
    case = await invited(city)
    case_id, path, planned_on = case["caseId"], case["path"], city.today
    await address(city, case_id, "overtreder")
    city.later(days=3)
    await heard(city, path, final=False)
    awaited = "/v1/awaited-letters/cases?caseKind=sanction-case&kind=verslag_hoorzitting"

    async def waits() -> bool:
        found = await city.sees(WORKER, f"{awaited}&pagesize=100")
        return case_id in {each["caseId"] for each in found["_embedded"]["cases"]}

    said = {"hearingPresent": "De eigenaar.", "hearingReport": "De eigenaar erkent het."}
    asked = {"caseId": case_id, "kind": "verslag_hoorzitting"} | said
    assert await waits()
    answer = await city.call(WORKER, "POST", "/v1/letters", asked)
    assert answer.is_success, answer.text
    assert not await waits()
    city.later(minutes=1)
    await city.does(WORKER, f"{path}/correction", right(planned_on + timedelta(days=1)))
    assert await waits()
    check = f"/v1/letters/{answer.json()[0]['letterId']}/check"
    outdated = await city.call(Function.JURIST_BH, "POST", check, subject="collega")
    assert outdated.status_code == 409, "it names the day that was noted wrong"
    answer = await city.call(WORKER, "POST", "/v1/letters", asked)
    assert answer.is_success, answer.text
    assert not await waits()
    await city.does(WORKER, f"{path}/written-defence", {"summary": "Niets.", "final": True})
    await propose(city, path, "schorsing")
    city.later(minutes=1)
    assert not await waits()
    await city.does(WORKER, f"{path}/correction", right(planned_on))
    assert await waits(), "also behind the proposal"
    await city.does(WORKER, f"{path}/agenda")
    city.later(minutes=1)
    answer = await city.call(WORKER, "POST", "/v1/letters", asked)
    assert answer.is_success, answer.text
    assert not await waits()


async def test_a_ban_is_ordered_since_the_right_day_of_the_hearing(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await ban.skips_warning()
    ban.morning()
    planned_on = ban.today + timedelta(days=9)
    when = {"moment": f"{planned_on}T10:00", "ontvangen": str(ban.today)}
    await ban.does(ban.worker, "uitnodigen", **when)
    city.later(days=12)
    await ban.does(ban.worker, "hoorzitting", verslag="Xyz.")
    await ban.is_bounded()
    await ban.college_meets()
    signed = ban.order() | {"dag": str(planned_on + timedelta(days=1))}
    await ban.refused(ban.mayor, "bevel", **signed)
    before = FORM | {"dag": str(planned_on - timedelta(days=1))}
    assert "was gepland op" in await ban.refused(ban.worker, "dag-rechtzetten", **before)
    await ban.does(ban.worker, "dag-rechtzetten", **FORM, dag=str(planned_on))
    assert await told(city, ban.case_id) == [planned_on]
    await ban.does(ban.mayor, "bevel", **signed)
    later = FORM | {"dag": str(planned_on + timedelta(days=2))}
    assert "na de beslissing" in await ban.refused(ban.worker, "dag-rechtzetten", **later)


async def test_an_order_of_the_mayor_says_the_right_day_until_its_letter_left(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.does(case.worker, "overleg", standpunt="akkoord", overleg="Geen bezwaar.")
    planned_on = case.today + timedelta(days=5)
    invitation = {"moment": f"{planned_on}T10:00", "ontvangen": str(case.today)}
    await case.does(case.worker, "uitnodigen", **invitation)
    city.later(days=8)
    await case.does(case.worker, "hoorzitting", verslag="De uitbater kwam.")
    path = f"/v1/mayor-measures/{case.case_id}"
    assert "correction" in (await city.sees(WORKER, path))["allowed"]
    before = FORM | {"dag": str(planned_on - timedelta(days=1))}
    assert "was gepland op" in await case.refused(case.worker, "dag-rechtzetten", **before)
    await case.does(case.worker, "dag-rechtzetten", **FORM, dag=str(planned_on))
    assert await told(city, case.case_id) == [planned_on]
    await case.signed_at_once()
    await address(city, case.case_id, "overtreder")
    await another_letter(city, case.case_id, "beslissing")
    after = FORM | {"dag": str(planned_on + timedelta(days=1))}
    assert "al vertrokken" in await case.refused(case.worker, "dag-rechtzetten", **after)
    await case.does(case.worker, "kennisgeving", beroep="true")
    await case.confirmed()
    last = str(case.today + timedelta(days=290))
    said = {"antwoord": "Neen.", "motivering": "Nodig.", "zeker": "ja"}
    await case.does(case.mayor, "hernieuwen", tot=last, **said)
    assert "al vertrokken" in await case.refused(case.worker, "dag-rechtzetten", **after)


async def test_no_hearing_is_moved_past_the_order_that_rests_on_it(
    app: FastAPI, city: City
) -> None:
    """Whatever was renewed, or taken back alone, since; on its own day it may be."""
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.signed()
    ordered_on = case.today
    await case.does(case.worker, "kennisgeving", beroep="true")
    await case.confirmed()
    city.later(days=2)
    said = {"antwoord": "Neen.", "motivering": "Nodig.", "zeker": "ja"}
    await case.does(case.mayor, "hernieuwen", tot=str(case.today + timedelta(days=290)), **said)
    past = FORM | {"dag": str(ordered_on + timedelta(days=1))}
    assert "na de beslissing" in await case.refused(case.worker, "dag-rechtzetten", **past)
    why = {"reden": "De burgemeester vergiste zich.", "zeker": "ja"}
    await case.does(case.mayor, "hernemen", vanaf="niets", **why)
    assert "na de beslissing" in await case.refused(case.worker, "dag-rechtzetten", **past)
    await case.does(case.worker, "dag-rechtzetten", **FORM, dag=str(ordered_on))


async def test_the_college_hears_of_the_right_day_before_it_decides(
    app: FastAPI, city: City
) -> None:
    with ordinance(app):
        case = await Investigation.of_declaration(app, city)
        await case.heard()
        held_on = city_day(city.now)
        city.later(days=2)
        path = f"/v1/integrity-investigations/{case.case_id}"
        assert "correction" in (await city.sees(Function.JURIST_BH, path))["allowed"]
        before = FORM | {"dag": str(held_on - timedelta(days=1))}
        assert "was gepland op" in await case.refused(case.lawyer, "dag-rechtzetten", **before)
        await case.does(case.lawyer, "dag-rechtzetten", **FORM, dag=str(held_on))
        shown = await case.lawyer.sees(case.page)
        assert "De hoorzitting was op een andere dag" in shown
        assert await told(city, case.case_id) == [], "nobody was told of the hearing"


@pytest.mark.parametrize("days", [-1, 0, 1])
async def test_a_hearing_of_a_declaration_leaves_the_time_to_prepare(city: City, days: int) -> None:
    path = (await city.ready())["path"]
    invitation = {
        "receivedOn": f"{city.today}",
        "hearingAt": (city.now + timedelta(days=20)).isoformat(),
    }
    await city.does(OFFICE, f"{path}/hearing-invitation", invitation)
    prepared_on = date.fromisoformat((await city.sees(OFFICE, path))["defenceUntil"])
    city.later(days=21)
    await city.does(OFFICE, f"{path}/hearing", {"report": "Gehoord."})
    assert "correction" in (await city.sees(OFFICE, path))["allowed"]
    day = prepared_on + timedelta(days=days)
    answer = await city.call(OFFICE, "POST", f"{path}/correction", right(day))
    if days < 0:
        assert "om zich voor te bereiden" in answer.text
        return
    assert answer.is_success, answer.text
    tomorrow = city.today + timedelta(days=1)
    late = await city.call(OFFICE, "POST", f"{path}/correction", right(tomorrow))
    assert "in de toekomst" in late.text


PAST_PROPOSAL = "na het voorstel dat erop steunt"


async def test_no_hearing_is_moved_past_a_proposal_until_that_goes_back(city: City) -> None:
    """On the day of the proposal it may be, and past one that the body gave back."""
    case = await invited(city)
    path = case["path"]
    await heard(city, path)
    city.later(days=3)
    await propose(city, path, "schorsing")
    proposed_on = city.today
    city.later(days=3)
    correction, past = f"{path}/correction", right(proposed_on + timedelta(days=1))
    assert PAST_PROPOSAL in (await city.call(WORKER, "POST", correction, past)).text
    await city.does(WORKER, correction, right(proposed_on))
    await city.does(COLLEGE, f"{path}/return", {"motivation": "Maak het korter."})
    await city.does(WORKER, correction, past)
    await propose(city, path, "schorsing")
    await city.does(WORKER, correction, right(city.today))


async def test_no_hearing_of_a_measure_or_an_investigation_is_moved_past_its_proposal(
    app: FastAPI, city: City
) -> None:
    measure = await Measure.starts(app, city, **TRAFFICKING)
    await measure.drawn_up()
    drawn_up_on = measure.today
    city.later(days=3)
    past = FORM | {"dag": str(drawn_up_on + timedelta(days=1))}
    assert PAST_PROPOSAL in await measure.refused(measure.worker, "dag-rechtzetten", **past)
    await measure.does(measure.worker, "dag-rechtzetten", **FORM, dag=str(drawn_up_on))
    with ordinance(app):
        case = await Investigation.of_declaration(app, city)
        await case.proposed("opheffing")
        proposed_on = city.today
        city.later(days=3)
        past = FORM | {"dag": str(proposed_on + timedelta(days=1))}
        assert PAST_PROPOSAL in await case.refused(case.lawyer, "dag-rechtzetten", **past)
        await case.does(case.lawyer, "dag-rechtzetten", **FORM, dag=str(proposed_on))
