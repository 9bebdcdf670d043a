"""Receive a finding that the police transferred: it opens one case, or moves one on."""

from chassis.db import Transaction
from contracts.codes import Procedure
from contracts.databank import FindingTransferred, InformationReportTransferred
from enforcement.cases.procedures import Procedures
from enforcement.cases.store import findings
from enforcement.cases.store.findings import OfPolice


async def receive_finding(
    tx: Transaction, event: FindingTransferred, procedures: Procedures
) -> None:
    """Once, however often it is transferred. Raises ``RejectedError`` for premises unknown here."""
    if not await _receive(tx, event, event.procedure, procedures):
        return
    for each in procedures:
        if each.police.follow_finding is not None:
            await each.police.follow_finding(tx, event)


async def receive_report(
    tx: Transaction, event: InformationReportTransferred, procedures: Procedures
) -> None:
    """Once. It is about a place, so it opens a sanction case, or moves one on that was warned.

    Raises ``RejectedError`` for premises unknown here.
    """
    await _receive(tx, event, Procedure.SANCTIE, procedures)


async def _receive(
    tx: Transaction, event: OfPolice, procedure: Procedure, procedures: Procedures
) -> bool:
    """Whether it was new here."""
    if await findings.knows(tx, event.finding_id):
        return False
    event = event.model_copy(update={"on_hold": await findings.is_on_hold(tx, event)})
    receive = procedures.opened_by(procedure).police.receive
    assert receive is not None, "what findings open receives them"
    await receive(tx, event)
    return True
