"""Posterior probabilities over every candidate person and "somebody new"."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from linkage.conflicts import OTHER_NUMBER
from linkage.match_weights import (
    NAMES,
    WaterfallStep,
    Weights,
    corrected_bits,
    municipality_beside_postcode,
    total_weights,
    waterfall,
    weigh,
)
from linkage.schema import Comparison, Folded, Schema

MAX_RANKED: Final = 5
"""Persons that are kept with a decision."""
IDENTIFYING = ("document", "number")
SAME_NUMBER: Final = ("exact", "recoded")
IDENTIFYING_BITS: Final = 10.0
"""Bits from which an equal document or number is worth a look by people, whatever the rest says."""


class Candidate(Protocol):
    """An earlier claim that blocking found, and the person that it belongs to."""

    @property
    def person_id(self) -> UUID: ...

    @property
    def features(self) -> Folded: ...


@dataclass(frozen=True, slots=True)
class KnownClaim:
    """The simplest candidate: an earlier claim that is at hand."""

    person_id: UUID
    features: Folded


class RankedPerson:
    """A person that the claim may be, by what fits best of that person's claims."""

    __slots__ = ("_plain", "_steps", "_weights", "conflict", "person_id", "posterior", "prior")

    def __init__(
        self,
        person_id: UUID,
        plain: Sequence[WaterfallStep],
        posterior: float,
        conflict: str | None,
        weights: Weights | None = None,
        prior: float = 0.0,
    ) -> None:
        """``plain`` are the steps before ``weights`` correct them; ``prior`` is in bits."""
        self.person_id = person_id
        self.posterior = posterior
        self.conflict = conflict
        self.prior = prior
        self._plain = plain
        self._weights = weights
        self._steps: tuple[WaterfallStep, ...] | None = None

    def _key(self) -> tuple[object, ...]:
        return (self.person_id, self.posterior, self.prior, self.conflict, self.steps)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RankedPerson) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self.person_id)

    @property
    def steps(self) -> tuple[WaterfallStep, ...]:
        """The waterfall; made when it is first asked for, since most are never looked at."""
        if self._steps is None:
            plain = self._plain
            self._steps = waterfall(plain, self._weights) if self._weights else tuple(plain)
        return self._steps

    @property
    def bits(self) -> float:
        """The match weight, corrections included."""
        return math.fsum(step.bits for step in self.steps)

    @property
    def said(self) -> float:
        """The probability to go by, after the caution that verdicts taught."""
        return self._weights.cautious(self.posterior) if self._weights else self.posterior

    @property
    def is_exact(self) -> bool:
        """Whether a document or number is the same, and one that identifies."""
        for step in self._plain:
            if (
                step.level in SAME_NUMBER
                and step.bits > IDENTIFYING_BITS
                and step.field in IDENTIFYING
            ):
                return True
        return False


class ComparedClaim:
    """A candidate's claim as it was compared: its weight, and the steps that make it."""

    __slots__ = ("bits", "compared", "features", "steps")

    def __init__(
        self,
        bits: float,
        steps: list[WaterfallStep],
        features: Folded,
        compared: list[Comparison],
    ) -> None:
        self.bits = bits
        self.steps = steps
        self.features = features
        self.compared = compared


class CandidatePerson:
    """One candidate person: names as the best of the claims has them, other fields as any has."""

    __slots__ = ("claims", "person_id", "steps")

    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.claims: list[ComparedClaim] = []
        self.steps: list[WaterfallStep] = []

    def bits(self, weights: Weights) -> float:
        best = self.claims[0]
        if len(self.claims) == 1:
            self.steps = best.steps
            return best.bits
        self.claims.sort(key=lambda claim: (-claim.bits, claim.compared))
        merged = {step.field: step for step in self.claims[0].steps}
        for claim in self.claims[1:]:
            for step in claim.steps:
                field = step.field
                kept = merged.get(field)
                if (kept is None or step.bits > kept.bits) and field not in NAMES:
                    merged[field] = step
        self.steps = municipality_beside_postcode(list(merged.values()), weights)
        return corrected_bits(total_weights(self.steps), weights)

    def conflict(self, claim: Folded, schema: Schema) -> str | None:
        """None as soon as one of the person's claims is free of any conflict but the number's."""
        least: str | None = None
        has_free = False
        for other in self.claims:
            code = schema.conflict(claim, other.features, other.compared)
            if code == OTHER_NUMBER:
                return code
            if code is None:
                has_free = True
            elif least is None or code < least:
                least = code
        return None if has_free else least


Persons = dict[UUID, CandidatePerson]


def compare_with(
    claim: Folded,
    candidates: Iterable[Candidate],
    weights: Weights,
    persons: Persons | None = None,
) -> Persons:
    """The candidates by person, weighed; ``persons`` were compared before, and are added to."""
    persons = {} if persons is None else persons
    schema = weights.schema
    for candidate in candidates:
        other = candidate.features
        compared = schema.compare(claim, other)
        bits, steps = weigh(compared, weights)
        person_id = candidate.person_id
        person = persons.get(person_id)
        if person is None:
            person = persons[person_id] = CandidatePerson(person_id)
        person.claims.append(ComparedClaim(bits, steps, other, compared))
    return persons


def rank_persons(
    claim: Folded, persons: Persons, weights: Weights, prior: float
) -> tuple[RankedPerson, ...]:
    """The likeliest persons first, each with its probability among all of them and a new one."""
    scored = [(-person.bits(weights), person.person_id, person) for person in persons.values()]
    scored.sort()
    # 2^bits may overflow where many fields agree, so the largest exponent is taken out first.
    top = max(0.0, prior - scored[0][0]) if scored else 0.0
    odds = [2 ** (prior - minus - top) for minus, _, _ in scored]
    whole = math.fsum([2**-top, *odds])
    ranked: list[RankedPerson] = []
    for place in range(min(len(scored), MAX_RANKED)):
        _, person_id, person = scored[place]
        posterior, contradicted = odds[place] / whole, person.conflict(claim, weights.schema)
        ranked.append(
            RankedPerson(person_id, person.steps, posterior, contradicted, weights, prior)
        )
    return tuple(ranked)


def entropy(posteriors: Iterable[float]) -> float:
    """In bits, over the candidates and "somebody new"; 1 where nothing was computed.

    One bit is what a plain yes or no teaches that could go either way.
    """
    known = [min(max(posterior, 0.0), 1.0) for posterior in posteriors]
    if not known:
        return 1.0
    new = max(0.0, 1 - math.fsum(known))
    return math.fsum(-p * math.log2(p) for p in (*known, new) if p > 0)
