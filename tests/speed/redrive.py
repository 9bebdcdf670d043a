"""The redriver's pick while many wait behind one key: ``make bench-redrive``.

``picked``: their key may go on, and the pick takes its head; ``looked``: it waits for somebody, and
the redriver looks each second whether anything may go on. Each beside the same with few behind: the
ratio says what a backlog costs, whatever the machine.
"""

import argparse
import asyncio
from pathlib import Path
from statistics import median
from time import perf_counter

import asyncpg
from rich.console import Console

from chassis.bus import parking
from launcher.sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[2]
FEW = 18
TIMES = 15
FILL = """
INSERT INTO bus_parked (consumer, event_id, type, partition_key, sender, in_place, body, reason,
  detail, attempts, sequence, requested_by, requested_reason)
SELECT 'databank', gen_random_uuid(), 'a', 'key', 'pandkalender', true, '',
  CASE WHEN nr = 0 THEN 'rejected' ELSE 'behind' END, '', 1, nr,
  CASE WHEN nr = 0 AND $2 THEN 'bench' END, CASE WHEN nr = 0 AND $2 THEN 'bench' END
FROM generate_series(0, $1::integer) AS nr
"""


async def pick(conn: asyncpg.Connection) -> None:
    assert await conn.fetchrow(parking.NEXT_REDRIVE, "databank", []) is not None


async def look(conn: asyncpg.Connection) -> None:
    assert not await parking.any_ready(conn, "databank")


async def milliseconds(conn: asyncpg.Connection, behind: int, *, may_go_on: bool) -> float:
    """The median of a question while so many wait behind the head of one key."""
    await conn.execute("TRUNCATE bus_parked")
    await conn.execute(FILL, behind, may_go_on)
    await conn.execute("VACUUM ANALYZE bus_parked")
    ask, took = pick if may_go_on else look, []
    for _ in range(TIMES):
        began = perf_counter()
        await ask(conn)
        took.append(perf_counter() - began)
    return 1000 * median(took)


async def measure(sandbox: Sandbox, many: int) -> dict[str, tuple[float, float]]:
    conn = await asyncpg.connect(sandbox.database("databank").owner_url)
    try:
        return {
            name: (
                await milliseconds(conn, FEW, may_go_on=may_go_on),
                await milliseconds(conn, many, may_go_on=may_go_on),
            )
            for name, may_go_on in (("picked", True), ("looked", False))
        }
    finally:
        await conn.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--behind", type=int, default=18_000, help="messages behind the head")
    many = parser.parse_args().behind
    sandbox = Sandbox.off_the_bus(ROOT)
    try:
        for name, (few, large) in asyncio.run(measure(sandbox, many)).items():
            Console().print(
                f"{name}: {large:.2f} ms with {many:,} behind, {few:.2f} ms with {FEW}:"
                f" {large / few:.1f} times"
            )
    finally:
        sandbox.close()


if __name__ == "__main__":
    main()
