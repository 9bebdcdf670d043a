"""Moves as the databank tells them, against lives that were planted: found, expected, and false.

The truth is what people did. No rule of a service is repeated, so what is missed or false is no
failure of a run: it says what the databank's way of detecting is worth.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any

from chassis.days import city_day
from contracts.branches import Branch
from simulator.city.planted_people import PlantedPerson
from simulator.planted.lives import Move
from simulator.truth import BranchSighting, Case

MOVED, RETURNED = "moved", "returned"


@dataclass(frozen=True, slots=True)
class PlantedMove:
    """A move that somebody really made, on days between ``first`` and ``last``."""

    person: str
    kind: str
    from_branch: Branch
    to_branch: Branch
    first: date
    last: date

    def is_told_by(self, case: Case, before: date, after: date) -> bool:
        """The right way, and at its time: days on which she was seen, with the move between."""
        right_way = (case.from_branch, case.to_branch) == (self.from_branch, self.to_branch)
        return right_way and before <= self.last and self.first <= after

    def is_seen_at_both(self, seen: Iterable[tuple[Branch, date]]) -> bool:
        days = [*seen]
        return any(branch == self.from_branch and on <= self.last for branch, on in days) and any(
            branch == self.to_branch and on >= self.first for branch, on in days
        )


def moves_of(people: Iterable[PlantedPerson]) -> Iterator[PlantedMove]:
    """In and out of a return are two."""
    for each in people:
        for kind, moves in ((MOVED, each.life.moves), (RETURNED, each.life.returned or ())):
            for move in moves:
                yield _move(each, kind, move)


def _move(each: PlantedPerson, kind: str, move: Move) -> PlantedMove:
    days = each.day(min(move.left, move.came)), each.day(max(move.left, move.came))
    return PlantedMove(each.person.id, kind, move.from_branch, move.to_branch, *days)


def judge(
    people: Sequence[PlantedPerson],
    cases: Iterable[Case],
    sightings: Iterable[BranchSighting],
    recalls: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """The document of the summary. ``recalls``: what the databank told of expected recall."""
    days = {(each.source, each.person): city_day(each.seen_at) for each in sightings}
    seen: dict[str, list[tuple[Branch, date]]] = {}
    for each in sightings:
        seen.setdefault(each.person, []).append((each.branch, city_day(each.seen_at)))
    stories = {each.person.id: each.life.story.value for each in people}
    moves = [*moves_of(people)]
    found, false, delays = list[PlantedMove](), Counter[str](), list[int]()
    for case in cases:
        who = [
            person
            for person in stories
            if (case.before, person) in days and (case.after, person) in days
        ]
        if not who:
            continue
        told = next(
            (
                move
                for move in moves
                if move.person in who
                and move not in found
                and move.is_told_by(
                    case, days[case.before, move.person], days[case.after, move.person]
                )
            ),
            None,
        )
        if told is None:
            false[stories[who[0]]] += 1
        else:
            found.append(told)
            delays.append((days[case.after, told.person] - told.last).days)
    return {
        "people": len(people),
        "moves": {
            kind: {
                "true": sum(move.kind == kind for move in moves),
                "seenAtBoth": sum(
                    move.kind == kind and move.is_seen_at_both(seen.get(move.person, ()))
                    for move in moves
                ),
                "found": sum(move.kind == kind for move in found),
            }
            for kind in (MOVED, RETURNED)
        },
        "expected": _expected([move for move in moves if move.kind == MOVED], recalls),
        "false": dict(sorted(false.items())),
        "medianDelayDays": median(delays) if delays else None,
    }


def _expected(
    moves: Iterable[PlantedMove], recalls: Sequence[Mapping[str, Any]]
) -> dict[str, float | int]:
    """How many of these a whole record would show by the databank's own reckoning; those in
    directions that are hardly visible have no number, nor those of a half-year not measured."""
    halves = {city_day(datetime.fromisoformat(told["beginsAt"])): told for told in recalls}
    shares, hardly, unmeasured = list[float](), 0, 0
    for move in moves:
        told = halves.get(date(move.last.year, 1 if move.last.month < 7 else 7, 1))
        code = f"{move.from_branch}:{move.to_branch}"
        if told is None:
            unmeasured += 1
        elif code in told["found"]:
            shares.append(told["found"][code] / told["planted"])
        else:
            hardly += 1
    return {
        "found": round(sum(shares), 1),
        "of": len(shares),
        "hardlyVisible": hardly,
        "notMeasured": unmeasured,
    }
