"""Terms that stand still or are lengthened: the end really moves, and the ledger says why."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.db import Database
from chassis.refusals import RefusedError
from chassis.web import Function
from enforcement.cases.store.timeline import By
from enforcement.legal_terms import case_terms, store
from enforcement.legal_terms.ledger.rules import Count, days_between
from enforcement.legal_terms.rules import END_OF_TERM, Roll, Term, Unit, working_days
from launcher.sandbox import Sandbox

from ..support.city import City

OFFICE, WORKER = Function.DIENST_PROSTITUTIEBELEID, Function.DOSSIERBEHANDELAAR_BH
DECISION = "suitability.decision_days"
FINE, MEDIATION, AGREED = (
    "gas.decision_months",
    "gas.decision_months_mediation",
    "gas.decision_months_mediation_agreed",
)
BY = By("jurist_bh", "somebody")
DAYS = working_days(frozenset())


@pytest.fixture
async def database(sandbox: Sandbox, service: City) -> AsyncIterator[Database]:
    database = Database(sandbox.database("enforcement").url)
    yield database
    await database.close()


async def complete(city: City) -> str:
    """The address of the terms of a dossier whose decision term runs."""
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}/completeness"
    await city.does(OFFICE, path, {"complete": True})
    return f"/v1/cases/{filed['dossierId']}/terms"


async def decision(city: City, path: str) -> dict[str, Any]:
    terms = (await city.sees(OFFICE, path))["terms"]
    (term,) = [term for term in terms if term["termId"] == DECISION]
    found: dict[str, Any] = term
    return found


async def test_a_term_that_stood_still_ends_later_by_as_many_days(city: City) -> None:
    path = await complete(city)
    before = await decision(city, path)
    await city.does(OFFICE, f"{path}/{DECISION}/pause", {"reason": "De aanvrager vroeg uitstel."})
    paused = await decision(city, path)
    assert (paused["lastDay"], paused["pausedOn"]) == (before["lastDay"], str(city.today))
    city.later(days=14)
    body = {"reason": "De aanvrager is terug."}
    seen = await city.does(OFFICE, f"{path}/{DECISION}/resumption", body)
    after = await decision(city, path)
    assert after["pausedOn"] is None
    moved = date.fromisoformat(after["lastDay"]) - date.fromisoformat(before["lastDay"])
    assert timedelta(days=10) <= moved <= timedelta(days=18)  # fourteen, and the roll
    assert [
        (change["change"], change["before"], change["after"], change["days"])
        for change in seen["changes"]
    ] == [
        ("gepauzeerd", before["lastDay"], before["lastDay"], None),
        ("hervat", before["lastDay"], after["lastDay"], 14),
    ]


async def test_the_clock_flags_no_term_that_stands_still(
    city: City, rows: asyncpg.Connection
) -> None:
    path = await complete(city)
    key = f"{path.split('/')[3]}:{DECISION}"
    due = "SELECT due_at FROM bus_timer WHERE name = 'legal-term' AND key = $1"
    first = await rows.fetchval(due, key)
    assert first is not None
    await city.does(OFFICE, f"{path}/{DECISION}/pause", {"reason": "Uitstel."})
    assert await rows.fetchval(due, key) is None
    city.later(days=14)
    await city.does(OFFICE, f"{path}/{DECISION}/resumption", {"reason": "Gaat door."})
    assert await rows.fetchval(due, key) > first


async def test_an_extension_by_days_moves_the_end_and_keeps_its_reason(city: City) -> None:
    path = await complete(city)
    before = await decision(city, path)
    body = {"days": 30, "reason": "Een advies vraagt meer tijd."}
    seen = await city.does(OFFICE, f"{path}/{DECISION}/extension", body)
    (change,) = seen["changes"]
    assert (change["reason"], change["days"]) == (body["reason"], 30)
    assert change["before"] == before["lastDay"] < change["after"]
    assert (await decision(city, path))["lastDay"] == change["after"]


@pytest.mark.parametrize(
    ("function", "term", "act", "body", "status"),
    [
        (WORKER, DECISION, "pause", {"reason": "x"}, 403),
        (OFFICE, "suitability.validity_months", "pause", {"reason": "x"}, 404),
        (OFFICE, DECISION, "resumption", {"reason": "x"}, 409),
        (OFFICE, DECISION, "pause", {"reason": "x", "on": "2199-01-01"}, 422),
        (OFFICE, DECISION, "pause", {"reason": ""}, 422),
        (OFFICE, DECISION, "extension", {"reason": "x", "days": 0}, 422),
        (OFFICE, DECISION, "extension", {"reason": "x", "days": 367}, 422),
        (WORKER, FINE, "extension", {"reason": "x", "days": 3}, 409),
    ],
)
async def test_a_change_that_may_not_be_is_refused_and_moves_nothing(
    city: City, function: Function, term: str, act: str, body: dict[str, Any], status: int
) -> None:
    path = await complete(city)
    before = await city.sees(OFFICE, path)
    answer = await city.call(function, "POST", f"{path}/{term}/{act}", body)
    assert answer.status_code == status, answer.text
    assert await city.sees(OFFICE, path) == before


async def test_mediation_lengthens_the_decision_on_a_fine_to_twelve_and_fifteen_months(
    city: City, database: Database
) -> None:
    case_id, found = uuid4(), date(2026, 10, 25)
    async with database.begin(city.now) as tx:
        law = await store.law(tx, found, FINE, MEDIATION, AGREED)
        first = await case_terms.start(tx, case_id, law, FINE, found)
        assert first.last_day == date(2027, 4, 25)
        year = await case_terms.extend(tx, case_id, FINE, law, MEDIATION, "Bemiddeling.", BY)
        assert year.last_day == date(2027, 10, 25)
        longest = await case_terms.extend(tx, case_id, FINE, law, AGREED, "Akkoord.", BY)
        assert longest.last_day == date(2028, 1, 25)
        # 24 January 2028 is a Monday: three working days before is Wednesday the 19th
        assert longest.post_by == date(2028, 1, 19)
        assert await store.running(tx, case_id, FINE) == longest
        (term,) = await store.open_terms(tx, case_id)
        assert (term.last_day, term.description) == (
            longest.last_day,
            "Idem, met termijnen uit het bemiddelingsakkoord, op vraag van de bemiddelaar",
        )
    for longer in (MEDIATION, AGREED):
        async with database.begin(city.now) as tx:
            with pytest.raises(RefusedError):
                await case_terms.extend(tx, case_id, FINE, law, longer, "Nog eens.", BY)


async def test_the_decision_on_a_fine_stands_still_for_nobody(
    city: City, database: Database
) -> None:
    case_id = uuid4()
    async with database.begin(city.now) as tx:
        law = await store.law(tx, city.today, FINE)
        await case_terms.start(tx, case_id, law, FINE, city.today)
        with pytest.raises(RefusedError, match="conflict"):
            await case_terms.pause(tx, case_id, FINE, city.today, "Uitstel.", BY)
        with pytest.raises(RefusedError, match="conflict"):
            await case_terms.extend_by_days(tx, case_id, FINE, 5, "Uitstel.", BY)


async def test_a_term_that_starts_anew_forgets_how_it_was_lengthened(
    city: City, database: Database
) -> None:
    case_id, found = uuid4(), date(2026, 3, 15)
    async with database.begin(city.now) as tx:
        law = await store.law(tx, found, FINE, MEDIATION)
        await case_terms.start(tx, case_id, law, FINE, found)
        await case_terms.extend(tx, case_id, FINE, law, MEDIATION, "Bemiddeling.", BY)
    async with database.begin(city.now) as tx:
        again = await case_terms.start(tx, case_id, law, FINE, found)
        assert again.last_day == date(2026, 9, 15)
        assert await store.running(tx, case_id, FINE) == again


async def test_nobody_rewrites_the_ledger(rows: asyncpg.Connection) -> None:
    for statement in ("UPDATE case_term_change SET days = 0", "DELETE FROM case_term_change"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await rows.execute(statement)


def term(value: int, unit: Unit, start: str | None = None) -> Term:
    return Term("test", date(2014, 1, 1), value, unit, Roll.NEXT_WORKING_DAY, 0, start)


STARTS = st.dates(date(2014, 1, 1), date(2060, 12, 31))


@given(STARTS, st.integers(1, 90), st.integers(0, 60), st.sampled_from([Unit.DAYS, Unit.MONTHS]))
def test_a_pause_gives_back_what_it_took(start: date, value: int, still: int, unit: Unit) -> None:
    rule = term(value % 12 + 1, unit)
    days = days_between(rule, start, start + timedelta(days=still), DAYS)
    before, after = (Count(rule, start, added=each).dates(DAYS) for each in (0, days))
    assert after.last_day >= before.last_day
    assert (after.last_day - before.last_day).days >= still - 4  # the first end had rolled


@given(STARTS, st.integers(0, 60))
def test_a_pause_of_working_days_is_counted_in_them(start: date, still: int) -> None:
    rule = term(10, Unit.WORKING_DAYS)
    end = start + timedelta(days=still)
    days = days_between(rule, start, end, DAYS)
    between = [start + timedelta(days=each) for each in range(1, still + 1)]
    assert days == sum(DAYS.legal(day) for day in between)


def test_an_extension_counts_from_the_same_start_or_from_the_end() -> None:
    base = term(50, Unit.WORKING_DAYS)
    longer = term(30, Unit.WORKING_DAYS, END_OF_TERM)
    start = date(2026, 1, 5)
    whole = Count(term(80, Unit.WORKING_DAYS), start).dates(DAYS)
    assert Count(base, start, longer).dates(DAYS) == whole
    months, more = term(6, Unit.MONTHS, "finding"), term(12, Unit.MONTHS, "finding")
    assert Count(months, start, more).dates(DAYS).last_day == date(2027, 1, 5)
