"""What a body does with a proposal but decide: it waits for another meeting, or goes back."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from chassis.web.pages.site import day as written

from ..support.browser import signed_in
from ..support.city import City
from ..support.receipts import hands_over
from ..support.sanctions import (
    COLLEGE,
    WORKER,
    decision,
    handed_over,
    heard,
    invited,
    propose,
    proposed,
)

WHY = {"motivation": "Het college wil eerst het verslag lezen."}


async def state(city: City, case: dict[str, Any]) -> str:
    found: str = (await city.sees(COLLEGE, case["path"]))["state"]
    return found


async def on_agenda(city: City) -> dict[str, Any]:
    case = await proposed(city)
    await city.does(WORKER, f"{case['path']}/agenda")
    return case


async def test_a_proposal_is_adjourned_to_a_day_and_shown_at_none_before(
    app: FastAPI, city: City
) -> None:
    case = await on_agenda(city)
    path = f"{case['path']}/adjournment"
    in_two_weeks = city.today + timedelta(days=14)
    body = WHY | {"adjournedTo": f"{in_two_weeks}"}
    assert (await city.call(WORKER, "POST", path, body)).status_code == 403
    past = await city.call(COLLEGE, "POST", path, WHY | {"adjournedTo": f"{city.today}"})
    assert "nog moet komen" in past.text
    await city.does(COLLEGE, path, body)
    assert await state(city, case) == "op_agenda_orgaan"
    secretary = await signed_in(app, city, COLLEGE, "verdaagt")
    for days, shown in ((-1, False), (0, True), (1, True)):
        day = in_two_weeks + timedelta(days=days)
        seen = (await secretary.sees(f"/agenda?dag={day}")).partition("Nog niet op deze dag")
        assert (case["number"] in seen[0], case["number"] in seen[2]) == (shown, not shown), days
        adjourned = f"Verdaagd tot {written(in_two_weeks)}"
        assert (adjourned in seen[0].partition(case["number"])[2]) is shown
        table = (await secretary.get(f"/agenda/agenda.csv?orgaan=college&dag={day}")).text
        assert (f"{in_two_weeks:%d/%m/%Y}" in table) is shown
    assert "Verdaagd tot" in await secretary.sees(f"/dossiers/{case['caseId']}")
    ends = city.now + timedelta(days=20)
    await city.does(COLLEGE, f"{case['path']}/decision", decision("schorsing", None, ends))


async def test_a_proposal_goes_back_to_the_service_with_a_reason_and_comes_again(
    app: FastAPI, city: City
) -> None:
    case = await on_agenda(city)
    secretary = await signed_in(app, city, COLLEGE, "geeft-terug")
    page = f"/dossiers/{case['caseId']}/terug-naar-dienst"
    assert "Waarom" in await secretary.sees(page)
    await secretary.does(page, reden=WHY["motivation"])
    assert await state(city, case) == "hoorzitting_gehouden"
    assert case["number"] not in await secretary.sees("/agenda")
    ends = city.now + timedelta(days=20)
    body = decision("schorsing", None, ends)
    assert (await city.call(COLLEGE, "POST", f"{case['path']}/decision", body)).status_code == 409
    await propose(city, case["path"], "tijdelijke_sluiting")
    assert case["number"] in await secretary.sees("/agenda")


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("written-defence", {"summary": "Wij deden dit niet.", "final": True}),
        ("hearing", {"report": "De eigenaar gaf uitleg.", "final": True}),
    ],
)
async def test_it_goes_back_to_where_the_owner_answered(
    city: City, step: str, said: dict[str, Any]
) -> None:
    case = await invited(city)
    await city.does(WORKER, f"{case['path']}/{step}", said)
    before = await state(city, case)
    await propose(city, case["path"], "schorsing")
    await city.does(COLLEGE, f"{case['path']}/return", WHY)
    assert await state(city, case) == before


async def test_a_new_proposal_is_not_adjourned_any_more(app: FastAPI, city: City) -> None:
    case = await on_agenda(city)
    body = WHY | {"adjournedTo": f"{city.today + timedelta(days=14)}"}
    await city.does(COLLEGE, f"{case['path']}/adjournment", body)
    await city.does(COLLEGE, f"{case['path']}/return", WHY)
    await propose(city, case["path"], "schorsing")
    secretary = await signed_in(app, city, Function.COLLEGE_SECRETARIS, "herneemt")
    seen = await secretary.sees("/agenda")
    assert case["number"] in seen.partition("Nog niet op deze dag")[0]


async def test_who_wrote_is_invited_again_and_what_was_written_stays_heard(city: City) -> None:
    """The owner wrote that the day does not suit: another day, and the letter still counts."""
    case = await invited(city)
    written = {"summary": "Wij deden dit niet, en willen het komen zeggen."}
    await city.does(WORKER, f"{case['path']}/written-defence", written)
    hearing = {"hearingAt": (city.now + timedelta(days=9)).isoformat()}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", handed_over(city) | hearing)
    assert await state(city, case) == "hoorzitting_uitgenodigd"
    await hands_over(city, case["caseId"], "uitnodiging_opnieuw")
    seen = await city.sees(WORKER, case["path"])
    city.now += timedelta(days=30)
    assert city_day(city.now).isoformat() > seen["defenceUntil"]
    absent = await city.call(WORKER, "POST", f"{case['path']}/no-defence")
    assert absent.json()["state"] == "schriftelijk_verweer", "who wrote is no owner without defence"
    await propose(city, case["path"], "schorsing")


async def test_who_wrote_and_comes_on_the_new_day_is_heard(city: City) -> None:
    case = await invited(city)
    written = {"summary": "Wij willen komen."}
    await city.does(WORKER, f"{case['path']}/written-defence", written)
    hearing = {"hearingAt": (city.now + timedelta(days=9)).isoformat()}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", handed_over(city) | hearing)
    city.later(days=9, hours=1)
    await heard(city, case["path"])
    assert await state(city, case) == "hoorzitting_gehouden"
