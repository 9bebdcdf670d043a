"""Hold attempts with a possible minor in a roster that an owner only looked at, for an hour.

Nothing is declared by a look: a slip that is put right at once was no attempt, and three looks at
one row are not three. What is not put right within the hour the police hear, as any attempt; a
birth date that was changed by more than a slip they hear too (DP-11, handbook §4.6).
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from chassis.bus.timers import Timer, ensure
from chassis.db import Transaction
from chassis.web import Actor
from pandkalender.shifts.candidates import Candidate
from pandkalender.shifts.notify_police import tell_held
from pandkalender.shifts.store import minor_attempts
from pandkalender.shifts.store.minor_attempts import NewAttempt, OpenAttempt

NAME = "tell-minor"
HELD = timedelta(hours=1)
"""So long a slip in a roster can be put right."""


async def hold(
    tx: Transaction, actor: Actor, minors: Sequence[Candidate], adults: Sequence[Candidate]
) -> None:
    """Hold the minors of a roster, and forget those held whose slip these adults put right.

    Workers and claims of the minors must be saved already.
    """
    keys = [candidate.match.keys for candidate in (*minors, *adults)]
    known = await minor_attempts.list_open(tx, actor.organisation, keys) if keys else []
    await minor_attempts.forget(
        tx,
        [
            attempt.attempt_id
            for attempt in known
            if any(
                attempt.is_put_right_by(adult.match.keys, adult.match.claim.birth_date)
                for adult in adults
            )
        ],
    )
    attempts = [
        NewAttempt(uuid4(), c.room.room_id, c.match.claim_id, c.period, c.match.keys)
        for c in {c.match.keys.identity: c for c in minors}.values()
        if not any(_is_known(c, attempt) for attempt in known)
    ]
    tell_at = tx.now + HELD
    await minor_attempts.add(tx, actor, attempts, tell_at)
    await ensure(tx, NAME, {str(attempt.attempt_id): tell_at for attempt in attempts})


async def tell(timer: Timer, tx: Transaction) -> None:
    """Report an attempt that was not put right within the hour."""
    await tell_held(tx, [UUID(timer.key)])


def _is_known(candidate: Candidate, attempt: OpenAttempt) -> bool:
    """The same person in the same room at the same hour; or anywhere, while it is held."""
    match = candidate.match
    if not attempt.is_about(match.keys) or attempt.birth_date != match.claim.birth_date:
        return False
    same_room = attempt.room_id == candidate.room.room_id
    return attempt.is_held or (same_room and attempt.starts_at == candidate.period.starts_at)
