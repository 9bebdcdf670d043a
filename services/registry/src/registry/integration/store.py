"""What was published."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col, select

from chassis.db import Transaction
from registry.deliveries.rules.records import Period
from registry.deliveries.store import half_of, period_of
from registry.disclosure.rules import Publication
from registry.integration.rules.cells import Key
from registry.tables import Aggregate, Delivery


async def add(
    tx: Transaction, delivery: Delivery, cells: Mapping[Key, int | None], threshold: int
) -> Aggregate:
    aggregate = Aggregate(
        aggregate_id=uuid4(),
        delivery_id=delivery.delivery_id,
        organisation=delivery.organisation,
        year=delivery.year,
        half=delivery.half,
        revision=delivery.revision,
        threshold=threshold,
        suppressed=sum(1 for value in cells.values() if value is None),
        cells=[
            {"measure": key.measure, "dimensions": dict(key.dimensions), "value": value}
            for key, value in cells.items()
        ],
        published_at=tx.now,
    )
    tx.session.add(aggregate)
    await tx.session.flush()
    return aggregate


async def of_year(tx: Transaction, organisation: str, year: int) -> list[Aggregate]:
    """Everything published for an organisation and year: both halves, the year, all revisions."""
    query = select(Aggregate).where(Aggregate.organisation == organisation, Aggregate.year == year)
    return list((await tx.session.exec(query.order_by(col(Aggregate.revision)))).all())


async def totals(tx: Transaction, organisation: str, period: Period) -> dict[str, int]:
    """Shown totals of the newest revision, named as :func:`combinations.totals` names them."""
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
    found: dict[str, int] = {}
    for cell in cells:
        name = _total_name(cell)
        if name is not None and cell["value"] is not None:
            found[name] = cell["value"]
    return found


def _total_name(cell: Mapping[str, Any]) -> str | None:
    dimensions = cell["dimensions"]
    if cell["measure"] in ("clienten", "contacten") and not dimensions:
        return str(cell["measure"])
    if cell["measure"] == "samenwerkingscontacten" and not dimensions:
        return "samenwerkingscontact"
    if cell["measure"] == "activiteiten" and dimensions.keys() == {"type"}:
        return str(dimensions["type"])
    return None


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
    page = (
        select(Aggregate)
        .where(col(Aggregate.aggregate_id).in_(select(ids.c.aggregate_id)))
        .order_by(col(Aggregate.year).desc(), col(Aggregate.half), col(Aggregate.organisation))
    )
    found = (await tx.session.exec(page.limit(limit).offset(offset))).all()
    return found, total


def publication(aggregate: Aggregate) -> Publication:
    return Publication(
        period_of(aggregate.year, aggregate.half),
        {Key.of(cell["measure"], cell["dimensions"]): cell["value"] for cell in aggregate.cells},
    )


def delivery_ids(aggregates: Sequence[Aggregate]) -> dict[Period, UUID]:
    """The newest delivery behind each period, of aggregates in the order of their revisions."""
    return {period_of(one.year, one.half): one.delivery_id for one in aggregates}
