"""What the police tell. One function per event; the table is at the foot."""

from chassis.bus import Handlers, record
from chassis.db import Transaction
from chassis.errors import RejectedError
from contracts.codes import Procedure
from contracts.databank import ExecutionChecked, FindingHoldChanged, FindingTransferred
from contracts.enforcement import SanctionExecutionRecorded
from enforcement.cases import intake, step
from enforcement.cases.rules import StepRefusedError
from enforcement.cases.store import cases
from enforcement.cases.store.timeline import POLICE
from enforcement.sanctions.rules import SanctionStep


async def open_case(event: FindingTransferred, tx: Transaction) -> None:
    """A finding opens one case, however often it is transferred."""
    if await cases.knows_finding(tx, event.finding_id):
        return
    event = event.model_copy(update={"on_hold": await cases.waits(tx, event)})
    if event.procedure is Procedure.GAS:
        await intake.open_gas(tx, event)
    else:
        await intake.open_or_link_sanction(tx, event)


async def change_hold(event: FindingHoldChanged, tx: Transaction) -> None:
    """Before its finding arrived it is only kept; the opening looks at it."""
    if await cases.keep_hold(tx, event):
        case = await cases.of_finding(tx, event.finding_id)
        if case is not None:
            intake.hold_or_release(tx, case, on_hold=event.on_hold)


async def record_execution(event: ExecutionChecked, tx: Transaction) -> None:
    """The police's answer. Whether a sanction that is not respected has a sequel, a person says."""
    case = await cases.locked_sanction(tx, event.case_id)
    if case is None:
        raise RejectedError("no sanction case has this id")
    reason = "nageleefd" if event.complied else "niet nageleefd"
    try:
        step.take(tx, case, SanctionStep.EXECUTION_CHECKED, POLICE, reason=reason)
    except StepRefusedError as error:
        raise RejectedError(f"no execution check is expected in state {case.state}") from error
    case.complied = event.complied
    record(
        tx,
        SanctionExecutionRecorded(
            case_id=case.case_id,
            premises_id=case.premises_id,
            complied=event.complied,
            recorded_at=tx.now,
        ),
    )


HANDLERS: Handlers = {
    FindingTransferred: open_case,
    FindingHoldChanged: change_hold,
    ExecutionChecked: record_execution,
}
