"""Candidates: drafts in a known room with the worker matched, and the occupancies in their way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from chassis.db import Transaction
from pandkalender.moments.rules.period import Period
from pandkalender.premises.store import OwnRoom, own_rooms
from pandkalender.shifts.rules.draft import Draft
from pandkalender.shifts.rules.occupancy import Occupancies, Occupancy
from pandkalender.shifts.rules.work import UNSAID, Work
from pandkalender.shifts.store import shifts
from pandkalender.shifts.store.steps import DeclaredShift
from pandkalender.workers.lookup import (
    WorkerLookup,
    WorkerMatch,
    claim_keys,
    look_up,
    look_up_declared,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A shift that somebody wants in a known room, with the worker that it is about."""

    shift_id: UUID
    room: OwnRoom
    period: Period
    match: WorkerMatch
    work: Work = UNSAID

    @property
    def occupancy(self) -> Occupancy:
        worker_id = self.match.worker.worker_id
        return Occupancy(self.shift_id, self.room.room_id, worker_id, self.period)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates among some drafts, by the draft's number; the others have an unknown room."""

    by_number: dict[int, Candidate]
    lookup: WorkerLookup


async def make_candidates(tx: Transaction, owner: str, drafts: Sequence[Draft]) -> Candidates:
    """The candidates of one owner; until the commit nobody else declares these persons."""
    rooms = await own_rooms(tx, owner, (draft.room_id for draft in drafts))
    keys = {nr: claim_keys(tx, d.claim) for nr, d in enumerate(drafts) if d.room_id in rooms}
    lookup = await look_up(tx, owner, keys.values())
    by_number = {}
    for nr, claimed in keys.items():
        draft = drafts[nr]
        match = lookup.match(draft.claim, claimed)
        by_number[nr] = Candidate(uuid4(), rooms[draft.room_id], draft.period, match, draft.work)
    return Candidates(by_number, lookup)


async def move_candidate(
    tx: Transaction, shift: DeclaredShift, room: OwnRoom, period: Period
) -> Candidate:
    """A declared shift as a candidate for another room or other hours."""
    match = await look_up_declared(tx, shift.owner, shift.worker_id, shift.claim_id)
    return Candidate(shift.shift_id, room, period, match)


async def find_occupancies_of(tx: Transaction, candidates: Iterable[Candidate]) -> Occupancies:
    """All occupancies that stand in the way of the candidates, or conflict with them elsewhere."""
    candidates = list(candidates)
    if not candidates:
        return Occupancies()
    same_person = [
        Occupancy(c.shift_id, c.room.room_id, worker_id, c.period)
        for c in candidates
        for worker_id in c.match.elsewhere
    ]
    wanted = [candidate.occupancy for candidate in candidates]
    return Occupancies(await shifts.find_occupancies(tx, wanted, same_person))
