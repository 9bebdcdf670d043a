"""Declare shifts: one or a roster of many, each decided on its own, all in one transaction.

The database is asked about all of them at once; the rules are asked about each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Actor
from contracts.pandkalender import ShiftDeclared
from pandkalender.moments.rules.period import Period
from pandkalender.premises.rules import why_blocked
from pandkalender.premises.store import OwnRoom
from pandkalender.shifts import expire
from pandkalender.shifts.candidates import Candidate, find_occupancies_of, make_candidates
from pandkalender.shifts.notify_police import (
    notify_of_conflicts,
    notify_of_corrections,
    notify_of_minors,
)
from pandkalender.shifts.rules import declaration
from pandkalender.shifts.rules.declaration import Rules
from pandkalender.shifts.rules.draft import Draft
from pandkalender.shifts.rules.occupancy import Occupancies
from pandkalender.shifts.rules.refusal import ROOM_TAKEN, UNKNOWN_ROOM, Refusal
from pandkalender.shifts.rules.work import refuse_work, warn_of_work
from pandkalender.shifts.store import shifts
from pandkalender.shifts.store.shifts import NewShift
from pandkalender.workers.rules.birth_date import BirthDate
from pandkalender.workers.rules.identity_status import IdentityStatus


@dataclass(frozen=True, slots=True)
class AcceptedShift:
    """A shift that is declared; ``warnings`` are codes of ``rules.declaration``."""

    shift: NewShift
    identity: IdentityStatus
    warnings: tuple[str, ...]


Outcome = AcceptedShift | Refusal


async def declare(
    tx: Transaction, actor: Actor, rules: Rules, drafts: Sequence[Draft]
) -> list[Outcome]:
    """One outcome per draft, in their order. A refused minor is kept, so always commit."""
    made = await make_candidates(tx, actor.organisation, drafts)
    candidates = made.by_number
    occupancies = await find_occupancies_of(tx, candidates.values())
    outcomes = [
        decide(candidates[nr], rules, occupancies, tx.now) if nr in candidates else UNKNOWN_ROOM
        for nr in range(len(drafts))
    ]
    minors = [c for nr, c in candidates.items() if outcomes[nr] in declaration.UNDERAGE]
    accepted = [c for nr, c in candidates.items() if isinstance(outcomes[nr], AcceptedShift)]
    await made.lookup.save(tx, [candidate.match for candidate in (*accepted, *minors)])
    await notify_of_minors(tx, actor, minors)
    await _save(tx, actor, outcomes)
    declared = [
        (c, outcome.shift)
        for nr, c in candidates.items()
        if isinstance(outcome := outcomes[nr], AcceptedShift)
    ]
    for candidate, shift in declared:
        _record_declared(tx, actor, candidate, shift)
        conflicts = occupancies.conflicts(candidate.occupancy, candidate.match.elsewhere)
        notify_of_conflicts(tx, conflicts)
    await notify_of_corrections(tx, actor, [candidate for candidate, _ in declared])
    return outcomes


def decide(candidate: Candidate, rules: Rules, occupancies: Occupancies, now: datetime) -> Outcome:
    """Take the room and the worker's time, or refuse."""
    refusal = refuse(candidate, rules, occupancies, now)
    if refusal is not None:
        return refusal
    occupancies.take(candidate.occupancy)
    match, period = candidate.match, candidate.period
    document = match.claim.document
    shift = NewShift(
        shift_id=candidate.shift_id,
        premises_id=candidate.room.premises_id,
        room_id=candidate.room.room_id,
        worker_id=match.worker.worker_id,
        claim_id=match.claim_id,
        period=period,
        lead=declaration.lead(rules, period.starts_at, now),
        work=candidate.work,
    )
    warnings = declaration.warnings(document.expires_on if document else None, period)
    warnings += warn_of_work(candidate.work, period.starts_at)
    return AcceptedShift(shift, match.worker.identity, warnings)


def refuse(
    candidate: Candidate, rules: Rules, occupancies: Occupancies, now: datetime
) -> Refusal | None:
    """Age first: a possible minor is protected even when the declaration was wrong anyhow."""
    period = candidate.period
    birth_date = BirthDate.parse(candidate.match.claim.birth_date)
    return (
        declaration.refuse_age(birth_date, period.starts_at)
        or declaration.refuse_hours(rules, period, now)
        or refuse_work(candidate.work, period.starts_at, rules.employees_since)
        or _refuse_blocked(candidate.room, period)
        or occupancies.refuse(candidate.occupancy)
    )


def _refuse_blocked(room: OwnRoom, period: Period) -> Refusal | None:
    reason = why_blocked(room.facts, period)
    title = lazy("Deze kamer kan op dat moment geen shift krijgen.")
    return Refusal("kamer-geblokkeerd", title, reason) if reason else None


async def _save(tx: Transaction, actor: Actor, outcomes: list[Outcome]) -> None:
    """Those for which another request was first become refusals."""
    accepted = [outcome.shift for outcome in outcomes if isinstance(outcome, AcceptedShift)]
    if not accepted:
        return
    stored = await shifts.add(tx, actor, accepted)
    await expire.plan(tx, [shift.period.ends_at for shift in accepted])
    lost = [shift.occupancy for shift in accepted if shift.shift_id not in stored]
    if lost:
        occupancies = Occupancies(await shifts.find_occupancies(tx, lost, []))
        for nr, outcome in enumerate(outcomes):
            if isinstance(outcome, AcceptedShift) and outcome.shift.shift_id not in stored:
                outcomes[nr] = occupancies.refuse(outcome.shift.occupancy) or ROOM_TAKEN


def _record_declared(tx: Transaction, actor: Actor, candidate: Candidate, shift: NewShift) -> None:
    record(
        tx,
        ShiftDeclared(
            shift_id=shift.shift_id,
            premises_id=shift.premises_id,
            room_id=shift.room_id,
            starts_at=shift.period.starts_at,
            ends_at=shift.period.ends_at,
            declared_at=tx.now,
            lead_minutes=shift.lead.minutes,
            late=shift.lead.late,
            declared_by=actor.function.value,
            worker=candidate.match.sealed,
        ),
    )
