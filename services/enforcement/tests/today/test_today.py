"""First pages: what waits for each function today, and nothing that waits for another."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function
from enforcement.worklist.rules import DayCounts
from launcher.page_walk import words

from ..support.advices import adviser, asked
from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.fines import final_fine
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.procedure import FineCase
from ..support.street_bans import Ban

WORKER, LAWYER = Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH
OFFICER, OFFICE = Function.SANCTIONEREND_AMBTENAAR, Function.DIENST_PROSTITUTIEBELEID
COLLEGE, MAYOR = Function.COLLEGE_SECRETARIS, Function.KABINET_BURGEMEESTER
FINANCE = Function.FINANCIEN
MANY = 2_000


@pytest.fixture
def all_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests leave cases that wait, too."""
    for place in ("compile.MOST_ROWS", "compile.LOOKED_AT", "compile.COUNTED", "store.MOST_ROWS"):
        monkeypatch.setattr(f"enforcement.today.{place}", 10_000)


async def begins(app: FastAPI, city: City, function: Function) -> str:
    """The first page of somebody, as it was sent."""
    browser = await signed_in(app, city, function, f"begint-{uuid4().hex[:8]}")
    return (await browser.get("/vandaag")).text


def row(sent: str, number: str) -> str:
    """The words of the row of a case; empty where it has none."""
    found = [each for each in re.findall(r"<tr.*?</tr>", sent, re.S) if number in each]
    return words(found[0]) if found else ""


async def fine(city: City, days_ago: int = 0) -> dict[str, Any]:
    finding_id = await city.transfers(fact_at=city.now - timedelta(days=days_ago))
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    case: dict[str, Any] = listed["_embedded"]["gasCases"][0]
    return case


@pytest.mark.parametrize(
    ("day", "counted"),
    [
        (date(2026, 3, 2), DayCounts(1, 0, 0, 1)),
        (date(2026, 3, 3), DayCounts(0, 1, 0, 1)),
        (date(2026, 3, 4), DayCounts(0, 0, 1, 1)),
        (date(2026, 3, 10), DayCounts(0, 0, 1, 1)),
        (date(2026, 3, 11), DayCounts(0, 0, 0, 1)),
        (None, DayCounts(0, 0, 0, 1)),
    ],
    ids=["yesterday", "today", "tomorrow", "in seven days", "in eight days", "no day"],
)
def test_a_last_day_counts_once(day: date | None, counted: DayCounts) -> None:
    assert DayCounts.of([day], date(2026, 3, 3)) == counted


@pytest.mark.usefixtures("all_rows")
async def test_a_new_fine_waits_for_the_case_worker_and_for_the_officer_once_it_is_too_late(
    app: FastAPI, city: City
) -> None:
    """GAS law art. 26: six months from the fact. Until then it is the case worker's turn alone; the
    day after, the officer ends what nobody may fine any more."""
    case = await fine(city, days_ago=175)
    seen = await city.sees(WORKER, f"/v1/gas-cases/{case['caseId']}")
    last = min(date.fromisoformat(term["lastDay"]) for term in seen["terms"])
    city.later(days=(last - city.today).days - 1)
    said = row(await begins(app, city, WORKER), case["number"])
    assert "nog 1 dag" in said and "Bekijken en beoogde boete kiezen" in said
    assert row(await begins(app, city, OFFICER), case["number"]) == "", "the day before"
    city.later(days=1)
    said = row(await begins(app, city, WORKER), case["number"])
    assert "vandaag" in said and "Te laat" not in said
    assert row(await begins(app, city, OFFICER), case["number"]) == "", "the last day"
    city.later(days=1)
    said = row(await begins(app, city, WORKER), case["number"])
    assert "Te laat" in said and "1 dag te laat" in said
    said = row(await begins(app, city, OFFICER), case["number"])
    assert "Bevestigen dat de termijn voorbij is" in said and "Te laat" not in said
    for function in (OFFICE, COLLEGE, MAYOR):
        assert case["number"] not in await begins(app, city, function)


@pytest.mark.usefixtures("all_rows")
async def test_what_a_colleague_works_on_waits_for_that_colleague(app: FastAPI, city: City) -> None:
    case = await fine(city)
    mine = await signed_in(app, city, WORKER, f"mijn-{uuid4().hex[:8]}")
    await mine.sees("/dossiers")
    page = (await mine.get(f"/dossiers/{case['caseId']}")).text
    me = re.search(r'name="collega" value="([^"]+)"', page)
    assert me is not None
    assert row(await begins(app, city, WORKER), case["number"])
    await mine.does(f"/dossiers/{case['caseId']}/toewijzen", collega=me[1])
    assert row((await mine.get("/vandaag")).text, case["number"])
    assert not row(await begins(app, city, WORKER), case["number"])


