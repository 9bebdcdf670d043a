"""Published against effects: nothing lost, nothing doubled, in order per key."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg

if TYPE_CHECKING:
    from .city import City

OUTBOX = "SELECT count(*) FROM bus_outbox"
DECLARED = "SELECT key, number FROM declared"
PUBLISHED = "SELECT event_id, partition_key FROM bus_archive"
NOTED = "SELECT event_id, key, number FROM noted ORDER BY nr"
GIVEN_UP = """
SELECT event_id FROM bus_parking_log
WHERE action = 'discarded' AND parked_detail <> 'an id was used again for other content'
"""
"""Except what came under the id of another event, which goes on having had its effect."""


@dataclass(frozen=True)
class Proof:
    """Counts of events. ``unkept`` were accepted over HTTP and are not there.

    ``published`` leaves out what an operator gave up on purpose, which is counted as ``discarded``.
    ``invented`` were published though nobody declared them, noted though nobody published them, or
    noted though somebody had discarded them.
    """

    published: int
    effects: int
    unkept: int
    unpublished: int
    lost: int
    doubled: int
    invented: int
    out_of_order: int
    discarded: int = 0

    @property
    def holds(self) -> bool:
        faults = (self.unkept, self.unpublished, self.lost, self.doubled, self.invented)
        return self.published > 0 and not any(faults) and not self.out_of_order


async def prove(city: "City", within: float) -> Proof:
    """Compare, once everything has come to rest; what has not by then counts as lost."""
    until = time.monotonic() + within
    while True:
        proof = await _compare(city)
        settled = proof.unpublished == 0 and proof.lost == 0
        if settled or time.monotonic() > until:
            break
        await asyncio.sleep(0.2)
    await asyncio.sleep(0.3)
    return await _compare(city)


async def _compare(city: "City") -> Proof:
    declared = await _rows(city, "pandkalender", DECLARED)
    archived = await _rows(city, "pandkalender", PUBLISHED)
    published = {row["event_id"] for row in archived}
    unpublished, surplus = balance(
        [str(row["key"]) for row in declared], [row["partition_key"] for row in archived]
    )
    noted = await _rows(city, "databank", NOTED)
    given_up = {row["event_id"] for row in await _rows(city, "databank", GIVEN_UP)}
    seen = {row["event_id"] for row in noted}
    kept = {(row["key"], row["number"]) for row in declared}
    return Proof(
        published=len(published - given_up),
        effects=len(noted),
        unkept=len(set(city.accepted) - kept),
        unpublished=unpublished,
        lost=len(published - seen - given_up),
        doubled=len(noted) - len(seen) + len(declared) - len(kept),
        invented=surplus + len(seen - published | seen & given_up),
        out_of_order=_out_of_order(noted),
        discarded=len(published & given_up),
    )


def balance(declared: Iterable[str], archived: Iterable[str]) -> tuple[int, int]:
    """Events that were declared and not published, and those that were published for nothing.

    By key: one that is missing does not make up for one too many elsewhere.
    """
    wanted, there = Counter(declared), Counter(archived)
    return (wanted - there).total(), (there - wanted).total()


def _out_of_order(noted: list[Any]) -> int:
    last: dict[UUID, int] = {}
    wrong = 0
    for row in noted:
        wrong += row["number"] <= last.get(row["key"], -1)
        last[row["key"]] = row["number"]
    return wrong


async def _rows(city: "City", service: str, query: str) -> list[Any]:
    conn = await asyncpg.connect(city.sandbox.database(service, migrate=False).url, timeout=10)
    try:
        return list(await conn.fetch(query))
    finally:
        await conn.close()
