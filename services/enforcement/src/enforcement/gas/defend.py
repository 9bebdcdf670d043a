"""Let a person defend in writing, or say that nothing is contested."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.enforcement import GasDefenceReceived
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.make_ready import make_ready
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.store import GasCase


async def receive_defence(
    tx: Transaction, case_id: UUID, by: By, summary: str | None, received_at: datetime | None
) -> GasCase:
    """A late defence is registered all the same, and the officer decides about it.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    moment = happened("receivedAt", received_at, tx.now)
    take_step(
        tx,
        case,
        GasStep.WRITTEN_DEFENCE,
        by,
        reason=summary,
        basis=basis.DEFENCE,
        happened_at=moment,
    )
    case.defended = True
    late = case.defence_until is not None and city_day(moment) > case.defence_until
    record(tx, GasDefenceReceived(case_id=case_id, late=late, received_at=moment))
    return case


async def accept_facts(
    tx: Transaction, case_id: UUID, by: By, stated_at: datetime | None
) -> GasCase:
    """The person does not contest: the decision need not wait for the term. ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    moment = happened("statedAt", stated_at, tx.now)
    take_step(tx, case, GasStep.NOT_CONTESTED, by, basis=basis.NOTIFICATION, happened_at=moment)
    case.not_contested = True
    await make_ready(tx, case, by)
    return case
