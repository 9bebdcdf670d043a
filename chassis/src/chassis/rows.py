"""Rows of a query as dataclasses: a store hands out fields with types, never records.

A dataclass says what a row is; columns that it does not name are left where they are, and a code
becomes the member of its enum. Everything else stays as the driver read it.
"""

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import asyncpg

Row = TypeVar("Row")


@cache
def _columns(kind: Any) -> tuple[tuple[str, dict[Any, Enum]], ...]:
    """The fields of a dataclass, each with the members that its values may be."""
    hints = get_type_hints(kind)
    return tuple((field.name, _codes(hints[field.name])) for field in fields(kind) if field.init)


def _codes(hint: Any) -> dict[Any, Enum]:
    options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    kinds = [each for each in options if isinstance(each, type) and issubclass(each, Enum)]
    return {member.value: member for kind in kinds for member in kind}


def typed(kind: type[Row], row: Mapping[str, Any]) -> Row:
    """The row as a dataclass.

    Raises ``KeyError`` when the query has no column for a field, and ``ValueError`` for a code that
    the enum does not know.
    """
    values: dict[str, Any] = {}
    dataclass: Any = kind
    for name, codes in _columns(dataclass):
        value = row[name]
        if codes and value is not None:
            if value not in codes:
                raise ValueError(f"{value!r} is no {name} of {dataclass.__name__}")
            value = codes[value]
        values[name] = value
    return kind(**values)


async def fetch_all(
    conn: asyncpg.Connection, kind: type[Row], query: str, *values: Any
) -> list[Row]:
    """All rows of a query."""
    return [typed(kind, row) for row in await conn.fetch(query, *values)]


async def fetch_one(
    conn: asyncpg.Connection, kind: type[Row], query: str, *values: Any
) -> Row | None:
    """The first row of a query, if there is one."""
    row = await conn.fetchrow(query, *values)
    return None if row is None else typed(kind, row)
