"""One claim and the claims that resemble it: a known person, a new one, or a question for people.

An exact document or national number decides, unless the rest contradicts it. Otherwise weights in
bits per field (Fellegi and Sunter, 1969) give a posterior over {new, every candidate}. The bits per
field, the waterfall, are kept with the decision, so that it can be shown and done again.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from rapidfuzz.distance import OSA, JaroWinkler

from databank.domain.claim import BirthDate, Features, is_valid_number

OTHER_NUMBER = "ander_rijksregisternummer"
OTHER_PERSON = "naam_en_geboortedatum_anders"
ALIKE = 0.92
"""Jaro-Winkler similarity from which two folded names may be one name misspelt."""


@dataclass(frozen=True, slots=True)
class Model:
    """The first matcher: weights by hand. ``match_at`` and ``new_at`` are posteriors.

    ``match_at`` states the accepted rate of false links: one in a thousand automatic ones at most.
    """

    version: str = "hand-1"
    known_share: float = 0.7
    population: int = 5_000
    match_at: float = 0.999
    new_at: float = 0.9
    exact: float = 0.9995

    @property
    def prior(self) -> float:
        """Odds in bits that a claim is one given known person rather than somebody new."""
        return math.log2(self.known_share / self.population / (1 - self.known_share))


MODEL = Model()

BITS: dict[str, dict[str, float]] = {
    "family": {"exact": 9, "part": 5, "alike": 5, "different": -6, "missing": 0},
    "given": {"exact": 6, "part": 4, "alike": 3, "different": -4, "missing": 0},
    "birth": {
        "exact": 13,
        "swapped": 9,
        "month": 7.5,
        "typo": 5,
        "year": 4,
        "different": -8,
    },
    "document": {"exact": 20, "typo": 10, "different": -2, "missing": 0},
    "number": {"exact": 30, "typo": 8, "different": -10, "missing": 0},
    "phone": {"exact": 8, "different": -0.5, "missing": 0},
}
SWAPPED: dict[str, float] = {"exact": 7.5, "part": 4.5, "alike": 4, "different": -5, "missing": 0}
"""A family name against a given name, where somebody wrote them the other way round."""
SWAPPING = -3
"""Writing names the other way round is rarer than writing them as they are."""


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One bar of the waterfall."""

    field: str
    level: str
    bits: float


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


def decide(claim: Features, candidates: Iterable[Candidate], model: Model = MODEL) -> Verdict:
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
    mine, theirs = one.national_number, other.national_number
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
        _step("document", _document(one.document, other.document)),
        _step("number", _text(one.national_number, other.national_number)),
        _step("phone", _phone(one.phone, other.phone)),
    )


def _step(field: str, level: str) -> Step:
    return Step(field, level, BITS[field][level])


def _names(one: Features, other: Features) -> tuple[Step, ...]:
    straight = (
        _step("family", _name(one.family, other.family)),
        _step("given", _name(one.given, other.given)),
    )
    levels = sorted((_name(one.family, other.given), _name(one.given, other.family)))
    swapped = Step(
        "names", f"swapped {' '.join(levels)}", sum(SWAPPED[level] for level in levels) + SWAPPING
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


def _birth(one: BirthDate, other: BirthDate) -> str:
    if one == other and one.day is not None:
        return "exact"
    if one.swapped == other or other.swapped == one:
        return "swapped"
    if one.day is None or other.day is None:
        return _partial_birth(one, other)
    mine, theirs = one.digits(), other.digits()
    return "typo" if sum(a != b for a, b in zip(mine, theirs, strict=True)) == 1 else "different"


def _partial_birth(one: BirthDate, other: BirthDate) -> str:
    if one.year != other.year:
        return "different"
    if one.month is None or other.month is None:
        return "year"
    return "month" if one.month == other.month else "different"


def _document(one: tuple[str, str] | None, other: tuple[str, str] | None) -> str:
    if one is None or other is None:
        return "missing"
    if one[0] != other[0]:
        return "different"
    return _text(one[1], other[1])


def _text(one: str | None, other: str | None) -> str:
    if one is None or other is None:
        return "missing"
    if one == other:
        return "exact"
    return "typo" if OSA.distance(one, other, score_cutoff=1) == 1 else "different"


def _phone(one: str | None, other: str | None) -> str:
    if one is None or other is None:
        return "missing"
    return "exact" if one == other else "different"
