"""Integrate an accepted delivery: count it, protect the counts, tell them once and keep them.

Only here do rows of clients become figures, and only protected figures leave. What was told is read
ever after, and never computed again.
"""

import asyncio
from collections.abc import Mapping

from chassis import long_work
from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import CareOrganisation
from contracts.registry import AggregatePublished, Cell
from registry.counts.rules.aggregation import aggregate
from registry.counts.rules.counted import counted
from registry.delivery_register import store as deliveries
from registry.delivery_register.rules.delivery import State
from registry.delivery_register.store import Delivery
from registry.disclosure.rules.protect import protect
from registry.disclosure.rules.publication import Figures
from registry.disclosure.rules.question import Question
from registry.disclosure.rules.reissue import Reissue, reissue
from registry.disclosure.rules.told_acts import told_register
from registry.disclosure.rules.told_register import ToldRegister
from registry.disclosure.secret import secret_of
from registry.integration import store
from registry.integration.store import Aggregate
from registry.minimum_format.rules.records import Period, Rows
from registry.settings import RegistrySettings


async def integrate(tx: Transaction, delivery: Delivery, settings: RegistrySettings) -> bool:
    """Tell the figures of a delivery whose day has come; False where those that were told stand.

    A year tells its halves too, but for those that were told. Raises ``UnprotectableError`` when no
    choice of figures protects everybody beside what was told: then nothing is changed, nothing
    leaves, and people must look.
    """
    period = deliveries.period_of(delivery.year, delivery.half)
    told = await store.told(tx, delivery.organisation, delivery.year)
    leaving: Mapping[Period, Figures]
    if period in told:
        again = await _again(tx, delivery, period, told, settings)
        leaving = {} if again is None else {period: again}
    else:
        leaving = await _first(tx, delivery, period, told, settings)
    for of, figures in leaving.items():
        register = await _register(tx, delivery, of)
        kept = await store.add(tx, delivery, of, figures, settings.threshold, register)
        name = settings.known.get(delivery.organisation).name_in(of)
        record(tx, _event(tx, kept, figures, name))
    if leaving:
        frozen = await deliveries.is_frozen(tx, delivery.year)
        delivery.state = State.BEVROREN if frozen else State.GEINTEGREERD
        delivery.frozen_at = tx.now if frozen else None
        tx.session.add(delivery)
    return bool(leaving)


async def _first(
    tx: Transaction,
    delivery: Delivery,
    period: Period,
    told: Mapping[Period, Aggregate],
    settings: RegistrySettings,
) -> Mapping[Period, Figures]:
    own = await deliveries.rows(tx, delivery.delivery_id)
    halves = (1, 2) if period.half is None else ()
    question = Question(
        organisation=delivery.organisation,
        period=period,
        counts=aggregate(own, period.months),
        rows=own,
        secret=await secret_of(tx, delivery.year),
        threshold=settings.threshold,
        earlier=[store.told_of(one) for one in told.values()],
        halves=[half for half in halves if Period(period.year, half) not in told],
        before=await _told_rows(tx, delivery.organisation, delivery.year - 1),
        after=await _told_rows(tx, delivery.organisation, delivery.year + 1),
        half_rows={
            of: await deliveries.rows(tx, one.delivery_id)
            for of, one in told.items()
            if of.half is not None
        },
    )
    await long_work.computes(tx)
    return await asyncio.to_thread(protect, question)


async def _again(
    tx: Transaction,
    delivery: Delivery,
    period: Period,
    told: Mapping[Period, Aggregate],
    settings: RegistrySettings,
) -> Figures | None:
    """A year alone is ever told again, once; and only beside the rows of what was told."""
    was = told[period]
    old = await deliveries.rows(tx, was.delivery_id)
    if period.half is not None or was.revision > 1 or old == Rows():
        return None
    question = Reissue(
        organisation=delivery.organisation,
        year=delivery.year,
        told=store.told_of(was).figures,
        old=old,
        new=await deliveries.rows(tx, delivery.delivery_id),
        secret=await secret_of(tx, delivery.year),
        threshold=settings.threshold,
        halves=[store.told_of(one) for of, one in told.items() if of.half is not None],
    )
    await long_work.computes(tx)
    return await asyncio.to_thread(reissue, question)


async def _told_rows(tx: Transaction, organisation: str, year: int) -> Rows | None:
    """The rows behind what was told of a year, as far as they are kept."""
    told = (await store.told(tx, organisation, year)).get(Period(year))
    return None if told is None else await deliveries.rows(tx, told.delivery_id)


async def _register(tx: Transaction, delivery: Delivery, period: Period) -> ToldRegister | None:
    """Kept of a half that is told by itself: the year that comes holds it as it was told."""
    if not delivery.half:
        return None
    rows = await deliveries.rows(tx, delivery.delivery_id)
    return told_register(delivery.organisation, rows, period)


async def keep_registers(tx: Transaction, organisation: str, year: int) -> None:
    """Count the halves that an older release told by themselves, while all their rows are there.

    Before a row of them goes: else the year would hold such a half without it.
    """
    for period, told in (await store.told(tx, organisation, year)).items():
        delivery = await deliveries.get(tx, told.delivery_id, organisation)
        if told.told_register is not None or delivery is None or not delivery.half:
            continue
        rows = await deliveries.rows(tx, told.delivery_id)
        if rows != Rows():
            told.told_register = told_register(organisation, rows, period).plain()
            tx.session.add(told)


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
                first=figure.first,
                counts=counted(key),
            )
            for key, figure in figures.items()
        ),
        published_at=tx.now,
        organisation_name=name,
    )
