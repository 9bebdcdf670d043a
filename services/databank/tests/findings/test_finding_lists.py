"""The lists of findings: what must leave first, and what is work no more."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape

import pytest

from ..support.browser import Browser
from ..support.databank import Databank
from ..support.findings import (
    AT,
    close_report,
    note_finding,
)
from ..support.forms import send_twice


async def test_the_list_says_what_must_leave_and_names_nobody(browser: Browser) -> None:
    path = await note_finding(browser)
    await send_twice(browser, f"{path}/gevolg", gevolg="PV:sanctionerend_ambtenaar")
    page = (await browser.get("/vaststellingen")).text
    assert path in page
    assert "Vera" not in page
    card = page.partition(path)[2].partition("</li>")[0]
    assert re.search(r"Bij de stad vóór of op \w+ \d", card)
    browser.moves_to(AT + timedelta(days=90))
    late = (await browser.get("/vaststellingen")).text.partition(path)[2].partition("</li>")[0]
    assert "Termijn verstreken" in late


async def listed(browser: Browser, which: str) -> str:
    """All pages of a list, one after the other."""
    pages, path = "", f"/vaststellingen?lijst={which}"
    while path:
        page = (await browser.get(path)).text
        onward = re.search(r'rel="next" href="([^"]+)"', page)
        pages, path = pages + page, unescape(onward[1]) if onward else ""
    return pages


@pytest.mark.parametrize(
    ("consequence", "which"),
    [
        ("PV:sanctionerend_ambtenaar", "te-doen"),
        ("INFORMATIERAPPORT:bestuur", "te-doen"),
        ("PV:gemengd", "te-doen"),
        ("PV:parket", "afgesloten"),
        ("RIR:intern", "afgesloten"),
    ],
)
async def test_a_closed_report_is_work_only_while_the_city_waits_for_it(
    browser: Browser, consequence: str, which: str
) -> None:
    path = await close_report(browser, consequence)
    shown = {name: path in await listed(browser, name) for name in ("te-doen", "afgesloten")}
    assert shown == {"te-doen": which == "te-doen", "afgesloten": which == "afgesloten"}
    card = (await listed(browser, which)).partition(path)[2].partition("</li>")[0]
    assert ("Nog over te maken aan de stad" in card) == (which == "te-doen")


@pytest.fixture
async def many(databank: Databank, browser: Browser) -> AsyncIterator[None]:
    """More findings than a page of the list has."""
    path = await note_finding(browser)
    await databank.fetch(
        "INSERT INTO finding SELECT (jsonb_populate_record(finding, jsonb_build_object('id',"
        " gen_random_uuid(), 'noted_by', 'many'))).* FROM finding, generate_series(1, 120)"
        " WHERE id::text = $1",
        path.rpartition("/")[2],
    )
    yield
    await databank.fetch("DELETE FROM finding WHERE noted_by = 'many'")


@pytest.mark.usefixtures("many")
async def test_each_list_counts_all_its_findings(databank: Databank, browser: Browser) -> None:
    browser.moves_to(AT + timedelta(days=90))
    page = await listed(browser, "te-doen")
    (row,) = await databank.fetch(
        "SELECT count(*) AS findings, count(*) FILTER (WHERE transmit_by < $1 AND (addressee IS"
        " NULL OR addressee IN ('sanctionerend_ambtenaar', 'gemengd'))) AS late FROM finding"
        " WHERE state IN ('genoteerd', 'vaststelling', 'in_opmaak') OR (state = 'opgemaakt'"
        " AND addressee IN ('sanctionerend_ambtenaar', 'gemengd', 'bestuur'))",
        browser.at.date(),
    )
    assert f"Nog te doen ({row['findings']})" in page
    assert f"{row['late']} over de termijn" in page
    assert len(set(re.findall(r'href="(/vaststellingen/[0-9a-f-]{36})"', page))) == row["findings"]
