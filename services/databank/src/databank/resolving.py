"""Claims to persons, in the transaction that brings the claims.

A claim that the same source repeats word for word is the claim that is known already. For the rest,
claims that share a document, a number, or names with a birth date are resolved one transaction
after the other, so that parallel claims of one new person do not become two persons.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import orjson

from chassis.db import Transaction
from contracts.codes import Branch
from contracts.identity import IdentityClaim
from databank.domain import blocking, matching
from databank.domain.claim import Features, digest
from databank.domain.matching import Candidate, Match, New, Ranked, Review, Verdict
from databank.store import claims, persons
from databank.store.claims import Linked, NewClaim, NewMembership

KNOWN, NEW, REVIEW = "gekend", "nieuw", "na_te_kijken"
POLICE = "politie"
PROVISIONAL_CONFIDENCE = 0.5
"""The link of a claim to a person made only until people answer: too weak for any rule."""


@dataclass(frozen=True, slots=True)
class Given:
    """A claim as it comes in. ``given_by`` names who said it: a worker of an owner, the police."""

    identity: IdentityClaim
    source_kind: str
    source_id: UUID
    branch: Branch | None
    worker_ref: UUID | None = None

    @property
    def given_by(self) -> str:
        return str(self.worker_ref or POLICE)


@dataclass(frozen=True, slots=True)
class Resolved:
    """``decision`` is ``gekend``, ``nieuw`` or ``na_te_kijken``."""

    claim_id: UUID
    person_id: UUID
    confidence: float
    decision: str


async def resolve(tx: Transaction, given: Sequence[Given]) -> list[Resolved]:
    """The person of each claim, in the order of the claims. Call it once per transaction.

    The keys are locked in their own order, so one call never waits in a circle with another; two
    calls in one transaction could, and PostgreSQL would end one of them.
    """
    digests = [digest(claim.identity, claim.given_by) for claim in given]
    known = await claims.by_digest(tx.conn, set(digests))
    unknown = {d: claim for d, claim in zip(digests, given, strict=True) if d not in known}
    decisions: dict[bytes, str] = {}
    if unknown:
        features = {d: Features.of(claim.identity) for d, claim in unknown.items()}
        await claims.lock(tx.conn, [k for f in features.values() for k in blocking.strong_keys(f)])
        known |= await claims.by_digest(tx.conn, unknown)
        work = _Work(tx)
        await work.load({d: f for d, f in features.items() if d not in known})
        for found, claim in unknown.items():
            if found not in known:
                known[found], decisions[found] = work.decide(found, claim, features[found])
        await work.write()
    return [
        Resolved(
            known[d].claim_id, known[d].person_id, known[d].confidence, decisions.pop(d, KNOWN)
        )
        for d in digests
    ]


@dataclass(slots=True)
class _Work:
    """What one call decides, each claim seeing the persons that the ones before it made."""

    tx: Transaction
    found: dict[int, list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    new_persons: list[tuple[UUID, bool]] = field(default_factory=list)
    new_claims: list[NewClaim] = field(default_factory=list)
    keys: list[tuple[int, UUID]] = field(default_factory=list)
    memberships: list[NewMembership] = field(default_factory=list)
    reviews: list[tuple[UUID, UUID, str, str]] = field(default_factory=list)

    async def load(self, features: dict[bytes, Features]) -> None:
        probes = {key for one in features.values() for key in blocking.probes(one)}
        if probes:
            for key, candidate in await claims.candidates(self.tx.conn, probes):
                self.found[key].append(candidate)

    def decide(self, found: bytes, given: Given, features: Features) -> tuple[Linked, str]:
        near = {
            candidate for key in blocking.probes(features) for candidate in self.found.get(key, ())
        }
        verdict = matching.decide(features, near)
        claim_id, person_id = uuid4(), self._person(verdict)
        decision, confidence = _outcome(verdict)
        self.new_claims.append(
            NewClaim(
                claim_id,
                found,
                given.source_kind,
                given.source_id,
                given.branch,
                given.worker_ref,
                given.identity,
            )
        )
        for key in blocking.keys(features):
            self.keys.append((key, claim_id))
            self.found[key].append(Candidate(person_id, features))
        best = verdict.ranked[:1]
        self.memberships.append(
            NewMembership(
                claim_id,
                person_id,
                decision,
                confidence,
                best[0].bits if best else 0.0,
                matching.MODEL.version,
                _waterfall(best),
            )
        )
        if isinstance(verdict, Review):
            self.reviews.append((claim_id, person_id, verdict.reason, _waterfall(verdict.ranked)))
        return Linked(claim_id, person_id, confidence), decision

    def _person(self, verdict: Verdict) -> UUID:
        match verdict:
            case Match():
                return verdict.person_id
            case Review(joins=UUID() as person_id):
                return person_id
        person_id = uuid4()
        self.new_persons.append((person_id, isinstance(verdict, Review)))
        return person_id

    async def write(self) -> None:
        conn, now = self.tx.conn, self.tx.now
        if not self.new_claims:
            return
        if self.new_persons:
            await persons.add(conn, self.new_persons, now)
        await claims.add(conn, self.new_claims, now)
        await claims.index(conn, self.keys)
        await claims.link(conn, self.memberships, now)
        if self.reviews:
            await persons.ask(conn, self.reviews, now)


def _outcome(verdict: Verdict) -> tuple[str, float]:
    match verdict:
        case Match(confidence=confidence):
            return KNOWN, confidence
        case New():
            return NEW, 1.0  # the claim is what the person is known by
        case Review(joins=None):
            return REVIEW, PROVISIONAL_CONFIDENCE
        case Review(confidence=confidence):
            return REVIEW, confidence


def _waterfall(ranked: Sequence[Ranked]) -> str:
    """Fields, levels and bits per person; no value of a field."""
    return orjson.dumps(
        [
            {
                "personId": str(one.person_id),
                "posterior": round(one.posterior, 6),
                "conflict": one.conflict,
                "steps": [
                    {"field": s.field, "level": s.level, "bits": s.bits}
                    for s in one.steps
                    if s.level != "missing"
                ],
            }
            for one in ranked[:5]
        ]
    ).decode()
