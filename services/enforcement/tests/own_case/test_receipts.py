"""What somebody has in hand after a visit: a receipt, the amount, an answer about instalments."""

import html
import io
import re
from hashlib import sha256
from uuid import UUID

import asyncpg
from fastapi import FastAPI
from pypdf import PdfReader

from launcher.page_walk import words

from ..support.browser import signed_in
from ..support.city import City
from ..support.fines import FINANCE
from ..support.letters import fine_case
from ..support.own_case import CODE, opening_letters, visitor
from ..support.procedure import FineCase
from ..support.receipts import DAY, WORKER, sends, terms
from ..support.week import comes, monday

HOME = "/mijn-dossier"


async def test_whoever_defends_gets_a_receipt_and_a_copy_and_nobody_else_does(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    (sent,) = await opening_letters(app, city, await fine_case(city, rows))
    browser = visitor(app, city)
    await browser.does(HOME, code=sent.code)
    typed = {"verweer": "Ik was er niet, zegt Onbestaandewicz."}
    answer = await browser.upload(f"{HOME}/verweer", [], typed)
    assert answer.status_code == 303, words(answer.text)
    page = (await browser.get(HOME)).text
    path = page.split('/ontvangstbewijs"')[0].rpartition('href="')[2]
    copy = (await browser.get(path)).content
    receipt = await browser.get(f"{path}/ontvangstbewijs")
    assert receipt.headers["content-type"] == "application/pdf"
    text = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(receipt.content)).pages)
    plain = "".join(text.split())
    assert sha256(copy).hexdigest() in plain
    assert "1 bladzijde" in text
    assert "Onbestaandewicz" not in text, "it says nothing of what was written"
    other = visitor(app, city)
    (another,) = await opening_letters(app, city, await fine_case(city, rows))
    await other.does(HOME, code=another.code)
    assert (await other.get(f"{path}/ontvangstbewijs")).status_code == 404
    assert (await visitor(app, city).get(f"{path}/ontvangstbewijs")).status_code == 401


async def decided(app: FastAPI, city: City) -> tuple[FineCase, str]:
    """A decision that left on a Monday, and the code on it."""
    case = await (await FineCase.opens(city, app)).fined()
    monday(city)
    letter = await sends(city, str(case.case_id), "beslissing")
    clerk = await signed_in(app, city, WORKER, "leest-de-code")
    pdf = await clerk.get(f"/brieven/{letter.path.rpartition('/')[2]}/brief.pdf")
    text = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf.content)).pages)
    (code,) = CODE.findall(text)
    return case, code


