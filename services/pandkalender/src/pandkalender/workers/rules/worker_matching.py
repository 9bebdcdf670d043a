"""Match claims that speak of one worker, as far as a calendar can tell.

By exact document; or, when one of them shows no document, by names and birth date, which between
two owners must be a full date. Two different documents are two workers here: who they really are
is for the databank to find out.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from uuid import UUID

from pandkalender.workers.rules.identity_status import IdentityStatus

KEY_BYTES = 16
"""Length of a key."""


@dataclass(frozen=True, slots=True)
class ClaimKeys:
    """The keys that a claim can be matched by: digests that only the holder of our key can make."""

    names: bytes
    """The names alone, in any order and spelling of case and accents."""
    identity: bytes
    """Names and birth date."""
    full_date: bool
    document: bytes | None

    @property
    def all(self) -> tuple[bytes, ...]:
        return (self.identity,) if self.document is None else (self.document, self.identity)


def keys_of(
    given_names: str,
    family_name: str,
    birth_date: str,
    document: tuple[str, str] | None,
    blind: Callable[[bytes], bytes],
) -> ClaimKeys:
    """Make the keys of a claim.

    ``document`` is (country, number); punctuation and case of the number do not count.

    ``blind`` keys a digest: without it, whoever has the table could try names until one fits.
    """
    names = " ".join(sorted(_fold(f"{given_names} {family_name}").split()))
    return ClaimKeys(
        names=blind(_digest("names", names)),
        identity=blind(_digest("identity", names, birth_date)),
        full_date=len(birth_date) == len("YYYY-MM-DD"),
        document=(
            blind(_digest("document", document[0], _plain(document[1]))) if document else None
        ),
    )


@dataclass(slots=True)
class KnownWorker:
    """One person as one owner declares her; ``worker_id`` is the bus's ``worker_ref``."""

    worker_id: UUID
    owner: str
    identity: IdentityStatus
    documents: set[bytes] = field(default_factory=set)
    identities: set[bytes] = field(default_factory=set)

    def is_claimed_by(self, keys: ClaimKeys) -> bool:
        if keys.document is not None and self.documents:
            return keys.document in self.documents
        return keys.identity in self.identities


class WorkerIndex:
    """The workers, of all owners, that some claims may speak of, by key; oldest first."""

    def __init__(self, known: Iterable[KnownWorker]) -> None:
        self._by_key: dict[bytes, list[KnownWorker]] = {}
        for worker in known:
            for key in worker.documents | worker.identities:
                self._by_key.setdefault(key, []).append(worker)

    def own(self, owner: str, keys: ClaimKeys) -> KnownWorker | None:
        """The owner's worker that the claim speaks of; a document says more than a name."""
        matching = [worker for worker in self._claimed(keys) if worker.owner == owner]
        by_document = [worker for worker in matching if keys.document in worker.documents]
        return next(iter(by_document or matching), None)

    def elsewhere(self, owner: str, keys: ClaimKeys) -> frozenset[UUID]:
        """The ids of the same person at other owners."""
        return frozenset(
            worker.worker_id
            for worker in self._claimed(keys)
            if worker.owner != owner and (keys.full_date or keys.document in worker.documents)
        )

    def learn(self, worker: KnownWorker, keys: ClaimKeys) -> None:
        """Match ``worker`` by ``keys`` from now on."""
        for key, known in ((keys.document, worker.documents), (keys.identity, worker.identities)):
            if key is not None and key not in known:
                known.add(key)
                self._by_key.setdefault(key, []).append(worker)

    def _claimed(self, keys: ClaimKeys) -> list[KnownWorker]:
        claimed = {
            worker.worker_id: worker
            for key in keys.all
            for worker in self._by_key.get(key, [])
            if worker.is_claimed_by(keys)
        }
        return list(claimed.values())


def _digest(*parts: str) -> bytes:
    return blake2b("\x1f".join(parts).encode(), digest_size=KEY_BYTES).digest()


def _fold(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = (c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return "".join(kept)


def _plain(number: str) -> str:
    return "".join(c for c in number.upper() if c.isalnum())
