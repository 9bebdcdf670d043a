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
from operator import attrgetter
from time import perf_counter
from uuid import UUID

from chassis.db import Transaction
from contracts.branches import Branch
from contracts.identity import IdentityClaim
from databank.access.shields.view import over_everybody
from databank.matching import decision_metrics
from databank.matching.linkage_session import LinkageSession
from databank.matching.model_state import current_state
from databank.matching.rules.few_words import says_little
from databank.matching.rules.identity_claims import as_stated, digest
from databank.matching.rules.outcomes import ClaimDecision, LinkOutcome
from databank.matching.store import candidates
from databank.matching.store.candidates import ClaimQuery
from databank.matching.store.claim_writer import NewClaim
from databank.matching.task_chain import TaskChain
from databank.persons.store.ids import new_id
from linkage.claim import Features, RawClaim

POLICE = "politie"
"""The source of a claim that comes with no worker of an owner."""
AT_ONCE = 50
"""Claims whose candidates are found together, and whose decisions are written together."""
YIELD_EVERY = 5
"""Claims after which the rest of the process has its turn, and the database its next rows."""
_TEXTS = attrgetter(*(field.name for field in fields(RawClaim) if field.name != "documents"))


@dataclass(eq=False)
class IncomingClaim:
    """A claim as it comes in. ``given_by`` names who said it: a worker of an owner, the police.

    ``apart`` is of words that fit many, as an alias alone: saying them again says nothing known.
    ``once``: its ``source_id`` is of nothing else, so nobody can repeat it. Never changed once
    it is made, though not frozen: making one would take twice as long or more.
    """

    identity: IdentityClaim | RawClaim
    source_kind: str
    source_id: UUID
    branch: Branch | None
    worker_ref: UUID | None = None
    apart: UUID | None = None
    once: bool = False

    @property
    def given_by(self) -> str:
        return str(self.worker_ref or self.apart or POLICE)

    @cached_property
    def digest(self) -> bytes:
        """The same for what the same source says word for word."""
        if self.once:
            return self.source_id.bytes
        if not isinstance(self.identity, RawClaim):
            return digest(self.identity, self.given_by)
        texts: tuple[str | None, ...] = _TEXTS(self.identity)
        papers = [t for d in self.identity.documents for t in (d.kind, d.country, d.number)]
        text = "\x1f".join([part or "" for part in (self.given_by, *texts, *papers)])
        return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()

    def row(self, claim_id: UUID) -> NewClaim:
        """The claim to be written."""
        return NewClaim(
            claim_id,
            self.digest,
            self.source_kind,
            self.source_id,
            self.branch,
            self.worker_ref,
            self.identity,
        )


@dataclass(frozen=True, slots=True)
class Resolution:
    """The person of a claim, as other capabilities see it."""

    claim_id: UUID
    person_id: UUID
    confidence: float
    decision: LinkOutcome


@over_everybody
async def resolve(tx: Transaction, incoming: Sequence[IncomingClaim]) -> list[Resolution]:
    """The person of each claim, in the order of the claims. Best called once per transaction."""
    began = perf_counter()
    decided = await decide(tx, incoming)
    decision_metrics.note((claim.decision for claim in decided), perf_counter() - began)
    return [
        Resolution(claim.claim_id, claim.person_id, claim.confidence, claim.decision)
        for claim in decided
    ]


async def decide(
    tx: Transaction,
    incoming: Sequence[IncomingClaim],
    prepared: Mapping[bytes, ClaimQuery] | None = None,
) -> list[ClaimDecision]:
    """As :func:`resolve`, with the grounds of each decision.

    ``prepared`` are claims by digest that were brought to one form before.
    """
    state = await current_state(tx)
    digests = [claim.digest for claim in incoming]
    by_digest: dict[bytes, IncomingClaim] = {}
    for d, claim in zip(digests, incoming, strict=True):
        by_digest.setdefault(d, claim)
    fresh = {
        d: (prepared or {}).get(d)
        or ClaimQuery.of(Features.of(as_stated(claim.identity)), claim.source_kind)
        for d, claim in by_digest.items()
        if d not in state.seen_digests
    }
    session = LinkageSession(tx.conn, tx.now, state)
    parts = parts_of(fresh) or [{}]
    queries = list(parts[0].values())
    linked, found = await candidates.lock_and_find(tx.conn, state.mark, list(by_digest), queries)
    if vanished := [d for d in by_digest if d not in fresh and d not in linked]:
        for d in vanished:
            state.seen_digests.forget(d)
        return await decide(tx, incoming)
    for d in linked:
        state.seen_digests.add(d)
    decided = {
        d: ClaimDecision(link.claim_id, link.person_id, link.confidence, LinkOutcome.KNOWN)
        for d, link in linked.items()
    }
    new = {d for d in fresh if d not in linked}
    if new:
        await session.load(queries, found)
        session.is_last = len(new) == 1
        async with TaskChain() as chain:
            decided |= await decide_parts(chain, session, by_digest, parts, new)
        await session.take_pending().write(tx.conn, tx.now)
        await state.keep(tx)
        await state.share(tx)
    return [_once(decided, new, d) for d in digests]


def parts_of(fresh: Mapping[bytes, ClaimQuery]) -> list[dict[bytes, ClaimQuery]]:
    """Claims in parts whose candidates are found together."""
    all_ = iter(fresh.items())
    return list(iter(lambda: dict(islice(all_, AT_ONCE)), {}))


async def load_candidates(session: LinkageSession, part: Mapping[bytes, ClaimQuery]) -> None:
    """Find the candidates of a part, by all that the connection's transaction wrote so far."""
    queries = list(part.values())
    _, found = await candidates.find(session.conn, [], queries)
    await session.load(queries, found)


def _once(decided: dict[bytes, ClaimDecision], new: set[bytes], digest_: bytes) -> ClaimDecision:
    """Of claims that say the same in one call, the first brings the decision."""
    claim = decided[digest_]
    if digest_ in new:
        new.discard(digest_)
        return claim
    return ClaimDecision(claim.claim_id, claim.person_id, claim.confidence, LinkOutcome.KNOWN)


async def decide_parts(
    chain: TaskChain,
    session: LinkageSession,
    by_digest: Mapping[bytes, IncomingClaim],
    parts: Sequence[Mapping[bytes, ClaimQuery]],
    new: Collection[bytes],
) -> dict[bytes, ClaimDecision]:
    """While some claims are decided, the database writes those before and looks for those after.

    The candidates of the first part are loaded already; the rows of the last are left pending.
    """
    decided: dict[bytes, ClaimDecision] = {}
    for part, next_part in pairwise([*parts, {}]):
        after = {d: query for d, query in next_part.items() if d in new}
        loading = chain.add(load_candidates(session, after)) if after else None
        for number, (d, query) in enumerate(part.items(), 1):
            if d not in new:
                continue
            claim = by_digest[d]
            few = claim.apart is not None and says_little(query.features)
            decided[d] = session.decide(claim.row(new_id(session.now)), query, few_words=few)
            if number % YIELD_EVERY == 0:
                await asyncio.sleep(0)
        if loading:
            await loading
            chain.add(session.take_pending().write(session.conn, session.now))
    return decided
