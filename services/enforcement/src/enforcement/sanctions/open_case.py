"""Open a sanction case for a finding, or link the finding to a case that was warned."""

from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.errors import RejectedError
from contracts.databank import FindingTransferred
from contracts.enforcement import SanctionCaseOpened, SanctionNextFindingLinked
from enforcement.cases.note_opening import note_opening
from enforcement.cases.store import findings, numbers
from enforcement.cases.store.timeline import POLICE
from enforcement.cases.take_step import take_step
from enforcement.sanctions import store
from enforcement.sanctions.rules import (
    WARNING_BASIS,
    SanctionStep,
    follows_warning,
    opening_state,
)
from enforcement.sanctions.store import SanctionCase
from enforcement.suitability import store as suitability


async def open_or_link(tx: Transaction, event: FindingTransferred) -> None:
    """The next finding of a warned case, else a new case.

    A finding on hold never moves another case on: it waits in a case of its own. Raises
    ``RejectedError`` for a finding without premises that are known here.
    """
    if event.premises_id is None:
        raise RejectedError("a sanction is about premises, and this finding names none")
    if not await suitability.exists(tx, event.premises_id):
        raise RejectedError("the premises of this finding have no dossier here")
    if not event.on_hold:
        for case in await store.warned_for_update(tx, event.premises_id):
            if _follows(case, event):
                await _link(tx, case, event)
                return
    await _open(tx, event, event.premises_id)


def _follows(case: SanctionCase, event: FindingTransferred) -> bool:
    if case.warned_at is None or case.warning_valid_until is None:
        return False
    return follows_warning(event.fact_at, case.warned_at, case.warning_valid_until)


async def _link(tx: Transaction, case: SanctionCase, event: FindingTransferred) -> None:
    take_step(tx, case, SanctionStep.NEXT_FINDING, POLICE, basis=WARNING_BASIS)
    case.next_finding_id = event.finding_id
    await findings.keep(tx, event, case.case_id)
    record(
        tx,
        SanctionNextFindingLinked(
            case_id=case.case_id,
            finding_id=event.finding_id,
            premises_id=case.premises_id,
            linked_at=tx.now,
        ),
    )


async def _open(tx: Transaction, event: FindingTransferred, premises_id: UUID) -> None:
    case = SanctionCase(
        case_id=uuid4(),
        number=await numbers.next_number(tx, "SAN"),
        premises_id=premises_id,
        state=opening_state(event.on_hold),
        fact_code=event.fact_code,
        fact_at=event.fact_at,
        opened_at=tx.now,
    )
    await findings.keep(tx, event, case.case_id)
    tx.session.add(case)
    note_opening(tx, case.case_id, case.state, event)
    record(
        tx,
        SanctionCaseOpened(
            case_id=case.case_id,
            finding_id=event.finding_id,
            premises_id=premises_id,
            fact_code=event.fact_code,
            opened_at=tx.now,
        ),
    )
