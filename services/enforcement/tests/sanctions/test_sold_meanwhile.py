"""A house that is sold between the hearing and the decision: who is told that the buyer bears it.

Law of 29 July 1991 and the laws on the Council of State, art. 19: a term to appeal begins once
whoever is bound was told, with the reasons and the way to appeal.
"""

from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import ADDRESS, address, another_letter
from ..support.pdf import text_of
from ..support.sales import sells
from ..support.sanctions import (
    COLLEGE,
    WORKER,
    decided,
    decision,
    heard,
    invite,
    invited,
    notified,
    propose,
    proposed,
    warned,
)

SELLER, BUYER = "OWN-001", "OWN-081"
REFUSED = "Haal de adressen van voor de overdracht weg"
WARNED = "De vorige houder kreeg een waarschuwing"


async def decides(city: City, path: str, kind: str = "schorsing") -> None:
    ends = city.now + timedelta(days=80)
    await city.does(COLLEGE, f"{path}/decision", decision(kind, None, ends))


async def names(city: City, case_id: str, name: str) -> str:
    said = {**ADDRESS, "role": "overtreder", "name": name}
    answer = await city.does(WORKER, f"/v1/cases/{case_id}/addressees", said)
    return str(answer["addresseeId"])


async def test_case_letters_and_agenda_name_the_sale_and_who_holds_now(
    app: FastAPI, city: City
) -> None:
    case = await proposed(city)
    worker = await signed_in(app, city, WORKER)
    secretary = await signed_in(app, city, COLLEGE)
    pages = [f"/dossiers/{case['caseId']}", f"/brieven/dossier/{case['caseId']}"]
    before = [await worker.sees(page) for page in pages]
    assert not any(BUYER in page for page in before)
    await names(city, case["caseId"], "Onbestaandewicz")
    city.later(minutes=5)
    sold_on, on_screen = f"{city.today:%d/%m/%Y}", f"{city.today.day}/{city.today:%m/%Y}"
    await sells(city, case["dossier"], SELLER, BUYER)
    case_page, letters = [await worker.sees(page) for page in pages]
    assert (
        SELLER in case_page and BUYER in case_page and "De beslissing bindt de koper" in case_page
    )
    assert f"over van {SELLER} op {BUYER}" in letters and on_screen in letters
    assert "Gegeven voor de verkoop" in letters
    agenda = await secretary.sees("/agenda?orgaan=college")
    assert f"{BUYER}, " in agenda.partition(case["number"])[2]
    table = (await secretary.get("/agenda/agenda.csv?orgaan=college")).text
    (row,) = [row for row in table.splitlines() if case["number"] in row]
    assert f";{SELLER};{BUYER};{sold_on};" in row


@pytest.mark.parametrize("kind", ["schorsing", "tijdelijke_sluiting"])
async def test_the_decision_goes_to_the_buyer_whom_it_binds_in_words_for_the_buyer(
    app: FastAPI, city: City, kind: str
) -> None:
    case = await proposed(city, kind)
    seller = await names(city, case["caseId"], "Onbestaandewicz")
    city.later(minutes=5)
    await sells(city, case["dossier"], SELLER, BUYER)
    city.later(minutes=5)
    await decides(city, case["path"], kind)
    body = {"caseId": case["caseId"], "kind": "beslissing"}
    refused = await city.call(WORKER, "POST", "/v1/letters", body)
    assert refused.status_code == 409 and REFUSED in refused.text, "it would go to who sold"
    await city.call(WORKER, "POST", f"/v1/addressees/{seller}/removal")
    await names(city, case["caseId"], "Verzonnenova")
    drafted = await city.call(WORKER, "POST", "/v1/letters", body)
    assert drafted.status_code == 201, drafted.text
    worker = await signed_in(app, city, WORKER)
    letter = drafted.json()[0]["letterId"]
    text = " ".join(text_of((await worker.get(f"/brieven/{letter}/brief.pdf")).content).split())
    assert "Verzonnenova" in text and WARNED in text and "nu voor u" in text
    assert "U kreeg een waarschuwing" not in text
    assert "60 dagen vanaf de kennisgeving van deze brief" in text and "Twee keer geen" in text


async def test_who_sold_before_the_invitation_gets_the_decision_as_ever(
    app: FastAPI, city: City
) -> None:
    """It suspends nothing of the buyer's (decision 0204)."""
    case = await warned(city)
    await city.transfers(case["premisesId"])
    await names(city, case["caseId"], "Onbestaandewicz")
    city.later(minutes=5)
    await sells(city, case["dossier"], SELLER, BUYER)
    await invite(city, case["path"])
    await heard(city, case["path"])
    await propose(city, case["path"], "schorsing")
    await decides(city, case["path"])
    worker = await signed_in(app, city, WORKER)
    page = await worker.sees(f"/dossiers/{case['caseId']}")
    assert BUYER in page and "De beslissing bindt de koper" not in page
    body = {"caseId": case["caseId"], "kind": "beslissing"}
    drafted = await city.call(WORKER, "POST", "/v1/letters", body)
    assert drafted.status_code == 201, drafted.text


