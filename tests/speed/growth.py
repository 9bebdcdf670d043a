"""The growth of an inbox: does a reader slow down when it has had millions of events?

Two readers side by side on one server, one with an inbox that is emptied before each pass, one with
the rows of years. The rows have ids as the bus makes them, in the order of time. Before each pass
both inboxes are as after months: vacuumed, and written to disk. So each page that is touched is
written whole once more, as after any checkpoint.
"""

from dataclasses import dataclass

import asyncpg

from . import ours
from .ground import READER, Ground, Pass, timed
from .measures import fill, in_turn

CHUNK = 250_000
YEARS_IN_MS = 5 * 365 * 86_400_000
"""So long an inbox is kept at most: the rows are spread over it."""
ROWS = """
INSERT INTO bus_inbox (consumer, event_id, digest)
SELECT $1, encode(
    set_byte(overlay(uuid_send(gen_random_uuid()) PLACING substring(int8send(ms) FROM 3) FROM 1),
      6, 112 + (random() * 15)::integer), 'hex')::uuid,
  decode(md5(ms::text), 'hex')
FROM (
  SELECT (
    extract(epoch FROM now()) * 1000 - $4::bigint * (1 - ($2::bigint + nr) / $3::float8)
  )::bigint
  FROM generate_series(1, $5::integer) AS nr
) AS at (ms)
"""
"""UUIDs of version 7 (RFC 9562): milliseconds, then chance."""


@dataclass(frozen=True, slots=True)
class Readers:
    """An inbox that is emptied, and one that keeps ``rows``."""

    empty: Ground
    full: Ground
    rows: int

    @classmethod
    async def prepare(cls, empty: Ground, full: Ground, rows: int) -> "Readers":
        await full.clear()
        conn = await asyncpg.connect(full.url(READER))
        for before in range(0, rows, CHUNK):
            values = (READER, before, rows, YEARS_IN_MS, min(CHUNK, rows - before))
            await conn.execute(ROWS, *values, timeout=600)
        await conn.close()
        return cls(empty, full, rows)

    async def measure(self, count: int, run: int) -> dict[str, float]:
        """The rate and the processor's seconds on the full inbox, against the empty one."""
        found: dict[str, Pass] = {}
        for name, ground in in_turn(run, ("empty", self.empty), ("full", self.full)):
            found[name] = await _drained(ground, count, keep_inbox=name == "full")
        empty, full = found["empty"], found["full"]
        return {
            "rows": self.rows,
            "emptyPerSecond": empty.per_second,
            "fullPerSecond": full.per_second,
            **empty.processor.per(count, "empty"),
            **full.processor.per(count, "full"),
            "processorOfEmpty": full.processor.total / empty.processor.total,
            "ofEmpty": full.per_second / empty.per_second,
        }


async def _drained(ground: Ground, count: int, *, keep_inbox: bool) -> Pass:
    await ground.clear(keep_inbox=keep_inbox)
    await fill(ground, count)
    await ground.settle("bus_inbox")

    async def work() -> None:
        async with ours.consuming(ground):
            await ground.until(count)

    return await timed(ground, count, work)
