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
from registry.counts.rules.cells import Key, total_name
from registry.delivery_register.store import Delivery, half_of, period_of
from registry.disclosure.rules.publication import Figure, Figures, ToldPeriod
from registry.disclosure.rules.told_register import ToldRegister
from registry.minimum_format.rules.records import Period
from registry.tables import Table

MOST = 300
"""Publications of a year that hold, far more than there are."""


class Aggregate(Table, table=True):
    """The told figures of one period, out of one delivery: protected cells only.

    The delivery of a year gives its halves too. A cell that was told again has its ``first``
    figure.
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
    told_register: dict[str, Any] | None = Field(default=None, sa_type=DOCUMENT)
    """Counts behind a half that was told by itself, as ``ToldRegister`` reads them: for the rules
    of disclosure alone, and gone with the rows of its delivery."""
    published_at: datetime = Field(sa_type=MOMENT)


async def add(
    tx: Transaction,
    delivery: Delivery,
    period: Period,
    figures: Figures,
    threshold: int,
    register: ToldRegister | None = None,
) -> Aggregate:
    """Tell figures of a period: for the first time, or as the next revision of what was told."""
    aggregate = Aggregate(
        aggregate_id=uuid4(),
        delivery_id=delivery.delivery_id,
        organisation=delivery.organisation,
        year=delivery.year,
        half=half_of(period),
        revision=1 + await times_told(tx, delivery.organisation, period),
        threshold=threshold,
        suppressed=sum(1 for figure in figures.values() if figure.value is None),
        cells=[_cell(key, figure) for key, figure in figures.items()],
        told_register=None if register is None else register.plain(),
        published_at=tx.now,
    )
    tx.session.add(aggregate)
    await tx.session.flush()
    return aggregate


def _cell(key: Key, figure: Figure) -> dict[str, Any]:
    cell = {
        "measure": key.measure,
        "dimensions": dict(key.dimensions),
        "value": figure.value,
        "rounded_to": figure.rounded_to,
    }
    return cell if figure.first is None else cell | {"first": figure.first}


async def times_told(tx: Transaction, organisation: str, period: Period) -> int:
    """The number of times that a period was told, which says nothing of deliveries."""
    last = select(func.max(Aggregate.revision)).where(
        Aggregate.organisation == organisation,
        Aggregate.year == period.year,
        Aggregate.half == half_of(period),
    )
    return (await tx.session.exec(last)).one() or 0


async def told(tx: Transaction, organisation: str, year: int) -> dict[Period, Aggregate]:
    """The told figures of an organisation and year, by period: the newest of each stand."""
    query = select(Aggregate).where(Aggregate.organisation == organisation, Aggregate.year == year)
    rows = await tx.session.exec(query.order_by(col(Aggregate.revision)))
    return {period_of(one.year, one.half): one for one in rows}


async def waiting_for_day(tx: Transaction, year: int) -> list[Delivery]:
    """Accepted deliveries of a year that wait for their day, of periods of which nothing was told.

    What waits to be told once more is none of them.
    """
    is_told = (
        select(Aggregate.aggregate_id)
        .where(
            Aggregate.organisation == Delivery.organisation,
            Aggregate.year == Delivery.year,
            Aggregate.half == Delivery.half,
        )
        .exists()
    )
    query = select(Delivery).where(
        Delivery.year == year, col(Delivery.leaves_on).is_not(None), ~is_told
    )
    order = (col(Delivery.leaves_on), col(Delivery.organisation))
    return list((await tx.session.exec(query.order_by(*order))).all())


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
        for key, figure in told_of(newest).figures.items()
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
        (one.organisation, period_of(one.year, one.half), one.revision, told_of(one).figures)
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


def told_of(aggregate: Aggregate) -> ToldPeriod:
    """The figures of a publication, as the disclosure rules read them."""
    kept = aggregate.told_register
    return ToldPeriod(
        period_of(aggregate.year, aggregate.half),
        {
            Key.of(cell["measure"], cell["dimensions"]): Figure(
                cell["value"], cell.get("rounded_to"), cell.get("first")
            )
            for cell in aggregate.cells
        },
        None if kept is None else ToldRegister.read(kept),
    )
