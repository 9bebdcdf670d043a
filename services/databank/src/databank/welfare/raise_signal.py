"""Raise a protective signal: once per thing, with its evidence. Elsewhere it is only counted."""

from typing import Any
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import SignalKind
from contracts.databank import WelfareSignalRaised
from databank.welfare.consultation_hold import SYSTEM, settle_after
from databank.welfare.rules.priority import priority_of
from databank.welfare.store import signals


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
    signal_id, is_new = await signals.raise_once(
        tx.conn, kind, priority, source, person_id, tx.now, known_by or claim_id
    )
    await signals.add_evidence(tx.conn, signal_id, tx.now, evidence, facts, claim_id)
    await settle_after(tx, SYSTEM, signal_id)
    if is_new:
        event = WelfareSignalRaised(
            signal_id=signal_id, kind=kind, priority=priority, raised_at=tx.now
        )
        record(tx, event)
    return signal_id
