"""The letter of a sanction repeats what the body said with its decision.

Law of 29 July 1991 arts. 2 and 3: the reasons are those of whoever decides, not of who writes.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import address
from ..support.pdf import text_of
from ..support.receipts import hands_over
from ..support.sanctions import (
    COLLEGE,
    REASONED,
    WORKER,
    decided,
    decision,
    invited,
    propose,
    proposed,
)

WHY = {"motivation": "De motivering vermeldt het verkeerde pand.", "restart": "beslissing"}
MAKE = "/brieven/te-maken"
KIND = "sanction-case:beslissing"
DECIDED_ANEW = """
INSERT INTO timeline (case_id, step, from_state, to_state, at, actor_function, actor_subject,
                      reason)
SELECT case_id, step, from_state, to_state, at, actor_function, actor_subject, 'Zo.'
  FROM timeline WHERE case_id = $1 AND step = 'decision'
"""
"""By a release that did not ask for these reasons yet."""


async def drafts(city: City, case: dict[str, Any], kind: str = "beslissing") -> tuple[int, Any]:
    body = {"caseId": case["caseId"], "kind": kind}
    answer = await city.call(WORKER, "POST", "/v1/letters", body)
    return answer.status_code, answer.json()


async def written(app: FastAPI, city: City, case: dict[str, Any], kind: str = "beslissing") -> str:
    status, answer = await drafts(city, case, kind)
    assert status == 201, answer
    worker = await signed_in(app, city, WORKER, f"leest-{uuid4().hex[:6]}")
    pdf = await worker.get(f"/brieven/{answer[0]['letterId']}/brief.pdf")
    return text_of(pdf.content)


@pytest.mark.parametrize("missing", ["defenceAnswer", "proportionality"])
async def test_no_decision_leaves_the_owner_unanswered(city: City, missing: str) -> None:
    case = await proposed(city)
    body = decision("schorsing", None, city.now + timedelta(days=30))
    del body[missing]
    answer = await city.call(COLLEGE, "POST", f"{case['path']}/decision", body)
    assert answer.status_code == 422, answer.text
    assert [each["field"] for each in answer.json()["errors"]] == [missing]
    assert (await city.sees(WORKER, case["path"]))["state"] == "advies_opgemaakt"


async def test_an_owner_who_said_nothing_reads_so(app: FastAPI, city: City) -> None:
    case = await invited(city)
    await hands_over(city, case["caseId"], "uitnodiging_hoorzitting")
    city.later(days=40)
    await city.does(WORKER, f"{case['path']}/no-defence")
    await propose(city, case["path"], "intrekking")
    secretary = await signed_in(app, city, COLLEGE)
    form = await secretary.get(f"/dossiers/{case['caseId']}/beslissing")
    assert "Zo kort als kan.</textarea>" in form.text, "the page begins with the proposal"
    body = decision("intrekking")
    del body["defenceAnswer"]
    await city.does(COLLEGE, f"{case['path']}/decision", body)
    assert "U gaf geen verweer." in await written(app, city, case)


async def test_each_decision_and_each_proposal_has_its_own_reasons(
    app: FastAPI, city: City
) -> None:
    case = await decided(city, "intrekking")
    await address(city, case["caseId"], "overtreder")
    await city.does(COLLEGE, f"{case['path']}/retake", WHY)
    proposal = await written(app, city, case, "voorstel")
    assert "Zo kort als kan." in proposal and "Korter helpt niet." not in proposal
    anew = {"defenceAnswer": "Dat u het niet wist, geloven we.", "proportionality": "Lichter kan."}
    body = decision("intrekking") | anew
    await city.does(COLLEGE, f"{case['path']}/decision", body)
    said = await written(app, city, case)
    assert all(each in said for each in anew.values())
    assert REASONED["defenceAnswer"] not in said and REASONED["proportionality"] not in said


async def test_the_decision_is_made_with_others_unless_its_reasons_are_missing(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await decided(city, "intrekking")
    await address(city, case["caseId"], "overtreder")
    worker = await signed_in(app, city, WORKER, f"reeks-{uuid4().hex[:6]}")
    box = f'name="dossier" type="checkbox" value="{case["caseId"]}"'
    assert box in (await worker.get(f"{MAKE}?soort={KIND}")).text
    await rows.execute(DECIDED_ANEW, UUID(case["caseId"]))
    page = (await worker.get(f"{MAKE}?soort={KIND}")).text
    assert box not in page
    assert f"/brieven/dossier/{case['caseId']}/nieuw?soort=beslissing" in page
    status, problem = await drafts(city, case)
    assert status == 422
    asked = {each["field"] for each in problem["errors"]}
    assert asked == {"defenceAnswer", "proportionality"}
