"""The base of the databank's tables, and SQL that adds many rows at once.

Types of columns and the check of codes are those of every service: ``chassis.tables``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import asyncpg
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

Row = dict[str, Any]


class Table(SQLModel, registry=registry()):
    """A registry of its own: services that share a process keep their tables apart."""


def columns(rows: Iterable[Sequence[Any]], width: int) -> list[list[Any]]:
    """Rows turned into ``width`` arrays, for ``unnest``; also when there are no rows."""
    turned: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)]
    return turned or [[] for _ in range(width)]


def bigints(numbers: Iterable[int]) -> str:
    """An array of numbers as text: far quicker made than an array of the driver's."""
    return f"{{{','.join(map(str, numbers))}}}"


async def fetch(conn: asyncpg.Connection, query: str, *values: Any) -> list[asyncpg.Record]:
    """All rows of a query."""
    found: list[asyncpg.Record] = await conn.fetch(query, *values)
    return found


def inserting(table: str, types: Mapping[str, str], after: int = 0) -> str:
    """SQL that adds rows given as one array per column, the first of them ``$after + 1``.

    ``types`` are of the columns, in their order; jsonb goes in as text.
    """
    given = ("text" if kind == "jsonb" else kind for kind in types.values())
    arrays = ", ".join(f"${number}::{kind}[]" for number, kind in enumerate(given, after + 1))
    names = ", ".join(types)
    taken = ", ".join(f"{name}::jsonb" if types[name] == "jsonb" else name for name in types)
    source = f"SELECT {taken} FROM unnest({arrays}) AS t ({names})"  # noqa: S608 - no values
    return f"INSERT INTO {table} ({names}) {source}"


def adding(table: str, types: Mapping[str, str], after: int = 0) -> str:
    """SQL that adds one row given as one value per column, the first of them ``$after + 1``.

    For one row a third quicker than ``inserting``, which takes any number.
    """
    given = ("text" if kind == "jsonb" else kind for kind in types.values())
    values = ", ".join(
        f"${number}::{kind}::{types[name]}"
        for number, (name, kind) in enumerate(zip(types, given, strict=True), after + 1)
    )
    return f"INSERT INTO {table} ({', '.join(types)}) VALUES ({values})"  # noqa: S608 - no values
