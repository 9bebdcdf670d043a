"""A city writes its own words in its letters, by two people, and never those of the law."""

import asyncio
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.letters import WORKER, address, fine_case
from ..support.pdf import text_of
from ..support.procedure import OFFICER, FineCase, fine

LAWYER, PATH, PROPOSALS = Function.JURIST_BH, "/briefteksten", "/v1/letter-text-proposals"
QUESTIONS = "Vraag het aan {vraagpersoon}: {telefoon} of {mail}.\n\nUw kenmerk is {kenmerk}."


@pytest.fixture(autouse=True)
async def no_text_of_before(rows: asyncpg.Connection) -> None:
    await rows.execute("UPDATE letter_text SET state = 'ingetrokken' WHERE state <> 'ingetrokken'")


async def agreed(city: City, **said: Any) -> dict[str, Any]:
    """A text that one person proposed and another agreed to, from today on."""
    body = {"validFrom": city.today.isoformat(), "reason": "Helderder.", **said}
    made = await city.does(LAWYER, PROPOSALS, body, subject="een")
    yes = {"approved": True, "reason": "Nagelezen."}
    path = f"{PROPOSALS}/{made['textId']}/decision"
    done: dict[str, Any] = await city.does(OFFICER, path, yes, subject="twee")
    assert done["state"] == "goedgekeurd"
    return done


async def drafted(city: City, case_id: object, kind: str, **more: Any) -> str:
    body = {"caseId": str(case_id), "kind": kind, **more}
    answer = await city.call(WORKER, "POST", "/v1/letters", body)
    assert answer.status_code == 201, answer.text
    return f"/brieven/{answer.json()[0]['letterId']}"


async def words(reader: Browser, letter: str) -> str:
    file = await reader.get(f"{letter}/brief.pdf")
    return await asyncio.to_thread(text_of, file.content)


def proposal(city: City, **changes: str) -> dict[str, str]:
    return {
        "plaats": "vragen",
        "procedure": "gas-case",
        "brief": "opstartbrief",
        "vanaf": city.today.isoformat(),
        "tekst": QUESTIONS,
        "reden": "Helderder.",
        "sleutel": str(uuid4()),
    } | changes


