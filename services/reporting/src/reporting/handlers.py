"""Handlers of reporting: every event that it may read becomes one fact.

The fields that a fact keeps of its event stand in one table, ``reporting.facts.rules.recipes``. A
whole batch, whatever its events, is written in one statement.
"""

from collections.abc import Sequence
from typing import Any

from chassis.bus import Batched, Handlers
from chassis.db import Transaction
from contracts.registry import AggregatePublished, CareYearFrozen, LinkedTotalsPublished
from reporting.care.store import aggregates, years
from reporting.facts.rules.recipes import FACT_RECIPES, fact_of
from reporting.facts.store import facts


async def keep(items: Sequence[tuple[Any, Transaction]]) -> None:
    """Write the facts of a batch; the envelope's id is the cause of each transaction view."""
    tx = items[0][1]
    await facts.add(
        tx, [fact_of(event, view.cause.causation_id, view.cause.told_at) for event, view in items]
    )


async def keep_aggregate(event: AggregatePublished, tx: Transaction) -> None:
    """A care organisation's figures: the cells beside the fact; the latest revision counts."""
    await facts.add(tx, [fact_of(event, tx.cause.causation_id, tx.cause.told_at)])
    await aggregates.add(tx, event)


async def keep_linked(event: LinkedTotalsPublished, tx: Transaction) -> None:
    """City totals without double counting, beside the fact."""
    await facts.add(tx, [fact_of(event, tx.cause.causation_id, tx.cause.told_at)])
    await aggregates.add_linked(tx, event)


async def keep_freeze(event: CareYearFrozen, tx: Transaction) -> None:
    """A closed year of care: the publications that it consists of, beside the fact."""
    await facts.add(tx, [fact_of(event, tx.cause.causation_id, tx.cause.told_at)])
    await years.add(tx, event)


TOGETHER = Batched(keep)

HANDLERS: Handlers = {
    **dict.fromkeys(FACT_RECIPES, TOGETHER),
    AggregatePublished: keep_aggregate,
    LinkedTotalsPublished: keep_linked,
    CareYearFrozen: keep_freeze,
}
