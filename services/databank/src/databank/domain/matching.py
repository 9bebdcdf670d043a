"""One claim and the claims that resemble it: a known person, a new one, or a question for people.

An exact document or national number decides, unless the rest contradicts it. Otherwise weights in
bits per field (Fellegi and Sunter, 1969) give a posterior over {new, every candidate}. The bits per
field, the waterfall, are kept with the decision, so that it can be shown and done again.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from rapidfuzz.distance import OSA, JaroWinkler

from databank.domain.claim import Features, is_valid_number
from databank.domain.model import Model

if TYPE_CHECKING:
    from databank.domain.learning import Learned

OTHER_NUMBER = "ander_rijksregisternummer"
OTHER_PERSON = "naam_en_geboortedatum_anders"
ALIKE = 0.92
"""Jaro-Winkler similarity from which two folded names may be one name misspelt."""


MODEL = Model.shipped()

SWAPPING = -3
"""Writing names the other way round is rarer than writing them as they are."""


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One bar of the waterfall; ``share`` is how common the value is, where that counted."""

    field: str
    level: str
    bits: float
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier claim and the person that it belongs to."""

    person_id: UUID
    features: Features


@dataclass(frozen=True, slots=True)
class Ranked:
    """A person that the claim may be: the best of that person's claims."""

    person_id: UUID
    steps: tuple[Step, ...]
    posterior: float
    conflict: str | None

    @property
    def bits(self) -> float:
        return _sum(self.steps)

    @property
    def is_exact(self) -> bool:
        return any(s.level == "exact" and s.field in ("document", "number") for s in self.steps)


@dataclass(frozen=True, slots=True)
class Match:
    """The claim belongs to this person; ``confidence`` is the probability that it does."""

    ranked: tuple[Ranked, ...]
    confidence: float

    @property
    def person_id(self) -> UUID:
        return self.ranked[0].person_id


