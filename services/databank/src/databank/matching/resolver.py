"""Claims to persons, in the transaction that brings the claims.

A claim that the same source repeats word for word is the claim that is known already. The rest is
decided one transaction after the other wherever two claims could meet: parallel claims of one new
person do not become two persons, whatever little they have in common.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import blake2b
from itertools import islice, pairwise
from uuid import UUID

from chassis.db import Transaction
from contracts.codes import Branch
from contracts.identity import IdentityClaim
from databank.matching.linkage_session import Decided, Deciding
from databank.matching.model_state import knowledge
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.store import candidates
from databank.matching.store.candidates import Sought
from databank.matching.store.claim_writer import NewClaim
from databank.matching.store.ids import new_id
from databank.matching.task_chain import Behind
from linkage.claim import Features, RawClaim, digest

POLICE = "politie"
AT_ONCE = 50
"""So many claims are looked for together, and so many decisions written."""
BREATH = 5
"""After so many the rest of the process has its turn, and the database its next rows."""
_SAID = tuple(one.name for one in fields(RawClaim) if one.name != "documents")


@dataclass(frozen=True)
class IncomingClaim:
    """A claim as it comes in. ``given_by`` names who said it: a worker of an owner, the police.

    ``apart`` is of words that fit many, as an alias alone: saying them again says nothing known.
    """

    identity: IdentityClaim | RawClaim
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
class Resolution:
    """``decision`` is ``gekend``, ``nieuw`` or ``na_te_kijken``."""

    claim_id: UUID
    person_id: UUID
    confidence: float
    decision: LinkOutcome


async def resolve(tx: Transaction, given: Sequence[IncomingClaim]) -> list[Resolution]:
    """The person of each claim, in the order of the claims. Best called once per transaction."""
    return [
        Resolution(one.claim_id, one.person_id, one.confidence, one.decision)
        for one in await decide(tx, given)
    ]


async def decide(
    tx: Transaction, given: Sequence[IncomingClaim], ready: Mapping[bytes, Sought] | None = None
) -> list[Decided]:
    """As :func:`resolve`, with the grounds of each decision.

    ``ready`` are claims by digest that were brought to one form before.
    """
    known = await knowledge(tx)
    digests = [claim.digest for claim in given]
    said: dict[bytes, IncomingClaim] = {}
    for d, one in zip(digests, given, strict=True):
        said.setdefault(d, one)
    fresh = {
        d: (ready or {}).get(d) or Sought.of(Features.of(one.identity))
        for d, one in said.items()
        if d not in known.heard
    }
    deciding = Deciding(tx, known)
    parts = _parts(fresh) or [{}]
    sought = list(parts[0].values())
    linked, found = await candidates.meet(tx.conn, known.mark, list(said), sought)
    if dreamt := [d for d in said if d not in fresh and d not in linked]:
        for d in dreamt:
            known.heard.forget(d)
        return await decide(tx, given)
    for d in linked:
        known.heard.add(d)
    decided = {
        d: Decided(k.claim_id, k.person_id, k.confidence, LinkOutcome.KNOWN)
        for d, k in linked.items()
    }
    new = {d for d in fresh if d not in linked}
    if new:
        await deciding.load(sought, found)
        decided |= await _decide_new(deciding, said, parts, new)
        await known.keep(tx)
        await known.share(tx)
    return [_once(decided, new, d) for d in digests]


def _parts(fresh: Mapping[bytes, Sought]) -> list[dict[bytes, Sought]]:
    all_ = iter(fresh.items())
    return list(iter(lambda: dict(islice(all_, AT_ONCE)), {}))


async def _look(deciding: Deciding, part: Mapping[bytes, Sought]) -> None:
    """Load what these claims are compared with."""
    sought = list(part.values())
    _, found = await candidates.find(deciding.tx.conn, [], sought)
    await deciding.load(sought, found)


def _once(decided: dict[bytes, Decided], new: set[bytes], found: bytes) -> Decided:
    """Of claims that say the same in one call, the first brings the decision."""
    one = decided[found]
    if found in new:
        new.discard(found)
        return one
    return Decided(one.claim_id, one.person_id, one.confidence, LinkOutcome.KNOWN)


async def _decide_new(
    deciding: Deciding,
    said: Mapping[bytes, IncomingClaim],
    parts: Sequence[Mapping[bytes, Sought]],
    new: Collection[bytes],
) -> dict[bytes, Decided]:
    """While some claims are decided, the database writes those before and looks for those after."""
    decided: dict[bytes, Decided] = {}
    async with Behind() as behind:
        for part, next_part in pairwise([*parts, {}]):
            after = {d: one for d, one in next_part.items() if d in new}
            looking = behind.do(_look(deciding, after)) if after else None
            for number, (d, one) in enumerate(part.items(), 1):
                if d not in new:
                    continue
                decided[d] = deciding.decide(new_id(deciding.tx.now), one)
                deciding.notes.claims.append(_row(decided[d].claim_id, d, said[d]))
                if number % BREATH == 0:
                    await asyncio.sleep(0)
            if looking:
                await looking
                behind.do(deciding.noted().write(deciding.tx))
    await deciding.noted().write(deciding.tx)
    return decided


def _row(claim_id: UUID, found: bytes, one: IncomingClaim) -> NewClaim:
    return NewClaim(
        claim_id, found, one.source_kind, one.source_id, one.branch, one.worker_ref, one.identity
    )
