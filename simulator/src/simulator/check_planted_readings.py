"""Readings as the databank tells them, against lives that were planted: found and false, by kind.

A reading names nobody. It is of whoever was seen in both branches on the days of its bracket; where
several were, of one whose life it tells.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis.days import city_day
from contracts.branches import Branch
from simulator.city.planted_people import PlantedPerson
from simulator.truth import BranchSighting

MOVED, RETURNED, ALSO = "verschoven", "teruggekeerd", "werkt_ook"

Seen = set[tuple[Branch, date]]


@dataclass(frozen=True, slots=True)
class PlantedReading:
    """What a whole record should say of a person: ``first`` and ``last`` are days of the change; of
    who works in both, of her whole life."""

    person: str
    kind: str
    from_branch: Branch
    to_branch: Branch
    first: date
    last: date

    def is_told_by(self, reading: Mapping[str, Any]) -> bool:
        """The right kind at the right time, and of a move the right way."""
        told, way = _way(reading), (self.from_branch, self.to_branch)
        right = {*told} == {*way} if self.kind == ALSO else told == way
        after, before = _bracket(reading)
        return (
            reading["kind"] == self.kind and right and after <= self.last and self.first <= before
        )

    def is_seen_at_both(self, seen: Seen) -> bool:
        if self.kind == ALSO:
            return {self.from_branch, self.to_branch} <= {branch for branch, _ in seen}
        return any(branch == self.from_branch and on <= self.last for branch, on in seen) and any(
            branch == self.to_branch and on >= self.first for branch, on in seen
        )


def readings_of(each: PlantedPerson) -> list[PlantedReading]:
    """There and back is one; whoever dropped one of two branches worked in both."""
    who = each.person.id
    out = each.life.returned[:1] if each.life.returned else ()
    found = [
        PlantedReading(
            who,
            kind,
            move.from_branch,
            move.to_branch,
            each.day(min(move.left, move.came)),
            each.day(max(move.left, move.came)),
        )
        for kind, moves in ((MOVED, each.life.moves), (RETURNED, out))
        for move in moves
    ]
    if each.life.combines:
        one, other = each.life.combines
        begins = max(spell.begins for spell in each.life.spells)
        ends = min(spell.ends for spell in each.life.spells)
        found.append(PlantedReading(who, ALSO, one, other, each.day(begins), each.day(ends)))
    return found


def judge_readings(
    people: Sequence[PlantedPerson],
    told: Iterable[Mapping[str, Any]],
    sightings: Iterable[BranchSighting],
) -> dict[str, Any]:
    """By kind: ``true`` ones, those ``seenAtBoth`` ends, those ``found``, and ``false`` ones by
    story."""
    seen: dict[str, Seen] = {}
    for each in sightings:
        seen.setdefault(each.person, set()).add((each.branch, city_day(each.seen_at)))
    stories = {each.person.id: each.life.story.value for each in people}
    true = [reading for each in people for reading in readings_of(each)]
    found: list[PlantedReading] = []
    false: dict[str, Counter[str]] = {kind: Counter() for kind in (MOVED, RETURNED, ALSO)}
    for reading in told:
        who = [person for person in stories if _is_of(reading, seen.get(person, set()))]
        right = next(
            (
                each
                for each in true
                if each.person in who and each not in found and each.is_told_by(reading)
            ),
            None,
        )
        if right is not None:
            found.append(right)
        elif who:
            false[reading["kind"]][stories[who[0]]] += 1
    return {
        kind: {
            "true": sum(each.kind == kind for each in true),
            "seenAtBoth": sum(
                each.kind == kind and each.is_seen_at_both(seen.get(each.person, set()))
                for each in true
            ),
            "found": sum(each.kind == kind for each in found),
            "false": dict(sorted(by_story.items())),
        }
        for kind, by_story in false.items()
    }


def _way(reading: Mapping[str, Any]) -> tuple[Branch, Branch]:
    return Branch(reading["fromBranch"]), Branch(reading["toBranch"])


def _bracket(reading: Mapping[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(reading["after"]), date.fromisoformat(reading["before"])


def _is_of(reading: Mapping[str, Any], seen: Seen) -> bool:
    """Whether it is about somebody: she was seen on both days of the bracket, in the rarer of two
    branches, or in one each; who moves by way of both may be seen in the new one first."""
    (old, new), (after, before) = _way(reading), _bracket(reading)
    if reading["kind"] == ALSO:
        return {(new, after), (new, before)} <= seen
    return {(old, after), (new, before)} <= seen or {(new, after), (old, before)} <= seen
