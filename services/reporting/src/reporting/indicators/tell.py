"""Tell the half-years of persons at inspections, each on its day and never again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import asyncpg

from chassis.bus import catch_up, schedule
from chassis.days import city_day, city_moment
from chassis.db import Transaction
from contracts.databank import InspectionCompleted, InspectionWithdrawn
from reporting.facts.rules.recipes import KIND_OF
from reporting.facts.store import facts, sources
from reporting.indicators import store
from reporting.indicators.rules.draw_persons import draw
from reporting.indicators.rules.persons_told import AT, due, known_at, told_at
from reporting.periods.rules import Period

TIMER = "persons-told"
KEY = "every night"
READER, SOURCE = "reporting", "databank"
OF_SOURCE = tuple(kind for event, kind in KIND_OF.items() if event.publisher == SOURCE)
ABOUT = (InspectionCompleted.type, InspectionWithdrawn.type)
KINDS = ("inspection-completed",)
AGAIN = timedelta(minutes=10)
"""A half is told once, so its facts must be there: else the night is tried again after these."""
LATE = timedelta(hours=1)
"""A night that comes so late was missed: the service was away, and its queue is still full."""
PATIENCE = timedelta(days=1)
"""A half that waits longer is an alarm."""


async def tell_tonight(tx: Transaction, due_at: datetime) -> int:
    """Tell what is due, and set the clock for the next night; gives how many halves were told."""
    halves = await _due(tx.conn, tx.now)
    if tx.now - due_at > LATE or await _facts_come(tx, halves):
        await schedule(tx, TIMER, KEY, tx.now + AGAIN)
        return 0
    for half in halves:
        await _tell(tx, half)
    await schedule(tx, TIMER, KEY, _next_night(tx.now))
    return len(halves)


async def late_since(conn: asyncpg.Connection, now: datetime) -> datetime | None:
    """Since when a half waits too long to be told: its facts may still be missing."""
    waiting = [told_at(half) + PATIENCE for half in await _due(conn, now)]
    return min((since for since in waiting if since <= now), default=None)


async def _due(conn: asyncpg.Connection, now: datetime) -> list[Period]:
    """From the first half of which the databank told anything at its time."""
    since = (await sources.since(conn)).get(SOURCE)
    if since is None:
        return []
    told = await store.known_halves(conn)
    return [half for half in due(since, now) if half not in told]


async def _facts_come(tx: Transaction, halves: Sequence[Period]) -> bool:
    """Whether facts are made anew from the archives, or those of a half may still arrive.

    That is so until the databank is heard of a later time than the half's, for its outbox keeps
    what could not leave; and while messages about inspections are parked.
    """
    if await catch_up.since(tx.conn, READER) is not None:
        return True
    for half in halves:
        if not await facts.are_heard(tx.conn, OF_SOURCE, known_at(half)):
            return True
        if await facts.arrive(tx.conn, KINDS, half.first, half.last, known_at(half)):
            return True
    return bool(halves) and await facts.are_parked(tx.conn, ABOUT)


async def _tell(tx: Transaction, half: Period) -> None:
    done = await facts.read(tx.conn, KINDS, half.first, half.last, known_at(half))
    await store.add(tx, draw(half, done, await facts.rounding_secret(tx.conn)))


def _next_night(now: datetime) -> datetime:
    tonight = city_moment(city_day(now), AT)
    return tonight if tonight > now else city_moment(city_day(now) + timedelta(days=1), AT)
