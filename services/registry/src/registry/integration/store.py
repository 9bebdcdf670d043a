"""Published aggregates: protected cells, by delivery."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index, Text, func
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT
from registry.deliveries.rules.records import Period
from registry.deliveries.store import Delivery, half_of, period_of
from registry.disclosure.rules.publication import Figure, Figures, Publication
from registry.integration.rules.cells import Key, total_name
from registry.tables import Table

MOST = 300
"""Publications of a year that hold, far more than there are."""


class Aggregate(Table, table=True):
    """The published figures of one period, out of one delivery: protected cells only.

    The delivery of a year gives its halves too.
    """

    __table_args__ = (
        Index("ix_aggregate_year", "organisation", "year"),
        Index("ix_aggregate_delivery", "delivery_id"),
    )

    aggregate_id: UUID = Field(primary_key=True)
    delivery_id: UUID = Field(foreign_key="delivery.delivery_id")
    organisation: str = Field(sa_type=Text)
    year: int
    half: int
    revision: int
    threshold: int
    suppressed: int
    cells: list[dict[str, Any]] = Field(sa_type=DOCUMENT)
    published_at: datetime = Field(sa_type=MOMENT)


async def add(
    tx: Transaction, delivery: Delivery, period: Period, figures: Figures, threshold: int
) -> Aggregate:
    aggregate = Aggregate(
        aggregate_id=uuid4(),
        delivery_id=delivery.delivery_id,
        organisation=delivery.organisation,
        year=delivery.year,
        half=half_of(period),
        revision=await _next_revision(tx, delivery, period),
        threshold=threshold,
        suppressed=sum(1 for figure in figures.values() if figure.value is None),
        cells=[
            {
                "measure": key.measure,
                "dimensions": dict(key.dimensions),
                "value": figure.value,
                "rounded_to": figure.rounded_to,
            }
            for key, figure in figures.items()
        ],
        published_at=tx.now,
    )
    tx.session.add(aggregate)
    await tx.session.flush()
    return aggregate


async def _next_revision(tx: Transaction, delivery: Delivery, period: Period) -> int:
    """The delivery's own, unless so many were published of the period already."""
    newest = select(func.max(Aggregate.revision)).where(
        Aggregate.organisation == delivery.organisation,
        Aggregate.year == period.year,
        Aggregate.half == half_of(period),
    )
    last = (await tx.session.exec(newest)).one() or 0
    own = delivery.revision if delivery.half == half_of(period) else 1
    return max(own, last + 1)


async def halves_of_their_own(tx: Transaction, organisation: str, year: int) -> set[int]:
    """The halves (1, 2) of which a delivery of the half itself was published."""
    query = (
        select(Aggregate.half)
        .join(Delivery, col(Delivery.delivery_id) == Aggregate.delivery_id)
        .where(Aggregate.organisation == organisation, Aggregate.year == year, Delivery.half != 0)
    )
    return set((await tx.session.exec(query)).all())


async def of_year(tx: Transaction, organisation: str, year: int) -> list[Aggregate]:
    """Everything published for an organisation and year: both halves, the year, all revisions."""
    query = select(Aggregate).where(Aggregate.organisation == organisation, Aggregate.year == year)
    return list((await tx.session.exec(query.order_by(col(Aggregate.revision)))).all())


async def totals(tx: Transaction, organisation: str, period: Period) -> dict[str, int]:
    """Exact totals of the newest revision, named as :func:`combinations.totals` names them."""
    query = (
        select(Aggregate.cells)
        .where(
            Aggregate.organisation == organisation,
            Aggregate.year == period.year,
            Aggregate.half == half_of(period),
        )
        .order_by(col(Aggregate.revision).desc())
        .limit(1)
    )
    cells = (await tx.session.exec(query)).first() or []
    by_name: dict[str, int] = {}
    for cell in cells:
        name = total_name(cell["measure"], cell["dimensions"])
        if name is not None and cell["value"] is not None and not cell.get("rounded_to"):
            by_name[name] = cell["value"]
    return by_name


