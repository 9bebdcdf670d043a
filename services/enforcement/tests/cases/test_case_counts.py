"""The figures of ``/dossiers``: each is the number of cases that its own link shows."""

import re
from collections.abc import AsyncIterator
from html import unescape
from random import Random
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function
from enforcement.gas.rules import GasState
from enforcement.sanctions.rules import SanctionState

from ..support.browser import Browser, signed_in
from ..support.city import City

WORKER = Function.DOSSIERBEHANDELAAR_BH
COUNTED = re.compile(
    r'<a class="govuk-link" href="(/dossiers\?lijst=[^"]+)"[^>]*>[^<]*?(?:</a> )?\((\d+)'
)
SAME_NAME = sorted({*map(str, GasState)} & {*map(str, SanctionState)})
TABLES = {"gas_case": GasState, "sanction_case": SanctionState}


@pytest.fixture
async def found(city: City, rows: asyncpg.Connection) -> AsyncIterator[list[tuple[str, UUID]]]:
    """Six fines and four sanctions; they end as they began, for whoever comes after."""
    cases: list[tuple[str, UUID]] = []
    for _ in range(6):
        finding = await city.transfers()
        cases.append(("gas_case", await case_of(rows, finding)))
    dossier = await city.granted(f"OWN-{uuid4().hex[:6]}")
    for _ in range(4):
        finding = await city.transfers(dossier["premisesId"])
        cases.append(("sanction_case", await case_of(rows, finding)))
    before = [await rows.fetchval(f"SELECT state FROM {t} WHERE case_id = $1", i) for t, i in cases]
    yield cases
    for (table, case_id), state in zip(cases, before, strict=True):
        await set_state(rows, table, case_id, state)
        await rows.execute("DELETE FROM assignment WHERE case_id = $1", case_id)


async def case_of(rows: asyncpg.Connection, finding_id: UUID) -> UUID:
    case_id = await rows.fetchval("SELECT case_id FROM finding WHERE finding_id = $1", finding_id)
    assert isinstance(case_id, UUID)
    return case_id


async def set_state(rows: asyncpg.Connection, table: str, case_id: UUID, state: str) -> None:
    await rows.execute(f"UPDATE {table} SET state = $2 WHERE case_id = $1", case_id, state)


async def shown(browser: Browser, path: str) -> int:
    """The cases behind a link, on all of its pages."""
    number, total = 1, 0
    while True:
        page = await browser.get(f"{path}&page={number}")
        assert page.status_code == 200
        total += page.text.count('<li class="kl-card')
        if 'rel="next"' not in page.text:
            return total
        number += 1


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_every_figure_is_the_number_of_cases_that_its_link_shows(
    app: FastAPI,
    city: City,
    rows: asyncpg.Connection,
    found: list[tuple[str, UUID]],
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
) -> None:
    monkeypatch.setattr("enforcement.cases.pages.lists.ON_A_PAGE", 7)
    by = Random(seed)
    people = [await colleague(app, city, rows) for _ in range(2)]
    away = people[1][1]
    await rows.execute(
        "UPDATE colleague SET away_from = $2 WHERE colleague_id = $1", away, city.today
    )
    for number, (table, case_id) in enumerate(found):
        states = SAME_NAME if number % 2 else [*map(str, TABLES[table])]
        await set_state(rows, table, case_id, by.choice(states))
        whose = by.choice([None, *(who for _, who in people)])
        if whose is not None:
            await rows.execute(
                "INSERT INTO assignment VALUES ($1, $2, $3)", case_id, whose, city.now
            )
    browser = people[0][0]
    page = await browser.get("/dossiers?lijst=team")
    figures = {unescape(link): int(count) for link, count in COUNTED.findall(page.text)}
    assert {link for link in figures if "toestand" not in link} == {
        f"/dossiers?lijst={which}" for which in ("mijn", "vrij", "team")
    }
    assert any("toestand" in link for link in figures)
    assert {link: await shown(browser, link) for link in figures} == figures


async def colleague(app: FastAPI, city: City, rows: asyncpg.Connection) -> tuple[Browser, Any]:
    subject = f"telling-{uuid4().hex[:8]}"
    browser = await signed_in(app, city, WORKER, subject)
    await browser.sees("/dossiers")
    query = "SELECT colleague_id FROM colleague WHERE subject = $1"
    return browser, await rows.fetchval(query, subject)
