"""A planted world, the readings of its people, and how often these are right."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from contracts.branches import Branch
from databank.detection.readings.rules.chance import learn
from databank.detection.readings.rules.reading import Kind, Reading, read
from databank.detection.readings.rules.record import Looks, Observation
from simulator.planted.lives import DAYS, Life, Move, Story, lives
from simulator.planted.supervision import BASE, Supervision, rounds, seen

BEGINS = date(2024, 1, 1)
SLACK = 60
"""Days by which the bracket of a reading may lie beside the true move."""
YEARS = DAYS / 365


def day(at: int) -> date:
    return BEGINS + timedelta(days=at)


@dataclass
class World:
    lives: list[Life]
    observed: list[list[Observation]]
    looks: Looks
    readings: list[list[Reading]] = field(default_factory=list)

    def read(self) -> "World":
        until = day(DAYS - 1)
        self.readings = [read(each, self.looks, until) for each in self.observed]
        return self


def world(
    people: int,
    seed: int,
    shares: dict[Story, float] | None = None,
    supervision: Supervision = BASE,
) -> World:
    random = Random(f"seen-{seed}")
    held = rounds(supervision, seed)
    stories = lives(people, seed, shares)
    met = [seen(each, supervision, held, random) for each in stories]
    days = {branch: [day(at) for at in on] for branch, on in held.items()}
    of_person: dict[tuple[int, Branch], list[date]] = defaultdict(list)
    for person, sightings in enumerate(met):
        for at, branch in sightings:
            of_person[person, branch].append(day(at))
    looks = Looks(days, {branch: each.chance for branch, each in learn(of_person, days).items()})
    observed = [[Observation(day(at), branch) for at, branch in each] for each in met]
    return World(stories, observed, looks)


@dataclass
class Score:
    """Counts of what was told and what is true.

    A move that is one half of a true return, of which the other half was not seen, is right, for
    she did move; ``halves_of_returns`` counts these apart, and no recall does.
    """

    told: Counter[Kind] = field(default_factory=Counter)
    right: Counter[Kind] = field(default_factory=Counter)
    true: Counter[Kind] = field(default_factory=Counter)
    seen_at_both: Counter[Kind] = field(default_factory=Counter)
    found: Counter[Kind] = field(default_factory=Counter)
    found_of_both: Counter[Kind] = field(default_factory=Counter)
    combiners: int = 0
    moves_of_combiners: int = 0
    halves_of_returns: int = 0
    probabilities: dict[Kind, list[float]] = field(default_factory=lambda: defaultdict(list))

    def precision(self, kind: Kind) -> float:
        return self.right[kind] / self.told[kind] if self.told[kind] else 1.0

    def recall(self, kind: Kind) -> float:
        return self.found[kind] / max(1, self.true[kind])

    def recall_of_both(self, kind: Kind) -> float:
        return self.found_of_both[kind] / max(1, self.seen_at_both[kind])

    @property
    def false_moves(self) -> float:
        """Per 100 people who combine, a year."""
        return 100 * self.moves_of_combiners / max(1, self.combiners) / YEARS

    @property
    def calibration_error(self) -> float:
        told = [each for of_kind in self.probabilities.values() for each in of_kind]
        right = sum(self.right.values())
        return abs(sum(told) / len(told) - right / len(told)) if told else 0.0


def judge(worlds: list[World]) -> Score:
    score = Score()
    for each in worlds:
        for life, observed, readings in zip(each.lives, each.observed, each.readings, strict=True):
            _person(score, life, observed, readings)
    return score


def _person(score: Score, life: Life, observed: list[Observation], readings: list[Reading]) -> None:
    left = list(readings)
    for reading in readings:
        score.told[reading.kind] += 1
        score.probabilities[reading.kind].append(reading.probability)
    for kind, truths in (
        (Kind.VERSCHOVEN, life.moves),
        (Kind.TERUGGEKEERD, life.returned[:1] if life.returned else ()),
    ):
        for move in truths:
            both = _seen_at_both(move, observed)
            score.true[kind] += 1
            score.seen_at_both[kind] += both
            found = next((one for one in left if one.kind is kind and fits(one, move)), None)
            if found is not None:
                left.remove(found)
                score.right[kind] += 1
                score.found[kind] += 1
                score.found_of_both[kind] += both
    for reading in left:
        half = reading.kind is Kind.VERSCHOVEN and any(
            fits(reading, move) for move in life.returned or ()
        )
        score.right[Kind.VERSCHOVEN] += half
        score.halves_of_returns += half
    if life.combines:
        score.true[Kind.WERKT_OOK] += 1
        seen = Counter(each.branch for each in observed)
        both = all(seen[branch] for branch in life.combines)
        score.seen_at_both[Kind.WERKT_OOK] += both
        pairs = [one for one in readings if one.kind is Kind.WERKT_OOK]
        fits_pair = [one for one in pairs if {one.from_branch, one.to_branch} == {*life.combines}]
        score.right[Kind.WERKT_OOK] += len(fits_pair)
        score.found[Kind.WERKT_OOK] += bool(fits_pair)
        score.found_of_both[Kind.WERKT_OOK] += bool(fits_pair) and both
    if life.story in (Story.COMBINES, Story.COMBINES_ROTATING):
        score.combiners += 1
        score.moves_of_combiners += sum(one.kind is not Kind.WERKT_OOK for one in readings)


def fits(reading: Reading, move: Move) -> bool:
    """Whether a reading tells this move: the right way, and at its time."""
    slack = timedelta(days=SLACK)
    return (
        (reading.from_branch, reading.to_branch) == (move.from_branch, move.to_branch)
        and reading.after - slack <= day(max(move.left, move.came))
        and day(min(move.left, move.came)) <= reading.before + slack
    )


def is_found(move: Move, readings: list[Reading]) -> bool:
    return any(each.kind is Kind.VERSCHOVEN and fits(each, move) for each in readings)


def _seen_at_both(move: Move, observed: list[Observation]) -> bool:
    left = day(max(move.left, move.came))
    came = day(min(move.left, move.came))
    return any(each.branch == move.from_branch and each.on <= left for each in observed) and any(
        each.branch == move.to_branch and each.on >= came for each in observed
    )
