"""What only the police hear: minors that an owner tried to declare, one person in two places.

Nothing here changes any answer to an owner.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.web import Actor
from contracts.pandkalender import MinorDeclarationAttempted, ShiftConflictNoticed
from pandkalender.shifts.rules.occupation import Conflict
from pandkalender.shifts.store import minor_attempts
from pandkalender.shifts.store.minor_attempts import NewAttempt
from pandkalender.workers.lookup import Candidate


async def keep_minors(tx: Transaction, actor: Actor, minors: Sequence[Candidate]) -> None:
    """Keep what was tried, and tell; the workers and claims must be saved already."""
    new = [NewAttempt(uuid4(), c.room.room_id, c.claim_id, c.period, c.keys) for c in minors]
    await minor_attempts.add(tx, actor, new)
    for candidate, attempt in zip(minors, new, strict=True):
        _tell_attempt(tx, candidate, attempt.attempt_id, None)


async def notice_corrections(tx: Transaction, actor: Actor, accepted: Sequence[Candidate]) -> None:
    """An accepted shift of somebody who was tried before with another birth date.

    Told once, under the first attempt; all her attempts so far then count as corrected.
    """
    if not accepted:
        return
    waiting = await minor_attempts.still_open(tx, actor.organisation, [c.keys for c in accepted])
    corrections: list[tuple[UUID, UUID]] = []
    for candidate in accepted if waiting else ():
        mended = [
            attempt
            for attempt in waiting
            if attempt.is_corrected_by(candidate.keys, candidate.claim.birth_date)
        ]
        if mended:
            waiting = [attempt for attempt in waiting if attempt not in mended]
            corrections += [(attempt.attempt_id, candidate.shift_id) for attempt in mended]
            _tell_attempt(tx, candidate, mended[0].attempt_id, candidate.shift_id)
    await minor_attempts.mark_corrected(tx, corrections)


def tell_conflicts(tx: Transaction, conflicts: Iterable[Conflict]) -> None:
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


def _tell_attempt(
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
            worker=candidate.sealed,
        ),
    )
