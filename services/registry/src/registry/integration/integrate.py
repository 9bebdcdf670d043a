"""The study department accepts a delivery: it is counted, protected, kept and told to the bus.

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
from registry.disclosure.rules import Publication, protect
from registry.integration import store
from registry.integration.rules.aggregation import aggregate
from registry.integration.rules.cells import Key
from registry.tables import Aggregate, Delivery


async def integrate(tx: Transaction, delivery: Delivery, threshold: int) -> Aggregate:
    """Publish the figures of a delivery that was just accepted."""
    period = deliveries.period_of(delivery.year, delivery.half)
    earlier = await store.of_year(tx, delivery.organisation, delivery.year)
    published = [store.publication(one) for one in earlier]
    rows = await deliveries.rows(tx, delivery.delivery_id)
    behind = await _behind(tx, period, rows, store.delivery_ids(earlier))
    cells = await asyncio.to_thread(_figures, rows, period, threshold, published, behind)
    found = await store.add(tx, delivery, cells, threshold)
    await deliveries.drop_linkage(tx, delivery.delivery_id)
    frozen = await deliveries.is_frozen(tx, delivery.year)
    delivery.state = State.BEVROREN if frozen else State.GEINTEGREERD
    delivery.frozen_at = tx.now if frozen else None
    tx.session.add(delivery)
    record(tx, _event(tx, found, cells))
    return found


async def _behind(
    tx: Transaction, period: Period, rows: Rows, deliveries_of: Mapping[Period, UUID]
) -> list[tuple[Period, Rows]]:
    """What a reader of this and earlier publications can work out about single half-years.

    A year minus one of its halves is the other half. So a year is looked at by the halves that are
    already published, and a half by the rest of the published year.
    """
    if period.half is None:
        known = [half for half in (1, 2) if Period(period.year, half) in deliveries_of]
        return [(Period(period.year, 3 - half), rows) for half in known]
    year = deliveries_of.get(Period(period.year))
    if year is None:
        return []
    return [(Period(period.year, 3 - period.half), await deliveries.rows(tx, year))]


def _figures(
    rows: Rows,
    period: Period,
    threshold: int,
    published: Sequence[Publication],
    behind: Sequence[tuple[Period, Rows]],
) -> dict[Key, int | None]:
    return protect(
        aggregate(rows, period.months),
        period,
        threshold=threshold,
        earlier=published,
        implied=[aggregate(each.within(half.months), half.months) for half, each in behind],
    )


def _event(
    tx: Transaction, found: Aggregate, cells: Mapping[Key, int | None]
) -> AggregatePublished:
    return AggregatePublished(
        aggregate_id=found.aggregate_id,
        organisation=CareOrganisation(found.organisation),
        year=found.year,
        half=found.half or None,
        revision=found.revision,
        threshold=found.threshold,
        suppressed=found.suppressed,
        cells=tuple(
            Cell(measure=key.measure, dimensions=dict(key.dimensions), value=value)
            for key, value in cells.items()
        ),
        published_at=tx.now,
    )
