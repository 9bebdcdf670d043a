"""The letter of a decision repeats what the college answered to the defence.

Law of 29 July 1991 arts. 2 and 3: the reasons are those of whoever decides, not of who writes. NGW
art. 119quinquies: they go with the file.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from fastapi import FastAPI

from chassis.days import city_day
from enforcement.integrity_investigations.erase import destroy_when_over

from ..support.browser import signed_in
from ..support.city import City
from ..support.integrity import LAWYER, Investigation
from ..support.letters import ADDRESS
from ..support.pdf import text_of
from ..support.receipts import hands_over

DECISION = {"maatregel": "opheffing", "motivering": "Feiten die vaststaan.", "zeker": "ja"}
ANSWER = "Kanarie antwoordt: een naam op papier volstaat niet."
MAKE = "/brieven/te-maken?soort=integrity-investigation:beslissing"
DECIDED_BEFORE = "UPDATE integrity_investigation SET defence_answer = NULL WHERE case_id = $1"
"""By a release that did not ask for the answer yet."""
TABLES = """
SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
"""


async def named(case: Investigation) -> None:
    to = {**ADDRESS, "role": "overtreder"}
    await case.city.does(LAWYER, f"/v1/cases/{case.case_id}/addressees", to)


async def drafts(case: Investigation, **typed: str) -> tuple[int, Any]:
    body = {"caseId": case.case_id, "kind": "beslissing", **typed}
    answer = await case.city.call(LAWYER, "POST", "/v1/letters", body)
    return answer.status_code, answer.json()


async def written(case: Investigation) -> str:
    status, answer = await drafts(case)
    assert status == 201, answer
    pdf = await case.lawyer.get(f"/brieven/{answer[0]['letterId']}/brief.pdf")
    return text_of(pdf.content)


async def proposed(app: FastAPI, city: City) -> Investigation:
    case = await (await Investigation.of_declaration(app, city)).proposed("opheffing")
    await named(case)
    return case


async def test_no_decision_leaves_whoever_was_heard_unanswered(
    app: FastAPI, city: City, on: None
) -> None:
    case = await proposed(app, city)
    said = await case.refused(case.college, "beslissing", **DECISION)
    assert "Antwoord op het verweer: de brief herhaalt wat je hier schrijft." in said
    assert (await city.sees(LAWYER, path(case)))["state"] == "voorgesteld"
    await case.does(case.college, "beslissing", **DECISION, antwoord=ANSWER)
    assert ANSWER in await case.lawyer.sees(case.page)
    status, problem = await drafts(case, defenceAnswer="Zomaar.")
    assert (status, [each["field"] for each in problem["errors"]]) == (422, ["defenceAnswer"])
    assert ANSWER in await written(case)


async def test_who_stayed_away_reads_that_there_was_no_defence(
    app: FastAPI, city: City, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).advised()
    await named(case)
    hearing_on = city_day(city.now) + timedelta(days=30)
    await case.does(case.lawyer, "uitnodigen", moment=f"{hearing_on}T10:00")
    told = "uitnodiging_hoorzitting"
    await hands_over(city, case.case_id, told, writer=LAWYER, named=True)
    city.later(days=31)
    await case.does(case.lawyer, "niet-verschenen")
    proposal = {"maatregel": "opheffing", "misbruik": "true", "motivering": "Feiten."}
    await case.does(case.mayor, "voorstel", **proposal)
    await case.does(case.college, "beslissing", **DECISION)
    assert "U gaf geen verweer." in await written(case)


async def test_a_decision_anew_has_its_own_answer(app: FastAPI, city: City, on: None) -> None:
    case = await proposed(app, city)
    await case.does(case.college, "beslissing", **DECISION, antwoord="Eerste antwoord.")
    await case.does(case.college, "hernemen", vanaf="beslissing", zeker="ja")
    assert "Eerste antwoord." not in await case.lawyer.sees(case.page)
    await case.refused(case.college, "beslissing", **DECISION)
    await case.does(case.college, "beslissing", **DECISION, antwoord="Tweede antwoord.")
    text = await written(case)
    assert "Tweede antwoord." in text and "Eerste antwoord." not in text


async def test_without_a_measure_no_letter_answers(app: FastAPI, city: City, on: None) -> None:
    case = await (await Investigation.of_declaration(app, city)).heard()
    nothing = {"maatregel": "geen_maatregel", "motivering": "Niets dat vaststaat."}
    await case.does(case.mayor, "voorstel", **nothing)
    nothing["zeker"] = "ja"
    said = await case.refused(case.college, "beslissing", **nothing, antwoord=ANSWER)
    assert "Zonder maatregel antwoordt geen brief. Laat dit leeg." in said
    await case.does(case.college, "beslissing", **nothing)


async def test_the_letter_is_made_with_others_unless_its_answer_is_missing(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await proposed(app, city)
    await case.does(case.college, "beslissing", **DECISION, antwoord=ANSWER)
    lawyer = await signed_in(app, city, LAWYER, f"reeks-{uuid4().hex[:6]}")
    box = f'name="dossier" type="checkbox" value="{case.case_id}"'
    assert box in (await lawyer.get(MAKE)).text
    await rows.execute(DECIDED_BEFORE, UUID(case.case_id))
    page = (await lawyer.get(MAKE)).text
    assert box not in page
    assert f"/brieven/dossier/{case.case_id}/nieuw?soort=beslissing" in page
    status, problem = await drafts(case)
    assert (status, [each["field"] for each in problem["errors"]]) == (422, ["defenceAnswer"])


async def test_the_answer_goes_with_the_file(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    """Its timeline stays: it never had the answer."""
    case = await proposed(app, city)
    answer = f"Kanarie {case.case_id} antwoordt."
    await case.does(case.college, "beslissing", **DECISION, antwoord=answer)
    assert await told_in(rows, answer) == {"integrity_investigation"}
    await case.does(case.college, "hernemen", vanaf="niets", zeker="ja")
    five_years_on = timedelta(days=5 * 365 + 3)
    async with app.state.database.begin(city.now + five_years_on) as tx:
        await destroy_when_over(tx, UUID(case.case_id))
    assert await told_in(rows, answer) == set()


async def told_in(rows: asyncpg.Connection, answer: str) -> set[str]:
    """The tables in which the answer stands."""
    return {
        table["relname"]
        for table in await rows.fetch(TABLES)
        if await rows.fetchval(
            f"SELECT EXISTS (SELECT FROM {table['relname']} AS t WHERE strpos(t::text, $1) > 0)",
            answer,
        )
    }


def path(case: Investigation) -> str:
    return f"/v1/integrity-investigations/{case.case_id}"
