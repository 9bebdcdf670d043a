"""The cells that care organisations published. A later revision hides the earlier ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Index, SmallInteger, Text
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT
from contracts.registry import AggregatePublished, LinkedTotalsPublished
from reporting.care.rules.publications import (
    Care,
    CareCell,
    CareDelivery,
    LinkedCare,
    LinkedCell,
    LinkedError,
)
from reporting.tables import Table

Document = TypeVar("Document", CareCell, LinkedCell, LinkedError)
YEAR = 0
"""The value of ``half`` for a whole year."""


class CareAggregate(Table, table=True):
    """One published revision of an organisation for a year or half-year."""

    __tablename__ = "care_aggregate"
    __table_args__ = (Index("care_aggregate_period", "year", "half", "organisation", "revision"),)

    aggregate_id: UUID = Field(primary_key=True)
    organisation: str = Field(sa_type=Text)
    year: int = Field(sa_type=SmallInteger)
    half: int = Field(sa_type=SmallInteger)
    revision: int
    threshold: int
    suppressed: int
    cells: list[dict[str, Any]] = Field(sa_type=DOCUMENT)
    published_at: datetime = Field(sa_type=MOMENT)
    organisation_name: str | None = Field(default=None, sa_type=Text)


class CareLinkedTotals(Table, table=True):
    """Distinct persons over organisations in a year; told once, and never again.

    ``error`` is the measured error of the linkage, which a release up to 0.2 did not know.
    """

    __tablename__ = "care_linked_totals"

    publication_id: UUID = Field(primary_key=True)
    year: int = Field(unique=True, sa_type=SmallInteger)
    organisations: list[str] = Field(sa_type=DOCUMENT)
    threshold: int
    is_complete: bool
    totals: list[dict[str, Any]] = Field(sa_type=DOCUMENT)
    published_at: datetime = Field(sa_type=MOMENT)
    error: dict[str, int] | None = Field(default=None, sa_type=DOCUMENT)


async def add(tx: Transaction, event: AggregatePublished) -> None:
    """Keep a publication once, however often it is told."""
    row = insert(CareAggregate).values(
        aggregate_id=event.aggregate_id,
        organisation=event.organisation,
        year=event.year,
        half=event.half or YEAR,
        revision=event.revision,
        threshold=event.threshold,
        suppressed=event.suppressed,
        cells=[cell.model_dump(mode="json") for cell in event.cells],
        published_at=event.published_at,
        organisation_name=event.organisation_name,
    )
    await tx.session.exec(row.on_conflict_do_nothing(index_elements=["aggregate_id"]))


async def add_linked(tx: Transaction, event: LinkedTotalsPublished) -> None:
    """Keep the linked totals of a year once, however often they are told."""
    row = insert(CareLinkedTotals).values(
        publication_id=event.publication_id,
        year=event.year,
        organisations=[*event.organisations],
        threshold=event.threshold,
        is_complete=event.is_complete,
        totals=[total.model_dump(mode="json") for total in event.totals],
        published_at=event.published_at,
        error=None if event.error is None else event.error.model_dump(mode="json"),
    )
    await tx.session.exec(row.on_conflict_do_nothing(index_elements=["publication_id"]))


async def linked(tx: Transaction, year: int, as_of: datetime | None = None) -> LinkedCare | None:
    """The year's totals without double counting, if they were told, or were told then."""
    query = select(CareLinkedTotals).where(CareLinkedTotals.year == year)
    if as_of is not None:
        query = query.where(CareLinkedTotals.published_at <= as_of)
    totals = (await tx.session.exec(query)).one_or_none()
    if totals is None:
        return None
    return LinkedCare(
        tuple(totals.organisations),
        totals.is_complete,
        tuple(_known(LinkedCell, each) for each in totals.totals),
        None if totals.error is None else _known(LinkedError, totals.error),
    )


async def latest(
    tx: Transaction, year: int, half: int | None, as_of: datetime | None = None
) -> Care:
    """Each organisation's last revision, or the last then, for the year or half 1 or 2 of it."""
    query = (
        select(CareAggregate)
        .ext(distinct_on(col(CareAggregate.organisation)))
        .where(CareAggregate.year == year, CareAggregate.half == (half or YEAR))
        .order_by(
            col(CareAggregate.organisation),
            col(CareAggregate.revision).desc(),
            col(CareAggregate.published_at).desc(),
        )
    )
    if as_of is not None:
        query = query.where(CareAggregate.published_at <= as_of)
    return _care((await tx.session.exec(query)).all())


async def with_ids(
    tx: Transaction, aggregate_ids: Sequence[UUID], year: int, half: int | None
) -> Care:
    """Those of these publications that are of the year, or of half 1 or 2 of it."""
    query = select(CareAggregate).where(
        col(CareAggregate.aggregate_id).in_([*aggregate_ids]),
        CareAggregate.year == year,
        CareAggregate.half == (half or YEAR),
    )
    found = await tx.session.exec(query.order_by(col(CareAggregate.organisation)))
    return _care(found.all())


def _known(kind: type[Document], kept: Mapping[str, Any]) -> Document:
    """What this release knows of a stored document: a later one beside it may have written more."""
    names = {each.name for each in fields(kind)}
    return kind(**{name: value for name, value in kept.items() if name in names})


def _care(aggregates: Iterable[CareAggregate]) -> Care:
    return Care(
        CareDelivery(
            organisation=aggregate.organisation,
            revision=aggregate.revision,
            threshold=aggregate.threshold,
            suppressed=aggregate.suppressed,
            cells=tuple(_known(CareCell, cell) for cell in aggregate.cells),
            name=aggregate.organisation_name or "",
        )
        for aggregate in aggregates
    )
