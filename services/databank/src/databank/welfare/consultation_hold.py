"""Whether the city waits with a finding: as long as a possible victim may be behind it (DP-11).

A person's word ends it, never a term: the finding's own answer, or the closing of the signals that
protect the person. The city hears that it must wait, or no longer, and never why.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import asyncpg

from chassis.bus import record
from chassis.db import Transaction
from contracts.databank import FindingHoldChanged
from databank.findings import rules as rules_of
from databank.findings.rules import Hold
from databank.findings.store import findings, steps
from databank.welfare.rules.priority import PossibleVictim, needs_hold
from databank.welfare.rules.protection import UNFOUND
from databank.welfare.store import holds

SYSTEM = "systeem"
"""Who raised a signal or joined persons stands there; that a case waits follows by itself."""


async def is_held(tx: Transaction, finding: Mapping[str, Any]) -> bool:
    """Whether the city is asked to wait: for who may be a victim, or may be under age."""
    found = await holds.protection(tx.conn, finding, UNFOUND)
    minor = rules_of.is_minor(finding["offender_birth_date"], finding["fact_at"].date())
    asked_at = finding["victim_checked_at"] or finding["noted_at"]
    return needs_hold(
        PossibleVictim(finding["possible_victim"]),
        found.waits or minor,
        cleared=found.cleared_at is not None and found.cleared_at >= asked_at,
    )


async def settle(
    tx: Transaction, by: str, person_ids: Collection[UUID], finding_id: UUID | None = None
) -> None:
    """After what protects these persons changed: the city hears what is otherwise now."""
    for finding in await holds.hold_transferred(tx, person_ids, finding_id):
        on_hold = await is_held(tx, finding)
        if on_hold == finding["on_hold"]:
            continue
        await findings.change(tx.conn, finding["id"], on_hold=on_hold)
        step = Hold.GEVRAAGD if on_hold else Hold.BEEINDIGD
        await steps.note(tx.conn, finding["id"], tx.now, by, step.value, finding["state"])
        if not on_hold:
            await holds.tell_officers(tx.conn, finding["id"])
        record(
            tx,
            FindingHoldChanged(finding_id=finding["id"], on_hold=on_hold, changed_at=tx.now),
        )


async def settle_signal(tx: Transaction, by: str, signal: asyncpg.Record) -> None:
    """After a signal was raised, closed or opened again. ``signal`` is as it stands now."""
    source: str = signal["source"]
    _, _, about = source.partition("finding ")
    person_id: UUID | None = signal["person_id"]
    if person_id:
        await holds.one_at_a_time(tx.conn, person_id)
    await settle(tx, by, [person_id] if person_id else [], UUID(about) if about else None)
