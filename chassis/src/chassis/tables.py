"""Columns and checks that the tables of every service share."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Dialect, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator
from sqlmodel import AutoString

MOMENT: Any = DateTime(timezone=True)
DOCUMENT: Any = JSONB()
CODE: Any = AutoString()
"""Of a column that holds members of an enum as text: ``state: State = Field(sa_type=CODE)``.

Queries on asyncpg make them members again (``chassis.rows``); for sessions there is ``code``."""


def one_of(column: str, codes: Iterable[str]) -> CheckConstraint:
    """A check that ``column`` holds one of ``codes``, given as an enum or its values.

    NULL passes. The migration spells the codes out; ``tests/house/test_tables.py`` compares both.
    """
    listed = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


class _CodeVarchar(TypeDecorator[str]):
    impl = String
    cache_ok = True

    def __init__(self, codes: type[str], tolerant: bool = False) -> None:
        super().__init__()
        self.codes = codes
        self.tolerant = tolerant

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else str(self.codes(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        try:
            return self.codes(value)
        except ValueError:
            if self.tolerant:
                return str(value)
            raise


class _CodeText(_CodeVarchar):
    impl = Text
    cache_ok = True


def code(codes: type[str], *, varchar: bool = False, tolerant: bool = False) -> Any:
    """A column type for sessions: text in the database, members of ``codes`` in Python, which is
    an enum or a code of an open list.

    ``varchar`` for columns that were made as one without a length, which to PostgreSQL is the same.
    ``tolerant``: a code that only a later release knows stays the text that it is, so that an
    instance of this one goes on beside it.
    """
    return _CodeVarchar(codes, tolerant) if varchar else _CodeText(codes, tolerant)
