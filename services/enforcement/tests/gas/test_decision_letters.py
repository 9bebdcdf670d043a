"""The letter of a fine repeats what the officer said: nobody else answers a defence in their place.

Law of 29 July 1991 arts. 2 and 3: the reasons are those of whoever decides.
"""

import re
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import address
from ..support.pdf import text_of
from ..support.procedure import OFFICER, WORKER, FineCase, fine

ANSWERED = {
    "defence": "verworpen",
    "defenceAnswer": "U schreef dat er geen bord stond. Op de foto staat het er.",
}
LETTERS = "/v1/letters"
MAKE = "/brieven/te-maken"
KIND = "gas-case:beslissing"
DECIDED_ANEW = """
INSERT INTO timeline (case_id, step, from_state, to_state, at, actor_function, actor_subject,
                      reason)
SELECT case_id, step, from_state, to_state, at, actor_function, actor_subject, 'De feiten.'
  FROM timeline WHERE case_id = $1 AND step = 'fine'
"""
"""By a release that did not ask for these reasons yet."""


async def defended(city: City, app: FastAPI) -> FineCase:
    case = await (await FineCase.opens(city, app)).started()
    await case.does("written-defence", summary="Er stond geen bord.", final=True)
    await case.asked_around()
    await address(city, str(case.case_id), "overtreder")
    return case


async def drafts(case: FineCase, **more: Any) -> tuple[int, Any]:
    body = {"caseId": str(case.case_id), "kind": "beslissing", **more}
    answer = await case.city.call(WORKER, "POST", LETTERS, body)
    return answer.status_code, answer.json()


async def written(case: FineCase, **more: Any) -> str:
    status, answer = await drafts(case, **more)
    assert status == 201, answer
    worker = await signed_in(case.app, case.city, WORKER)
    pdf = await worker.get(f"/brieven/{answer[0]['letterId']}/brief.pdf")
    return text_of(pdf.content)


def fields(problem: Any) -> set[str]:
    return {each["field"] for each in problem["errors"]}


async def test_the_letter_says_what_the_officer_answered_and_nobody_answers_otherwise(
    city: City, app: FastAPI
) -> None:
    case = await defended(city, app)
    why = {"proportionality": "U stond er voor de derde keer deze maand."}
    await case.does("fine", OFFICER, **fine(150, **ANSWERED, **why))
    other = {"defenceAnswer": "Een bord is niet nodig.", "proportionality": "Weinig."}
    status, problem = await drafts(case, **other)
    assert (status, fields(problem)) == (422, {"defenceAnswer", "proportionality"})
    said = await written(case)
    _, answer, reasons = re.split("Wat zei u, en wat antwoorden we daarop|Waarom dit bedrag", said)
    assert "Op de foto staat het er." in answer
    assert "U stond er voor de derde keer deze maand." in reasons
    told = [(line["step"], line["reason"]) for line in (await case.look())["timeline"]]
    assert ("antwoord_op_verweer", ANSWERED["defenceAnswer"]) in told
    assert ("evenredigheid", why["proportionality"]) in told


async def test_who_said_nothing_reads_so(city: City, app: FastAPI) -> None:
    case = await (await FineCase.opens(city, app)).fined(150)
    await address(city, str(case.case_id), "overtreder")
    assert "U gaf geen verweer." in await written(case)


@pytest.mark.parametrize("by_page", [False, True])
async def test_no_fine_leaves_a_defence_unanswered(city: City, app: FastAPI, by_page: bool) -> None:
    case = await defended(city, app)
    unanswered = fine(150, defence="verworpen")
    if by_page:
        officer = await signed_in(app, city, OFFICER)
        filled = {"bedrag": "150", "verweer": "verworpen", "buiten": "true", "zeker": "ja"}
        filled |= {"motivering": "De feiten staan vast.", "evenredig": "De eerste keer."}
        told = await officer.is_told(f"/dossiers/{case.case_id}/beslissen", **filled)
        assert "Antwoord op het verweer: de brief herhaalt wat je hier schrijft." in told
    else:
        answer = await city.call(OFFICER, "POST", f"{case.path}/fine", unanswered)
        assert (answer.status_code, fields(answer.json())) == (422, {"defenceAnswer"})
    assert await case.state() == "klaar_voor_beslissing"
    del unanswered["proportionality"]
    answer = await city.call(OFFICER, "POST", f"{case.path}/fine", unanswered)
    assert (answer.status_code, fields(answer.json())) == (422, {"proportionality"})


