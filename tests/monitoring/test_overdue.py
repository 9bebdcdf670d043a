"""Work past its term shows as how late the oldest is, once it is late, and never as a count."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from prometheus_client import REGISTRY

from chassis.clock import DrivenClock
from chassis.db import Database
from chassis.overdue import LateSince, Overdue
from contracts.codes import Priority, SignalKind
from databank.access.break_glass import store as break_glass
from databank.first_contacts.store import contacts
from databank.overdue import OVERDUE as POLICE
from databank.population import store as population
from databank.population.rules.spans import Span
from databank.population.rules.untold import TABLES
from databank.review.rules.question import Ground
from databank.review.store import questions
from databank.welfare.store import signals
from enforcement.overdue import OVERDUE as CITY
from launcher.sandbox import Sandbox
from registry.delivery_register.store import late_since as delivery_late_since
from reporting.overdue import OVERDUE as FIGURES

from .support.files import RULES, USED

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
Plant = Callable[[asyncpg.Connection], Awaitable[Any]]


@pytest.fixture
async def conn(sandbox: Sandbox, request: pytest.FixtureRequest) -> AsyncIterator[Any]:
    """The service's database without its foreign keys, as it was again afterwards."""
    database = sandbox.database(request.param)
    conn = await asyncpg.connect(sandbox.infra.superuser_dsn(database.name))
    await conn.execute("BEGIN")
    await conn.execute("SET LOCAL session_replication_role = replica")
    yield conn
    await conn.execute("ROLLBACK")
    await conn.close()


def on(database: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("conn", [database], indirect=True)


async def late(
    conn: asyncpg.Connection, late_since: LateSince, plant: Plant, *, due: datetime
) -> None:
    """Nothing is late before it is there and until its term is over; then it is, from that term."""
    after = due + timedelta(minutes=1)
    assert await late_since(conn, after) is None
    await plant(conn)
    assert await late_since(conn, due - timedelta(minutes=1)) is None
    assert await late_since(conn, after) == due


@on("databank")
@pytest.mark.parametrize(
    ("work", "priority"),
    [("urgent-signal", Priority.DRINGEND), ("signal", Priority.GEWOON)],
)
async def test_a_signal_that_nobody_looked_at(
    conn: asyncpg.Connection, work: str, priority: Priority
) -> None:
    async def plant(conn: asyncpg.Connection) -> None:
        kind = next(iter(SignalKind))
        await signals.raise_once(conn, kind, priority, "a thing", None, AT)
        await conn.execute("UPDATE signal SET triage_due_at = $1", AT + timedelta(hours=1))

    await late(conn, POLICE[work], plant, due=AT + timedelta(hours=1))


@on("databank")
async def test_a_question_of_identity(conn: asyncpg.Connection) -> None:
    async def plant(conn: asyncpg.Connection) -> None:
        ground = Ground.PERSOON_GEZIEN
        await questions.propose(conn, uuid4(), uuid4(), uuid4(), ground, "agent", AT)

    await late(conn, POLICE["identity-review"], plant, due=AT + timedelta(days=14))


@on("databank")
async def test_a_first_contact(conn: asyncpg.Connection) -> None:
    due = AT + timedelta(days=7)

    async def plant(conn: asyncpg.Connection) -> None:
        await contacts.open_tasks(conn, [(uuid4(), uuid4(), uuid4(), "raam", AT, due)])

    await late(conn, POLICE["first-contact"], plant, due=due)


@on("databank")
async def test_a_question_to_a_partner_without_an_answer(conn: asyncpg.Connection) -> None:
    """Late from midnight in Brussels after its day."""

    async def plant(conn: asyncpg.Connection) -> None:
        await conn.execute(
            "INSERT INTO exchange (id, direction, partner, about, purpose, basis, categories,"
            " happened_at, due_on, recorded_at, recorded_by, state, note)"
            " VALUES ($1, 'gevraagd', 'x', 'fenomeen', 'toezicht', 'x', '{}', $2, $3, $2, 'x',"
            " 'open', '')",
            uuid4(),
            AT,
            date(2026, 11, 10),
        )

    over = datetime(2026, 11, 10, 23, tzinfo=UTC)
    await late(conn, POLICE["exchange-answer"], plant, due=over)
    await conn.execute("UPDATE exchange SET state = 'beantwoord'")
    assert await POLICE["exchange-answer"](conn, over) is None


@on("databank")
async def test_figures_of_the_sector_of_which_three_months_in_a_row_tell_nothing(
    conn: asyncpg.Connection,
) -> None:
    """Two are none yet, nor are halves; and a month that tells it again ends it."""

    await conn.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=json.dumps, decoder=json.loads
    )  # as connections of the service have it

    async def measured(month: int, *, silent: bool = True, months: int = 1) -> None:
        by: dict[str, dict[str, Any]] = {
            about: {table: {} for table in tables} for about, tables in TABLES.items()
        }
        if silent:
            del by["establishments"]["branches"]
        counts = {about: {"total": 40, "by": tables} for about, tables in by.items()}
        span, at = Span(date(2025, month, 1), months), AT + timedelta(days=month)
        assert await population.add(conn, uuid4(), span, counts, at, "x")

    async def plant(_conn: asyncpg.Connection) -> None:
        for month in (2, 3):
            await measured(month)

    await measured(1)
    await measured(1, months=6)
    await measured(1, months=12)
    await late(conn, POLICE["sector-figures"], plant, due=AT + timedelta(days=3))
    await measured(4, silent=False)
    assert await POLICE["sector-figures"](conn, AT + timedelta(days=5)) is None


