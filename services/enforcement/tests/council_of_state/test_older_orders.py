"""Orders of a release before keep what is known of their appeal once a renewal is taken back."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from secrets import token_hex
from uuid import UUID, uuid4

import asyncpg
import pytest

from chassis import migrations
from chassis.days import day_start
from enforcement.street_bans.earlier_order import EarlierOrder
from launcher import databases
from launcher.sandbox import Sandbox

MEASURE = """
INSERT INTO mayor_measure (case_id, number, kind, premises_id, owner, branch, state, opened_at,
                           ordered_at, notified_at, renewals, stayed_at)
VALUES ($1, $2, 'sluiting_mensenhandel', $3, 'OWN-1', 'raam', 'ter_kennis_gebracht', $4, $4, $4, $5,
        $6)
"""
ORDER = """
INSERT INTO measure_order (order_id, case_id, renewal, ordered_at, confirmation_needed, notified_at)
VALUES ($1, $2, $3, $4, true, $5)
"""
BAN = """
INSERT INTO street_ban_case (case_id, number, state, offender_role, branch, in_tolerance_zone,
  unclear_age, opened_at, ordered_at, notified_at, renewals, earlier_orders)
VALUES ($1, $2, 'actief', 'prostituant', 'raam', false, false, $3, $3, $3, 1, $4)
"""
TERM = """
INSERT INTO case_term (case_id, term_id, version, starts_on, last_day, safe_day)
VALUES ($1, 'rvs.annulment_days', '2014-01-01', $2::date, $2::date + 60, $2::date + 60)
"""
LINE = """
INSERT INTO timeline (case_id, step, to_state, at, happened_at, actor_function, actor_subject,
                      reason)
VALUES ($1, $2, 'ter_kennis_gebracht', $3, $4, 'jurist_bh', 'iemand', $5)
"""
NOTIFIED = date(2026, 1, 10)


@asynccontextmanager
async def of_before(
    sandbox: Sandbox, revision: str
) -> AsyncIterator[tuple[asyncpg.Connection, Callable[[], None]]]:
    """A database of an older release, and what brings it to today's."""
    suffix = f"_orders_{token_hex(4)}"
    old = databases.create(sandbox.infra, ["enforcement"], suffix)["enforcement"]
    vault = sandbox.infra.credentials.vault("enforcement")
    try:
        migrations.upgrade("enforcement", old.owner_url, revision, vault=vault)
        conn = await asyncpg.connect(old.owner_url)
        yield conn, lambda: migrations.upgrade("enforcement", old.owner_url, vault=vault)
        await conn.close()
    finally:
        databases.drop(sandbox.infra, ["enforcement"], suffix)


async def add_measure(
    conn: asyncpg.Connection, renewed_on: date | None, *, stayed: bool = False
) -> UUID:
    """With an order of NOTIFIED, and a renewal of ``renewed_on``."""
    case_id = uuid4()
    notified = [NOTIFIED, *([renewed_on] if renewed_on else [])]
    stayed_at = day_start(NOTIFIED) if stayed else None
    begun, renewals = day_start(NOTIFIED), len(notified) - 1
    await conn.execute(MEASURE, case_id, f"{case_id}", uuid4(), begun, renewals, stayed_at)
    for nr, day in enumerate(notified):
        await conn.execute(ORDER, uuid4(), case_id, nr, day_start(day), day_start(day))
        await add_line(conn, case_id, "renewal" if nr else "order", day)
    return case_id


async def add_line(
    conn: asyncpg.Connection,
    case_id: UUID,
    step: str,
    noted_on: date,
    happened_on: date | None = None,
    reason: str | None = None,
) -> None:
    happened_at = happened_on and day_start(happened_on)
    await conn.execute(LINE, case_id, step, day_start(noted_on), happened_at, reason)


@pytest.mark.parametrize(
    ("renewed_on", "begins", "told"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), [True, True]),
        (date(2026, 3, 2), date(2026, 5, 10), [False, True]),
        (date(2026, 3, 2), date(2026, 7, 2), [True, False]),
        (date(2026, 5, 10), date(2026, 5, 10), [True, True]),
        (None, date(2026, 5, 10), [False]),
        (None, date(2026, 1, 10), [True]),
    ],
)
async def test_the_four_months_of_an_older_letter_stay_with_its_order(
    sandbox: Sandbox, renewed_on: date | None, begins: date, told: list[bool]
) -> None:
    """Coordinated laws art. 19: 60 days, from four months after a letter that named no appeal."""
    async with of_before(sandbox, "0088") as (conn, upgrade):
        case_id = await add_measure(conn, renewed_on)
        await conn.execute(TERM, case_id, begins)
        upgrade()
        rows = await conn.fetch(
            "SELECT remedy_told FROM measure_order WHERE case_id = $1 ORDER BY renewal", case_id
        )
    assert [row["remedy_told"] for row in rows] == told


