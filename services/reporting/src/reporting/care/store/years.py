"""Years of care that the study department closed, with the publications that they consist of."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import SmallInteger
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT
from contracts.registry import CareYearFrozen
from reporting.tables import Table


class FrozenCareYear(Table, table=True):
    """A year is closed once. ``coverage``: organisation, indicator and completeness of each."""

    __tablename__ = "care_year"

    year: int = Field(
        primary_key=True, sa_type=SmallInteger, sa_column_kwargs={"autoincrement": False}
    )
    freeze_id: UUID
    without: list[str] = Field(sa_type=DOCUMENT)
    aggregate_ids: list[str] = Field(sa_type=DOCUMENT)
    coverage: list[dict[str, Any]] = Field(sa_type=DOCUMENT)
    frozen_at: datetime = Field(sa_type=MOMENT)


async def add(tx: Transaction, event: CareYearFrozen) -> None:
    """Keep a freeze once, however often it is told."""
    row = insert(FrozenCareYear).values(
        year=event.year,
        freeze_id=event.freeze_id,
        without=[*event.without],
        aggregate_ids=[str(each) for each in event.aggregate_ids],
        coverage=[each.model_dump(mode="json") for each in event.coverage],
        frozen_at=event.frozen_at,
    )
    await tx.session.exec(row.on_conflict_do_nothing(index_elements=["year"]))


async def get(tx: Transaction, year: int) -> FrozenCareYear | None:
    return await tx.session.get(FrozenCareYear, year)
