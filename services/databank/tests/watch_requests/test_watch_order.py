"""Sightings that are told in the same moment, and a second person who agrees meanwhile."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from chassis.days import city_day
from contracts.branches import Branch
from databank.persons.store import persons

from ..support.databank import Databank, day, unlike_others
from ..support.officers import seen
from ..support.watch_requests import asked, namesakes, sought, spot

A_DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WAITING = """
SELECT EXISTS (SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
                WHERE datname = current_database() AND NOT granted
                  AND waitstart < clock_timestamp() - interval '1 second')
"""
"""Timers wait for no lock as long as that."""


async def meanwhile(databank: Databank, other: Awaitable[Any]) -> "asyncio.Future[Any]":
    """Begin something else; gives it when it is done, or waits for this transaction."""
    begun = asyncio.ensure_future(other)
    async with asyncio.timeout(60):
        while not begun.done():
            async with databank.sandbox.asking("databank", owner=True) as conn:
                if await conn.fetchval(WAITING):
                    break
    return begun


async def test_two_sightings_at_once_leave_each_other_standing(
    databank: Databank, app: FastAPI
) -> None:
    """Who tells the second one sees the first: it was told, and may not lapse."""
    watch, who, at = await sought(databank)
    people = [person_id for person_id, _ in await namesakes(databank, who, at - A_DAY)]
    database = app.state.database

    async def second() -> None:
        async with database.begin(at + HOUR) as tx:
            await spot(tx, Branch.ESCORT, [people[1]])

    async with database.begin(at + HOUR) as tx:
        await spot(tx, Branch.MASSAGESALON, [people[0]])
        await tx.conn.execute("LOCK TABLE watch_hit IN EXCLUSIVE MODE")
        other = await meanwhile(databank, second())
        assert not other.done()
    await other
    assert sorted(await watch.hits()) == [
        ("inspection", "escort", True),
        ("inspection", "massagesalon", True),
    ]


async def test_who_agrees_to_a_longer_term_and_who_sees_her_wait_in_one_order(
    databank: Databank, app: FastAPI
) -> None:
    at, who = day(databank.today), unlike_others()
    person_id = await seen(databank, "straat", at - A_DAY, who)
    watch = await asked(databank, at, city_day(at) + 9 * A_DAY, person_id=person_id)
    await watch.agreed()
    longer = (city_day(at) + 20 * A_DAY).isoformat()
    assert await watch.step(watch.asker, "verlengen", totEnMet=longer) == 303
    async with app.state.database.begin(at + HOUR) as tx:
        await persons.block_relinking(tx.conn)
        await persons.get_for_update(tx.conn, [UUID(person_id)])
        agreeing = await meanwhile(databank, watch.step(watch.leader, "bevestigen"))
        assert not agreeing.done()
        await spot(tx, Branch.ESCORT, [person_id])
    assert await agreeing == 303
    assert await watch.hits() == [("inspection", "escort", True)]


async def test_whoever_is_seen_while_a_request_by_name_begins_is_told(
    databank: Databank, app: FastAPI
) -> None:
    """The one does not know yet that she is looked for, the other not yet that she was seen."""
    at, who = day(databank.today), unlike_others()
    person_id = await seen(databank, "straat", at - A_DAY, who)
    watch = await asked(databank, at, city_day(at) + 9 * A_DAY, sought=who)
    async with app.state.database.begin(at + HOUR) as tx:
        await spot(tx, Branch.ESCORT, [person_id])
        agreeing = await meanwhile(databank, watch.step(watch.leader, "bevestigen"))
    assert await agreeing == 303
    assert await watch.hits() == [("inspection", "escort", True)]


async def test_a_request_is_read_while_a_sighting_is_told(databank: Databank, app: FastAPI) -> None:
    watch, who, at = await sought(databank)
    person_id = await seen(databank, "straat", at - A_DAY, who)
    path = f"/v1/watch-requests/{watch.id}"
    async with app.state.database.begin(at + HOUR) as tx:
        await spot(tx, Branch.ESCORT, [person_id])
        async with asyncio.timeout(30):
            assert (await watch.asker.get(watch.path)).status_code == 200
            assert (await databank.get(path)).status_code == 404, "of somebody else"
