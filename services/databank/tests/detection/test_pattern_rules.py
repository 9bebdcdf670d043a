"""The patterns alone, without a database: what they find, whatever the order of facts."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

import pytest

from contracts.branches import Branch
from databank.detection.patterns.rules import PATTERNS
from databank.detection.patterns.rules.occurrence import Occurrence, Subject
from databank.detection.patterns.rules.pattern import judge
from databank.detection.patterns.rules.presence import Presence
from databank.detection.rules.version import FORBIDDEN, Track, words_of
from databank.sightings.rules.verification_state import VerificationState

from ..support.presences import (
    ANA,
    AWAY,
    BEA,
    CLEO,
    DORA,
    HERE,
    PLACES,
    PRESENT,
    SET,
    THERE,
    YONDER,
    met,
    shift,
)


def found(rule_id: str, *facts: Presence, parameters: Any = None) -> list[Occurrence]:
    track = Track.always(parameters or SET[rule_id])
    return [one.occurrence for one in judge(PATTERNS[rule_id], facts, track)]


class TestTwoPlacesAtOnce:
    def test_two_shifts_that_overlap_are_a_case_with_both_as_evidence(self) -> None:
        one, other = shift(ANA, HERE, 0), shift(ANA, THERE, 4)
        (case,) = found("two-places", one, other)
        assert set(case.evidence) == {one.source, other.source}
        assert case.figures == {"minutes": 240}

    def test_a_short_overlap_is_a_change_of_shifts(self) -> None:
        assert found("two-places", shift(ANA, HERE, 0), shift(ANA, THERE, 7.5)) == []
        assert len(found("two-places", shift(ANA, HERE, 0), shift(ANA, THERE, 7.4))) == 1

    def test_two_rooms_of_one_premises_are_one_place(self) -> None:
        assert found("two-places", shift(ANA, HERE, 0), shift(ANA, HERE, 4)) == []

    def test_two_persons_are_no_case(self) -> None:
        assert found("two-places", shift(ANA, HERE, 0), shift(BEA, THERE, 0)) == []

    def test_who_was_seen_to_be_absent_was_not_there(self) -> None:
        absent = shift(ANA, THERE, 0, verified=AWAY)
        assert found("two-places", shift(ANA, HERE, 0), absent) == []

    def test_seen_on_the_street_in_the_middle_of_a_shift(self) -> None:
        seen = met(ANA, None, 4, Branch.STRAAT)
        (case,) = found("two-places", shift(ANA, HERE, 0), seen)
        assert case.anchor == seen.begins_at

    def test_seen_elsewhere_at_the_edge_of_a_shift_is_nothing(self) -> None:
        assert found("two-places", shift(ANA, HERE, 0), met(ANA, THERE, 0.4)) == []
        assert found("two-places", shift(ANA, HERE, 0), met(ANA, THERE, 7.6)) == []

    def test_seen_in_two_places_with_no_time_to_go_from_one_to_the_other(self) -> None:
        assert len(found("two-places", met(ANA, HERE, 0), met(ANA, THERE, 0.2))) == 1
        assert found("two-places", met(ANA, HERE, 0), met(ANA, THERE, 0.3)) == []

    def test_a_doubtful_link_takes_no_part(self) -> None:
        doubtful = shift(ANA, THERE, 0, confidence=0.5)
        assert found("two-places", shift(ANA, HERE, 0), doubtful) == []


class TestLongHours:
    def test_the_shift_that_crosses_the_weeks_limit_is_the_case(self) -> None:
        week = [shift(ANA, HERE, 24 * day) for day in range(7)]
        (case,) = found("long-hours", *week)
        assert case.ground == "weekuren"
        assert case.anchor == week[5].ends_at
        assert case.figures == {"hours": 48, "limit": 40}

    def test_who_stays_above_the_limit_makes_no_further_case(self) -> None:
        weeks = [shift(ANA, HERE, 24 * day) for day in range(30)]
        assert len(found("long-hours", *weeks)) == 1

    def test_hours_in_two_places_at_once_count_once(self) -> None:
        days = [shift(ANA, place, 24 * day) for day in range(5) for place in (HERE, THERE)]
        assert found("long-hours", *days) == []

    def test_a_shift_that_ended_early_counts_until_then(self) -> None:
        assert found("long-hours", *(shift(ANA, HERE, 24 * day, 5) for day in range(7))) == []

    def test_who_was_not_there_did_not_work(self) -> None:
        week = [shift(ANA, HERE, 24 * day, verified=AWAY) for day in range(7)]
        assert found("long-hours", *week) == []

    def test_a_day_and_a_night_without_rest(self) -> None:
        (case,) = found("long-hours", *(shift(ANA, HERE, hour, 9) for hour in (0, 10, 20)))
        assert (case.ground, case.figures) == ("rust", {"hours": 29, "limit": 24})

    def test_enough_rest_begins_a_new_stretch(self) -> None:
        assert found("long-hours", *(shift(ANA, HERE, hour, 10) for hour in (0, 18, 36))) == []


class TestGroupMove:
    def moved(self, person: UUID, leaves: float, arrives: float) -> list[Presence]:
        return [shift(person, HERE, leaves), shift(person, THERE, arrives)]

    def test_three_who_leave_and_arrive_together_are_one_case(self) -> None:
        facts = [
            fact
            for number, person in enumerate((ANA, BEA, CLEO))
            for fact in self.moved(person, number, 72 + number)
        ]
        (case,) = found("group-move", *facts)
        assert case.persons == (ANA, BEA, CLEO)
        assert case.subject == Subject(premises_id=HERE, to_premises_id=THERE)
        assert len(case.evidence) == 6

    def test_who_follows_within_the_hours_is_shown_in_the_same_case(self) -> None:
        facts = [
            fact
            for number, person in enumerate((ANA, BEA, CLEO, DORA))
            for fact in self.moved(person, number, 72 + 5 * number)
        ]
        (case,) = found("group-move", *facts)
        assert case.figures == {"persons": 4}

    def test_two_are_no_group(self) -> None:
        facts = [*self.moved(ANA, 0, 72), *self.moved(BEA, 0, 72)]
        assert found("group-move", *facts) == []

    def test_one_person_who_goes_back_and_forth_is_no_group(self) -> None:
        facts = [shift(ANA, (HERE, THERE)[nr % 2], 10 * nr) for nr in range(12)]
        assert found("group-move", *facts) == []

    def test_who_were_not_together_before_did_not_move_together(self) -> None:
        facts = [
            *self.moved(ANA, 0, 72),
            *self.moved(BEA, 30, 72),
            *self.moved(CLEO, 60, 72),
        ]
        assert found("group-move", *facts) == []

    def test_after_too_many_days_it_is_no_move(self) -> None:
        facts = [fact for who in (ANA, BEA, CLEO) for fact in self.moved(who, 0, 24 * 8)]
        assert found("group-move", *facts) == []

    def test_a_stay_elsewhere_in_between_makes_two_ways(self) -> None:
        facts = [
            fact
            for who in (ANA, BEA, CLEO)
            for fact in (*self.moved(who, 0, 72), shift(who, YONDER, 36))
        ]
        ways = {(one.subject.premises_id, one.subject.to_premises_id) for one in _found(facts)}
        assert ways == {(HERE, YONDER), (YONDER, THERE)}


def _found(facts: Sequence[Presence]) -> list[Occurrence]:
    return found("group-move", *facts)


class TestNoShows:
    def at_premises(self, *verified: VerificationState) -> list[Presence]:
        people = (ANA, BEA, CLEO, DORA)
        return [
            shift(people[nr % 4], HERE, 24 * nr, verified=each) for nr, each in enumerate(verified)
        ]

    def test_repeated_absences_in_premises_are_about_the_owner_and_name_nobody(self) -> None:
        (case,) = found("no-shows-premises", *self.at_premises(AWAY, PRESENT, AWAY, AWAY))
        assert case.subject == Subject(premises_id=HERE)
        assert case.persons == ()
        assert case.figures == {"absences": 3, "lookedAt": 4, "share": 0.75}

    def test_one_absence_is_no_offence(self) -> None:
        assert found("no-shows-premises", *self.at_premises(AWAY, AWAY)) == []

    def test_many_who_were_there_outweigh_some_who_were_not(self) -> None:
        facts = self.at_premises(*[PRESENT] * 5, AWAY, AWAY, AWAY)
        assert found("no-shows-premises", *facts) == []

    def test_shifts_at_which_nobody_looked_say_nothing(self) -> None:
        unseen = [shift(ANA, HERE, 5 + 24 * nr) for nr in range(9)]
        assert len(found("no-shows-premises", *self.at_premises(AWAY, AWAY, AWAY), *unseen)) == 1

    def test_somebody_else_in_the_shift_is_an_absence_too(self) -> None:
        facts = self.at_premises(*[VerificationState.WEERLEGD] * 3)
        assert len(found("no-shows-premises", *facts)) == 1

    def test_further_absences_are_the_same_case(self) -> None:
        assert len(found("no-shows-premises", *self.at_premises(*[AWAY] * 20))) == 1

    def test_by_person_over_premises(self) -> None:
        facts = [shift(ANA, place, 24 * nr, verified=AWAY) for nr, place in enumerate(PLACES)]
        (case,) = found("no-shows-person", *facts)
        assert case.persons == (ANA,)
        assert found("no-shows-premises", *facts) == []


def walk(schema: Any, visit: Callable[[str], None]) -> None:
    """Every property name in a JSON Schema, at any depth."""
    if isinstance(schema, dict):
        for name in schema.get("properties", {}):
            visit(name)
        for part in schema.values():
            walk(part, visit)
    elif isinstance(schema, list):
        for part in schema:
            walk(part, visit)


@pytest.mark.parametrize("rule_id", PATTERNS)
def test_dp10_no_parameter_and_no_fact_is_a_trait_of_a_person(rule_id: str) -> None:
    names: list[str] = []
    walk(PATTERNS[rule_id].parameters.model_json_schema(by_alias=True), names.append)
    assert names
    names += [each.name for kind in (Presence, Occurrence, Subject) for each in fields(kind)]
    for name in names:
        assert words_of(name) & FORBIDDEN == set(), name
