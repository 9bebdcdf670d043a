"""Integrate an accepted delivery: count it, protect the counts, keep and publish them.

Only here do rows of clients become figures, and only protected cells leave.
"""

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import CareOrganisation
from contracts.registry import AggregatePublished, Cell
from registry.deliveries import store as deliveries
from registry.deliveries.rules.delivery import State
from registry.deliveries.rules.records import Period, Rows
from registry.deliveries.store import Delivery
from registry.disclosure.rules import Publication, protect
from registry.integration import store
from registry.integration.rules.aggregation import aggregate
from registry.integration.rules.cells import Key
from registry.integration.store import Aggregate


async def integrate(tx: Transaction, delivery: Delivery, threshold: int) -> Aggregate:
    """Publish the figures of a delivery that was just accepted."""
    period = deliveries.period_of(delivery.year, delivery.half)
    earlier = await store.of_year(tx, delivery.organisation, delivery.year)
    published = [store.publication(aggregate) for aggregate in earlier]
    rows = await deliveries.rows(tx, delivery.delivery_id)
    implied = await _implied_halves(tx, period, rows, store.delivery_ids(earlier))
    cells = await asyncio.to_thread(_protected, rows, period, threshold, published, implied)
    kept = await store.add(tx, delivery, cells, threshold)
    await deliveries.drop_linkage(tx, delivery.delivery_id)
    frozen = await deliveries.is_frozen(tx, delivery.year)
    delivery.state = State.BEVROREN if frozen else State.GEINTEGREERD
    delivery.frozen_at = tx.now if frozen else None
    tx.session.add(delivery)
    record(tx, _event(tx, kept, cells))
    return kept


async def _implied_halves(
    tx: Transaction, period: Period, rows: Rows, delivery_by_period: Mapping[Period, UUID]
) -> list[tuple[Period, Rows]]:
    """Half-years about which this and earlier publications together tell something, with rows.

    A year minus one of its halves is the other half. So a year is looked at by the halves that are
    already published, and a half by the rest of the published year.
    """
    if period.half is None:
        known = [half for half in (1, 2) if Period(period.year, half) in delivery_by_period]
        return [(Period(period.year, 3 - half), rows) for half in known]
    year = delivery_by_period.get(Period(period.year))
    if year is None:
        return []
    return [(Period(period.year, 3 - period.half), await deliveries.rows(tx, year))]


def _protected(
    rows: Rows,
    period: Period,
    threshold: int,
    published: Sequence[Publication],
    implied: Sequence[tuple[Period, Rows]],
) -> dict[Key, int | None]:
    return protect(
        aggregate(rows, period.months),
        period,
        threshold=threshold,
        earlier=published,
        implied=[
            aggregate(half_rows.within(half.months), half.months) for half, half_rows in implied
        ],
    )


def _event(tx: Transaction, kept: Aggregate, cells: Mapping[Key, int | None]) -> AggregatePublished:
    return AggregatePublished(
        aggregate_id=kept.aggregate_id,
        organisation=CareOrganisation(kept.organisation),
        year=kept.year,
        half=kept.half or None,
        revision=kept.revision,
        threshold=kept.threshold,
        suppressed=kept.suppressed,
        cells=tuple(
            Cell(measure=key.measure, dimensions=dict(key.dimensions), value=value)
            for key, value in cells.items()
        ),
        published_at=tx.now,
    )
