"""The own case by the code of a letter: what is seen, what is said, and what stays closed."""

import io
import re
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI
from pypdf import PdfReader

from chassis.web import Function
from enforcement.gas.rules import GasState
from enforcement.own_case.rules import PROGRESS, Progress, progress
from launcher.page_walk import words

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.letters import ADDRESS, WORKER, address, fine_case
from ..support.own_case import CODE, opening_letters, visitor
from ..support.papers import paper, photo

HOME = "/mijn-dossier"
OFFENDER = "Ilinca Voorbeeld"


async def inside(app: FastAPI, city: City, code: str) -> Browser:
    browser = visitor(app, city)
    assert await browser.does(HOME, code=code) == HOME
    return browser


async def test_a_letter_s_code_opens_its_case_and_names_nobody(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, case_id)
    browser = await inside(app, city, sent.code.lower().replace("-", " "))
    page = await browser.get(HOME)
    shown = words(page.text)
    assert "U kan zich verdedigen" in shown
    assert "U kan zich verdedigen tot en met" in shown
    assert "Opstartbrief" in shown
    assert "GAS/" in shown
    for name in (OFFENDER, "Ilinca", "Onbestaandewicz", "Teststraat"):
        assert name not in page.text
    assert page.headers["cache-control"] == "no-store"
    pdf = await browser.get(f"{HOME}/brieven/{sent.letter_id}")
    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["cache-control"] == "no-store"


async def test_a_code_opens_nothing_before_its_letter_left_nor_after_its_end(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (draft,) = await opening_letters(app, city, case_id, posted=False)
    browser = visitor(app, city)
    before = await browser.is_told(HOME, code=draft.code)
    assert "Deze code werkt niet" in before
    assert before == await browser.is_told(HOME, code="2345-6789-ACDE")
    other = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, other)
    open_page = await inside(app, city, sent.code)
    await rows.execute(
        "UPDATE case_access SET ends_at = $2 WHERE case_id = $1", UUID(other), city.now
    )
    assert "De code van uw brief" in await open_page.sees(HOME)
    assert "Deze code werkt niet" in await visitor(app, city).is_told(HOME, code=sent.code)


async def test_neither_the_code_nor_its_case_is_in_the_database_in_clear(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, case_id)
    plain = sent.code.replace("-", "").encode()
    kept = await rows.fetchval(
        "SELECT d.said || l.said || a.digest FROM letter l JOIN case_document d USING (document_id)"
        " JOIN case_access a USING (letter_id) WHERE l.letter_id = $1",
        UUID(sent.letter_id),
    )
    assert plain not in kept and sent.code.encode() not in kept


async def test_after_ten_failures_a_place_waits_and_another_does_not(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, case_id)
    guesses = visitor(app, city)
    for _ in range(10):
        assert (await guesses.post(HOME, {"code": "2345-6789-ACDE"})).status_code == 422
    refused = await guesses.post(HOME, {"code": sent.code})
    assert refused.status_code == 429
    assert "U probeerde te vaak" in words(refused.text)
    assert int(refused.headers["retry-after"]) > 0
    await inside(app, city, sent.code)


async def test_a_case_on_hold_looks_like_any_other(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """That the police asked to wait may point to a victim: nobody reads it here."""
    case_id = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, case_id)
    browser = await inside(app, city, sent.code)
    before = await browser.sees(HOME)
    await rows.execute("UPDATE gas_case SET on_hold = true WHERE case_id = $1", UUID(case_id))
    assert await browser.sees(HOME) == before
    assert progress(GasState.OPGESCHORT_OVERLEG) is progress(GasState.GEREGISTREERD)


def test_every_state_is_said_in_words_without_the_police_or_a_victim() -> None:
    assert {progress(state) for state in GasState} <= set(Progress)
    assert {state for state in GasState if state not in PROGRESS} == {
        GasState.OVERGENOMEN_DOOR_PARKET,
        GasState.GEVOEGD,
        GasState.ONINBAAR,
        GasState.VERJAARD,
        GasState.AFGESLOTEN,
    }


