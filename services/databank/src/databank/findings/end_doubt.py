"""End the doubt about an offender: the leadership consulted, and found nobody who is protected."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from databank.finding_register.rules.steps import Entry
from databank.finding_register.store import history
from databank.finding_register.store.history import HistoryEntry
from databank.findings.advance import locked
from databank.welfare.consultation_hold import settle
from databank.welfare.store import protective_doubts


async def end_doubt(tx: Transaction, leader: str, finding_id: UUID) -> None:
    """A named leader's word lets the city go on, where nothing else holds it back."""
    finding = await locked(tx, finding_id)
    if not await protective_doubts.end(tx.conn, finding_id, tx.now, leader):
        raise StepRefusedError(lazy("Over deze vaststelling wacht er geen overleg."), allowed=[])
    if finding.on_hold is None:  # else the end of the hold is its entry
        entry = HistoryEntry(tx.now, leader, Entry.OVERLEG_BEEINDIGD, finding.state)
        await history.note(tx.conn, finding_id, entry)
    await settle(tx, leader, [], finding_id)
