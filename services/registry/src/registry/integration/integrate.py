"""Integrate an accepted delivery: count it, protect the counts, keep and publish them.

Only here do rows of clients become figures, and only protected figures leave.
"""

import asyncio
from dataclasses import replace

from chassis import long_work
from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import CareOrganisation
from contracts.registry import AggregatePublished, Cell
from registry.deliveries import store as deliveries
from registry.deliveries.rules.delivery import State
from registry.deliveries.rules.records import Period, Rows
from registry.deliveries.store import Delivery
from registry.disclosure.rules.protect import Question, protect
from registry.disclosure.rules.publication import Figures, Publication
from registry.disclosure.secret import secret_of
from registry.integration import store
from registry.integration.rules.aggregation import aggregate
from registry.integration.store import Aggregate
from registry.settings import RegistrySettings


async def integrate(
    tx: Transaction, delivery: Delivery, settings: RegistrySettings
) -> list[Aggregate]:
    """Publish the figures of a delivery that was just accepted: a year's give its halves too.

    A half that the organisation delivers by itself stays its own. Raises ``UnprotectableError``
    when no choice of figures protects everybody, because of what was published about the year
    before: then nothing is changed, nothing leaves, and people must look.
    """
    period = deliveries.period_of(delivery.year, delivery.half)
    earlier = await store.of_year(tx, delivery.organisation, delivery.year)
    own = await deliveries.rows(tx, delivery.delivery_id)
    question = Question(
        organisation=delivery.organisation,
        period=period,
        counts=aggregate(own, period.months),
        rows=await _rows_of_year(tx, period, own, earlier),
        secret=await secret_of(tx, delivery.year),
        threshold=settings.threshold,
        earlier=await _told(tx, earlier),
        halves=await _halves(tx, delivery),
    )
    await long_work.computes(tx)
    protected = await asyncio.to_thread(protect, question)
    kept = []
    for of, figures in protected.items():
        one = await store.add(tx, delivery, of, figures, settings.threshold)
        name = settings.known.get(delivery.organisation).name_in(of)
        record(tx, _event(tx, one, figures, name))
        kept.append(one)
    frozen = await deliveries.is_frozen(tx, delivery.year)
    delivery.state = State.BEVROREN if frozen else State.GEINTEGREERD
    delivery.frozen_at = tx.now if frozen else None
    tx.session.add(delivery)
    return kept


async def _halves(tx: Transaction, delivery: Delivery) -> list[int]:
    if delivery.half:
        return []
    own = await store.halves_of_their_own(tx, delivery.organisation, delivery.year)
    return [half for half in (1, 2) if half not in own]


async def _told(tx: Transaction, earlier: list[Aggregate]) -> list[Publication]:
    """What was published, the newest of each period with what was counted while rows are kept."""
    newest = store.delivery_ids(earlier)
    told = []
    for one in earlier:
        publication = store.publication(one)
        if newest[publication.period] == one.delivery_id:
            rows = await deliveries.rows(tx, one.delivery_id)
            months = publication.period.months
            if rows != Rows():
                counts = aggregate(rows.within(months), months)
                publication = replace(publication, counts=counts)
        told.append(publication)
    return told


async def _rows_of_year(
    tx: Transaction, period: Period, own: Rows, earlier: list[Aggregate]
) -> Rows:
    """The rows of the newest published delivery of the whole year, else what there is."""
    if period.half is None:
        return own
    year = store.delivery_ids(earlier).get(Period(period.year))
    return own if year is None else await deliveries.rows(tx, year)


def _event(tx: Transaction, kept: Aggregate, figures: Figures, name: str) -> AggregatePublished:
    return AggregatePublished(
        aggregate_id=kept.aggregate_id,
        organisation=CareOrganisation(kept.organisation),
        year=kept.year,
        half=kept.half or None,
        revision=kept.revision,
        threshold=kept.threshold,
        suppressed=kept.suppressed,
        cells=tuple(
            Cell(
                measure=key.measure,
                dimensions=dict(key.dimensions),
                value=figure.value,
                rounded_to=figure.rounded_to,
            )
            for key, figure in figures.items()
        ),
        published_at=tx.now,
        organisation_name=name,
    )