async def test_the_page_says_how_much_the_fine_is_and_how_to_pay_before_it_is_final(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    _case, code = await decided(app, city)
    browser = visitor(app, city)
    await browser.does(HOME, code=code)
    seen = await browser.sees(HOME)
    assert "Geldboete € 200" in seen
    assert "+++" in seen
    assert "U kan in beroep gaan tot en met" in seen


async def test_a_wish_to_pay_in_parts_reaches_finance_which_decides(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Asked once, refused with a reason that the person reads, asked again and allowed."""
    case, code = await decided(app, city)
    browser = visitor(app, city)
    await browser.does(HOME, code=code)
    assert "Vraag om in delen" not in await browser.sees(HOME), "nothing is asked yet"
    refused = await browser.post(f"{HOME}/afbetaling", {"delen": "4"})
    assert refused.status_code in (404, 422)
    _, last_day = (await terms(rows, case.case_id))["gas.appeal_months"]
    comes(city, last_day + DAY)
    await case.becomes("te_betalen")
    for wrong in ("1", "25", "x"):
        assert "2 tot en met 24" in await browser.is_told(f"{HOME}/afbetaling", delen=wrong)
    assert await browser.does(f"{HOME}/afbetaling", delen="4") == f"{HOME}?gezegd=afbetaling"
    assert "in 4 delen. De stad antwoordt" in await browser.sees(HOME)
    again = await browser.does(f"{HOME}/afbetaling", delen="3")
    assert "Uw eerste vraag blijft gelden" in await browser.sees(again)
    assert "in 4 delen. De stad antwoordt" in await browser.sees(HOME)
    clerk = await signed_in(app, city, FINANCE, "beslist-over-delen")
    path = f"/betalingen/{case.case_id}/vraag"
    assert f'href="{path}"' in (await clerk.get("/betalingen")).text
    assert "waarom niet" in (await clerk.is_told(path, antwoord="nee")).lower()
    await clerk.does(path, antwoord="nee", reden="Betaal in twee delen.")
    seen = await browser.sees(HOME)
    assert "zei de stad nee" in seen
    assert "Betaal in twee delen." in seen
    assert (await clerk.get(path)).status_code == 404
    await browser.does(f"{HOME}/afbetaling", delen="2")
    first = last_day + 20 * DAY
    claim = await city.does(
        FINANCE, f"/v1/claims/{case.case_id}/instalment-request/approval", {"firstOn": f"{first}"}
    )
    assert [part["amountCents"] for part in claim["instalments"]] == [10000, 10000]
    assert claim["instalments"][0]["dueOn"] == f"{first}"
    seen = await browser.sees(HOME)
    assert "Uw afbetaling" in seen
    assert "Vraag om in delen" not in seen


async def test_nothing_that_was_typed_is_lost_on_a_switch_of_language(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """The button sends the form that is open; nothing is given to the city by it."""
    case_id = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, case_id)
    browser = visitor(app, city)
    await browser.does(HOME, code=sent.code)
    page = (await browser.get(f"{HOME}/verweer")).text
    button = re.search(r'<button[^>]*formaction="([^"]+)"[^>]*value="fr"', page)
    assert button is not None and button[1] == "?taal=fr"
    typed = "Ik was er niet.\n\n  Echt niet, zegt 王. <b>"
    key = re.search(r'name="sleutel" value="([^"]+)"', page)
    assert key is not None
    said = {"verweer": typed, "sleutel": key[1], "laatste": "ja", "wissel": "fr"}
    shown = await browser.upload(f"{HOME}/verweer{button[1]}", [], said)
    assert shown.status_code == 422
    assert "govuk-error-summary" not in shown.text
    assert "Votre défense" in shown.text
    assert html.escape(typed, quote=False) in shown.text.replace("\r\n", "\n")
    assert re.search(r'name="laatste"[^>]*checked', shown.text)
    kept = "SELECT count(*) FROM case_document WHERE case_id = $1 AND kind = 'verweer'"
    assert await rows.fetchval(kept, UUID(case_id)) == 0
    again = await browser.upload(f"{HOME}/verweer", [], said | {"wissel": ""})
    assert again.status_code == 303
    assert await rows.fetchval(kept, UUID(case_id)) == 1


async def test_short_forms_and_the_code_survive_a_switch_of_language(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """The button sends the form to the page that it stands on: no try, no question to the city."""
    case_id = await fine_case(city, rows)
    (letter,) = await opening_letters(app, city, case_id)
    browser = visitor(app, city)
    tries = await rows.fetchval("SELECT count(*) FROM code_try")
    shown = await browser.post(f"{HOME}?taal=fr", {"code": "ABCD", "wissel": "fr"})
    assert shown.status_code == 422
    assert 'value="ABCD"' in shown.text and "govuk-error-summary" not in shown.text
    assert await rows.fetchval("SELECT count(*) FROM code_try") == tries
    await browser.does(HOME, code=letter.code)
    page = (await browser.get(HOME)).text
    assert re.search(r'<button[^>]*form="vraag-formulier"[^>]*formaction="\?taal=en"', page)
    said = {"taal": "Roemeens", "advocaat": "ja", "wissel": "en"}
    shown = await browser.post(f"{HOME}?taal=en", said)
    assert shown.status_code == 422 and "My case" in shown.text
    assert 'value="Roemeens"' in shown.text
    assert re.search(r'name="advocaat"[^>]*checked', shown.text)
    assert re.search(r"<details[^>]*open", shown.text)
    asked = "SELECT count(*) FROM hearing WHERE case_id = $1"
    assert await rows.fetchval(asked, UUID(case_id)) == 0
