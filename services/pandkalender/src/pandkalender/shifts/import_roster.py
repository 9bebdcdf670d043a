"""Import a roster from a file: try it, keep it for an hour, and declare it at a yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from chassis.bus.timers import Timer, ensure, revoke
from chassis.db import Transaction
from chassis.web import Actor
from pandkalender.shifts.candidates import make_candidates
from pandkalender.shifts.declare import Outcome, declare
from pandkalender.shifts.hold_attempts import hold
from pandkalender.shifts.rules.declaration import UNDERAGE, Rules
from pandkalender.shifts.rules.draft import Draft
from pandkalender.shifts.rules.roster_preview import RosterLine
from pandkalender.shifts.store import roster_drafts

NAME = "forget-roster"
KEPT = timedelta(hours=1)
"""So long a roster waits for a yes."""
MOST_DRAFTS = 10
"""So many rosters of one owner wait at once; a newer one takes the place of the oldest."""


@dataclass(frozen=True, slots=True)
class ImportedShift:
    """A shift of the roster, and the outcome of its declaration."""

    number: int
    outcome: Outcome


async def try_drafts(
    tx: Transaction, actor: Actor, rules: Rules, drafts: Sequence[Draft]
) -> list[Outcome]:
    """The outcomes of a declaration that leaves no trace: a savepoint that is taken back.

    Only an attempt with a possible minor is held, for the owner to put a slip right: a look
    beforehand is no way around her protection (handbook §4.6). Within the savepoint nothing may be
    written through the session, which would not know that it was taken back.
    """
    if not drafts:
        return []
    recorded = len(tx.recorded)
    trial = tx.conn.transaction()
    await trial.start()
    try:
        outcomes = await declare(tx, actor, rules, drafts)
    finally:
        await trial.rollback()
        del tx.recorded[recorded:]
    await _hold_minors(tx, actor, drafts, outcomes)
    return outcomes


async def _hold_minors(
    tx: Transaction, actor: Actor, drafts: Sequence[Draft], outcomes: Sequence[Outcome]
) -> None:
    made = await make_candidates(tx, actor.organisation, drafts)
    minors = [c for nr, c in made.by_number.items() if outcomes[nr] in UNDERAGE]
    adults = [c for nr, c in made.by_number.items() if outcomes[nr] not in UNDERAGE]
    await made.lookup.save(tx, [candidate.match for candidate in minors])
    await hold(tx, actor, minors, adults)


async def keep(tx: Transaction, actor: Actor, lines: Sequence[RosterLine]) -> UUID:
    """Keep a file as it was read until there is a yes, and at most an hour."""
    draft_id = await roster_drafts.keep(tx, actor.organisation, lines, MOST_DRAFTS)
    await ensure(tx, NAME, {str(draft_id): tx.now + KEPT})
    return draft_id


async def preview(tx: Transaction, actor: Actor, draft_id: UUID) -> list[RosterLine] | None:
    """A kept roster as it was read; None when there is none any more."""
    return await roster_drafts.preview(tx, actor.organisation, draft_id)


async def declare_kept(
    tx: Transaction, actor: Actor, rules: Rules, draft_id: UUID
) -> list[ImportedShift] | None:
    """Declare a kept roster, once; None when there is none any more."""
    kept = await roster_drafts.take(tx, actor.organisation, draft_id)
    await revoke(tx, NAME, str(draft_id))
    if kept is None:
        return None
    outcomes = await declare(tx, actor, rules, [shift.draft for shift in kept])
    return [
        ImportedShift(shift.number, outcome) for shift, outcome in zip(kept, outcomes, strict=True)
    ]


async def forget(timer: Timer, tx: Transaction) -> None:
    """Delete a roster that nobody said yes to within the hour, with the names in it."""
    await roster_drafts.forget(tx, UUID(timer.key))