async def test_a_defence_with_papers_is_kept_sealed_and_takes_the_step_once(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, case_id)
    browser = await inside(app, city, sent.code)
    shown = (await browser.get(f"{HOME}/verweer")).text
    (key,) = re.findall(r'name="sleutel" value="([^"]+)"', shown)
    files = [("bestanden", ("foto.jpg", photo(), "image/jpeg"))]
    data = {"verweer": "Ik was er niet.\nKijk naar de foto.", "sleutel": key}
    for _ in range(2):  # a poor network sends it twice
        answer = await browser.upload(f"{HOME}/verweer", files, data)
        assert answer.headers["location"] == f"{HOME}?gezegd=verweer", words(answer.text)
    assert "We kregen uw verweer" in await browser.sees(f"{HOME}?gezegd=verweer")
    case = await city.sees(WORKER, f"/v1/gas-cases/{case_id}")
    assert case["state"] == "verweer_ontvangen"
    kept = await rows.fetch(
        "SELECT pages, said FROM case_document WHERE case_id = $1 AND kind = 'verweer'",
        UUID(case_id),
    )
    assert [row["pages"] for row in kept] == [2]
    assert b"Ik was er niet" not in kept[0]["said"]
    reasons = await rows.fetch("SELECT reason FROM timeline WHERE case_id = $1", UUID(case_id))
    assert not [row for row in reasons if row["reason"] and "Ik was er niet" in row["reason"]]
    worker = await signed_in(app, city, WORKER)
    assert "de betrokkene zelf" in await worker.sees(f"/dossiers/{case_id}")
    assert "gas-defence-received" in await city.told(case_id)


async def test_what_is_missing_or_hostile_in_a_defence_is_said_at_its_field(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, case_id)
    browser = await inside(app, city, sent.code)
    path = f"{HOME}/verweer"
    empty = await browser.upload(path, [], {"verweer": " "})
    assert empty.status_code == 422 and "Schrijf uw verweer" in words(empty.text)
    long = await browser.upload(path, [], {"verweer": "a" * 10_001})
    assert long.status_code == 422 and "te lang" in words(long.text)
    bad = [("bestanden", ("x.pdf", b"MZ", "application/pdf"))]
    hostile = await browser.upload(path, bad, {"verweer": "#panic()"})
    assert hostile.status_code == 422
    assert "kunnen we niet openen" in words(hostile.text)
    assert "#panic()" in hostile.text  # nothing that was written is lost
    case = await city.sees(WORKER, f"/v1/gas-cases/{case_id}")
    assert case["state"] == "opgestart"


@pytest.mark.parametrize(("envisaged", "may"), [(150, True), (70, False)])
async def test_an_oral_defence_is_asked_for_where_the_law_gives_it(
    app: FastAPI, city: City, rows: asyncpg.Connection, envisaged: int, may: bool
) -> None:
    case_id = await fine_case(city, rows, envisaged=envisaged)
    (sent,) = await opening_letters(app, city, case_id)
    browser = await inside(app, city, sent.code)
    assert ("Vraag een hoorzitting" in await browser.sees(HOME)) is may
    answer = await browser.post(f"{HOME}/hoorzitting", {"taal": "Roemeens", "advocaat": "ja"})
    assert answer.status_code == (303 if may else 422)
    case = await city.sees(WORKER, f"/v1/gas-cases/{case_id}")
    assert case["state"] == ("hoorzitting_gepland" if may else "opgestart")


