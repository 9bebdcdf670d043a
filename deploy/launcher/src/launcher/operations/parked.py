"""Parked messages from the command line: look, ask for a redrive and see how it went, discard."""

import asyncio
import difflib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from uuid import UUID

from chassis.bus import breaker, parking
from chassis.bus.admin import queries
from chassis.bus.admin.queries import BlockingMessage
from chassis.bus.parking import ParkedMessage, Selection
from chassis.db import Database
from chassis.rows import typed
from contracts import EVENTS
from contracts.event import TYPE_PREFIX
from launcher.errors import LauncherError
from launcher.operations.places import Place

MOST = 10_000
"""Messages that one look shows at most."""

FOLLOW = """
SELECT event_id, type, reason, detail, attempts, requested_by FROM bus_parked
WHERE position = ANY($1::bigint[]) ORDER BY position
"""


@dataclass(frozen=True)
class FailedAgain:
    """A message that was tried and failed once more."""

    event_id: UUID
    type: str
    reason: str
    detail: str
    attempts: int


@dataclass(frozen=True)
class Outcome:
    """The outcome for the chosen messages: done, parked ``again``, or still ``open``."""

    chosen: list[ParkedMessage]
    again: list[FailedAgain] = field(default_factory=list)
    open: int = 0

    @property
    def done(self) -> int:
        return len(self.chosen) - len(self.again) - self.open


def event_type(text: str) -> str:
    """A wire type from the whole of it or a part: ``shift-declared`` is enough."""
    if text.startswith(f"{TYPE_PREFIX}."):
        return text
    found = [each for each in EVENTS if each.endswith(f".{text}") or f".{text}.v" in each]
    if len(found) == 1:
        return found[0]
    names = [each.split(".")[-2] for each in EVENTS]
    close = difflib.get_close_matches(text, names, 3, 0.4)
    hint = f": did you mean {' or '.join(close)}?" if close else "."
    raise LauncherError(f"No event is called {text}{hint}")


async def look(place: Place, service: str, selection: Selection) -> list[BlockingMessage]:
    async with place.connection(service) as conn:
        return await queries.blocking(conn, service, selection, limit=MOST)


async def choose(place: Place, service: str, selection: Selection) -> list[ParkedMessage]:
    """The messages that an order would touch."""
    async with place.connection(service) as conn:
        return await parking.look(conn, service, selection)


async def redrive(
    place: Place, service: str, selection: Selection, *, actor: str, reason: str, wait: float
) -> Outcome:
    """Ask the service to try these again, and follow for ``wait`` seconds what comes of it."""
    async with place.database(service) as database:
        async with database.begin(datetime.now(UTC)) as tx:
            chosen = await parking.request_redrive(
                tx, service, selection, actor=actor, reason=reason
            )
        return await _follow(database, chosen, wait)


async def _follow(database: Database, chosen: list[ParkedMessage], wait: float) -> Outcome:
    positions = [parked.position for parked in chosen]
    until = monotonic() + wait
    while True:
        async with database.connection() as conn:
            left = await conn.fetch(FOLLOW, positions)
        if all(row["requested_by"] is None for row in left) or monotonic() >= until:
            attempts = {parked.event_id: parked.attempts for parked in reversed(chosen)}
            again = [
                typed(FailedAgain, row)
                for row in left
                if row["attempts"] > attempts[row["event_id"]]
            ]
            return Outcome(chosen, again, len(left) - len(again))
        await asyncio.sleep(0.25)


async def discard(
    place: Place, service: str, selection: Selection, *, actor: str, reason: str
) -> list[ParkedMessage]:
    async with (
        place.database(service) as database,
        database.begin(datetime.now(UTC)) as tx,
    ):
        return await parking.discard(tx, service, selection, actor=actor, reason=reason)


async def let_through(place: Place, service: str, *, actor: str, reason: str) -> int:
    """Let the partitions that stand park what fails; how many stood."""
    async with (
        place.database(service) as database,
        database.begin(datetime.now(UTC)) as tx,
    ):
        return await breaker.let_through(tx, service, actor=actor, reason=reason)