@pytest.mark.usefixtures("all_rows")
async def test_what_a_case_worker_keeps_waits_for_the_officer_once_it_is_ready(
    app: FastAPI, city: City
) -> None:
    """Nobody else may decide: whoever prepared it cannot."""
    fine_case = await (await FineCase.opens(city, app)).ready()
    number = (await fine_case.look())["number"]
    mine = await signed_in(app, city, WORKER, f"mijn-{uuid4().hex[:8]}")
    await mine.sees("/dossiers")
    page = (await mine.get(f"/dossiers/{fine_case.case_id}")).text
    me = re.search(r'name="collega" value="([^"]+)"', page)
    assert me is not None
    await mine.does(f"/dossiers/{fine_case.case_id}/toewijzen", collega=me[1])
    assert row(await begins(app, city, OFFICER), number)


@pytest.mark.usefixtures("all_rows")
async def test_an_application_waits_for_the_office_and_then_for_the_college(
    app: FastAPI, city: City
) -> None:
    filed, ready = await city.files(), await city.ready()
    office, college = await begins(app, city, OFFICE), await begins(app, city, COLLEGE)
    assert "Volledigheid nakijken" in row(office, filed["number"])
    assert not row(office, ready["number"])
    assert row(college, ready["number"]) and not row(college, filed["number"])
    for part in ("Aanvragen", "Adviezen waarop je wacht", "Bezoeken tot en met vandaag"):
        assert part in office and part not in college
    granted = await city.granted()
    for function in (OFFICE, COLLEGE, LAWYER, MAYOR):
        assert granted["number"] not in await begins(app, city, function), "nothing to do"