async def exact(tx: Transaction, delivery: Delivery, period: Period) -> dict[Key, int]:
    """The exact figures that are shown of a period, out of this delivery and no later one."""
    query = (
        select(Aggregate)
        .where(
            Aggregate.organisation == delivery.organisation,
            Aggregate.year == period.year,
            Aggregate.half == half_of(period),
        )
        .order_by(col(Aggregate.revision).desc())
        .limit(1)
    )
    newest = (await tx.session.exec(query)).first()
    if newest is None or newest.delivery_id != delivery.delivery_id:
        return {}
    return {
        key: figure.value
        for key, figure in publication(newest).figures.items()
        if figure.value is not None and figure.rounded_to is None
    }


async def newest(
    tx: Transaction,
    *,
    organisation: str | None,
    year: int | None,
    half: int | None,
    limit: int,
    offset: int,
) -> tuple[Sequence[Aggregate], int]:
    """The newest revision of every organisation and period, and how many there are."""
    per_period = (col(Aggregate.organisation), col(Aggregate.year), col(Aggregate.half))
    query = select(Aggregate.aggregate_id).ext(distinct_on(*per_period))
    for column, value in (
        (Aggregate.organisation, organisation),
        (Aggregate.year, year),
        (Aggregate.half, half),
    ):
        if value is not None:
            query = query.where(col(column) == value)
    ids = query.order_by(*per_period, col(Aggregate.revision).desc()).subquery()
    total = (await tx.session.exec(select(func.count()).select_from(ids))).one()
    newest_first = (
        select(Aggregate)
        .where(col(Aggregate.aggregate_id).in_(select(ids.c.aggregate_id)))
        .order_by(col(Aggregate.year).desc(), col(Aggregate.half), col(Aggregate.organisation))
    )
    page = (await tx.session.exec(newest_first.limit(limit).offset(offset))).all()
    return page, total


async def about(tx: Transaction, year: int) -> list[tuple[str, Period, int, Figures]]:
    """Everything ever published about a year: organisation, period, revision and figures."""
    query = select(Aggregate).where(Aggregate.year == year)
    order = (col(Aggregate.organisation), col(Aggregate.half), col(Aggregate.revision))
    return [
        (one.organisation, period_of(one.year, one.half), one.revision, publication(one).figures)
        for one in await tx.session.exec(query.order_by(*order))
    ]


async def newest_of_year(tx: Transaction, year: int) -> Sequence[Aggregate]:
    """The newest revision of each organisation for the year and its halves."""
    found, _ = await newest(tx, organisation=None, year=year, half=None, limit=MOST, offset=0)
    return found


async def with_ids(tx: Transaction, aggregate_ids: Collection[UUID]) -> Sequence[Aggregate]:
    """These publications, whatever was published after them."""
    query = select(Aggregate).where(col(Aggregate.aggregate_id).in_([*aggregate_ids]))
    order = (col(Aggregate.half), col(Aggregate.organisation))
    return (await tx.session.exec(query.order_by(*order))).all()


async def years(tx: Transaction, organisation: str | None) -> Sequence[int]:
    """The years of which anything was published; of one organisation if one is given."""
    query = select(Aggregate.year).distinct()
    if organisation is not None:
        query = query.where(Aggregate.organisation == organisation)
    return (await tx.session.exec(query)).all()


def publication(aggregate: Aggregate) -> Publication:
    """A published aggregate as the disclosure rules read it."""
    return Publication(
        period_of(aggregate.year, aggregate.half),
        {
            Key.of(cell["measure"], cell["dimensions"]): Figure(
                cell["value"], cell.get("rounded_to")
            )
            for cell in aggregate.cells
        },
    )


def delivery_ids(aggregates: Sequence[Aggregate]) -> dict[Period, UUID]:
    """The newest delivery behind each period, of aggregates in the order of their revisions."""
    return {
        period_of(aggregate.year, aggregate.half): aggregate.delivery_id for aggregate in aggregates
    }
