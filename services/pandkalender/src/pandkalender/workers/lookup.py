"""Look up the worker that a claim speaks of, or make a new one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from contracts.identity import IdentityClaim, WorkerClaim
from contracts.sealed import Sealed
from pandkalender.workers.rules.worker_matching import (
    ClaimKeys,
    KnownWorker,
    WorkerIndex,
    keys_of,
)
from pandkalender.workers.store import claims, workers
from pandkalender.workers.store.claims import NewClaim


@dataclass(frozen=True, slots=True)
class WorkerMatch:
    """A claim with the worker that it speaks of."""

    claim: IdentityClaim
    claim_id: UUID
    keys: ClaimKeys
    worker: KnownWorker
    elsewhere: frozenset[UUID]
    """The ids of the same person at other owners."""

    @property
    def sealed(self) -> Sealed[WorkerClaim]:
        return Sealed.of(WorkerClaim(worker_ref=self.worker.worker_id, identity=self.claim))


class WorkerLookup:
    """Matches for the claims of one owner; remembers which workers and keys are new."""

    def __init__(self, tx: Transaction, owner: str, known: Collection[KnownWorker]) -> None:
        self._blind = tx.vault.blind
        self._owner = owner
        self._index = WorkerIndex(known)
        self._known = {worker.worker_id for worker in known}
        self._keys = {(w.worker_id, key) for w in known for key in w.documents | w.identities}

    def match(self, claim: IdentityClaim, keys: ClaimKeys) -> WorkerMatch:
        """The worker of a claim; a later claim about the same person finds the same worker."""
        worker = self._index.own(self._owner, keys) or workers.new_worker(self._owner)
        self._index.learn(worker, keys)
        return WorkerMatch(
            claim=claim,
            claim_id=self._claim_id(worker, claim),
            keys=keys,
            worker=worker,
            elsewhere=self._index.elsewhere(self._owner, keys),
        )

    def _claim_id(self, worker: KnownWorker, claim: IdentityClaim) -> UUID:
        """The same for the same words about the same worker, and guessed by nobody."""
        said = worker.worker_id.bytes + claim.model_dump_json(exclude_none=True).encode()
        return UUID(bytes=self._blind(said))

    async def save(self, tx: Transaction, matches: Iterable[WorkerMatch]) -> None:
        """Keep workers, keys and claims of the matches that leave a trace."""
        matches = list(matches)
        by_id = {match.worker.worker_id: match.worker for match in matches}
        learned = {
            (match.worker.worker_id, key) for match in matches for key in match.keys.all
        } - self._keys
        await workers.add(tx, [w for w in by_id.values() if w.worker_id not in self._known])
        await workers.add_keys(tx, [(by_id[worker_id], key) for worker_id, key in learned])
        await claims.add_claims(
            tx, [NewClaim(m.claim_id, m.worker.worker_id, m.claim) for m in matches]
        )


def claim_keys(tx: Transaction, claim: IdentityClaim) -> ClaimKeys:
    """The keys of a claim, under the key of this database."""
    document = claim.document
    return keys_of(
        claim.given_names,
        claim.family_name,
        claim.birth_date,
        (document.country, document.number) if document else None,
        tx.vault.blind,
    )


async def look_up(tx: Transaction, owner: str, keys: Collection[ClaimKeys]) -> WorkerLookup:
    """The lookup for claims with these keys.

    From here to the commit nobody else declares these persons.
    """
    if not keys:
        return WorkerLookup(tx, owner, [])
    await workers.lock(tx, keys)
    return WorkerLookup(tx, owner, await workers.find(tx, keys))


async def look_up_declared(
    tx: Transaction, owner: str, worker_id: UUID, claim_id: UUID
) -> WorkerMatch:
    """The match of a shift that was declared before, by the claim that was made then."""
    claim = await claims.get_claim(tx, claim_id)
    keys = claim_keys(tx, claim)
    await workers.lock(tx, [keys])
    known = await workers.find(tx, [keys])
    return WorkerMatch(
        claim=claim,
        claim_id=claim_id,
        keys=keys,
        worker=next(worker for worker in known if worker.worker_id == worker_id),
        elsewhere=WorkerIndex(known).elsewhere(owner, keys),
    )
