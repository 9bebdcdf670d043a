"""The term board: every running term, in words, the soonest on top, by whom, and by which text."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from chassis.web import Function
from enforcement.cases.rules import CaseKind
from enforcement.legal_terms.labels import left
from enforcement.legal_terms.rules import working_days
from enforcement.term_board.read import kinds_of
from launcher.page_walk import words

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.measures import PUBLIC_ORDER, Measure

WORKER, OFFICE, OFFICER = (
    Function.DOSSIERBEHANDELAAR_BH,
    Function.DIENST_PROSTITUTIEBELEID,
    Function.SANCTIONEREND_AMBTENAAR,
)
DAYS = working_days(frozenset())


@pytest.fixture
async def worker(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, WORKER, f"termijn-{uuid4().hex[:8]}")


async def fine(city: City, days_ago: int = 0) -> dict[str, Any]:
    finding_id = await city.transfers(fact_at=city.now - timedelta(days=days_ago))
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    case: dict[str, Any] = listed["_embedded"]["gasCases"][0]
    return case


async def cards(browser: Browser, query: str = "lijst=team") -> dict[str, str]:
    """The words of each card of the board, over all its pages, by the number of its case."""
    found: dict[str, str] = {}
    path: str | None = f"/termijnen?{query}"
    while path is not None:
        answer = await browser.get(path)
        assert answer.status_code == 200
        for card in re.findall(r'<li class="kl-card.*?</li>', answer.text, re.S):
            said = words(card)
            number = said.split()[0]
            found[number] = f"{found.get(number, '')} {said}"
        following = re.search(r'rel="next" href="([^"]+)"', answer.text)
        path = following[1].replace("&amp;", "&") if following else None
    return found


def in_dutch(text: str) -> str:
    day = date.fromisoformat(text)
    weekday = ["ma", "di", "wo", "do", "vr", "za", "zo"][day.weekday()]
    return f"{weekday} {day.day}/{day.month:02}/{day.year}"


async def test_a_term_says_its_days_in_words_and_the_text_behind_it(
    city: City, worker: Browser
) -> None:
    case = await fine(city)
    card = (await cards(worker))[case["number"]]
    assert "GAS-dossier" in card
    assert f"Klaar tegen {in_dutch(case['safeBy'])} : nog" in card
    assert f"Uiterste dag {in_dutch(case['decideBy'])} : nog" in card
    assert "Uiterste postdatum" in card
    assert "law:2013-06-24:26 §1, versie die geldt sinds wo 1/01/2014" in card
    assert "Gelezen in de tekst" in card


async def test_what_is_late_says_so_and_comes_first(
    app: FastAPI, city: City, worker: Browser
) -> None:
    late = await fine(city, days_ago=200)
    near = await fine(city, days_ago=165)
    calm = await fine(city)
    all_cards = await cards(worker)
    assert "Te laat" in all_cards[late["number"]]
    assert "dagen te laat" in all_cards[late["number"]]
    assert "Nu afwerken" in all_cards[near["number"]]
    assert "Nu afwerken" not in all_cards[calm["number"]]
    order = [
        number for number in all_cards if number in {each["number"] for each in (late, near, calm)}
    ]
    assert order == [late["number"], near["number"], calm["number"]]
    soon = await cards(worker, "lijst=team&binnenkort=true")
    assert {late["number"], near["number"]} <= soon.keys()
    assert calm["number"] not in soon


async def test_lists_are_in_the_address_mine_nobodys_and_the_teams(
    city: City, worker: Browser
) -> None:
    mine, nobodys = await fine(city), await fine(city)
    await worker.sees("/dossiers")
    page = (await worker.get(f"/dossiers?lijst=vrij&toestand={mine['state']}")).text
    colleague = re.search(r'name="collega" value="([^"]+)"', page)
    assert colleague is not None
    await worker.does(f"/dossiers/{mine['caseId']}/toewijzen", collega=colleague[1])
    assert [*await cards(worker, "lijst=mijn")] == [mine["number"]]
    free = await cards(worker, "lijst=vrij")
    assert nobodys["number"] in free
    assert mine["number"] not in free
    assert {mine["number"], nobodys["number"]} <= (await cards(worker, "lijst=team")).keys()
    # without a list: one's own
    assert [*await cards(worker, "")] == [mine["number"]]


async def test_a_term_that_stands_still_says_since_when(
    app: FastAPI, city: City, worker: Browser
) -> None:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    terms = f"/v1/cases/{filed['dossierId']}/terms/suitability.decision_days"
    await city.does(OFFICE, f"{terms}/pause", {"reason": "De aanvrager vroeg uitstel."})
    number = (await city.sees(OFFICE, path))["number"]
    card = (await cards(worker))[number]
    assert f"Staat stil sinds {in_dutch(str(city.today))}" in card
    assert "Uiterste dag" not in card
    office = await signed_in(app, city, OFFICE, "dienst")
    seen = await cards(office)
    assert number in seen
    assert not any("GAS-dossier" in card for card in seen.values())


async def test_the_college_finds_no_term_of_a_measure_before_there_is_an_order(
    app: FastAPI, city: City, worker: Browser
) -> None:
    """Nor on the page of measures: what the mayor prepares is not before the college."""
    measure = await Measure.starts(app, city, **PUBLIC_ORDER)
    hearing = f"{city.today + timedelta(days=9)}T10:00"
    await measure.does(measure.worker, "uitnodigen", moment=hearing, ontvangen=str(city.today))
    number = await measure.number()
    assert number in await cards(worker)
    college = await signed_in(app, city, Function.COLLEGE_SECRETARIS, "bord-college")
    assert number not in await cards(college)


async def test_pages_say_how_many_there_are(
    city: City, worker: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enforcement.term_board.pages.ON_A_PAGE", 2)
    for _ in range(3):
        await fine(city)
    first = (await worker.get("/termijnen?lijst=team")).text
    total = int(re.search(r"Hele team \((\d+)\)", words(first))[1])  # type: ignore[index]
    assert f"Pagina 1 van {-(-total // 2)}" in words(first)
    assert first.count('<li class="kl-card') == 2
    last = (await worker.get(f"/termijnen?lijst=team&page={-(-total // 2)}")).text
    assert 'rel="next"' not in last
    assert '<li class="kl-card' in last


@pytest.mark.parametrize(
    ("function", "kinds"),
    [
        (WORKER, {*CaseKind} - {CaseKind.INTEGRITY}),
        (Function.JURIST_BH, {*CaseKind}),
        (OFFICER, {CaseKind.GAS}),
        (OFFICE, {CaseKind.SUITABILITY}),
        (Function.COLLEGE_SECRETARIS, {*CaseKind} - {CaseKind.GAS, CaseKind.INTEGRITY}),
        (Function.EIGENAAR, set()),
        (Function.FUNCTIONARIS_STAD, set()),
    ],
)
def test_a_function_sees_the_terms_of_the_cases_that_it_reads(
    function: Function, kinds: set[CaseKind]
) -> None:
    assert kinds_of(function) == kinds


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 4, 2), "vandaag"),
        (date(2026, 4, 3), "nog 1 werkdag"),
        (date(2026, 4, 6), "nog 1 werkdag"),  # Easter Monday
        (date(2026, 4, 9), "nog 4 werkdagen"),
        (date(2026, 7, 2), "nog 91 dagen"),
        (date(2026, 4, 1), "1 dag te laat"),
        (date(2026, 3, 31), "2 dagen te laat"),
    ],
)
def test_the_days_left_in_words(day: date, said: str) -> None:
    assert left(day, date(2026, 4, 2), DAYS) == said  # a Thursday


def test_a_weekend_leaves_no_working_day() -> None:
    assert left(date(2026, 3, 8), date(2026, 3, 6), DAYS) == "geen werkdag meer ervoor"


@given(st.dates(date(2014, 1, 1), date(2060, 1, 1)), st.integers(1, 60))
def test_working_days_left_are_never_more_than_days(today: date, span: int) -> None:
    said = left(today + timedelta(days=span), today, DAYS)
    number = re.search(r"\d+", said)
    assert number is None or int(number[0]) <= span
