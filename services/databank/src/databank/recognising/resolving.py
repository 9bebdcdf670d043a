"""Claims to persons, in the transaction that brings the claims.

A claim that the same source repeats word for word is the claim that is known already. The rest is
decided one transaction after the other wherever two claims could meet: parallel claims of one new
person do not become two persons, whatever little they have in common.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import blake2b
from uuid import UUID

from chassis.db import Transaction
from contracts.codes import Branch
from contracts.identity import IdentityClaim
from databank.domain.claim import Claimed, Features, digest
from databank.recognising.behind import Behind
from databank.recognising.deciding import KNOWN, NEW, REVIEW, Decided, Deciding, Sought
from databank.recognising.knowing import Knowledge, knowledge
from databank.store import candidates
from databank.store.candidates import Found
from databank.store.claims import NewClaim
from databank.store.ids import new_id

__all__ = ["KNOWN", "NEW", "REVIEW", "Given", "Resolved", "decide", "resolve"]

POLICE = "politie"
AT_ONCE = 50
"""So many decisions are written together."""
BREATH = 5
"""After so many the rest of the process has its turn, and the database its next rows."""
_SAID = tuple(one.name for one in fields(Claimed) if one.name != "documents")


@dataclass(frozen=True)
class Given:
    """A claim as it comes in. ``given_by`` names who said it: a worker of an owner, the police.

    ``apart`` is of words that fit many, as an alias alone: saying them again says nothing known.
    """

    identity: IdentityClaim | Claimed
    source_kind: str
    source_id: UUID
    branch: Branch | None
    worker_ref: UUID | None = None
    apart: UUID | None = None

    @property
    def given_by(self) -> str:
        return str(self.worker_ref or self.apart or POLICE)

    @cached_property
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


async def decide(
    tx: Transaction, given: Sequence[Given], ready: Mapping[bytes, Sought] | None = None
) -> list[Decided]:
    """As :func:`resolve`, with the grounds of each decision.

    ``ready`` are claims by digest that were brought to one form before.
    """
    known = await knowledge(tx)
    digests = [claim.digest for claim in given]
    said: dict[bytes, Given] = {}
    for d, one in zip(digests, given, strict=True):
        said.setdefault(d, one)
    fresh = {
        d: (ready or {}).get(d) or Sought.of(Features.of(one.identity))
        for d, one in said.items()
        if d not in known.heard
    }
    probes = [one.probes for one in fresh.values()]
    await candidates.lock(tx.conn, known.mark, probes)
    linked, found = await candidates.find(tx.conn, list(said), list(fresh.values()))
    if dreamt := [d for d in said if d not in fresh and d not in linked]:
        for d in dreamt:
            known.heard.forget(d)
        return await decide(tx, given)
    for d in linked:
        known.heard.add(d)
    decided = {d: Decided(k.claim_id, k.person_id, k.confidence, KNOWN) for d, k in linked.items()}
    near = dict(zip(fresh, found, strict=True))
    new = {d: one for d, one in fresh.items() if d not in linked}
    if new:
        decided |= await _decide_new(tx, known, said, new, [near[d] for d in new])
    return [_once(decided, new, d) for d in digests]


def _once(decided: dict[bytes, Decided], new: dict[bytes, Sought], found: bytes) -> Decided:
    """Of claims that say the same in one call, the first brings the decision."""
    one = decided[found]
    if new.pop(found, None) is not None or one.decision == KNOWN:
        return one
    return Decided(one.claim_id, one.person_id, one.confidence, KNOWN)


async def _decide_new(
    tx: Transaction,
    known: Knowledge,
    said: Mapping[bytes, Given],
    new: Mapping[bytes, Sought],
    found: Sequence[Sequence[Found]],
) -> dict[bytes, Decided]:
    """While the database writes some decisions down, the next are made."""
    deciding = Deciding(tx, known)
    await deciding.load(list(new.values()), found)
    decided: dict[bytes, Decided] = {}
    async with Behind() as behind:
        for number, (d, one) in enumerate(new.items(), 1):
            decided[d] = deciding.decide(new_id(tx.now), one)
            deciding.notes.claims.append(_row(decided[d].claim_id, d, said[d]))
            if number % AT_ONCE == 0:
                await behind.do(deciding.noted().write(tx))
            elif number % BREATH == 0:
                await asyncio.sleep(0)
        await behind.do(deciding.noted().write(tx))
    await known.keep(tx)
    await known.share(tx)
    return decided


def _row(claim_id: UUID, found: bytes, one: Given) -> NewClaim:
    return NewClaim(
        claim_id, found, one.source_kind, one.source_id, one.branch, one.worker_ref, one.identity
    )
