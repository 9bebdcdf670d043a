"""Check the execution of a sanction: ask the police, and record their answer."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import SanctionKind
from contracts.enforcement import ExecutionCheckRequested, SanctionExecutionRecorded
from enforcement.cases.store.timeline import POLICE, By
from enforcement.cases.take_step import take_step
from enforcement.sanctions import store
from enforcement.sanctions.rules import SanctionStep
from enforcement.sanctions.store import SanctionCase


async def request_check(tx: Transaction, case_id: UUID, by: By) -> SanctionCase:
    """Ask the police to check on the spot that a sanction is respected. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, SanctionStep.EXECUTION_CHECK_REQUEST, by)
    record(
        tx,
        ExecutionCheckRequested(
            case_id=case_id,
            premises_id=case.premises_id,
            kind=SanctionKind(case.decision_kind or ""),
            effective_from=_known(case.effect_from),
            effective_to=case.effect_to,
            requested_at=tx.now,
        ),
    )
    return case


def _known(moment: datetime | None) -> datetime:
    assert moment is not None, "the procedure asks no check of a decision without effect"
    return moment


async def record_execution(tx: Transaction, case_id: UUID, *, complied: bool) -> None:
    """The answer of the police. Whether a sanction that is not respected has a sequel, a person
    says. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    reason = "nageleefd" if complied else "niet nageleefd"
    take_step(tx, case, SanctionStep.EXECUTION_CHECKED, POLICE, reason=reason)
    case.complied = complied
    record(
        tx,
        SanctionExecutionRecorded(
            case_id=case.case_id,
            premises_id=case.premises_id,
            complied=complied,
            recorded_at=tx.now,
        ),
    )
