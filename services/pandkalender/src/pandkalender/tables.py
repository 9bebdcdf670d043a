"""The base of the calendar's tables.

Each table stands in the store of its capability; ``schema.py`` knows them all. Personal data are in
``worker_claim``, and for an hour in ``roster_draft``: sealed, see ``sealed_columns``.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Dialect, ForeignKey, LargeBinary, String, TypeDecorator
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from chassis.tables import MOMENT


class Table(SQLModel, registry=registry()):
    """Own metadata, so that services in one process do not mix their tables."""


class Code(TypeDecorator[StrEnum]):
    """A code list in a text column: members of ``kind`` in Python, their values in SQL."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


def code(kind: type[StrEnum]) -> Any:
    """A required column of codes."""
    return Field(sa_column=Column(Code(kind), nullable=False))


def moment(*, nullable: bool = False, index: bool = False, server_default: Any = None) -> Any:
    """A point in time."""
    column: Column[Any] = Column(
        MOMENT, nullable=nullable, index=index, server_default=server_default
    )
    if nullable or server_default is not None:
        return Field(default=None, sa_column=column)
    return Field(sa_column=column)


def reference(column: str) -> Any:
    """A required foreign key without an index of its own."""
    return Field(sa_column=Column(ForeignKey(column), nullable=False))


def digest() -> Any:
    """A required column of bytes that only our key can make."""
    return Field(sa_column=Column(LargeBinary, nullable=False))
