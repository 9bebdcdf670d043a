"""Letters that arrive move a fine case on: the whole way, by the doors that people use."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts.databank import FindingHoldChanged
from contracts.identity import OffenderIdentity
from contracts.sealed import Sealed

from ..support.city import City
from ..support.procedure import OFFICER, WORKER, FineCase, fine

ADDRESS = {
    "name": "Onbestaandewicz",
    "street": "Teststraat",
    "houseNumber": "5",
    "postcode": "2000",
    "town": "Voorbeeld",
}


async def addressed(case: FineCase, *roles: str) -> None:
    path = f"/v1/cases/{case.case_id}/addressees"
    for role in roles or ("overtreder",):
        await case.city.does(WORKER, path, {**ADDRESS, "role": role})


async def checked(case: FineCase, kind: str, **particulars: Any) -> list[str]:
    """The paths of letters that a second person found right."""
    body = {"caseId": str(case.case_id), "kind": kind, **particulars}
    answer = await case.city.call(WORKER, "POST", "/v1/letters", body)
    assert answer.is_success, answer.text
    paths = [f"/v1/letters/{letter['letterId']}" for letter in answer.json()]
    for path in paths:
        await case.city.does(Function.JURIST_BH, f"{path}/check", subject="collega")
    return paths


async def posted(case: FineCase, *paths: str) -> None:
    for path in paths:
        today = city_day(case.city.now)
        await case.city.does(
            WORKER, f"{path}/posting", {"postedOn": f"{today}", "enclosesReport": True}
        )


@pytest.mark.night(
    "a fine from its finding to its end once more",
    stays=(
        "tests/browser/test_whole_fine.py::test_a_fine_takes_staff_25_taps_from_its_finding_until_it_is_paid",
        "::test_the_term_of_a_minor_begins_with_the_last_letter",
    ),
)
async def test_a_fine_by_letters_alone(city: City, app: FastAPI) -> None:
    case = await FineCase.opens(city, app)
    await addressed(case)
    await case.does("triage", envisaged=200)
    await posted(case, *await checked(case, "opstartbrief"))
    sent_on = city_day(city.now)
    city.later(days=7)
    await case.becomes("opgestart")
    seen = await case.look()
    assert date.fromisoformat(seen["startNotifiedOn"]) >= sent_on + timedelta(days=3)
    case.go_to(date.fromisoformat(seen["defenceUntil"]) + timedelta(days=1))
    await case.becomes("klaar_voor_beslissing")
    await case.asked_around()
    await case.does("fine", OFFICER, **fine(200))
    await posted(case, *await checked(case, "beslissing"))
    city.later(days=7)
    await case.becomes("ter_kennis_gebracht")
    case.go_to(date.fromisoformat((await case.look())["appealUntil"]) + timedelta(days=1))
    await case.becomes("te_betalen")


async def test_no_letter_leaves_a_case_on_hold_and_one_that_left_still_counts(
    city: City, app: FastAPI
) -> None:
    finding_id = await city.transfers()
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    case = FineCase(city, app, listed["_embedded"]["gasCases"][0]["caseId"])
    await addressed(case)
    await case.does("triage", envisaged=200)
    first, second = [(await checked(case, "opstartbrief"))[0] for _ in range(2)]
    await posted(case, first)
    event = FindingHoldChanged(finding_id=finding_id, on_hold=True, changed_at=city.later(hours=1))
    await city.sandbox.handled("enforcement", await city.sandbox.publish(event, at=city.now))
    body = {"postedOn": f"{city_day(city.now)}"}
    refused = await city.call(WORKER, "POST", f"{second}/posting", body)
    assert refused.status_code == 409
    city.later(days=7)
    await case.becomes("opgestart")
    assert (await case.look())["onHold"] is True


async def test_who_waits_for_consultation_hears_that_no_fine_comes(
    city: City, app: FastAPI
) -> None:
    """A hold stops what goes against somebody, not what favours them."""
    finding_id = await city.transfers()
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    case = FineCase(city, app, listed["_embedded"]["gasCases"][0]["caseId"])
    await addressed(case)
    await case.started()
    await case.does("written-defence", summary="Ik word gedwongen.")
    event = FindingHoldChanged(finding_id=finding_id, on_hold=True, changed_at=city.later(hours=1))
    await city.sandbox.handled("enforcement", await city.sandbox.publish(event, at=city.now))
    body = {"caseId": str(case.case_id), "kind": "opstartbrief"}
    assert (await city.call(WORKER, "POST", "/v1/letters", body)).status_code == 409
    why = {"kind": "geen_geldboete", "motivation": "Ze was een slachtoffer."}
    await case.does("dismissal", OFFICER, **why)
    await posted(case, *await checked(case, "uitkomst_verweer"))


async def test_the_term_of_a_minor_begins_with_the_last_letter(city: City, app: FastAPI) -> None:
    born = f"{city.now.year - 17}-01-01"
    minor = Sealed.of(OffenderIdentity(name="Jonge Voorbeeld", birth_date=born))
    case = await FineCase.opens(city, app, offender=minor)
    await addressed(case, "overtreder", "ouderlijk_gezag")
    await case.does("triage", envisaged=100)
    early, late = await checked(case, "opstartbrief")
    await posted(case, early)
    city.later(days=10)
    assert await case.state() == "geregistreerd"
    await posted(case, late)
    last_left_on = city_day(city.now)
    city.later(days=7)
    await case.becomes("opgestart")
    assert date.fromisoformat((await case.look())["startNotifiedOn"]) > last_left_on
