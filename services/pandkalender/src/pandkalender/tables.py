"""The base of the calendar's tables.

Each table stands in the store of its capability; ``schema.py`` knows them all. Personal data are in
``worker_claim``, and for an hour in ``roster_draft``: sealed, see ``sealed_columns``.
"""

from typing import Any

from sqlalchemy import Column, ForeignKey, LargeBinary
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from chassis.tables import MOMENT


class Table(SQLModel, registry=registry()):
    """Own metadata, so that services in one process do not mix their tables."""


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
