"""Rows of a query as dataclasses: a store hands out fields with types, never records.

A dataclass says what a row is; columns that it does not name are left where they are, and a code
becomes the member of its enum, or of the open list that it is of (a class of text). Everything else
stays as the driver read it.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import asyncpg

Row = TypeVar("Row")


@cache
def _columns(kind: Any) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """The fields of a dataclass, each with what makes a code of its values, if they are codes."""
    hints = get_type_hints(kind)
    return tuple((field.name, _code(hints[field.name])) for field in fields(kind) if field.init)


def _code(hint: Any) -> Callable[[Any], Any] | None:
    options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    kinds = [each for each in options if isinstance(each, type)]
    members = {member.value: member for kind in kinds if issubclass(kind, Enum) for member in kind}
    open_lists = (each for each in kinds if issubclass(each, str) and each is not str)
    return members.__getitem__ if members else next(open_lists, None)


def typed(kind: type[Row], row: Mapping[str, Any]) -> Row:
    """The row as a dataclass.

    Raises ``KeyError`` when the query has no column for a field, and ``ValueError`` for a code that
    the enum does not know.
    """
    values: dict[str, Any] = {}
    dataclass: Any = kind
    for name, code in _columns(dataclass):
        value = row[name]
        if code and value is not None:
            try:
                value = code(value)
            except LookupError:
                raise ValueError(f"{value!r} is no {name} of {dataclass.__name__}") from None
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