@on("databank")
async def test_access_in_an_emergency_that_nobody_judged(conn: asyncpg.Connection) -> None:
    emergency = uuid4()

    async def plant(conn: asyncpg.Connection) -> None:
        await conn.execute(
            "INSERT INTO emergency_access (id, person_id, ground, reason, asked_by, asked_function,"
            " asked_at, until, review_overdue) VALUES ($1, $1, 'x', 'x', 'x', 'x', $2, $2, false)",
            emergency,
            AT,
        )

    await conn.execute(
        "ALTER TABLE emergency_access DROP CONSTRAINT IF EXISTS emergency_access_ground_check"
    )
    due = AT + timedelta(days=7)
    await late(conn, POLICE["emergency-access"], plant, due=due)
    await break_glass.end(conn, emergency, AT - timedelta(hours=1), "x")
    assert await POLICE["emergency-access"](conn, due) == due - timedelta(hours=1)


@on("enforcement")
async def test_a_legal_term_nears_its_end_from_its_safe_day_and_lapses_after_its_last(
    conn: asyncpg.Connection,
) -> None:
    await conn.execute(
        "INSERT INTO case_term (case_id, term_id, starts_on, last_day, safe_day)"
        " VALUES ($1, 'x', $2, $3, $4)",
        *(uuid4(), date(2026, 11, 1), date(2026, 11, 20), date(2026, 11, 16)),
    )

    async def said(day: int, hour: int) -> tuple[datetime | None, datetime | None]:
        now = datetime(2026, 11, day, hour, tzinfo=UTC)
        return await CITY["legal-term-near"](conn, now), await CITY["legal-term-lapsed"](conn, now)

    safe, over = datetime(2026, 11, 15, 23, tzinfo=UTC), datetime(2026, 11, 20, 23, tzinfo=UTC)
    assert await said(15, 22) == (None, None)
    assert await said(15, 23) == (safe, None)
    assert await said(20, 22) == (safe, None)
    assert await said(20, 23) == (None, over)
    await conn.execute("UPDATE case_term SET closed_at = now()")
    assert await said(20, 23) == (None, None)


@on("registry")
async def test_a_year_that_an_organisation_did_not_deliver_again(conn: asyncpg.Connection) -> None:
    async def delivered(year: int, state: str) -> None:
        await conn.execute(
            "INSERT INTO delivery (delivery_id, organisation, year, half, revision, state, late,"
            " clienten, contacten, activiteiten, errors, error_count, questions, uploaded_at,"
            " uploaded_by) VALUES ($1, 'BOYS', $2, 0, 1, $3, false, 0, 0, 0, '[]', 0, '[]', now(),"
            " 'x')",
            *(uuid4(), year, state),
        )

    async def said(day: datetime) -> datetime | None:
        return await delivery_late_since(conn, day, deadline_days=59)

    before, after = datetime(2026, 2, 28, 22, tzinfo=UTC), datetime(2026, 2, 28, 23, tzinfo=UTC)
    assert await said(after) is None, "who never delivered owes nothing yet"
    await delivered(2024, "geintegreerd")
    assert await said(before) is None
    assert await said(after) == after
    await delivered(2025, "fouten")
    assert await said(after) == after, "a file with mistakes is no delivery"
    await conn.execute("UPDATE delivery SET state = 'ingediend' WHERE year = 2025")
    assert await said(after) is None


@pytest.mark.parametrize(("minutes", "shown"), [(-60, 0), (4, 0), (9, 300), (61, 3600)])
async def test_lateness_is_told_in_coarse_steps(
    sandbox: Sandbox, minutes: int, shown: float
) -> None:
    clock = DrivenClock()
    clock.advance(AT)

    async def late_since(_conn: asyncpg.Connection, now: datetime) -> datetime:
        return now - timedelta(minutes=minutes)

    database = Database(sandbox.database("registry").url)
    await Overdue({"a-test": late_since}, clock).measure(database)
    await database.close()
    said = REGISTRY.get_sample_value("krachtlijn_overdue_seconds", {"work": "a-test"})
    assert said == shown


def test_every_kind_of_work_has_its_alarm() -> None:
    asked = {
        matchers.removeprefix('work="').removesuffix('"')
        for rule in RULES
        for name, matchers in USED.findall(rule["expr"])
        if name == "krachtlijn_overdue_seconds"
    }
    assert asked == {*POLICE, *CITY, *FIGURES, "care-delivery"}
