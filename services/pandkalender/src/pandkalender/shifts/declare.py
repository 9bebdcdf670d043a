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
from pandkalender.premises import store as premises
from pandkalender.premises.rules import why_blocked
from pandkalender.premises.store import OwnRoom
from pandkalender.shifts import expire
from pandkalender.shifts.protect import keep_minors, notice_corrections, tell_conflicts
from pandkalender.shifts.rules import declaration
from pandkalender.shifts.rules.declaration import Rules
from pandkalender.shifts.rules.occupation import Occupation
from pandkalender.shifts.rules.period import Period
from pandkalender.shifts.rules.refusal import ROOM_TAKEN, UNKNOWN_ROOM, Refusal
from pandkalender.shifts.store import shifts
from pandkalender.shifts.store.shifts import NewShift
from pandkalender.workers.lookup import Candidate, Draft, occupied, recognise
from pandkalender.workers.rules.birth_date import BirthDate


@dataclass(frozen=True, slots=True)
class Accepted:
    shift: NewShift
    identity: str
    warnings: tuple[str, ...]


Outcome = Accepted | Refusal


async def declare(
    tx: Transaction, actor: Actor, rules: Rules, drafts: Sequence[Draft]
) -> list[Outcome]:
    """One outcome per draft, in their order. A refused minor is kept, so always commit."""
    owner = actor.organisation
    rooms = await premises.own_rooms(tx, owner, (draft.room_id for draft in drafts))
    recognised = await recognise(tx, owner, drafts, rooms)
    candidates = recognised.candidates
    occupation = await occupied(tx, candidates.values())
    outcomes = [
        decide(candidates[nr], rules, occupation, tx.now) if nr in candidates else UNKNOWN_ROOM
        for nr in range(len(drafts))
    ]
    minors = [c for nr, c in candidates.items() if outcomes[nr] in declaration.UNDERAGE]
    accepted = [c for nr, c in candidates.items() if isinstance(outcomes[nr], Accepted)]
    await recognised.save(tx, [*accepted, *minors])
    await keep_minors(tx, actor, minors)
    await _save(tx, actor, outcomes)
    declared = {
        nr: (c, outcome)
        for nr, c in candidates.items()
        if isinstance(outcome := outcomes[nr], Accepted)
    }
    for candidate, outcome in declared.values():
        _tell(tx, actor, candidate, outcome.shift)
        tell_conflicts(tx, occupation.conflicts(candidate.wanted, candidate.elsewhere))
    await notice_corrections(tx, actor, [candidate for candidate, _ in declared.values()])
    return outcomes


def decide(candidate: Candidate, rules: Rules, occupation: Occupation, now: datetime) -> Outcome:
    """Take the room and the worker's time, or say why not."""
    refusal = refuse(candidate, rules, occupation, now)
    if refusal is not None:
        return refusal
    occupation.take(candidate.wanted)
    document, period = candidate.claim.document, candidate.period
    shift = NewShift(
        shift_id=candidate.shift_id,
        premises_id=candidate.room.premises_id,
        room_id=candidate.room.room_id,
        worker_id=candidate.worker.worker_id,
        claim_id=candidate.claim_id,
        period=period,
        lead=declaration.lead(rules, period.starts_at, now),
    )
    warnings = declaration.warnings(document.expires_on if document else None, period)
    return Accepted(shift, candidate.worker.identity, warnings)


def refuse(
    candidate: Candidate, rules: Rules, occupation: Occupation, now: datetime
) -> Refusal | None:
    """Age first: who may be a minor is protected even when the declaration was wrong anyhow."""
    period = candidate.period
    birth_date = BirthDate.parse(candidate.claim.birth_date)
    return (
        declaration.refuse_age(birth_date, period.starts_at)
        or declaration.refuse_hours(rules, period, now)
        or _refuse_blocked(candidate.room, period)
        or occupation.refuse(candidate.wanted)
    )


def _refuse_blocked(room: OwnRoom, period: Period) -> Refusal | None:
    reason = why_blocked(room.facts, period)
    title = lazy("Deze kamer kan op dat moment geen shift krijgen.")
    return Refusal("kamer-geblokkeerd", title, reason) if reason else None


async def _save(tx: Transaction, actor: Actor, outcomes: list[Outcome]) -> None:
    """Those for which another request was first become refusals."""
    accepted = [outcome.shift for outcome in outcomes if isinstance(outcome, Accepted)]
    if not accepted:
        return
    declared = await shifts.declare(tx, actor, accepted)
    await expire.plan(tx, [shift.period.ends_at for shift in accepted])
    lost = [shift.taken for shift in accepted if shift.shift_id not in declared]
    if lost:
        occupation = Occupation(await shifts.taken(tx, lost, []))
        for nr, outcome in enumerate(outcomes):
            if isinstance(outcome, Accepted) and outcome.shift.shift_id not in declared:
                outcomes[nr] = occupation.refuse(outcome.shift.taken) or ROOM_TAKEN


def _tell(tx: Transaction, actor: Actor, candidate: Candidate, shift: NewShift) -> None:
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
            worker=candidate.sealed,
        ),
    )
