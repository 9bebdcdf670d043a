"""One claim and the claims that resemble it: a known person, a new one, or a question for people.

Weights in bits per field (Fellegi and Sunter, 1969) give a posterior over {new, every candidate}.
The bits per field, the waterfall, are kept with the decision, so that it can be shown and done
again.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol
from uuid import UUID

from linkage.claim import Features, is_valid_number
from linkage.comparison_levels import Compared, compare
from linkage.match_weights import (
    NAMES,
    Step,
    Weights,
    at_one_place,
    corrected,
    sums,
    uncorrected,
    waterfall,
    weigh,
)
from linkage.model import Model
from linkage.parameter_estimation import Learned

OTHER_NUMBER = "ander_rijksregisternummer"
OTHER_PERSON = "naam_en_geboortedatum_anders"
OTHER_SEX = "geslacht_en_geboortedatum_anders"
DOUBT = "twijfel"
TWO_PERSONS = "twee_personen"
MIXED = ""
"""No one culture: how often a name occurs everywhere."""
SHOWN = 5
"""So many persons are kept with a decision."""
SETTLED = 0.99
"""The probability from which nobody looks further than at the likeliest candidates."""
IDENTIFYING = ("document", "number")
NEXT = ("typo", "near")
"""Numbers that twins have: their papers were made one after the other."""
DIFFERENT = {field: (field, "different", "") for field in ("birth", "family", "given", "sex")}
TELLING = frozenset(("document", "number", "phone", "alias", "street"))


class Earlier(Protocol):
    """An earlier claim and the person that it belongs to."""

    @property
    def person_id(self) -> UUID: ...

    @property
    def features(self) -> Features: ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier claim that is at hand."""

    person_id: UUID
    features: Features


