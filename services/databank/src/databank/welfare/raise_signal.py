"""Raise a protective signal: once per thing, with its evidence. Elsewhere it is only counted."""

from typing import Any
from uuid import UUID

from chassis.alerts import alert
from chassis.bus import record
from chassis.bus.timers import schedule
from chassis.db import Transaction
from contracts.codes import Priority, SignalKind
from contracts.databank import WelfareSignalRaised
from databank.access.shields.view import over_everybody
from databank.welfare.consultation_hold import SYSTEM, settle_after
from databank.welfare.protective_links import LINK_FINDINGS
from databank.welfare.rules.priority import priority_of
from databank.welfare.store import signals

URGENT_ALERT = "urgent-signal"
CALLS = {
    SignalKind.MINDERJARIGHEID: "mogelijk minderjarig",
    SignalKind.DWANG: "mogelijk onder dwang",
    SignalKind.MENSENHANDEL: "mogelijk slachtoffer van mensenhandel",
}
CALL = "Er is een nieuw dringend signaal: {what}. Open de werklijst."
"""A pager and a mailbox read this too: it says nothing about anybody, and not where."""


@over_everybody
async def raise_signal(
    tx: Transaction,
    kind: SignalKind,
    source: str,
    evidence: str,
    facts: dict[str, Any],
    *,
    person_id: UUID | None = None,
    claim_id: UUID | None = None,
    known_by: UUID | None = None,
) -> UUID:
    """``source`` names the thing: more evidence about the same adds to the one signal.

    ``known_by`` is the person's claim that it stands on, ``claim_id`` one that is shown with it.
    """
    priority = priority_of(kind)
    raised = await signals.raise_once(
        tx.conn, kind, priority, source, person_id, tx.now, known_by or claim_id
    )
    await signals.add_evidence(tx.conn, raised.id, tx.now, evidence, facts, claim_id)
    if person_id and priority is Priority.DRINGEND and (raised.is_new or raised.is_reopened):
        await schedule(tx, LINK_FINDINGS, str(person_id), tx.now)
    await settle_after(tx, SYSTEM, raised.id)
    if raised.is_new:
        event = WelfareSignalRaised(
            signal_id=raised.id, kind=kind, priority=priority, raised_at=tx.now
        )
        record(tx, event)
    if priority is Priority.DRINGEND and (raised.is_new or raised.is_reopened):
        await alert(tx, f"{URGENT_ALERT} {kind}", CALL.format(what=CALLS[kind]), "/signalen")
    return raised.id