@pytest.mark.parametrize(("begins", "told"), [(date(2026, 3, 2), True), (date(2026, 5, 10), False)])
async def test_the_four_months_of_an_older_ban_stay_with_it(
    sandbox: Sandbox, begins: date, told: bool
) -> None:
    case_id, renewed_at = uuid4(), day_start(date(2026, 3, 2))
    kept = {
        "order_id": f"{uuid4()}",
        "ordered_at": day_start(NOTIFIED).isoformat(),
        "motivation": "Overlast.",
        "first_day": "2026-01-12",
        "last_day": "2026-02-11",
        "earlier_last_day": None,
        "meeting_on": "2026-01-16",
        "notified_at": day_start(NOTIFIED).isoformat(),
        "contested": False,
        "drawn_anew": False,
    }
    async with of_before(sandbox, "0088") as (conn, upgrade):
        await conn.execute(BAN, case_id, f"{case_id}", renewed_at, json.dumps([kept]))
        await conn.execute(TERM, case_id, begins)
        upgrade()
        orders = await conn.fetchval(
            "SELECT earlier_orders FROM street_ban_case WHERE case_id = $1", case_id
        )
    earlier = EarlierOrder.model_validate(json.loads(orders)[0])
    assert (earlier.remedy_told, f"{earlier.order_id}") == (told, kept["order_id"])


@pytest.mark.parametrize(
    ("lodged_on", "ruled_on", "contested"),
    [
        (None, None, [False, False]),
        (date(2026, 2, 1), None, [True, False]),
        (date(2026, 2, 1), date(2026, 2, 20), [True, False]),
        (date(2026, 3, 3), None, [False, False]),
    ],
    ids=["nobody", "runs", "ruled", "of the renewal"],
)
async def test_whoever_contested_an_older_order_before_its_renewal_contests_it_no_second_time(
    sandbox: Sandbox, lodged_on: date | None, ruled_on: date | None, contested: list[bool]
) -> None:
    """Signed and noted on the same day: 10 January, and the renewal 2 March."""
    async with of_before(sandbox, "0088") as (conn, upgrade):
        case_id = await add_measure(conn, None)
        if lodged_on and lodged_on < date(2026, 3, 2):
            await add_line(conn, case_id, "council-appeal", lodged_on)
        if ruled_on:
            await add_line(conn, case_id, "council-ruling", ruled_on, reason="verwerping")
        renewed = day_start(date(2026, 3, 2))
        await conn.execute(ORDER, uuid4(), case_id, 1, renewed, renewed)
        await add_line(conn, case_id, "renewal", date(2026, 3, 2))
        if lodged_on and lodged_on > date(2026, 3, 2):
            await add_line(conn, case_id, "council-appeal", lodged_on)
        upgrade()
        rows = await conn.fetch(
            "SELECT contested FROM measure_order WHERE case_id = $1 ORDER BY renewal", case_id
        )
    assert [row["contested"] for row in rows] == contested


@pytest.mark.parametrize(
    ("ended_by", "ended_on"), [("verwerping", date(2026, 2, 20)), (None, None)]
)
async def test_older_stays_keep_their_days(
    sandbox: Sandbox, ended_by: str | None, ended_on: date | None
) -> None:
    """Ruled on 1 February, noted on the 3rd; a ruling on an earlier request stays nothing."""
    async with of_before(sandbox, "0090") as (conn, upgrade):
        case_id = await add_measure(conn, None, stayed=ended_by is None)
        noted, ruled = date(2026, 2, 3), date(2026, 2, 1)
        await add_line(conn, case_id, "council-ruling", noted, ruled, "schorsing: het pand")
        await add_line(conn, case_id, "council-ruling", noted, ruled, "schorsing (eerder beroep)")
        if ended_by and ended_on:
            await add_line(conn, case_id, "council-ruling", ended_on, reason=ended_by)
        upgrade()
        rows = await conn.fetch("SELECT stayed_on, ended_on FROM measure_stay")
    assert [(row["stayed_on"], row["ended_on"]) for row in rows] == [(ruled, ended_on)]
