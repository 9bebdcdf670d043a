"""Rows of registers that people write one at a time: added, added once, or in place of another."""

from typing import Any

import asyncpg
from sqlalchemy import inspect

from databank.tables import Table


async def add(conn: asyncpg.Connection, row: Table) -> None:
    """Raises ``UniqueViolationError`` when a row with its key stands."""
    names, values = _columns(row)
    await conn.execute(_adding(row, names), *values)


async def add_once(conn: asyncpg.Connection, row: Table) -> bool:
    """False, and nothing is added, when a row with its key, or what else is unique, stands."""
    names, values = _columns(row)
    done = await conn.execute(f"{_adding(row, names)} ON CONFLICT DO NOTHING", *values)
    return str(done).endswith(" 1")


async def put(conn: asyncpg.Connection, row: Table) -> None:
    """Add a row, in place of an earlier one with its key."""
    names, values = _columns(row)
    key = [column.name for column in inspect(type(row)).primary_key]
    anew = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    await conn.execute(
        f"{_adding(row, names)} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {anew}", *values
    )


def _columns(row: Table) -> tuple[list[str], list[Any]]:
    names = [column.name for column in inspect(type(row)).columns]
    return names, [getattr(row, name) for name in names]


def _adding(row: Table, names: list[str]) -> str:
    marks = ", ".join(f"${number}" for number in range(1, len(names) + 1))
    return f"INSERT INTO {row.__tablename__} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - no values
