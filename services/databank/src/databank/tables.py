"""The base of the databank's tables, and SQL that adds many rows at once.

Types of columns and the check of codes are those of every service: ``chassis.tables``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import asyncpg
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

Row = dict[str, Any]
MARK, NOTHING = "\x1f", "\x1e"
"""Marks in a text of many values: what stands between two, and what stands for none."""
_MARKS = r"E'\x1f', E'\x1e'"


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


class MarkedTextError(ValueError):
    """A text that cannot stand among others in one text, as it has a mark of those in it."""


def texts(rows: Sequence[Sequence[Any]], types: Mapping[str, str]) -> list[Any]:
    """Rows as one value per column, for ``inserting``: a text each, of bytes an array.

    The driver asks each element of an array twice whether it is an array itself, which costs three
    times what joining them does. Raises ``MarkedTextError`` for what no such text can hold.
    """
    turned = zip(*rows, strict=True) if rows else [()] * len(types)
    return [
        [*column] if kind == "bytea" else _joined(column, is_text=kind in ("text", "jsonb"))
        for column, kind in zip(turned, types.values(), strict=True)
    ]


def _joined(column: Sequence[Any], *, is_text: bool) -> str:
    if is_text:
        joined = MARK.join([NOTHING if value is None else value for value in column])
        is_one_empty = len(column) == 1 and not joined
        if is_one_empty or joined.count(MARK) >= len(column) > 0 or _hides_nothing(joined, column):
            raise MarkedTextError
        return joined
    return MARK.join([NOTHING if value is None else str(value) for value in column])


def _hides_nothing(joined: str, column: Sequence[Any]) -> bool:
    return NOTHING in joined and joined.count(NOTHING) != column.count(None)


def inserting(
    table: str, types: Mapping[str, str], same: Mapping[str, str] | None = None, after: int = 0
) -> str:
    """SQL that adds rows given by ``texts``, the first of their columns ``$after + 1``.

    ``types`` are of those columns, in their order. Columns that are the ``same`` in all rows
    follow them, each as one value.
    """
    same = same or {}
    values = [f"{name}::jsonb" if types[name] == "jsonb" else name for name in types]
    values += [f"${n}::{kind}" for n, kind in enumerate(same.values(), after + len(types) + 1)]
    source = f"SELECT {', '.join(values)} FROM {given(types, after)}"  # noqa: S608 - no values
    return f"INSERT INTO {table} ({', '.join([*types, *same])}) {source}"


def given(types: Mapping[str, str], after: int = 0) -> str:
    """Rows given by ``texts`` as a table ``t`` in SQL; jsonb is text in it."""
    arrays = (_array(number, kind) for number, kind in enumerate(types.values(), after + 1))
    return f"unnest({', '.join(arrays)}) AS t ({', '.join(types)})"


def _array(number: int, kind: str) -> str:
    if kind == "bytea":
        return f"${number}::bytea[]"
    array = f"string_to_array(${number}, {_MARKS})"
    return array if kind in ("text", "jsonb") else f"{array}::{kind}[]"


def adding(table: str, types: Mapping[str, str], after: int = 0) -> str:
    """SQL that adds one row given as one value per column, the first of them ``$after + 1``.

    For one row a third quicker than ``inserting``, which takes any number.
    """
    passed = ("text" if kind == "jsonb" else kind for kind in types.values())
    values = ", ".join(
        f"${number}::{kind}::{types[name]}"
        for number, (name, kind) in enumerate(zip(types, passed, strict=True), after + 1)
    )
    return f"INSERT INTO {table} ({', '.join(types)}) VALUES ({values})"  # noqa: S608 - no values
