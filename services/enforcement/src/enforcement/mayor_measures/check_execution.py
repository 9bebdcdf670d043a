"""Record how an order was respected, as the police saw it, or let them look no more."""

from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.enforcement import ExecutionCheckWithdrawn, MayorMeasureExecutionRecorded
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import POLICE, By
from enforcement.cases.take_step import take_step
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.states import MeasureState, MeasureStep
from enforcement.mayor_measures.store import MayorMeasure

CHECK_WITHDRAWN = "controle_ingetrokken"


async def record_execution(tx: Transaction, case_id: UUID, *, complied: bool) -> None:
    """The answer of the police; what follows on it, a person says. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    reason = "nageleefd" if complied else "niet nageleefd"
    take_step(tx, case, MeasureStep.EXECUTION_CHECKED, POLICE, reason=reason)
    case.complied = complied
    record(
        tx,
        MayorMeasureExecutionRecorded(
            measure_id=case_id, kind=case.kind, complied=complied, recorded_at=tx.now
        ),
    )


async def withdraw_check(tx: Transaction, case: MayorMeasure, by: By) -> None:
    """Nobody has to look any more: no order of the measure binds anybody now."""
    asked = await timeline.latest(tx, case.case_id, MeasureStep.EXECUTION_CHECK_REQUEST)
    answered = await timeline.latest(tx, case.case_id, MeasureStep.EXECUTION_CHECKED)
    if asked is None or (answered is not None and answered >= asked):
        return
    before = case.state
    if before is MeasureState.IN_UITVOERING:
        case.state = MeasureState.TER_KENNIS_GEBRACHT
    timeline.note(tx, case.case_id, CHECK_WITHDRAWN, (before, case.state), by)
    for order in await store.orders(tx, case.case_id):
        if order.effect_from is not None:
            record(
                tx,
                ExecutionCheckWithdrawn(
                    case_id=order.order_id, premises_id=case.premises_id, withdrawn_at=tx.now
                ),
            )
