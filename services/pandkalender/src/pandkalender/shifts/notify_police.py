"""Notify the police: of minors that an owner tried to declare, of one person in two places.

Nothing here changes any answer to an owner.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.web import Actor
from contracts.pandkalender import MinorDeclarationAttempted, ShiftConflictNoticed
from pandkalender.shifts.candidates import Candidate
from pandkalender.shifts.rules.occupancy import Conflict
from pandkalender.shifts.store import minor_attempts
from pandkalender.shifts.store.minor_attempts import Correction, NewAttempt


async def notify_of_minors(tx: Transaction, actor: Actor, minors: Sequence[Candidate]) -> None:
    """Keep and report attempts to declare these; workers and claims must be saved already."""
    attempts = [
        NewAttempt(uuid4(), c.room.room_id, c.match.claim_id, c.period, c.match.keys)
        for c in minors
    ]
    await minor_attempts.add(tx, actor, attempts)
    for candidate, attempt in zip(minors, attempts, strict=True):
        _record_attempt(tx, candidate, attempt.attempt_id, None)


async def notify_of_corrections(
    tx: Transaction, actor: Actor, accepted: Sequence[Candidate]
) -> None:
    """Report accepted shifts of somebody who was tried before with another birth date.

    Once, under the first attempt; all her attempts so far then count as corrected.
    """
    if not accepted:
        return
    keys = [candidate.match.keys for candidate in accepted]
    waiting = await minor_attempts.list_open(tx, actor.organisation, keys)
    corrections: list[Correction] = []
    for candidate in accepted if waiting else ():
        match = candidate.match
        corrected = [
            attempt
            for attempt in waiting
            if attempt.is_corrected_by(match.keys, match.claim.birth_date)
        ]
        if corrected:
            waiting = [attempt for attempt in waiting if attempt not in corrected]
            corrections += [
                Correction(attempt.attempt_id, candidate.shift_id) for attempt in corrected
            ]
            _record_attempt(tx, candidate, corrected[0].attempt_id, candidate.shift_id)
    await minor_attempts.correct(tx, corrections)


def notify_of_conflicts(tx: Transaction, conflicts: Iterable[Conflict]) -> None:
    """Report that one person was declared in two places at once, by two owners."""
    for conflict in conflicts:
        record(
            tx,
            ShiftConflictNoticed(
                shift_id=conflict.shift_id,
                other_shift_id=conflict.other_shift_id,
                overlap_starts_at=conflict.overlap.starts_at,
                overlap_ends_at=conflict.overlap.ends_at,
                noticed_at=tx.now,
            ),
        )


def _record_attempt(
    tx: Transaction, candidate: Candidate, attempt_id: UUID, corrected_by: UUID | None
) -> None:
    record(
        tx,
        MinorDeclarationAttempted(
            attempt_id=attempt_id,
            premises_id=candidate.room.premises_id,
            room_id=candidate.room.room_id,
            starts_at=candidate.period.starts_at,
            ends_at=candidate.period.ends_at,
            attempted_at=tx.now,
            correction=corrected_by is not None,
            shift_id=corrected_by,
            worker=candidate.match.sealed,
        ),
    )
