"""Queries of the vault: its keys, and values of an old key resealed under the new one."""

from collections.abc import Sequence
from typing import Any

import asyncpg

from chassis.vault.safe import PREFIX_BYTES, KeyRow, SealedColumn, Vault

AT_ONCE = 200

KEYS = """
SELECT number, purpose, kek, wrapped, active_from <= now() AS is_active
  FROM vault_key ORDER BY number
"""


async def keys(conn: asyncpg.Connection) -> list[KeyRow]:
    return [KeyRow(**dict(row)) for row in await conn.fetch(KEYS)]


async def reseal(conn: asyncpg.Connection, vault: Vault, place: SealedColumn) -> int:
    """Reseal some values of older keys under the newest, in the caller's transaction; the count."""
    rows = await conn.fetch(
        f"SELECT {place.key} AS key, {place.column} AS sealed FROM {place.table}"  # noqa: S608
        f" WHERE substr({place.column}, 1, {PREFIX_BYTES}) < $1"
        " LIMIT $2 FOR UPDATE SKIP LOCKED",
        vault.prefix,
        AT_ONCE,
    )
    await conn.executemany(
        f"UPDATE {place.table} SET {place.column} = $2 WHERE {place.key} = $1",  # noqa: S608
        [(row["key"], _again(vault, place, row)) for row in rows],
    )
    return len(rows)


def _again(vault: Vault, place: SealedColumn, row: Any) -> bytes:
    return vault.seal(place, row["key"], vault.open(place, row["key"], row["sealed"]))


async def counts(
    conn: asyncpg.Connection, places: Sequence[SealedColumn]
) -> dict[tuple[str, str], dict[int, int]]:
    """The number of values per column that each data key seals."""
    totals: dict[tuple[str, str], dict[int, int]] = {}
    for place in places:
        rows = await conn.fetch(
            f"SELECT substr({place.column}, 1, {PREFIX_BYTES}) AS prefix, count(*) AS n"  # noqa: S608
            f" FROM {place.table} WHERE {place.column} IS NOT NULL GROUP BY 1"
        )
        totals[place.table, place.column] = {
            int.from_bytes(row["prefix"][1:]): row["n"] for row in rows
        }
    return totals
