"""Check the execution of a sanction: ask the police, and record their answer."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import SanctionKind
from contracts.enforcement import (
    ExecutionCheckRequested,
    ExecutionCheckWithdrawn,
    SanctionExecutionRecorded,
)
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import POLICE, By
from enforcement.cases.take_step import take_step
from enforcement.sanctions import store
from enforcement.sanctions.rules import SanctionState, SanctionStep, Sequel
from enforcement.sanctions.store import SanctionCase

CHECK_WITHDRAWN = "controle_ingetrokken"
SEQUEL_BASIS = "law:1988-06-24:133ter"


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


def withdraw_check(tx: Transaction, case: SanctionCase, by: By) -> None:
    """Nobody has to look any more: the sanction restricts nobody now, by whoever ended it."""
    if case.state is not SanctionState.IN_UITVOERING:
        return
    before, case.state = case.state, SanctionState.TER_KENNIS_GEBRACHT
    timeline.note(tx, case.case_id, CHECK_WITHDRAWN, (before, case.state), by)
    _tell_withdrawn(tx, case)


async def take_back_request(tx: Transaction, case_id: UUID, by: By, reason: str) -> SanctionCase:
    """Ask for no check any more: the sanction stands, and the case goes on without an answer.

    An answer that comes all the same is kept. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, SanctionStep.EXECUTION_CHECK_WITHDRAWAL, by, reason=reason)
    _tell_withdrawn(tx, case)
    return case


def _tell_withdrawn(tx: Transaction, case: SanctionCase) -> None:
    record(
        tx,
        ExecutionCheckWithdrawn(
            case_id=case.case_id, premises_id=case.premises_id, withdrawn_at=tx.now
        ),
    )


def _known(moment: datetime | None) -> datetime:
    assert moment is not None, "the procedure asks no check of a decision without effect"
    return moment


async def record_execution(tx: Transaction, case_id: UUID, *, complied: bool) -> None:
    """The answer of the police. Whether a sanction that is not respected has a sequel, a person
    says. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    reason = "nageleefd" if complied else "niet nageleefd"
    take_step(tx, case, SanctionStep.EXECUTION_CHECKED, POLICE, reason=reason)
    case.complied, case.sequel = complied, None
    record(
        tx,
        SanctionExecutionRecorded(
            case_id=case.case_id,
            premises_id=case.premises_id,
            complied=complied,
            recorded_at=tx.now,
        ),
    )


async def choose_sequel(
    tx: Transaction, case_id: UUID, by: By, sequel: Sequel, reason: str
) -> SanctionCase:
    """Say what follows on a sanction that is not respected. Raises ``RefusedError``.

    Seals and a penalty payment are for the mayor or the college to order (NGW art. 133ter).
    """
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, SanctionStep.SEQUEL, by, reason=f"{sequel}: {reason}", basis=SEQUEL_BASIS)
    case.sequel = sequel
    return case