@pytest.mark.usefixtures("all_rows")
async def test_an_order_waits_for_the_cabinet_and_once_signed_for_college_and_lawyer(
    app: FastAPI, city: City
) -> None:
    measure = await Measure.starts(app, city, **PUBLIC_ORDER)
    number = await measure.number()
    assert row(await begins(app, city, LAWYER), number)
    assert not row(await begins(app, city, MAYOR), number)
    await measure.heard()
    await measure.draw_up(grond="ngw_135", tot=str(measure.today + timedelta(days=7)))
    cabinet = await begins(app, city, MAYOR)
    assert row(cabinet, number) and "Agenda: De burgemeester" in words(cabinet)
    assert not row(await begins(app, city, LAWYER), number)
    college = await begins(app, city, COLLEGE)
    assert number not in college and "Agenda: Het college" in words(college)
    await measure.does(measure.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    assert row(await begins(app, city, LAWYER), number), "somebody has to hand it over"
    assert not row(await begins(app, city, MAYOR), number)


@pytest.mark.usefixtures("all_rows")
async def test_a_ban_waits_for_the_cabinet_that_warns(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    number = (await ban.row())["number"]
    assert row(await begins(app, city, MAYOR), number)
    assert not row(await begins(app, city, OFFICER), number)


async def test_a_hearing_of_today_stands_before_those_that_nobody_wrote_down(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """The card shows six: of seven of last week none may hide the one of this morning."""
    case = await fine(city)
    planned = [*(city.now - timedelta(days=day) for day in range(1, 8)), city.now]
    for position, at in enumerate(planned, 1):
        await rows.execute(
            "INSERT INTO hearing (case_id, position, planned_at, with_lawyer)"
            " VALUES ($1, $2, $3, false)",
            UUID(case["caseId"]),
            position,
            at,
        )
    try:
        page = await begins(app, city, OFFICER)
    finally:
        await rows.execute("DELETE FROM hearing WHERE case_id = $1", UUID(case["caseId"]))
    card = words(page[page.index(">Hoorzittingen</h2>") :].partition("</section>")[0])
    assert f"{city.today.day}/{city.today:%m}/{city.today.year}" in card


@pytest.mark.usefixtures("all_rows")
async def test_an_advice_waits_for_its_own_service_alone(app: FastAPI, city: City) -> None:
    dossier = await asked(city, "brandweer", days=1)
    fire, planning = [await adviser(app, city, service) for service in ("brandweer", "stedenbouw")]
    link = f'href="/adviezen/{dossier}"'

    async def said(browser: Browser) -> str:
        page = (await browser.get("/vandaag")).text
        assert "Hoorzittingen" not in page and "/werklijst" not in page
        return words(page[page.index(link) :].partition("</li>")[0]) if link in page else ""

    assert "nog 1 dag" in await said(fire)
    assert await said(planning) == ""
    city.later(days=1)
    assert "vandaag" in await said(fire)
    city.later(days=1)
    assert "1 dag te laat" in await said(fire)
    await fire.does(f"/adviezen/{dossier}", uitkomst="gunstig")
    assert await said(fire) == ""


@pytest.mark.usefixtures("all_rows")
async def test_a_fine_waits_for_finance_from_the_day_after_it_had_to_be_paid(
    app: FastAPI, city: City
) -> None:
    path = await final_fine(city, app)
    claim = await city.sees(FINANCE, path)
    link = f"/betalingen/{claim['caseId']}"
    city.later(days=(date.fromisoformat(claim["dueOn"]) - city.today).days - 1)
    for day in ("before", "last"):
        assert link not in await begins(app, city, FINANCE), day
        city.later(days=1)
    page = await begins(app, city, FINANCE)
    assert link in page and "Klaar voor de volgende stap" in page
    assert "Hoorzittingen" not in page and "/werklijst" not in page
    assert link not in await begins(app, city, WORKER)


async def test_of_thousands_the_page_shows_the_first_and_counts_the_others(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Two thousand declarations, a fifth of them still to be checked."""
    await rows.execute(
        "INSERT INTO premises (premises_id, place, label, street, house_number, postcode)"
        " SELECT gen_random_uuid(), 'veel ' || n, 'VEEL', 'Veelstraat', n::text, '2000'"
        " FROM generate_series(1, $1) AS n",
        MANY,
    )
    await rows.execute(
        "INSERT INTO dossier (dossier_id, number, premises_id, owner, reason, state, filed_at,"
        " rooms, conditions, advice_round, advices_requested, advices_awaited, heard)"
        " SELECT gen_random_uuid(), 'VEEL/' || p.house_number, p.premises_id, 'OWN-VEEL', 'nieuw',"
        " CASE WHEN p.house_number::int % 5 = 0 THEN 'ingediend' ELSE 'toegekend' END, $1,"
        " '[]', '[]', 0, 0, 0, false FROM premises p WHERE p.label = 'VEEL'",
        city.now,
    )
    try:
        page = await begins(app, city, OFFICE)
        body = page[page.index("<tbody") : page.index("</tbody>")]
        assert body.count("<tr") == 6
        total = re.search(r"Alles samen: (\d+)", words(page))
        assert total is not None and int(total[1]) >= MANY // 5
        assert int(total[1]) < MANY, "those that were granted wait for nobody"
    finally:
        await rows.execute("DELETE FROM dossier WHERE owner = 'OWN-VEEL'")
        await rows.execute("DELETE FROM premises WHERE label = 'VEEL'")


async def test_cases_that_offer_nothing_hide_none_of_those_behind_them(
    app: FastAPI, city: City, rows: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Renewals of which no advice came and no visit was made: the college decides none of them."""
    await city.ready()
    monkeypatch.setattr("enforcement.today.compile.LOOKED_AT", 3)
    await rows.execute(
        "INSERT INTO premises (premises_id, place, label, street, house_number, postcode)"
        " SELECT gen_random_uuid(), 'dicht ' || n, 'DICHT', 'Dichtstraat', n::text, '2000'"
        " FROM generate_series(1, 4) AS n"
    )
    await rows.execute(
        "INSERT INTO dossier (dossier_id, number, premises_id, owner, reason, state, filed_at,"
        " rooms, conditions, advice_round, advices_requested, advices_awaited, heard)"
        " SELECT gen_random_uuid(), 'DICHT/' || house_number, premises_id, 'OWN-DICHT', 'nieuw',"
        " 'vernieuwing_lopend', $1, '[]', '[]', 0, 0, 0, false FROM premises"
        " WHERE label = 'DICHT'",
        city.now,
    )
    await rows.execute(
        "INSERT INTO case_term (case_id, term_id, starts_on, last_day, safe_day)"
        " SELECT dossier_id, 'suitability.decision_days', $1, $1, $1"
        " FROM dossier WHERE owner = 'OWN-DICHT'",
        date(2015, 1, 2),
    )
    try:
        page = await begins(app, city, COLLEGE)
        assert "<tbody" in page and "DICHT" not in page
        monkeypatch.setattr("enforcement.today.compile.MOST_TIMES", 1)
        page = await begins(app, city, COLLEGE)
        assert "In de eerste dossiers kan je nu niets doen." in page
        assert "Er wacht nu geen dossier op jou." not in page
    finally:
        await rows.execute(
            "DELETE FROM case_term WHERE case_id IN"
            " (SELECT dossier_id FROM dossier WHERE owner = 'OWN-DICHT')"
        )
        await rows.execute("DELETE FROM dossier WHERE owner = 'OWN-DICHT'")
        await rows.execute("DELETE FROM premises WHERE label = 'DICHT'")


async def test_a_page_on_which_nothing_waits_says_so_and_leads_on(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Other tests leave advices that wait for this service; here each is given for a while."""
    given = await rows.fetch(
        "UPDATE advice SET given_at = $1 WHERE service = 'statuten' AND given_at IS NULL"
        " RETURNING dossier_id",
        city.now,
    )
    try:
        nobody = await (await adviser(app, city, "statuten")).sees("/vandaag")
    finally:
        await rows.execute(
            "UPDATE advice SET given_at = NULL"
            " WHERE service = 'statuten' AND dossier_id = ANY($1::uuid[]) AND given_at = $2",
            [row["dossier_id"] for row in given],
            city.now,
        )
    assert "Er wacht geen vraag om advies op jou." in nobody
    stray = await (await adviser(app, city, "stad")).sees("/vandaag")
    assert "Je account hoort bij geen adviesdienst." in stray
    for function in (Function.FUNCTIONARIS_STAD, Function.TECHNISCH_BEHEERDER):
        browser = await signed_in(app, city, function)
        assert (await browser.get("/vandaag")).status_code == 403