class Ranked:
    """A person that the claim may be, by what fits best of that person's claims."""

    __slots__ = ("_plain", "_steps", "_weights", "conflict", "person_id", "posterior")

    def __init__(
        self,
        person_id: UUID,
        plain: Sequence[Step],
        posterior: float,
        conflict: str | None,
        weights: Weights | None = None,
    ) -> None:
        """``plain`` are the steps before ``weights`` correct them."""
        self.person_id = person_id
        self.posterior = posterior
        self.conflict = conflict
        self._plain = plain
        self._weights = weights
        self._steps: tuple[Step, ...] | None = None

    def _told(self) -> tuple[object, ...]:
        return (self.person_id, self.posterior, self.conflict, self.steps)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ranked) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash(self.person_id)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The waterfall; made when it is first asked for, since most are never looked at."""
        if self._steps is None:
            plain = self._plain
            self._steps = waterfall(plain, self._weights) if self._weights else tuple(plain)
        return self._steps

    @property
    def bits(self) -> float:
        return math.fsum(step.bits for step in self.steps)

    @property
    def is_exact(self) -> bool:
        """Whether a document or number is the same, and one that identifies."""
        return any(
            step.level == "exact" and step.field in IDENTIFYING and step.bits > IDENTIFIES
            for step in self._plain
        )


@dataclass(frozen=True, slots=True)
class Match:
    """The claim belongs to this person; ``confidence`` is the probability that it does."""

    ranked: tuple[Ranked, ...]
    confidence: float
    makes_person = False

    @property
    def person_id(self) -> UUID:
        return self.ranked[0].person_id


@dataclass(frozen=True, slots=True)
class New:
    """Nobody known resembles the claim enough."""

    ranked: tuple[Ranked, ...] = ()
    makes_person = True


@dataclass(frozen=True, slots=True)
class Review:
    """People decide. Until then the claim stands with ``joins``, or with a provisional person.

    ``joins`` is set only when the claim fits two known persons: somebody it is, and a third record
    of the same person would make things worse. Where those two are likely one, ``confidence`` is
    that it is them, and what people are asked is whether to merge the two.
    """

    ranked: tuple[Ranked, ...]
    reason: str
    joins: UUID | None = None
    confidence: float = 0.5

    @property
    def makes_person(self) -> bool:
        return self.joins is None


Verdict = Match | New | Review
IDENTIFIES = 10.0
"""Bits from which an equal document or number is worth a look by people, whatever the rest says."""


def decide(
    claim: Features,
    candidates: Iterable[Earlier],
    model: Model | None = None,
    learned: Learned | None = None,
    others: Sequence[Earlier] = (),
) -> Verdict:
    """Pure and independent of the order of the candidates.

    ``others`` share less with the claim: of a person whom the candidates settle on they count too,
    anybody else's are compared only where nothing is settled.
    """
    weights = (learned or Learned()).weights(model or Model.shipped())
    persons = _compared(claim, candidates, weights)
    ranked = _rank(claim, persons, weights)
    if others and _is_settled(ranked):
        more = [one for one in others if one.person_id == ranked[0].person_id]
        ranked = _rank(claim, _compared(claim, more, weights, persons), weights)
    if others and not _is_settled(ranked):
        ranked = _rank(claim, _compared(claim, others, weights, persons), weights)
    if not ranked:
        return New()
    best, known = ranked[0], math.fsum(one.posterior for one in ranked)
    if best.conflict:
        stands_out = best.posterior > 1 - weights.new_at or any(one.is_exact for one in ranked)
        return Review(ranked, best.conflict) if stands_out else New(ranked)
    if best.posterior >= weights.match_at:
        doubtful = _may_be_another(best)
        return Review(ranked, DOUBT) if doubtful else Match(ranked, best.posterior)
    if known >= weights.match_at:
        one, other = (persons[ranked[place].person_id] for place in (0, 1))
        confidence = known if _likely_one(one, other, weights) else best.posterior
        return Review(ranked, TWO_PERSONS, joins=best.person_id, confidence=confidence)
    if known > 1 - weights.new_at or any(one.is_exact for one in ranked):
        return Review(ranked, DOUBT)
    return New(ranked)


def _is_settled(ranked: Sequence[Ranked]) -> bool:
    return bool(ranked) and ranked[0].posterior >= SETTLED and not ranked[0].conflict


def _may_be_another(best: Ranked) -> bool:
    """Another given name, and what agrees is what twins share, or papers that were lent."""
    levels = {step.field: step.level for step in best.steps}
    if levels.get("given") != "different":
        return False
    agreeing = {
        step.field
        for step in best.steps
        if step.bits > 0 and not (step.field in IDENTIFYING and step.level in NEXT)
    }
    if levels.get("birth") == "exact":
        return not agreeing & TELLING
    return best.is_exact and "birth" not in agreeing


def rank(
    claim: Features,
    candidates: Iterable[Earlier],
    model: Model | None = None,
    learned: Learned | None = None,
) -> tuple[Ranked, ...]:
    """The persons behind the candidates, the likeliest first."""
    weights = (learned or Learned()).weights(model or Model.shipped())
    return _rank(claim, _compared(claim, candidates, weights), weights)


def _likely_one(one: "_Person", other: "_Person", weights: Weights) -> bool:
    """Whether two known persons whom a claim fits are themselves more likely one than not."""
    pairs = [(a.features, b.features) for a in one.claims[:SHOWN] for b in other.claims[:SHOWN]]
    if any(conflict(a, b) for a, b in pairs):
        return False
    return any(weigh(compare(a, b), MIXED, weights)[0] + weights.prior > 0 for a, b in pairs)


def _compared(
    claim: Features,
    candidates: Iterable[Earlier],
    weights: Weights,
    persons: "dict[UUID, _Person] | None" = None,
) -> "dict[UUID, _Person]":
    """``persons`` are those who were compared before, to whom these are added."""
    persons = {} if persons is None else persons
    for candidate in candidates:
        other = candidate.features
        compared = compare(claim, other)
        culture = claim.culture if claim.culture == other.culture else MIXED
        bits, steps = weigh(compared, culture, weights)
        person = persons.get(candidate.person_id)
        if person is None:
            person = persons[candidate.person_id] = _Person()
        person.claims.append(_Compared(bits, steps, other, compared))
    return persons


def _rank(claim: Features, persons: "dict[UUID, _Person]", weights: Weights) -> tuple[Ranked, ...]:
    scored = sorted((-person.bits(weights), id_) for id_, person in persons.items())
    # 2^bits may overflow where many fields agree, so the largest exponent is taken out first.
    top = max(0.0, weights.prior - scored[0][0]) if scored else 0.0
    odds = [2 ** (weights.prior - minus - top) for minus, _ in scored]
    whole = math.fsum([2**-top, *odds])
    return tuple(
        Ranked(
            person_id,
            persons[person_id].steps,
            share / whole,
            persons[person_id].conflict(claim),
            weights,
        )
        for (_, person_id), share in zip(scored[:SHOWN], odds, strict=False)
    )


class _Compared(NamedTuple):
    bits: float
    steps: list[Step]
    features: Features
    compared: list[Compared]


class _Person:
    """One candidate person: names as the best of the claims has them, other fields as any has."""

    __slots__ = ("claims", "steps")

    def __init__(self) -> None:
        self.claims: list[_Compared] = []
        self.steps: list[Step] = []

    def bits(self, weights: Weights) -> float:
        best = self.claims[0]
        if len(self.claims) == 1:
            self.steps = best.steps
            return best.bits
        self.claims.sort(key=lambda one: (-one.bits, one.compared))
        merged = {step.field: step for step in self.claims[0].steps}
        for one in self.claims[1:]:
            for step in one.steps:
                kept = merged.get(step.field)
                if step.field not in NAMES and (kept is None or step.bits > kept.bits):
                    merged[step.field] = step
        self.steps = at_one_place(list(merged.values()), weights)
        return corrected(sums(self.steps), weights)

    def conflict(self, claim: Features) -> str | None:
        found = {conflict(claim, one.features, one.compared) for one in self.claims}
        if OTHER_NUMBER in found:
            return OTHER_NUMBER
        return None if None in found else min(filter(None, found))


def conflict(
    one: Features, other: Features, compared: Sequence[Compared] | None = None
) -> str | None:
    """What forbids an automatic link, however well the rest agrees."""
    mine, theirs = one.number, other.number
    if mine and theirs and mine != theirs and is_valid_number(mine) and is_valid_number(theirs):
        return OTHER_NUMBER
    said = compare(one, other) if compared is None else compared
    if DIFFERENT["birth"] in said:
        if DIFFERENT["family"] in said and DIFFERENT["given"] in said:
            return OTHER_PERSON
        if DIFFERENT["sex"] in said:
            return OTHER_SEX
    return None


def replay(steps: Iterable[Step], weights: Weights) -> tuple[Step, ...]:
    """The same waterfall again, from levels and frequencies, with the weights of its day."""
    plain: list[Step] = []
    for step in uncorrected(steps):
        if step.share is None:
            again = step._replace(bits=weights.fixed[step.field][step.level])
        else:
            again = step._replace(bits=weights.surprise(step.field, step.level, step.share))
        plain.append(again)
    return waterfall(at_one_place(plain, weights), weights)
