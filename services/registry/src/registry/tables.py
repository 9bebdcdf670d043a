"""The tables. Codes are stored as text: lists change, old rows stay.

Rows of clients live here and nowhere else (DP-01). They may be removed, by delivery, once the year
is frozen and its retention is over; aggregates stay.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy import Uuid as UuidType
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Row(SQLModel, registry=registry()):
    """Own metadata, so that services can live in one process."""


def moment(*, required: bool = True) -> Any:
    column: Column[datetime] = Column(DateTime(timezone=True), nullable=not required)
    return Field(sa_column=column) if required else Field(default=None, sa_column=column)


def document() -> Any:
    return Field(sa_column=Column(JSONB, nullable=False))


class Delivery(Row, table=True):
    """One revision of what an organisation delivers for a period; ``half`` is 0 for a year.

    ``errors`` and ``questions`` name places in the file, never what stands there.
    """

    __table_args__ = (UniqueConstraint("organisation", "year", "half", "revision"),)

    delivery_id: UUID = Field(primary_key=True)
    organisation: str = Field(sa_type=Text)
    year: int
    half: int
    revision: int
    state: str = Field(sa_type=Text)
    late: bool
    reason: str | None = Field(default=None, sa_type=Text)
    clienten: int
    contacten: int
    activiteiten: int
    errors: list[dict[str, Any]] = document()
    error_count: int
    questions: list[dict[str, Any]] = document()
    uploaded_at: datetime = moment()
    uploaded_by: str = Field(sa_type=Text)
    submitted_at: datetime | None = moment(required=False)
    submitted_by: str | None = Field(default=None, sa_type=Text)
    accepted_at: datetime | None = moment(required=False)
    accepted_by: str | None = Field(default=None, sa_type=Text)
    frozen_at: datetime | None = moment(required=False)


class DeliveryRow(Row, table=True):
    """A row of one of the three tables, only of deliveries without errors."""

    __tablename__ = "delivery_row"

    delivery_id: UUID = Field(
        sa_column=Column(
            UuidType, ForeignKey("delivery.delivery_id", ondelete="CASCADE"), primary_key=True
        )
    )
    table_name: str = Field(primary_key=True, sa_type=Text)
    number: int = Field(primary_key=True)
    content: dict[str, Any] = document()


class Aggregate(Row, table=True):
    """What was published of a delivery: protected cells only."""

    __table_args__ = (
        UniqueConstraint("delivery_id"),
        Index("ix_aggregate_year", "organisation", "year"),
    )

    aggregate_id: UUID = Field(primary_key=True)
    delivery_id: UUID = Field(foreign_key="delivery.delivery_id")
    organisation: str = Field(sa_type=Text)
    year: int
    half: int
    revision: int
    threshold: int
    suppressed: int
    cells: list[dict[str, Any]] = document()
    published_at: datetime = moment()


class FrozenYear(Row, table=True):
    __tablename__ = "frozen_year"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    frozen_at: datetime = moment()
    frozen_by: str = Field(sa_type=Text)
