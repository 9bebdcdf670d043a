"""Patterns find the same, whatever the order in which facts come and go."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.branches import Branch
from databank.detection.patterns.rules import PATTERNS, Pattern
from databank.detection.patterns.rules.occurrence import (
    Case,
    JudgedOccurrence,
    Occurrence,
    difference,
)
from databank.detection.patterns.rules.pattern import judge
from databank.detection.patterns.rules.presence import Presence
from databank.detection.rules.version import Track, Version
from databank.sightings.rules.verification_state import VerificationState

from ..support.patterns import EASY
from ..support.presences import ANA, AWAY, BEA, CLEO, HERE, LONG, PLACES, PRESENT, SET, met, shift

LONGEST = timedelta(days=1)

VERIFIED = st.sampled_from(list(VerificationState))


FACTS = st.lists(
    st.one_of(
        st.builds(
            shift,
            person=st.sampled_from([ANA, BEA, CLEO]),
            place=st.sampled_from(PLACES),
            hour=st.integers(0, 24 * 40).map(float),
            hours=st.sampled_from([2.0, 8.0, 12.0, 23.0]),
            verified=VERIFIED,
            confidence=st.sampled_from([1.0, 0.95, 0.5]),
        ),
        st.builds(
            met,
            person=st.sampled_from([ANA, BEA, CLEO]),
            place=st.sampled_from([*PLACES, None]),
            hour=st.integers(0, 24 * 40).map(float),
            branch=st.sampled_from([Branch.RAAM, Branch.STRAAT]),
        ),
    ),
    max_size=25,
)


def two_versions(rule_id: str) -> Track[Any]:
    """The strict one until the tenth day, the easy one from then on."""
    boundary = date(2026, 1, 10)
    return Track(
        (
            Version(1, SET[rule_id], date(2010, 1, 1), boundary),
            Version(2, EASY[rule_id], boundary),
        )
    )


@pytest.mark.parametrize("rule_id", PATTERNS)
@given(facts=FACTS, random=st.randoms())
def test_what_is_found_does_not_depend_on_the_order_of_facts(
    rule_id: str, facts: list[Presence], random: Random
) -> None:
    shuffled = facts[:]
    random.shuffle(shuffled)
    track = two_versions(rule_id)
    assert judge(PATTERNS[rule_id], shuffled, track) == judge(PATTERNS[rule_id], facts, track)


def test_a_case_is_written_anew_when_its_rule_or_its_evidence_changed() -> None:
    facts = [shift(ANA, HERE, 0), shift(ANA, AWAY, 2)]
    track = Track.always(SET["two-places"])
    (judged,) = judge(PATTERNS["two-places"], facts, track)
    stands = _case(judged, UUID(int=1))
    same = difference([stands], [judged])
    assert (same.new, same.refined, same.vanished) == ((), (), ())
    later = replace(judged, version=judged.version + 1)
    assert difference([stands], [later]).refined == ((stands, later),)
    longer = replace(judged, occurrence=replace(judged.occurrence, confidence=0.95))
    assert difference([stands], [longer]).refined == ((stands, longer),)
    part = replace(
        judged, occurrence=replace(judged.occurrence, evidence=judged.occurrence.evidence[:1])
    )
    fewer = difference([stands], [part])
    assert (fewer.new, fewer.refined, fewer.vanished) == ((), ((stands, part),), ())
    other = replace(judged, occurrence=replace(judged.occurrence, ground="iets anders"))
    apart = difference([stands], [other])
    assert (apart.new, apart.refined, apart.vanished) == ((other,), (), (stands,))


class Cases:
    """Cases as a sweep keeps them: only the stretch around what changed is read and written."""

    def __init__(self, pattern: Pattern, track: Track[Any]) -> None:
        self.pattern = pattern
        self.track = track
        self.reach = max(pattern.reach(one.parameters) for one in track.versions)
        self.facts: list[Presence] = []
        self.standing: list[Case] = []

    def change(self, add: Sequence[Presence] = (), remove: Sequence[Presence] = ()) -> None:
        self.facts = [one for one in self.facts if one not in remove] + list(add)
        changed = [*add, *remove]
        begins = min(one.begins_at for one in changed)
        ends = max(one.ends_at for one in changed)
        self.bring_up_to_date(begins, ends)

    def bring_up_to_date(self, begins: datetime, ends: datetime) -> None:
        inner = begins - self.reach, ends + self.reach
        outer = begins - 2 * self.reach - LONGEST, ends + 2 * self.reach
        near = [one for one in self.facts if outer[0] <= one.begins_at <= outer[1]]
        judged = [
            one
            for one in judge(self.pattern, near, self.track)
            if inner[0] <= one.occurrence.anchor <= inner[1]
        ]
        cases = [one for one in self.standing if inner[0] <= one.occurrence.anchor <= inner[1]]
        changes = difference(cases, judged)
        gone = {one.id for one in changes.vanished} | {one.id for one, _ in changes.refined}
        self.standing = [one for one in self.standing if one.id not in gone]
        self.standing += [_case(judged, case.id) for case, judged in changes.refined]
        self.standing += [_case(judged, uuid4()) for judged in changes.new]

    def shown(self) -> list[tuple[Occurrence, int]]:
        ordered = sorted(self.standing, key=lambda one: (one.occurrence.order, str(one.occurrence)))
        return [(one.occurrence, one.version) for one in ordered]


def _case(judged: JudgedOccurrence, case_id: UUID) -> Case:
    return Case(case_id, judged.version, judged.occurrence)


def scratch(pattern: Pattern, facts: list[Presence], track: Track[Any]) -> list[tuple[Any, int]]:
    found = [(one.occurrence, one.version) for one in judge(pattern, facts, track)]
    return sorted(found, key=lambda one: (one[0].order, str(one[0])))


@pytest.mark.parametrize("rule_id", PATTERNS)
@given(facts=FACTS, random=st.randoms())
@settings(max_examples=60, deadline=None)
def test_cases_kept_as_facts_come_and_go_are_those_of_a_recomputation(
    rule_id: str, facts: list[Presence], random: Random
) -> None:
    pattern, track = PATTERNS[rule_id], two_versions(rule_id)
    cases = Cases(pattern, track)
    left = facts[:]
    while left or cases.facts:
        if left and (not cases.facts or random.random() < 0.7):
            some = [left.pop() for _ in range(min(len(left), random.randint(1, 4)))]
            cases.change(add=some)
        else:
            cases.change(remove=[random.choice(cases.facts)])
        assert cases.shown() == scratch(pattern, cases.facts, track)
    assert cases.standing == []


@pytest.mark.parametrize("rule_id", PATTERNS)
def test_the_made_up_facts_do_show_the_patterns(rule_id: str) -> None:
    """So that the properties above say something."""
    chance = Random(7)
    facts = [
        shift(
            chance.choice([ANA, BEA, CLEO]),
            chance.choice(PLACES),
            float(chance.randint(0, 24 * 40)),
            8,
            verified=chance.choice([AWAY, PRESENT, VerificationState.NIET_GECONTROLEERD]),
        )
        for _ in range(160)
    ]
    judged = judge(PATTERNS[rule_id], facts, two_versions(rule_id))
    assert {one.version for one in judged} >= {2}


def test_a_fact_that_only_adds_to_the_evidence_keeps_the_case() -> None:
    cases = Cases(PATTERNS["long-hours"], Track.always(LONG))
    cases.change(add=[shift(ANA, HERE, 24 * day) for day in range(6)])
    (before,) = cases.standing
    cases.change(add=[shift(ANA, HERE, 24 * 5 + 9, 2)])
    (after,) = cases.standing
    assert after.id == before.id
