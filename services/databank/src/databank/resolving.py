"""Claims to persons, in the transaction that brings the claims.

A claim that the same source repeats word for word is the claim that is known already. The rest is
decided one transaction after the other wherever two claims could meet: parallel claims of one new
person do not become two persons, whatever little they have in common.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b
from uuid import UUID

from chassis.db import Transaction
from contracts.codes import Branch
from contracts.identity import IdentityClaim
from databank.deciding import KNOWN, NEW, REVIEW, Decided, Deciding
from databank.domain import blocking
from databank.domain.claim import FORM, Claimed, Features, digest
from databank.knowing import Knowledge, knowledge
from databank.store import candidates, claims
from databank.store.candidates import Found
from databank.store.claims import NewClaim
from databank.store.ids import new_id

__all__ = ["KNOWN", "NEW", "REVIEW", "Given", "Resolved", "decide", "resolve"]

POLICE = "politie"
_SAID = tuple(one.name for one in fields(Claimed) if one.name != "documents")


@dataclass(frozen=True, slots=True)
class Given:
    """A claim as it comes in. ``given_by`` names who said it: a worker of an owner, the police."""

    identity: IdentityClaim | Claimed
    source_kind: str
    source_id: UUID
    branch: Branch | None
    worker_ref: UUID | None = None

    @property
    def given_by(self) -> str:
        return str(self.worker_ref or POLICE)

    @property
    def digest(self) -> bytes:
        """The same for what the same source says word for word."""
        if isinstance(self.identity, IdentityClaim):
            return digest(self.identity, self.given_by)
        texts = (getattr(self.identity, name) for name in _SAID)
        papers = (
            text for one in self.identity.documents for text in (one.kind, one.country, one.number)
        )
        said = "\x1f".join(text or "" for text in (self.given_by, *texts, *papers))
        return blake2b(said.encode("utf-8", "replace"), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Resolved:
    """``decision`` is ``gekend``, ``nieuw`` or ``na_te_kijken``."""

    claim_id: UUID
    person_id: UUID
    confidence: float
    decision: str


async def resolve(tx: Transaction, given: Sequence[Given]) -> list[Resolved]:
    """The person of each claim, in the order of the claims. Best called once per transaction."""
    return [
        Resolved(one.claim_id, one.person_id, one.confidence, one.decision)
        for one in await decide(tx, given)
    ]


async def decide(tx: Transaction, given: Sequence[Given]) -> list[Decided]:
    """As :func:`resolve`, with the grounds of each decision."""
    known = await knowledge(tx)
    digests = [claim.digest for claim in given]
    said: dict[bytes, Given] = {}
    for d, one in zip(digests, given, strict=True):
        said.setdefault(d, one)
    fresh = {d: Features.of(one.identity) for d, one in said.items() if d not in known.heard}
    probes = {d: blocking.probes(one) for d, one in fresh.items()}
    await candidates.lock(tx.conn, known.mark, list(probes.values()))
    linked, found = await candidates.find(
        tx.conn, list(said), list(frozenset().union(*probes.values())), blocking.MOST_PER_KEY, FORM
    )
    if dreamt := [d for d in said if d not in fresh and d not in linked]:
        for d in dreamt:
            known.heard.forget(d)
        return await decide(tx, given)
    for d in linked:
        known.heard.add(d)
    decided = {d: Decided(k.claim_id, k.person_id, k.confidence, KNOWN) for d, k in linked.items()}
    new = {d: one for d, one in fresh.items() if d not in linked}
    if new:
        decided |= await _decide_new(tx, known, said, new, found)
    return [_once(decided, new, d) for d in digests]


def _once(decided: dict[bytes, Decided], new: dict[bytes, Features], found: bytes) -> Decided:
    """Of claims that say the same in one call, the first brings the decision."""
    one = decided[found]
    if new.pop(found, None) is not None or one.decision == KNOWN:
        return one
    return Decided(one.claim_id, one.person_id, one.confidence, KNOWN)


async def _decide_new(
    tx: Transaction,
    known: Knowledge,
    said: dict[bytes, Given],
    new: dict[bytes, Features],
    found: Sequence[Found],
) -> dict[bytes, Decided]:
    deciding = Deciding(tx, known)
    await deciding.load(list(new.values()), found)
    decided = {d: deciding.decide(new_id(tx.now), one) for d, one in new.items()}
    rows = [
        NewClaim(
            one.claim_id,
            d,
            said[d].source_kind,
            said[d].source_id,
            said[d].branch,
            said[d].worker_ref,
            said[d].identity,
        )
        for d, one in decided.items()
    ]
    await claims.add(tx.conn, rows, tx.now)
    await deciding.write()
    await known.share(tx)
    return decided
