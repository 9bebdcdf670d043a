"""Officers' queues with thousands of questions: what a look costs does not grow with what waits.

Counted in rows that the database reads, not in seconds: that is the same on every machine.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import orjson
import pytest

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions
from databank.detection.branch_shifts import store as branch_shifts
from databank.review.rules.question import Kind, State
from databank.review.store import queue
from databank.review.store.queue import QueuedQuestion

from .desk import BEGAN, FULL, move, review, signal

NOW = BEGAN + timedelta(days=5)
OWN_ROWS = 3 * (queue.TOP + queue.BELOW)
"""Of questions: each is found once, weighed once, and written at most once."""
ALL_ROWS = 6_000
"""With the sightings, moves and signals of whom these are about: some forty per question."""


def read(plan: dict[str, Any], table: str | None = None) -> int:
    """Rows that were looked at, also those that a filter then dropped; of one table, or of all."""
    mine = plan.get("Relation Name")
    count = 0
    if mine is not None and table in (None, mine):
        seen = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        count = round(seen * plan["Actual Loops"])
    return count + sum(read(one, table) for one in plan.get("Plans", ()))


class Watched:
    """A connection that explains what it is asked, and keeps the plans."""

    def __init__(self, conn: asyncpg.Connection) -> None:
        self._conn = conn
        self.plans: list[dict[str, Any]] = []

    async def _explain(self, query: str, *values: Any) -> None:
        answer = await self._conn.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) {query}", *values)
        self.plans.append(orjson.loads(answer)[0]["Plan"])

    async def execute(self, query: str, *values: Any) -> None:
        await self._explain(query, *values)

    async def fetch(self, query: str, *values: Any) -> list[asyncpg.Record]:
        await self._explain(query, *values)
        found: list[asyncpg.Record] = await self._conn.fetch(query, *values)
        return found

    async def fetchval(self, query: str, *values: Any) -> Any:
        await self._explain(query, *values)
        return await self._conn.fetchval(query, *values)


async def looked(conn: Any, kind: Kind | None, offset: int = 0) -> list[QueuedQuestion]:
    return await queue.listed(
        conn,
        State.OPEN,
        kind=kind,
        reason=None,
        person_id=None,
        held_by=None,
        now=NOW,
        offset=offset,
        limit=50,
    )


@pytest.mark.parametrize("plans", ["auto", "force_generic_plan"])
@pytest.mark.parametrize("kind", [None, *Kind])
async def test_a_look_at_the_queue_reads_hundreds_of_rows_and_not_all(
    conn: asyncpg.Connection, kind: Kind | None, plans: str
) -> None:
    await conn.execute(f"SET LOCAL plan_cache_mode = {plans}")
    watched = Watched(conn)
    assert len(await looked(watched, kind)) == 50
    assert await queue.next_of(watched, kind, "agent", NOW, review(2007)) is not None
    for plan in watched.plans:
        assert read(plan, "review_task") <= OWN_ROWS
        assert read(plan) <= ALL_ROWS


async def test_a_look_at_the_moves_reads_what_it_shows(conn: asyncpg.Connection) -> None:
    await conn.execute(
        "UPDATE branch_shift_case SET state = 'afgesloten', outcome = 'verklaarbaar'"
        " WHERE id <> ALL($1::uuid[])",
        [move(nr) for nr in range(1, 301)],
    )
    watched = Watched(conn)
    shown = await branch_shifts.waiting(watched, None, 50)
    behind = await branch_shifts.waiting(watched, shown[-1].id, 50)
    assert not {row.id for row in shown} & {row.id for row in behind}
    assert all(read(plan) <= 60 for plan in watched.plans)


async def test_who_passes_question_after_question_sees_each_once(conn: asyncpg.Connection) -> None:
    """Weighing moves questions meanwhile; what is as it was is not seen twice, and none is lost."""
    kind = Kind.SAMENVOEGEN
    await queue.weigh(conn, kind, FULL.reviews // 10)
    seen: list[UUID] = []
    after = None
    while (after := await queue.next_of(conn, kind, "agent", NOW, after)) is not None:
        seen.append(after)
    assert len(seen) == len(set(seen)) == FULL.reviews // 10


async def test_what_a_colleague_holds_is_passed_over_until_his_time_is_over(
    conn: asyncpg.Connection,
) -> None:
    first = await queue.next_of(conn, None, "agent", NOW, None)
    await conn.execute(
        "UPDATE review_task SET held_by = 'collega', held_until = $2 WHERE id = $1", first, NOW
    )
    earlier = NOW - timedelta(minutes=1)
    assert await queue.next_of(conn, None, "agent", earlier, None) != first
    assert await queue.next_of(conn, None, "collega", earlier, None) == first
    assert await queue.next_of(conn, None, "agent", NOW, None) == first


async def test_a_new_question_and_one_that_more_hangs_on_come_to_the_top(
    conn: asyncpg.Connection,
) -> None:
    """Somebody to protect must be the right person, so such a question goes before others."""
    await conn.execute("UPDATE review_task SET place = -1, entropy = 0.01 WHERE state = 'open'")
    new = review(4_000)
    await conn.execute("UPDATE review_task SET place = '-Infinity', entropy = 1 WHERE id = $1", new)
    rows = await looked(conn, None)
    assert rows[0].id == new
    assert rows[0].information == 1 + rows[0].sightings


async def test_an_officer_in_the_middle_of_an_answer_is_not_waited_for(
    conn: asyncpg.Connection, client: httpx.AsyncClient, sandbox: Any
) -> None:
    held = await conn.fetchval("SELECT id FROM review_task ORDER BY place, opened_at, id LIMIT 1")
    await conn.execute("SELECT 1 FROM review_task WHERE id = $1 FOR UPDATE", held)
    other = await asyncpg.connect(sandbox.database("databank").url)
    try:
        async with other.transaction():
            await other.execute("SET LOCAL lock_timeout = '2s'")
            assert await looked(other, None)
    finally:
        await other.close()


@pytest.mark.parametrize(
    "path",
    [
        "/te-beoordelen",
        "/identiteiten",
        "/identiteiten?soort=koppeling",
        f"/identiteiten/{review(7)}",
        "/verschuivingen",
        f"/verschuivingen?voor={move(900)}",
        "/signalen",
        "/signalen?blad=20",
        f"/signalen/{signal(9)}",
    ],
)
async def test_every_queue_opens_with_thousands_in_it(
    client: httpx.AsyncClient, sandbox: Any, path: str
) -> None:
    conn = await asyncpg.connect(sandbox.database("databank").url)
    actor = Actor("agent", Function.POLITIE_AGENT, "LPA", DOMAIN_OF[Function.POLITIE_AGENT])
    token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
    await conn.close()
    headers = {
        "Accept": "text/html",
        "Cookie": f"kl-databank={token}",
        "Krachtlijn-Time": NOW.isoformat(),
    }
    answer = await client.get(path, headers=headers)
    assert answer.status_code == 200
    assert len(answer.content) < 60_000
