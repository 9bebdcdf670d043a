"""A letter that was away before its case changed: a fact, that people note and look at."""

from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import address
from ..support.procedure import OFFICER, WORKER, FineCase

LAWYER = Function.JURIST_BH


async def checked(city: City, case: FineCase, kind: str, **more: Any) -> str:
    """The path of a letter that may leave."""
    await address(city, str(case.case_id), "overtreder")
    body = {"caseId": str(case.case_id), "kind": kind, **more}
    (letter,) = (await city.call(WORKER, "POST", "/v1/letters", body)).json()
    path = f"/v1/letters/{letter['letterId']}"
    await city.does(LAWYER, f"{path}/check", subject="collega")
    return path


@pytest.mark.parametrize("by_page", [False, True])
async def test_a_decision_that_left_before_the_fine_was_taken_back_is_noted_and_looked_at(
    city: City, app: FastAPI, by_page: bool
) -> None:
    case = await (await FineCase.opens(city, app)).fined(200)
    path = await checked(city, case, "beslissing")
    await case.does("fine-withdrawal", OFFICER, motivation="De feiten staan niet vast.")
    posting = {"postedOn": f"{city_day(city.now)}"}
    refused = await city.call(WORKER, "POST", f"{path}/posting", posting)
    assert refused.status_code == 409, "what is still here does not leave"
    if by_page:
        worker = await signed_in(app, city, WORKER)
        letter_id = path.rpartition("/")[2]
        assert "Was een brief al weg" in await worker.sees("/brieven?lijst=posten")
        chosen = {"brief": letter_id, "gepost": posting["postedOn"], "vooraf": "true"}
        await worker.does("/brieven/posten", **chosen)
    else:
        await city.does(WORKER, f"{path}/posting", posting | {"leftBefore": True})
    seen = await case.look()
    noted = [entry["step"] for entry in seen["timeline"]]
    assert seen["state"] == "ingetrokken"
    assert noted[-3:] == ["brief_gepost", "na_te_kijken", "zonder_gevolg"]
    worker = await signed_in(app, city, WORKER)
    shown = await worker.sees(f"/dossiers/{case.case_id}")
    assert "Een brief was al weg toen het dossier veranderde." in shown
    assert "Opvolgen op" in shown
    listed = "/v1/cases?lijst=vrij&state=ingetrokken&pagesize=100&page={}"
    assert await is_listed(city, listed, str(case.case_id)), "somebody gets it, though it ended"
    await city.does(WORKER, f"/v1/cases/{case.case_id}/follow-up", {"on": None})
    assert not await is_listed(city, listed, str(case.case_id)), "it was looked at"


async def is_listed(city: City, path: str, case_id: str) -> bool:
    """Whether a case stands on any page of a list."""
    for number in range(1, 1_000):
        page = (await city.sees(WORKER, path.format(number)))["_embedded"]["cases"]
        if case_id in {each["caseId"] for each in page}:
            return True
        if len(page) < 100:
            return False
    raise AssertionError("a list without an end")


async def test_an_opening_letter_that_left_before_the_police_asked_to_wait_begins_its_term(
    city: City, app: FastAPI
) -> None:
    """The person has it: the fifteen days run; nothing else follows (art. 25)."""
    case = await FineCase.opens(city, app)
    await case.does("triage", envisaged=250)
    path = await checked(city, case, "opstartbrief")
    await case.police_ask_to_wait()
    posting = {"postedOn": f"{city_day(city.now)}", "enclosesReport": True}
    assert not (await city.call(WORKER, "POST", f"{path}/posting", posting)).is_success
    await city.does(WORKER, f"{path}/posting", posting | {"leftBefore": True})
    seen = await case.look()
    assert (seen["state"], seen["onHold"]) == ("opgestart", True)
    assert "na_te_kijken" in [entry["step"] for entry in seen["timeline"]]
    assert seen["defenceUntil"]
