"""Claims to persons, in the transaction that brings the claims.

A claim that the same source repeats word for word is the claim that is known already. The rest is
decided one transaction after the other wherever two claims could meet: parallel claims of one new
person do not become two persons, whatever little they have in common.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from hashlib import blake2b
from uuid import UUID

import orjson

from chassis.db import Transaction
from contracts.codes import Branch
from contracts.identity import IdentityClaim
from databank.deciding import KNOWN, NEW, REVIEW, Decided, Deciding
from databank.domain import blocking
from databank.domain.claim import Claimed, Features, digest
from databank.knowing import knowledge
from databank.store import candidates, claims, persons
from databank.store.claims import NewClaim
from databank.store.ids import new_id

__all__ = ["KNOWN", "NEW", "REVIEW", "Given", "Resolved", "decide", "resolve"]

POLICE = "politie"


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
        said = orjson.dumps([self.given_by, *astuple(self.identity)])
        return blake2b(said, digest_size=16).digest()


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
    await persons.steady(tx.conn)
    digests = [claim.digest for claim in given]
    linked = await claims.by_digest(tx.conn, set(digests))
    if unknown := {d: one for d, one in zip(digests, given, strict=True) if d not in linked}:
        features = {d: Features.of(one.identity) for d, one in unknown.items()}
        await candidates.lock(tx.conn, [blocking.probes(one) for one in features.values()])
        linked |= await claims.by_digest(tx.conn, unknown)
    decided = {d: Decided(k.claim_id, k.person_id, k.confidence, KNOWN) for d, k in linked.items()}
    if missing := {d: one for d, one in unknown.items() if d not in decided}:
        decided |= await _decide_anew(tx, missing, features)
    first = dict.fromkeys(missing)
    return [_once(decided, first, d) for d in digests]


def _once(decided: dict[bytes, Decided], first: dict[bytes, None], found: bytes) -> Decided:
    """Of claims that say the same in one call, the first brings the decision."""
    one = decided[found]
    if found in first:
        del first[found]
        return one
    return Decided(one.claim_id, one.person_id, one.confidence, KNOWN)


async def _decide_anew(
    tx: Transaction, given: dict[bytes, Given], features: dict[bytes, Features]
) -> dict[bytes, Decided]:
    known = await knowledge(tx)
    deciding = Deciding(tx, known)
    await deciding.load(features[d] for d in given)
    decided = {d: deciding.decide(new_id(tx.now), features[d]) for d in given}
    new = [
        NewClaim(
            decided[d].claim_id,
            d,
            one.source_kind,
            one.source_id,
            one.branch,
            one.worker_ref,
            one.identity,
        )
        for d, one in given.items()
    ]
    await claims.add(tx.conn, new, tx.now)
    await deciding.write()
    await known.share(tx)
    return decided
