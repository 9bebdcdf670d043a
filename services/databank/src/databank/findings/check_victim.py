"""Check whether the offender may be a victim, before anything leaves the police (DP-11)."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.codes import SignalKind
from databank.finding_register.rules.steps import Finding, FindingState, PossibleVictim, Step
from databank.finding_register.store import findings, history
from databank.finding_register.store.history import HistoryEntry
from databank.findings.advance import locked
from databank.welfare.raise_signal import raise_signal
from databank.welfare.rules import source


async def check_victim(
    tx: Transaction, officer: str, finding_id: UUID, answer: PossibleVictim
) -> Finding:
    """Keep the answer; a yes opens protection. Gives the finding as it was."""
    finding = await locked(tx, finding_id)
    if finding.state is FindingState.OVERGEMAAKT:
        reason = lazy("Deze vaststelling is al overgemaakt aan de stad.")
        raise StepRefusedError(reason, allowed=[])
    await findings.change(
        tx.conn,
        finding_id,
        possible_victim=answer,
        victim_checked=True,
        victim_checked_at=tx.now,
        victim_checked_by=officer,
    )
    entry = HistoryEntry(tx.now, officer, Step.SLACHTOFFERCHECK, finding.state)
    await history.note(tx.conn, finding_id, entry)
    if answer is PossibleVictim.JA:
        await protect(tx, finding)
    return finding


async def protect(tx: Transaction, finding: Finding) -> None:
    """Somebody may be a victim: a signal for the team, not a step towards a fine."""
    await raise_signal(
        tx,
        SignalKind.MENSENHANDEL,
        source.of_finding(finding.id),
        "vaststelling_mogelijk_slachtoffer",
        {"findingId": str(finding.id)},
        person_id=finding.person_id,
        claim_id=finding.claim_id,
    )
