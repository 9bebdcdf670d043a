"""Record that the judicial authorities were consulted, before a closure for trafficking."""

from datetime import datetime
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import MeasureBasis
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.codes import Stance
from enforcement.mayor_measures.rules.law import ARTICLE
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.mayor_measures.store import MayorMeasure


async def consult(
    tx: Transaction, case_id: UUID, by: By, stance: Stance, said: str, on: datetime | None
) -> MayorMeasure:
    """``said``: with which function, and their remarks; never a name. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    consulted_at = happened("on", on, tx.now)
    basis = ARTICLE[MeasureBasis.NGW_134QUINQUIES]
    step = MeasureStep.CONSULTATION
    take_step(
        tx,
        case,
        step,
        by,
        reason=f"{stance}: {said}",
        basis=basis,
        happened_at=consulted_at,
    )
    case.consulted_on, case.stance = city_day(consulted_at), stance
    return case
