"""The consultation hold: the city waits with a finding while it may punish a victim (DP-11).

A person's word ends it, never a term: the finding's own answer, the closing of the signals that
protect the person, or the leadership's word that an unclear offender is nobody who is protected.
The city hears that it must wait, or no longer, and never why.
"""

from collections.abc import Collection
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.databank import FindingHoldChanged
from databank.access.shields.view import over_everybody
from databank.finding_register.rules.steps import Entry, Finding
from databank.finding_register.store import city_cases, findings, history
from databank.finding_register.store.history import HistoryEntry
from databank.stated_identity.rules.age import is_minor
from databank.welfare.rules.priority import needs_hold
from databank.welfare.rules.protection import UNFOUND
from databank.welfare.rules.source import finding_of
from databank.welfare.store import holds, protective_doubts, signals
from databank.welfare.store.signals import Signal

SYSTEM = "systeem"
"""The actor in the history: a hold follows from a signal or a merge, which name their own."""


async def one_at_a_time(tx: Transaction, person_id: UUID) -> None:
    """No finding about a person leaves while people change what protects her, or after."""
    await holds.one_at_a_time(tx.conn, person_id)


@over_everybody
async def is_held(tx: Transaction, finding: Finding) -> bool:
    """Whether the city is asked to wait: the offender may be a victim, or under age."""
    protection = await holds.protection(tx.conn, finding, UNFOUND)
    asked_at = finding.victim_checked_at or finding.noted_at
    return needs_hold(
        finding.possible_victim,
        protection.waits or await _is_unclear(tx, finding),
        cleared=protection.cleared_at is not None and protection.cleared_at >= asked_at,
    )


@over_everybody
async def consult_first(tx: Transaction, finding: Finding) -> bool:
    """Whether officers talk about it before any step: somebody protected, or under age."""
    protection = await holds.protection(tx.conn, finding, UNFOUND)
    return protection.waits or await _is_unclear(tx, finding)


@over_everybody
async def consult_first_about(tx: Transaction, person_id: UUID) -> bool:
    """The same of a person, for a file and at a door: it says that, and never why."""
    return await holds.is_protected(tx.conn, person_id, UNFOUND)


async def _is_unclear(tx: Transaction, finding: Finding) -> bool:
    """Whether the offender may be under age, or may be too many people to know who is protected."""
    return is_minor(
        finding.offender_birth_date, city_day(finding.fact_at)
    ) or await protective_doubts.is_open(tx.conn, finding.id)


@over_everybody
async def settle(
    tx: Transaction, by: str, person_ids: Collection[UUID], finding_id: UUID | None = None
) -> None:
    """Tell the city which holds changed, after a change in what protects these persons."""
    for finding in await findings.transferred_for_update(tx, person_ids, finding_id):
        on_hold = await is_held(tx, finding)
        if on_hold == finding.on_hold:
            continue
        await findings.change(tx.conn, finding.id, on_hold=on_hold)
        step = Entry.OVERLEG_GEVRAAGD if on_hold else Entry.OVERLEG_BEEINDIGD
        await history.note(tx.conn, finding.id, HistoryEntry(tx.now, by, step, finding.state))
        if not on_hold:
            await city_cases.resume(tx.conn, finding.id)
        record(
            tx,
            FindingHoldChanged(finding_id=finding.id, on_hold=on_hold, changed_at=tx.now),
        )


@over_everybody
async def settle_after(tx: Transaction, by: str, signal_id: UUID) -> Signal:
    """Settle the holds after a signal was raised, closed or opened again; gives the signal."""
    signal = await signals.get(tx.conn, signal_id)
    assert signal is not None  # this transaction holds it
    if signal.is_urgent:
        if signal.person_id:
            await one_at_a_time(tx, signal.person_id)
        person_ids = [signal.person_id] if signal.person_id else []
        await settle(tx, by, person_ids, finding_of(signal.source))
    return signal
