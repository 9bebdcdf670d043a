"""Notify the police: of minors that an owner tried to declare, of one person in two places.

Nothing here changes any answer to an owner.
"""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.web import Actor
from contracts.pandkalender import MinorDeclarationAttempted, ShiftConflictNoticed
from contracts.sealed import Sealed
from pandkalender.shifts.candidates import Candidate
from pandkalender.shifts.rules.occupancy import Conflict
from pandkalender.shifts.store import minor_attempts
from pandkalender.shifts.store.minor_attempts import Correction, NewAttempt, OpenAttempt


async def notify_of_minors(tx: Transaction, actor: Actor, minors: Sequence[Candidate]) -> None:
    """Keep and report attempts to declare these; workers and claims must be saved already.

    Who was only looked at before, with the same birth date, is reported once.
    """
    if not minors:
        return
    open_before = await minor_attempts.list_open(
        tx, actor.organisation, [candidate.match.keys for candidate in minors]
    )
    attempts = [
        NewAttempt(uuid4(), c.room.room_id, c.match.claim_id, c.period, c.match.keys)
        for c in minors
    ]
    await minor_attempts.add(tx, actor, attempts)
    for candidate, attempt in zip(minors, attempts, strict=True):
        _record_attempt(tx, candidate, attempt.attempt_id, None)
    await minor_attempts.forget(
        tx,
        [
            attempt.attempt_id
            for attempt in open_before
            if attempt.is_held and any(_is_same(attempt, candidate) for candidate in minors)
        ],
    )


async def notify_of_corrections(
    tx: Transaction, actor: Actor, accepted: Sequence[Candidate]
) -> None:
    """Report accepted shifts of somebody who was tried before with another birth date.

    Once, under the first attempt; all her attempts so far then count as corrected. A slip in a
    roster that was put right before anybody heard of it is none.
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
        slips = [
            attempt
            for attempt in corrected
            if attempt.is_put_right_by(match.keys, match.claim.birth_date)
        ]
        await minor_attempts.forget(tx, [slip.attempt_id for slip in slips])
        corrected = [attempt for attempt in corrected if attempt not in slips]
        if corrected:
            await tell_held(tx, [attempt.attempt_id for attempt in corrected])
            waiting = [attempt for attempt in waiting if attempt not in corrected]
            corrections += [
                Correction(attempt.attempt_id, candidate.shift_id) for attempt in corrected
            ]
            _record_attempt(tx, candidate, corrected[0].attempt_id, candidate.shift_id)
    await minor_attempts.correct(tx, corrections)


async def tell_held(tx: Transaction, attempt_ids: Collection[UUID]) -> None:
    """Report those of these attempts of which the police have not heard yet."""
    for attempt in await minor_attempts.tell(tx, attempt_ids):
        record(
            tx,
            MinorDeclarationAttempted(
                attempt_id=attempt.attempt_id,
                premises_id=attempt.premises_id,
                room_id=attempt.room_id,
                starts_at=attempt.period.starts_at,
                ends_at=attempt.period.ends_at,
                attempted_at=attempt.attempted_at,
                correction=False,
                worker=Sealed.of(attempt.worker),
            ),
        )


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


def _is_same(attempt: OpenAttempt, candidate: Candidate) -> bool:
    match = candidate.match
    return attempt.is_about(match.keys) and attempt.birth_date == match.claim.birth_date


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