async def test_two_people_change_a_text_and_a_letter_that_was_made_keeps_its_own(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    worker = await signed_in(app, city, WORKER)
    old = await drafted(city, case_id, "opstartbrief")
    first, second = await signed_in(app, city, LAWYER, "een"), await signed_in(app, city, OFFICER)
    assert "De stad schreef nog niets zelf" in await second.sees(PATH)
    page = await first.does(f"{PATH}/nieuw", **proposal(city))
    drawn = await second.get(f"{page}/voorbeeld.pdf")
    assert drawn.headers["content-type"] == "application/pdf"
    said = await asyncio.to_thread(text_of, drawn.content)
    assert "Uw kenmerk is VOORBEELD/0001." in said
    assert "binnen 15 dagen vanaf de kennisgeving" in said, "what the law wants stays"
    told = await first.is_told(f"{page}/beslissing", besluit="goedkeuren", reden="Snel.")
    assert "Een collega beslist erover." in told
    assert "Uw kenmerk is" not in await words(worker, await drafted(city, case_id, "opstartbrief"))
    await second.does(f"{page}/beslissing", besluit="goedkeuren", reden="Nagelezen.")
    assert "{vraagpersoon}" in await second.sees(PATH)

    assert "Uw kenmerk is" not in await words(worker, old)
    assert "Hij houdt zijn tekst." in await worker.sees(old)
    new = await drafted(city, case_id, "opstartbrief")
    said = await words(worker, new)
    assert re.search(r"Uw kenmerk is GAS/\d{4}/\d+\.", said)
    assert "Zeg altijd het kenmerk" not in said
    assert "Hij houdt zijn tekst." not in await worker.sees(new)


@pytest.mark.parametrize(
    ("slot", "text", "why"),
    [
        ("vragen", "Bel {telefoon} of mail {mail}, {kenmerk}.", "{vraagpersoon}"),
        ("vragen", QUESTIONS + " {bedrag}", "Deze plaats kennen we niet: {bedrag}"),
        ("opening", "Betaal binnen 10 dagen.", "Laat ‘10 dagen’ weg"),
        ("opening", "U hebt vijftien kalenderdagen.", "Laat ‘vijftien kalenderdagen’ weg"),
        ("uitleg", "Het kost 50 euro.", "Laat ‘euro’ weg"),
        ("uitleg", "U kan bezwaar indienen.", "Laat ‘bezwaar’ weg"),
        ("uitleg", "U kan naar de politierechtbank.", "Laat ‘politierechtbank’ weg"),
        ("uitleg", "U kan in beroep.", "Laat ‘beroep’ weg"),
    ],
)
async def test_a_text_of_the_city_neither_lacks_nor_contradicts_what_the_law_wants(
    app: FastAPI, city: City, slot: str, text: str, why: str
) -> None:
    keeper = await signed_in(app, city, LAWYER)
    told = await keeper.is_told(f"{PATH}/nieuw", **proposal(city, plaats=slot, tekst=text))
    assert why in told
    body = {
        "slot": slot,
        "caseKind": "gas-case",
        "letter": "opstartbrief",
        "words": text,
        "validFrom": city.today.isoformat(),
        "reason": "Helderder.",
    }
    answer = await city.call(LAWYER, "POST", PROPOSALS, body)
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == ["words"]
    assert why in answer.json()["errors"][0]["reason"]


@pytest.mark.parametrize(
    ("days", "status"), [(-1, 422), (0, 201), (1, 201), (3653, 201), (3654, 422)]
)
async def test_a_text_begins_today_or_later(city: City, days: int, status: int) -> None:
    body = {
        "slot": "motivering",
        "caseKind": "gas-case",
        "title": "Eerste keer",
        "words": "U deed dit voor het eerst.",
        "validFrom": (city.today + timedelta(days=days)).isoformat(),
        "reason": "Vaak nodig.",
    }
    answer = await city.call(LAWYER, "POST", PROPOSALS, body)
    assert answer.status_code == status
    again = await city.call(LAWYER, "POST", PROPOSALS, body)
    assert again.status_code == (409 if status == 201 else 422)


async def test_the_database_wants_two_and_a_place_that_exists(
    city: City, rows: asyncpg.Connection
) -> None:
    place = {"slot": "opening", "caseKind": "gas-case", "letter": "opstartbrief"}
    body = {"words": "Dag.", "validFrom": city.today.isoformat(), "reason": "Vriendelijker."}
    made = await city.does(LAWYER, PROPOSALS, {**place, **body}, subject="een")
    with pytest.raises(asyncpg.CheckViolationError):
        await rows.execute(
            "UPDATE letter_text SET state = 'goedgekeurd', decided_by = 'een' WHERE text_id = $1",
            made["textId"],
        )
    other = await city.call(
        LAWYER, "POST", f"{PROPOSALS}/{made['textId']}/withdrawal", subject="twee"
    )
    assert other.status_code == 403
    wrong = {**place, "letter": "voorstel", **body}
    assert (await city.call(LAWYER, "POST", PROPOSALS, wrong)).status_code == 422
    nobody = {"slot": "ondertekenaar", "title": "portier", **body}
    assert (await city.call(LAWYER, "POST", PROPOSALS, nobody)).status_code == 422


async def test_a_block_of_reasons_is_begun_with_filled_in_and_said_in_the_letter(
    app: FastAPI, city: City
) -> None:
    block = "Het was de eerste keer. [vul in: wat de persoon zei]"
    await agreed(city, slot="motivering", caseKind="gas-case", title="Eerste keer", words=block)
    case = await (await FineCase.opens(city, app)).ready()
    await case.asked_around()
    await address(city, str(case.case_id), "overtreder")
    officer = await signed_in(app, city, OFFICER)
    form = f"/dossiers/{case.case_id}/beslissen"
    page = await officer.get(form)
    assert "Begin met een motiveringsblok" in page.text
    (chosen,) = re.findall(r'name="blok" value="([^"]+)"', page.text)
    begun = await officer.post(form, {"blok": chosen, "motivering": "Zelf geschreven."})
    assert begun.status_code == 200
    assert "Zelf geschreven.\n\nHet was de eerste keer. [vul in: wat de persoon zei]" in begun.text
    assert await case.state() == "klaar_voor_beslissing"

    status, why = await case.tries("fine", OFFICER, **fine(200, motivation=block))
    assert (status, why) == (422, "Vul dit nog in: [vul in: wat de persoon zei]")
    own = "Het was de eerste keer. U zei dat u het niet wist."
    await case.does("fine", OFFICER, **fine(200, motivation=own))
    letter = await drafted(city, case.case_id, "beslissing")
    assert own in await words(await signed_in(app, city, WORKER), letter)


async def test_the_name_of_who_signs_stands_under_the_letter(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    await agreed(city, slot="ondertekenaar", title="sanctionerend_ambtenaar", words="Mo Voorbeeld")
    case_id = await fine_case(city, rows)
    letter = await drafted(city, case_id, "opstartbrief")
    said = await words(await signed_in(app, city, WORKER), letter)
    assert re.search(r"Met vriendelijke groeten\s+Mo Voorbeeld\s+De sanctionerend", said)


async def test_a_text_that_ends_gives_the_place_back(app: FastAPI, city: City) -> None:
    place = {"slot": "uitleg", "caseKind": "street-ban", "letter": "waarschuwing"}
    await agreed(city, **place, words="Kom gerust langs.")
    tomorrow = (city.today + timedelta(days=1)).isoformat()
    await agreed(city, **place, words="", validFrom=tomorrow)

    async def held(on: str) -> list[str]:
        listed = await city.sees(WORKER, f"/v1/letter-texts?on={on}")
        return [each["words"] for each in listed["_embedded"]["letterTexts"]]

    assert await held(city.today.isoformat()) == ["Kom gerust langs."]
    assert await held(tomorrow) == []
