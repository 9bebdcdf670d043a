"""Whom a declaration is about, and what keeps that person or the room busy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from chassis.db import Transaction
from contracts.identity import IdentityClaim, WorkerClaim
from contracts.sealed import Sealed
from pandkalender.premises.store import OwnRoom
from pandkalender.shifts.rules.occupation import Occupation, Taken
from pandkalender.shifts.rules.period import Period
from pandkalender.shifts.store import shifts
from pandkalender.shifts.store.shifts import Shift
from pandkalender.workers.rules.worker_matching import Keys, Worker, Workers, keys_of
from pandkalender.workers.store import workers
from pandkalender.workers.store.workers import NewClaim


@dataclass(frozen=True, slots=True)
class Draft:
    """What an owner asks for."""

    room_id: UUID
    period: Period
    claim: IdentityClaim


@dataclass(frozen=True, slots=True)
class Candidate:
    """A shift that somebody wants in a known room, with the worker that it is about."""

    shift_id: UUID
    room: OwnRoom
    period: Period
    claim: IdentityClaim
    claim_id: UUID
    keys: Keys
    worker: Worker
    elsewhere: frozenset[UUID]
    """The same person as other owners know her."""

    @property
    def wanted(self) -> Taken:
        return Taken(self.shift_id, self.room.room_id, self.worker.worker_id, self.period)

    @property
    def sealed(self) -> Sealed[WorkerClaim]:
        return Sealed.of(WorkerClaim(worker_ref=self.worker.worker_id, identity=self.claim))


class Recognised:
    """The candidates among some drafts, by the draft's number, and which workers are new."""

    def __init__(self, tx: Transaction, owner: str, known: Sequence[Worker]) -> None:
        self._blind = tx.vault.blind
        self.candidates: dict[int, Candidate] = {}
        self._owner = owner
        self._workers = Workers(known)
        self._known = {worker.worker_id for worker in known}
        self._keys = {(w.worker_id, key) for w in known for key in w.documents | w.identities}

    def add(self, nr: int, draft: Draft, room: OwnRoom, keys: Keys) -> None:
        worker = self._workers.own(self._owner, keys) or workers.new_worker(self._owner)
        self._workers.learn(worker, keys)
        self.candidates[nr] = Candidate(
            shift_id=uuid4(),
            room=room,
            period=draft.period,
            claim=draft.claim,
            claim_id=self._claim_id(worker, draft.claim),
            keys=keys,
            worker=worker,
            elsewhere=self._workers.elsewhere(self._owner, keys),
        )

    def _claim_id(self, worker: Worker, claim: IdentityClaim) -> UUID:
        """The same for the same words about the same worker, and guessed by nobody."""
        said = worker.worker_id.bytes + claim.model_dump_json(exclude_none=True).encode()
        return UUID(bytes=self._blind(said))

    async def save(self, tx: Transaction, kept: Iterable[Candidate]) -> None:
        """Workers, keys and claims of the candidates that leave a trace."""
        kept = list(kept)
        people = {c.worker.worker_id: c.worker for c in kept}
        learned = {(c.worker.worker_id, key) for c in kept for key in c.keys.all} - self._keys
        await workers.add(tx, [w for w in people.values() if w.worker_id not in self._known])
        await workers.add_keys(tx, [(people[worker_id], key) for worker_id, key in learned])
        await workers.add_claims(
            tx, [NewClaim(c.claim_id, c.worker.worker_id, c.claim) for c in kept]
        )


def claim_keys(tx: Transaction, claim: IdentityClaim) -> Keys:
    document = claim.document
    return keys_of(
        claim.given_names,
        claim.family_name,
        claim.birth_date,
        (document.country, document.number) if document else None,
        tx.vault.blind,
    )


async def recognise(
    tx: Transaction, owner: str, drafts: Sequence[Draft], rooms: Mapping[UUID, OwnRoom]
) -> Recognised:
    """From here to the commit nobody else declares these persons."""
    keys = {nr: claim_keys(tx, d.claim) for nr, d in enumerate(drafts) if d.room_id in rooms}
    if not keys:
        return Recognised(tx, owner, [])
    await workers.lock(tx, keys.values())
    recognised = Recognised(tx, owner, await workers.find(tx, keys.values()))
    for nr, some in keys.items():
        recognised.add(nr, drafts[nr], rooms[drafts[nr].room_id], some)
    return recognised


async def recognise_again(
    tx: Transaction, shift: Shift, room: OwnRoom, period: Period
) -> Candidate:
    """The worker of a declared shift, as she was declared then, for another room or other hours."""
    claim = await workers.claim(tx, shift.claim_id)
    keys = claim_keys(tx, claim)
    await workers.lock(tx, [keys])
    known = await workers.find(tx, [keys])
    return Candidate(
        shift_id=shift.shift_id,
        room=room,
        period=period,
        claim=claim,
        claim_id=shift.claim_id,
        keys=keys,
        worker=next(worker for worker in known if worker.worker_id == shift.worker_id),
        elsewhere=Workers(known).elsewhere(shift.owner, keys),
    )


async def occupied(tx: Transaction, candidates: Iterable[Candidate]) -> Occupation:
    """All that stands in the way of the candidates, or conflicts with them elsewhere."""
    candidates = list(candidates)
    if not candidates:
        return Occupation()
    same_person = [
        Taken(c.shift_id, c.room.room_id, worker_id, c.period)
        for c in candidates
        for worker_id in c.elsewhere
    ]
    return Occupation(await shifts.taken(tx, [c.wanted for c in candidates], same_person))
