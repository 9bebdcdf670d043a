"""Money on the page of the own case: none is asked while the days to pay stand still."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI

from contracts.mixed_facts.codes import ProsecutorAnswer

from ..cases.test_mixed_facts import answers
from ..gas.test_minors import sent
from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.fines import FINANCE
from ..support.letters import address
from ..support.own_case import CODE, visitor
from ..support.pdf import text_of
from ..support.procedure import WORKER, FineCase

HOME = "/mijn-dossier"
ACCOUNT, REFERENCE = "BE68 5390 0754 7034", "Mededeling"
NOT_NOW = "U hoeft nu niets te betalen"
LOOKS_INTO = "De stad kijkt in dit dossier nog iets na."


async def fined(city: City, app: FastAPI) -> tuple[FineCase, Browser]:
    """A fine that was notified by letter, and its reader, who has the code of that letter."""
    case = await FineCase.opens(city, app)
    await address(city, str(case.case_id), "overtreder")
    await case.fined(150)
    (letter_id,) = await sent(case, "beslissing")
    worker = await signed_in(app, city, WORKER)
    (code,) = CODE.findall(text_of((await worker.get(f"/brieven/{letter_id}/brief.pdf")).content))
    city.later(days=7)
    await case.becomes("ter_kennis_gebracht")
    reader = visitor(app, city)
    assert await reader.does(HOME, code=code) == HOME
    return case, reader


async def due(case: FineCase) -> None:
    terms = {term["termId"]: term["lastDay"] for term in (await case.look())["terms"]}
    case.go_to(date.fromisoformat(terms["gas.appeal_months"]) + timedelta(days=1))
    await case.becomes("te_betalen")


async def holds(case: FineCase) -> None:
    await case.police_ask_to_wait()


async def prosecutes(case: FineCase) -> None:
    await answers(case.city, UUID((await case.look())["findingId"]), ProsecutorAnswer.VERVOLGT)


WAITS = pytest.mark.parametrize("waits", [holds, prosecutes])


@WAITS
async def test_nobody_is_asked_to_pay_while_the_days_to_pay_stand_still(
    app: FastAPI, city: City, waits: Any
) -> None:
    case, reader = await fined(city, app)
    await due(case)
    before = await reader.sees(HOME)
    for asked in (ACCOUNT, REFERENCE, "U moet ze betalen", "U kan betalen tot en met"):
        assert asked in before
    assert NOT_NOW not in before
    await waits(case)
    shown = await reader.sees(HOME)
    for asked in (ACCOUNT, REFERENCE, "U moet ze betalen", "U kan betalen tot en met"):
        assert asked not in shown
    assert "U moet ze nu nog niet betalen." in shown
    for asked in ("Nog te betalen", "Vraag om in delen te betalen"):
        assert asked not in shown
    assert f"{LOOKS_INTO} {NOT_NOW}: de tijd om te betalen staat stil." in shown
    assert "€ 150,00" in shown
    for secret in ("de politie", "parket", "slachtoffer"):
        assert secret not in shown.replace("de politiecodex", "").lower()


async def test_after_the_wait_the_page_asks_again_with_a_new_last_day(
    app: FastAPI, city: City
) -> None:
    """Thirty days anew (handbook §2.2): the page says until when."""
    case, reader = await fined(city, app)
    await due(case)
    await case.police_ask_to_wait()
    city.later(days=60)
    assert NOT_NOW in await reader.sees(HOME)
    await case.does("release", motivation="Na overleg: geen slachtoffer.")
    shown = await reader.sees(HOME)
    assert ACCOUNT in shown and NOT_NOW not in shown
    last = city.today + timedelta(days=30)
    assert f" {last.day}/{last:%m}/{last.year}" in shown


@WAITS
async def test_a_fine_that_is_not_final_yet_is_not_asked_either(
    app: FastAPI, city: City, waits: Any
) -> None:
    """Who may appeal reads so still, but no account to pay on."""
    case, reader = await fined(city, app)
    before = await reader.sees(HOME)
    assert ACCOUNT in before and "Betalen mag nu al" in before
    await waits(case)
    shown = await reader.sees(HOME)
    assert ACCOUNT not in shown and "Betalen mag nu al" not in shown
    assert f"{LOOKS_INTO} {NOT_NOW}" in shown
    assert "dan kan u in beroep gaan" in shown


@pytest.mark.parametrize(
    ("owed_by", "said"),
    [
        ("persoon", "De rechter besliste dat u deze kosten aan de stad moet betalen."),
        ("stad", "De rechter besliste dat de stad deze kosten aan u moet betalen."),
    ],
)
async def test_costs_that_a_court_awarded_are_shown_as_awarded_open_and_paid(
    app: FastAPI, city: City, owed_by: str, said: str
) -> None:
    case, reader = await fined(city, app)
    assert "Gerechtskosten" not in await reader.sees(HOME)
    await case.does("appeal")
    appealed = await reader.sees(HOME)
    assert f"Een rechter bekijkt de beslissing nog. {NOT_NOW}" in appealed
    assert ACCOUNT not in appealed and "Betalen mag nu al" not in appealed
    judged: dict[str, Any] = {"verdict": "bevestigd", "summary": "Terecht."}
    await case.does("judgment", **judged, costsOwedBy=owed_by, costsCents=23_550)
    shown = await reader.sees(HOME)
    assert "Gerechtskosten" in shown and said in shown
    assert "Bedrag € 235,50" in shown
    assert "Al betaald € 0,00 Nog te betalen € 235,50" in shown
    listed = await city.sees(FINANCE, "/v1/court-costs?pagesize=500")
    (row,) = [
        row for row in listed["_embedded"]["courtCosts"] if row["caseId"] == str(case.case_id)
    ]
    costs = shown[shown.index("Gerechtskosten") :]
    assert (ACCOUNT in costs) is (owed_by == "persoon")
    if owed_by == "persoon":
        digits = row["reference"]
        written = f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"
        assert f"{REFERENCE} {written}" in costs
    path = f"/v1/court-costs/{case.case_id}/settlement"
    answer = await city.call(FINANCE, "POST", path, {"on": f"{city.today}"})
    assert answer.status_code == 204
    shown = await reader.sees(HOME)
    assert ACCOUNT not in shown[shown.index("Gerechtskosten") :]
    day = f"{city.today.day}/{city.today:%m}/{city.today.year}"
    assert re.search(rf"Al betaald € 235,50 \(\w\w {day}\) Nog te betalen € 0,00", shown)


async def test_costs_are_asked_of_nobody_on_hold(app: FastAPI, city: City) -> None:
    case, reader = await fined(city, app)
    await case.does("appeal")
    judged: dict[str, Any] = {"verdict": "bevestigd", "summary": "Terecht."}
    await case.does("judgment", **judged, costsOwedBy="persoon", costsCents=23_550)
    await case.police_ask_to_wait()
    shown = await reader.sees(HOME)
    costs = shown[shown.index("Gerechtskosten") :]
    assert f"{LOOKS_INTO} {NOT_NOW}" in costs
    assert ACCOUNT not in costs