async def test_a_sale_after_the_decision_was_told_asks_no_other_letter(city: City) -> None:
    """The letter about the sale says that the suspension goes on for the new holder."""
    case = await decided(city, "schorsing", lasts=80)
    await address(city, case["caseId"], "overtreder")
    await notified(city, case["path"])
    city.later(minutes=5)
    await sells(city, case["dossier"], SELLER, BUYER)
    body = {"caseId": case["caseId"], "kind": "beslissing"}
    drafted = await city.call(WORKER, "POST", "/v1/letters", body)
    assert drafted.status_code == 201, drafted.text


async def test_a_second_sale_names_the_last_holder(app: FastAPI, city: City) -> None:
    case = await invited(city)
    await sells(city, case["dossier"], SELLER, "OWN-080")
    city.later(minutes=5)
    await sells(city, case["dossier"], "OWN-080", BUYER)
    worker = await signed_in(app, city, WORKER)
    page = await worker.sees(f"/dossiers/{case['caseId']}")
    assert BUYER in page and "OWN-080" not in page


async def test_a_letter_that_left_to_who_sold_notifies_nobody_of_what_binds_the_buyer(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """It arrives after the sale: the sixty days of the buyer begin with a letter to the buyer."""
    case = await decided(city, "schorsing", lasts=80)
    seller = await names(city, case["caseId"], "Onbestaandewicz")
    await another_letter(city, case["caseId"], "beslissing")
    city.later(minutes=5)
    await sells(city, case["dossier"], SELLER, BUYER)
    city.later(days=10)

    async def arrived() -> bool:
        query = "SELECT state FROM letter WHERE case_id = $1"
        return bool(await rows.fetchval(query, UUID(case["caseId"])) == "geacht_ontvangen")

    await city.clock_moves_on(arrived)
    after = await city.sees(WORKER, case["path"])
    assert (after["state"], after["notifiedAt"]) == ("beslist", None)
    assert after["timeline"][-1]["step"] == "zonder_gevolg"
    worker = await signed_in(app, city, WORKER)
    assert "Deze brief ging naar wie het pand verkocht" in await worker.sees(
        f"/dossiers/{case['caseId']}"
    )
    await city.call(WORKER, "POST", f"/v1/addressees/{seller}/removal")
    await names(city, case["caseId"], "Verzonnenova")
    body = {"caseId": case["caseId"], "kind": "beslissing"}
    drafted = await city.call(WORKER, "POST", "/v1/letters", body)
    assert drafted.status_code == 201, "the letter for the buyer"


async def test_the_buyer_is_another_person_of_the_case_than_who_sold(
    city: City, rows: asyncpg.Connection
) -> None:
    """Letters, e-mail that was asked, and a page with a code follow the person."""
    case = await proposed(city)
    seller = await names(city, case["caseId"], "Onbestaandewicz")
    city.later(minutes=5)
    await sells(city, case["dossier"], SELLER, BUYER)
    city.later(minutes=5)
    moved = await names(city, case["caseId"], "Onbestaandewicz")
    buyer = await names(city, case["caseId"], "Verzonnenova")
    query = "SELECT person_id FROM addressee WHERE addressee_id = $1"
    known = [await rows.fetchval(query, UUID(each)) for each in (seller, moved, buyer)]
    assert known[0] == known[1], "who sold and moved"
    assert known[2] not in known[:2]
    assert (
        await rows.fetchval(query, UUID(await names(city, case["caseId"], "Verzonnenova")))
        == (known[2])
    )


async def test_the_holder_of_a_declaration_that_was_sold_is_another_person_too(
    city: City, rows: asyncpg.Connection
) -> None:
    case = await proposed(city)
    dossier_id = case["dossier"].rpartition("/")[2]
    seller = await names(city, dossier_id, "Onbestaandewicz")
    city.later(minutes=5)
    await sells(city, case["dossier"], SELLER, BUYER)
    city.later(minutes=5)
    buyer = await names(city, dossier_id, "Verzonnenova")
    query = "SELECT person_id FROM addressee WHERE addressee_id = $1"
    first, second = [await rows.fetchval(query, UUID(each)) for each in (seller, buyer)]
    assert first != second