@dataclass(frozen=True, slots=True)
class New:
    """Nobody known resembles the claim enough."""

    ranked: tuple[Ranked, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """People decide. Until then the claim stands with ``joins``, or with a provisional person.

    ``joins`` is set only when the claim fits two known persons about equally: somebody it is, and a
    third record of the same person would make things worse.
    """

    ranked: tuple[Ranked, ...]
    reason: str
    joins: UUID | None = None
    confidence: float = 0.5


Verdict = Match | New | Review


def decide(
    claim: Features,
    candidates: Iterable[Candidate],
    model: Model = MODEL,
    learned: "Learned | None" = None,
) -> Verdict:
    """Pure and independent of the order of the candidates."""
    ranked = rank(claim, candidates, model)
    exact = tuple(one for one in ranked if one.is_exact)
    if exact:
        return _decide_exact(exact, model)
    known = math.fsum(one.posterior for one in ranked)
    if known <= 1 - model.new_at:
        return New(ranked)
    best = ranked[0]
    if best.conflict:
        return Review(ranked, best.conflict)
    if best.posterior >= model.match_at:
        return Match(ranked, best.posterior)
    return _between(ranked) if known >= model.match_at else Review(ranked, "twijfel")


def _decide_exact(exact: Sequence[Ranked], model: Model) -> Verdict:
    agreeing = tuple(one for one in exact if not one.conflict)
    if not agreeing:
        return Review(tuple(exact), exact[0].conflict or "twijfel")
    if len(agreeing) > 1:
        return _between(agreeing)
    return Match(agreeing, model.exact)


def _between(ranked: Sequence[Ranked]) -> Review:
    return Review(
        tuple(ranked), "twee_personen", joins=ranked[0].person_id, confidence=ranked[0].posterior
    )


def rank(
    claim: Features, candidates: Iterable[Candidate], model: Model = MODEL
) -> tuple[Ranked, ...]:
    """The persons behind the candidates, the likeliest first, each by the best of their claims."""
    claims: dict[UUID, list[Features]] = {}
    for candidate in candidates:
        claims.setdefault(candidate.person_id, []).append(candidate.features)
    best = {person: _best(claim, known) for person, known in claims.items()}
    bits = {person: model.prior + _sum(steps) for person, (steps, _) in best.items()}
    # 2^bits may overflow where many fields agree, so the largest exponent is taken out first.
    top = max([0.0, *bits.values()])
    weights = {person: 2 ** (weight - top) for person, weight in bits.items()}
    whole = math.fsum([2**-top, *weights.values()])
    ranked = [
        Ranked(person, steps, weights[person] / whole, against)
        for person, (steps, against) in best.items()
    ]
    return tuple(sorted(ranked, key=lambda one: (-one.bits, one.person_id)))


def _best(claim: Features, known: Iterable[Features]) -> tuple[tuple[Step, ...], str | None]:
    """The comparison that speaks most for one person, and what speaks against that person."""
    compared = [(compare(claim, one), conflict(claim, one)) for one in known]
    steps, against = max(compared, key=lambda pair: (_sum(pair[0]), pair[0]))
    if any(reason == OTHER_NUMBER for _, reason in compared):
        return steps, OTHER_NUMBER
    return steps, against


def _sum(steps: Iterable[Step]) -> float:
    return math.fsum(step.bits for step in steps)


def conflict(one: Features, other: Features) -> str | None:
    """What forbids an automatic link, however well the rest agrees."""
    mine, theirs = one.number, other.number
    if mine and theirs and mine != theirs and is_valid_number(mine) and is_valid_number(theirs):
        return OTHER_NUMBER
    levels = {step.field: step.level for step in compare(one, other)}
    names_differ = levels.get("family") == levels.get("given") == "different"
    if names_differ and levels["birth"] == "different":
        return OTHER_PERSON
    return None


def compare(one: Features, other: Features) -> tuple[Step, ...]:
    """Field by field, the same whichever of the two comes first."""
    return (
        *_names(one, other),
        _step("birth", _birth(one.birth, other.birth)),
        _step("document", _documents(one, other)),
        _step("number", _text(one.number, other.number)),
        _step("phone", _same(one.phone, other.phone)),
        _step("address", _address(one, other)),
        _step("sex", _same(one.sex, other.sex)),
        _step("alias", _same(one.alias, other.alias)),
    )


def _step(field: str, level: str) -> Step:
    return Step(field, level, MODEL.bits[field][level])


def _names(one: Features, other: Features) -> tuple[Step, ...]:
    straight = (
        _step("family", _name(one.family, other.family)),
        _step("given", _name(one.given, other.given)),
    )
    levels = sorted((_name(one.family, other.given), _name(one.given, other.family)))
    swapped = Step(
        "names",
        f"swapped {' '.join(levels)}",
        sum(MODEL.bits["swapped"][level] for level in levels) + SWAPPING,
    )
    return (swapped,) if swapped.bits > _sum(straight) else straight


def _name(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    if not one or not other:
        return "missing"
    if one == other:
        return "exact"
    mine, theirs = set(one), set(other)
    if mine <= theirs or theirs <= mine:
        return "part"
    alike = JaroWinkler.similarity("".join(one), "".join(other)) >= ALIKE
    return "alike" if alike else "different"


def _birth(one: str, other: str) -> str:
    if not one or not other:
        return "missing"
    if one == other and not one.endswith("00"):
        return "exact"
    if one.endswith("00") or other.endswith("00"):
        return _partial_birth(one, other)
    if one[:4] == other[:4] and one[4:6] == other[6:] and one[6:] == other[4:6]:
        return "swapped"
    return "typo" if sum(a != b for a, b in zip(one, other, strict=True)) == 1 else "different"


def _partial_birth(one: str, other: str) -> str:
    if one[:4] != other[:4]:
        return "different"
    if "00" in (one[4:6], other[4:6]):
        return "year"
    return "month" if one[4:6] == other[4:6] else "different"


def _documents(one: Features, other: Features) -> str:
    if not one.documents or not other.documents:
        return "missing"
    if set(one.documents) & set(other.documents):
        return "exact"
    typo = any(
        mine[0] == theirs[0] and _text(mine[1], theirs[1]) == "typo"
        for mine in one.documents
        for theirs in other.documents
    )
    return "typo" if typo else "different"


def _address(one: Features, other: Features) -> str:
    if not one.street or not other.street:
        return "missing"
    if one.street != other.street:
        return "different"
    return "exact" if one.house == other.house else "street"


def _text(one: str, other: str) -> str:
    if not one or not other:
        return "missing"
    if one == other:
        return "exact"
    return "typo" if OSA.distance(one, other, score_cutoff=1) == 1 else "different"


def _same(one: str, other: str) -> str:
    if not one or not other:
        return "missing"
    return "exact" if one == other else "different"
