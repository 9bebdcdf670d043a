"""Columns and checks that the tables of every service share."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import AutoString

MOMENT: Any = DateTime(timezone=True)
DOCUMENT: Any = JSONB()
CODE: Any = AutoString()
"""Of a column that holds members of an enum as text: ``state: State = Field(sa_type=CODE)``."""


def one_of(column: str, codes: Iterable[str]) -> CheckConstraint:
    """A check that ``column`` holds one of ``codes``, given as an enum or its values.

    NULL passes. The migration spells the codes out; ``tests/house/test_tables.py`` compares both.
    """
    listed = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")