async def test_each_of_two_holders_sees_the_own_letters_alone(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows, minor=True)
    await address(city, case_id, "ouderlijk_gezag")
    letters = await opening_letters(app, city, case_id)
    assert len({sent.code for sent in letters}) == len(letters) == 2
    for own, other in (letters, reversed(letters)):
        browser = await inside(app, city, own.code)
        assert own.letter_id in (await browser.get(HOME)).text
        assert other.letter_id not in (await browser.get(HOME)).text
        assert (await browser.get(f"{HOME}/brieven/{other.letter_id}")).status_code == 404


async def test_the_report_that_went_along_is_there_and_another_case_s_is_not(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id, other_id = [await fine_case(city, rows) for _ in range(2)]
    worker = await signed_in(app, city, WORKER)
    files = [("bestanden", ("pv.pdf", paper(3), "application/pdf"))]
    await worker.upload(f"/dossiers/{case_id}/stukken", files, {"soort": "proces_verbaal"})
    (sent,) = await opening_letters(app, city, case_id)
    (other,) = await opening_letters(app, city, other_id)
    browser = await inside(app, city, sent.code)
    report = await browser.get(f"{HOME}/verslag")
    assert len(PdfReader(io.BytesIO(report.content)).pages) == 3
    elsewhere = await inside(app, city, other.code)
    assert (await elsewhere.get(f"{HOME}/verslag")).status_code == 404
    assert (await elsewhere.get(f"{HOME}/brieven/{sent.letter_id}")).status_code == 404


async def test_leaving_closes_the_case_and_another_site_s_forms_do_nothing(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, case_id)
    browser = await inside(app, city, sent.code)
    foreign: Any = browser._client  # the same cookies, from another site
    headers = {"Accept": "text/html", "Sec-Fetch-Site": "cross-site"}
    for path in (HOME, f"{HOME}/weg", f"{HOME}/verweer", f"{HOME}/hoorzitting"):
        assert (await foreign.post(path, data={}, headers=headers)).status_code == 403
    assert "U kan zich verdedigen" in await browser.sees(HOME)
    assert await browser.does(f"{HOME}/weg") == HOME
    assert "De code van uw brief" in await browser.sees(HOME)
    for path in ("verslag", "verweer", f"brieven/{sent.letter_id}"):
        assert (await browser.get(f"{HOME}/{path}")).status_code == 401


async def test_whoever_lives_at_a_former_address_reads_on_no_more(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Somebody fled; who stayed behind has the first letter, and may not learn where she is."""
    case_id = await fine_case(city, rows)
    (before,) = await opening_letters(app, city, case_id)
    stayed = await inside(app, city, before.code)
    city.later(days=1)
    await rows.execute(
        "UPDATE addressee SET removed_at = $2 WHERE case_id = $1", UUID(case_id), city.now
    )
    to = {**ADDRESS, "role": "overtreder", "street": "Straat van nu"}
    await city.does(WORKER, f"/v1/cases/{case_id}/addressees", to)
    body = {"caseId": case_id, "kind": "opstartbrief"}
    (letter,) = (await city.call(WORKER, "POST", "/v1/letters", body)).json()
    path, letter_id = f"/v1/letters/{letter['letterId']}", letter["letterId"]
    pdf = await (await signed_in(app, city, WORKER)).get(f"/brieven/{letter_id}/brief.pdf")
    (code,) = CODE.findall(
        " ".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf.content)).pages)
    )
    await city.does(Function.JURIST_BH, f"{path}/check", subject="collega")
    assert before.letter_id in (await stayed.get(HOME)).text, "nothing left yet"
    posting = {"postedOn": f"{city.today}", "enclosesReport": True}
    await city.does(WORKER, f"{path}/posting", posting)
    assert "De code van uw brief" in await stayed.sees(HOME)
    assert (await stayed.get(f"{HOME}/brieven/{letter_id}")).status_code == 401
    assert "Deze code werkt niet" in await visitor(app, city).is_told(HOME, code=before.code)
    moved = await inside(app, city, code)
    for own in (before.letter_id, letter_id):
        assert (await moved.get(f"{HOME}/brieven/{own}")).status_code == 200
