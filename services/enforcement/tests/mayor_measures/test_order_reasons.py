"""The letter of an order repeats what the mayor answered when it was signed.

Law of 29 July 1991 arts. 2 and 3: the reasons are those of whoever decides, not of who writes.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from fastapi import FastAPI

from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import address
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.pdf import text_of

WORKER = Function.DOSSIERBEHANDELAAR_BH
WHY = {"reden": "De motivering was fout.", "zeker": "ja"}
ANSWERED = "Wat zei u, en wat antwoorden we daarop?"
MAKE = "/brieven/te-maken?soort=mayor-measure:beslissing"
SIGNED_ANEW = """
INSERT INTO timeline (case_id, step, from_state, to_state, at, actor_function, actor_subject)
SELECT case_id, step, from_state, to_state, at, actor_function, actor_subject
  FROM timeline WHERE case_id = $1 AND step = 'order'
"""
"""By a release that did not ask for the answer yet."""


async def drafts(case: Measure, **typed: str) -> tuple[int, Any]:
    body = {"caseId": case.case_id, "kind": "beslissing", **typed}
    answer = await case.city.call(WORKER, "POST", "/v1/letters", body)
    return answer.status_code, answer.json()


async def written(case: Measure) -> str:
    status, answer = await drafts(case)
    assert status == 201, answer
    pdf = await case.worker.get(f"/brieven/{answer[0]['letterId']}/brief.pdf")
    return text_of(pdf.content)


async def begun(app: FastAPI, city: City) -> Measure:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await address(city, case.case_id, "overtreder")
    return case


def draft(case: Measure) -> dict[str, str]:
    return {"grond": "ngw_135", "tot": str(case.today + timedelta(days=40))}


async def test_no_order_leaves_whoever_was_heard_unanswered(app: FastAPI, city: City) -> None:
    case = await begun(app, city)
    await case.heard()
    await case.draw_up(**draft(case))
    said = await case.refused(case.mayor, "ondertekenen", zeker="ja")
    assert "Antwoord op het verweer: de brief herhaalt wat je hier schrijft." in said
    assert "Bevel opgesteld" in await case.worker.sees(case.page)
    await case.does(case.mayor, "ondertekenen", antwoord="Bewaking volstaat niet.", zeker="ja")
    assert "Bewaking volstaat niet." in await case.worker.sees(case.page)
    status, problem = await drafts(case, defenceAnswer="Zomaar.")
    assert (status, [each["field"] for each in problem["errors"]]) == (422, ["defenceAnswer"])
    assert "Bewaking volstaat niet." in await written(case)


async def test_an_order_that_could_not_wait_answers_nobody(app: FastAPI, city: City) -> None:
    case = await begun(app, city)
    await case.draw_up(**draft(case), dringend="Ontploffingsgevaar.")
    await case.does(case.mayor, "ondertekenen", zeker="ja")
    text = await written(case)
    assert "Het bevel kon niet wachten tot u gehoord was." in text
    assert ANSWERED not in text


async def test_an_order_anew_has_its_own_answer(app: FastAPI, city: City) -> None:
    case = await begun(app, city)
    await case.heard()
    await case.draw_up(**draft(case))
    await case.does(case.mayor, "ondertekenen", antwoord="Eerste antwoord.", zeker="ja")
    await case.does(case.mayor, "hernemen", **WHY, vanaf="bevel")
    await case.draw_up(**draft(case))
    await case.refused(case.mayor, "ondertekenen", zeker="ja")
    await case.does(case.mayor, "ondertekenen", antwoord="Tweede antwoord.", zeker="ja")
    text = await written(case)
    assert "Tweede antwoord." in text and "Eerste antwoord." not in text


async def test_the_letter_is_made_with_others_unless_its_answer_is_missing(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await begun(app, city)
    await case.heard()
    await case.draw_up(**draft(case))
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    worker = await signed_in(app, city, WORKER, f"reeks-{uuid4().hex[:6]}")
    box = f'name="dossier" type="checkbox" value="{case.case_id}"'
    assert box in (await worker.get(MAKE)).text
    await rows.execute(SIGNED_ANEW, UUID(case.case_id))
    page = (await worker.get(MAKE)).text
    assert box not in page
    assert f"/brieven/dossier/{case.case_id}/nieuw?soort=beslissing" in page