@pytest.mark.parametrize("by_page", [False, True])
async def test_a_fine_without_a_defence_answers_none(
    city: City, app: FastAPI, by_page: bool
) -> None:
    case = await (await FineCase.opens(city, app)).ready()
    await case.asked_around()
    if by_page:
        officer = await signed_in(app, city, OFFICER)
        filled = {"bedrag": "150", "verweer": "geen_verweer", "buiten": "true", "zeker": "ja"}
        filled |= {"motivering": "De feiten staan vast.", "evenredig": "De eerste keer."}
        filled |= {"antwoord": "U had ongelijk."}
        told = await officer.is_told(f"/dossiers/{case.case_id}/beslissen", **filled)
        assert "Er was geen verweer. Laat dit leeg, of kies wat je met het verweer doet." in told
    else:
        answered = fine(150, defenceAnswer="U had ongelijk.")
        answer = await city.call(OFFICER, "POST", f"{case.path}/fine", answered)
        assert (answer.status_code, fields(answer.json())) == (422, {"defenceAnswer"})
    assert await case.state() == "klaar_voor_beslissing"


@pytest.mark.parametrize(
    "nothing", ["   ", "\u200e\u200f\u061c", "\u200b\u200b\u200b", "\u202e\u2066\u2069"]
)
async def test_no_reason_is_empty_for_who_reads_it(city: City, app: FastAPI, nothing: str) -> None:
    case = await defended(city, app)
    reasons = ("motivation", "proportionality", "defenceAnswer")
    unseen = fine(150, **ANSWERED) | dict.fromkeys(reasons, nothing)
    answer = await city.call(OFFICER, "POST", f"{case.path}/fine", unseen)
    assert (answer.status_code, fields(answer.json())) == (422, {*reasons})


async def test_a_corrected_amount_is_explained_where_the_decision_still_has_to_leave(
    city: City, app: FastAPI
) -> None:
    """Of € 350 for € 35 the letter would say why 350 is in proportion."""
    case = await (await FineCase.opens(city, app)).fined(350)
    await address(city, str(case.case_id), "overtreder")
    await case.does("fine-correction", OFFICER, amount=35, motivation="Een nul te veel getypt.")
    said = await written(case)
    assert "administratieve geldboete op van € 35." in said
    assert re.search(r"het bedrag is laag\.\s+Een nul te veel getypt\.", said)


async def test_a_fine_without_these_reasons_is_written_by_hand(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    """What was answered with a decision before it answers nothing either."""
    case = await defended(city, app)
    await case.does("fine", OFFICER, **fine(150, **ANSWERED))
    await rows.execute(DECIDED_ANEW, case.case_id)
    status, problem = await drafts(case)
    assert (status, fields(problem)) == (422, {"defenceAnswer", "proportionality"})
    worker = await signed_in(app, city, WORKER, f"hand-{uuid4().hex[:6]}")
    new = f"/brieven/dossier/{case.case_id}/nieuw?soort=beslissing"
    assert new in (await worker.get(f"{MAKE}?soort={KIND}")).text
    form = await worker.sees(new)
    assert "Antwoord op het verweer" in form and "in verhouding" in form
    said = await written(case, defenceAnswer="Het bord stond er.", proportionality="Kort.")
    assert "Het bord stond er." in said


async def test_decisions_are_made_many_at_once(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    """What the officer said is all that such a letter needs."""
    cases = [await defended(city, app) for _ in range(2)]
    for case in cases:
        await case.does("fine", OFFICER, **fine(150, **ANSWERED))
    worker = await signed_in(app, city, WORKER, f"reeks-{uuid4().hex[:6]}")
    ids = [str(case.case_id) for case in cases]
    page = (await worker.get(f"{MAKE}?soort={KIND}")).text
    assert all(f'name="dossier" type="checkbox" value="{each}"' in page for each in ids)
    await worker.does(MAKE, soort=KIND, dossier=ids)
    query = "SELECT count(*) FROM letter WHERE case_id = ANY($1) AND kind = 'beslissing'"
    assert await rows.fetchval(query, [case.case_id for case in cases]) == 2
