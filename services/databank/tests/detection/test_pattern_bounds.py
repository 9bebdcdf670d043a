"""Each limit of the patterns on both sides, by a minute or by one: a person who is named in a case
that is none is looked at for nothing, and one whom no case finds is not protected."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts.branches import Branch
from databank.detection.patterns.rules import PATTERNS
from databank.detection.patterns.rules.group_move import places_around
from databank.detection.patterns.rules.occurrence import Occurrence, Subject
from databank.detection.patterns.rules.pattern import judge
from databank.detection.patterns.rules.presence import Presence, by_person
from databank.detection.rules.version import Track

from ..support.presences import (
    ANA,
    AWAY,
    BEA,
    CLEO,
    DORA,
    HERE,
    PRESENT,
    SET,
    START,
    THERE,
    YONDER,
    met,
    shift,
)

MINUTE = 1 / 60
STREET = Branch.STRAAT


def cases(rule_id: str, *facts: Presence) -> list[Occurrence]:
    return [each.occurrence for each in judge(PATTERNS[rule_id], facts, Track.always(SET[rule_id]))]


def minutes_around(minutes: int) -> list[float]:
    return [each * MINUTE for each in (minutes - 1, minutes, minutes + 1)]


def test_shifts_may_overlap_for_thirty_minutes() -> None:
    overlaps = [
        len(cases("two-places", shift(ANA, HERE, 0), shift(ANA, THERE, 8 - each)))
        for each in minutes_around(30)
    ]
    assert overlaps == [0, 0, 1]
    (case,) = cases("two-places", shift(ANA, HERE, 0), shift(ANA, THERE, 2, 3))
    assert case.figures == {"minutes": 180}
    assert case.begins_at - START == timedelta(hours=2)
    assert case.ends_at - START == timedelta(hours=5)


def test_who_is_met_within_thirty_minutes_of_an_end_of_a_shift_may_be_on_the_way() -> None:
    def hits(hour: float) -> int:
        return len(cases("two-places", shift(ANA, HERE, 0), met(ANA, THERE, hour)))

    assert [hits(each) for each in minutes_around(30)] == [0, 1, 1]
    assert [hits(8 - each) for each in minutes_around(30)] == [0, 1, 1]


def test_fifteen_minutes_are_enough_to_go_from_one_place_to_another() -> None:
    hits = [
        len(cases("two-places", met(ANA, HERE, 0), met(ANA, THERE, each)))
        for each in minutes_around(15)
    ]
    assert hits == [1, 0, 0]


def test_where_no_minute_is_allowed_who_is_met_as_a_shift_ends_was_in_two_places() -> None:
    """Both may be set to none; a shift that was left is over a minute later."""
    rule = "two-places"
    strict = SET[rule].model_copy(update={"tolerance_minutes": 0, "travel_minutes": 0})
    hits = [
        len(judge(PATTERNS[rule], (shift(ANA, HERE, 0), met(ANA, THERE, at)), Track.always(strict)))
        for at in (8 - MINUTE, 8, 8 + MINUTE)
    ]
    assert hits == [1, 1, 0]


def test_a_place_that_nobody_named_is_elsewhere_only_in_another_branch() -> None:
    assert len(cases("two-places", met(ANA, None, 0, STREET), met(ANA, HERE, 0))) == 1
    assert cases("two-places", met(ANA, None, 0), met(ANA, HERE, 0)) == []
    assert cases("two-places", met(ANA, None, 0, STREET), met(ANA, None, 0, STREET)) == []


@pytest.mark.parametrize("confidence", [0.8999, 0.9, 0.9001])
def test_a_link_takes_part_from_the_confidence_that_the_rule_asks(confidence: float) -> None:
    sure = confidence >= 0.9
    twice = [shift(ANA, HERE, 0), shift(ANA, THERE, 0, confidence=confidence)]
    long = [shift(ANA, HERE, 0, 24.1, confidence=confidence)]
    absent = [
        shift(ANA, HERE, 9 * nr, verified=AWAY, confidence=1 if nr else confidence)
        for nr in range(3)
    ]
    moved = [
        shift(who, place, hour, confidence=confidence if who == ANA else 1)
        for who in (ANA, BEA, CLEO)
        for place, hour in ((HERE, 0), (THERE, 72))
    ]
    for rule_id, facts in (
        ("two-places", twice),
        ("long-hours", long),
        ("no-shows-person", absent),
        ("group-move", moved),
    ):
        found = cases(rule_id, *facts)
        assert [case.confidence for case in found] == [confidence] * sure, rule_id


def week(*hours: float) -> list[Presence]:
    return [shift(ANA, HERE, 24 * day, each) for day, each in enumerate(hours)]


def test_forty_hours_in_seven_days_are_no_case_and_a_minute_more_is_one() -> None:
    assert cases("long-hours", *week(8, 8, 8, 8, 8)) == []
    (case,) = cases("long-hours", *week(8, 8, 8, 8, 8 + MINUTE))
    assert case.ground == "weekuren"
    assert case.figures["limit"] == 40
    assert len(case.evidence) == 5


def test_of_a_shift_seven_days_ago_only_what_lies_within_them_counts() -> None:
    first = shift(ANA, HERE, 0, 8)
    later = [shift(ANA, HERE, 24 * day, 8) for day in range(3, 7)]
    assert cases("long-hours", first, *later, shift(ANA, HERE, 7 * 24, 8)) == []  # 40 hours
    early = cases("long-hours", first, *later, shift(ANA, HERE, 7 * 24 - 1, 8.5))
    assert [case.figures["hours"] for case in early] == [41]  # half an hour of the first
    assert len(early[0].evidence) == 6
    (later_one,) = cases("long-hours", first, *later, shift(ANA, HERE, 7 * 24 - 1, 9))
    assert first.source not in later_one.evidence  # it ended exactly seven days before


def test_who_crosses_the_limit_again_after_a_week_without_is_a_new_case() -> None:
    again = [shift(ANA, HERE, 24 * (20 + day)) for day in range(6)]
    assert len(cases("long-hours", *week(8, 8, 8, 8, 8, 8), *again)) == 2


def test_a_rest_is_eight_hours_and_a_stretch_longer_than_a_day_a_case() -> None:
    def stretch(rest: float, last: float = 6) -> int:
        return len(
            cases(
                "long-hours",
                shift(ANA, HERE, 0, 9),
                shift(ANA, HERE, 9 + rest, 20 - 9 - rest),
                shift(ANA, HERE, 20, last),
            )
        )

    assert [stretch(8 - MINUTE), stretch(8), stretch(8 + MINUTE)] == [1, 0, 0]
    assert [stretch(1, 4 - MINUTE), stretch(1, 4), stretch(1, 4 + MINUTE)] == [0, 0, 1]


def test_only_declared_shifts_are_work() -> None:
    met_all_day = [met(ANA, HERE, hour) for hour in range(0, 200, 2)]
    assert cases("long-hours", *met_all_day) == []


def moved(who: UUID, leaves: float, arrives: float) -> list[Presence]:
    return [shift(who, HERE, leaves), shift(who, THERE, arrives)]


def group(*moves: tuple[float, float]) -> list[Occurrence]:
    people = [ANA, BEA, CLEO, DORA, *(UUID(int=nr) for nr in range(20, 30))]
    facts = [
        fact for who, way in zip(people, moves, strict=False) for fact in moved(who, way[0], way[1])
    ]
    return cases("group-move", *facts)


def test_a_group_leaves_within_a_day_and_arrives_within_a_day() -> None:
    for apart, together in zip(minutes_around(24 * 60), (1, 1, 0), strict=True):
        assert len(group((0, 72), (0, 72), (apart, 72))) == together
        assert len(group((0, 72), (0, 72), (0, 72 + apart))) == together


def test_a_move_is_one_within_seven_days() -> None:
    for gap, found in zip(minutes_around(7 * 24 * 60), (1, 1, 0), strict=True):
        assert len(group((0, gap), (0, gap), (0, gap))) == found


def test_a_group_that_follows_within_a_day_is_the_same_case_and_a_later_one_another() -> None:
    first = [(0.0, 72.0)] * 3
    (same,) = group(*first, (20, 96), (20, 96), (20, 96))
    assert same.figures == {"persons": 6}
    assert same.anchor - START == timedelta(hours=72)
    later = group(*first, (20, 96 + MINUTE), (20, 96 + MINUTE), (20, 96 + MINUTE))
    assert [case.figures["persons"] for case in later] == [3, 3]


def test_a_case_of_a_group_shows_from_its_first_departure_to_its_last_arrival() -> None:
    (case,) = group((0, 72), (5, 80), (3, 75))
    assert case.begins_at - START == timedelta(hours=0)
    assert case.ends_at - START == timedelta(hours=80)
    assert case.anchor - START == timedelta(hours=80)
    assert case.persons == (ANA, BEA, CLEO)


def test_what_is_no_stay_in_a_window_parts_no_move() -> None:
    facts = [fact for who in (ANA, BEA, CLEO) for fact in moved(who, 0, 72)]
    between = [
        met(ANA, YONDER, 30, STREET),
        met(BEA, None, 30),
        shift(CLEO, YONDER, 30, verified=AWAY),
    ]
    (case,) = cases("group-move", *facts, *between)
    assert case.figures == {"persons": 3}


def test_places_around_a_stretch_are_those_in_it_and_the_nearest_on_either_side() -> None:
    timeline = [
        shift(ANA, UUID(int=200 + nr), hour) for nr, hour in enumerate((0, 10, 20, 30, 40, 50))
    ]
    begins, ends = timeline[2].begins_at, timeline[3].begins_at
    around = places_around(timeline, begins, ends, 0.9, 1)
    assert around == {UUID(int=200 + nr) for nr in (1, 2, 3, 4)}
    wider = places_around(timeline, begins, ends, 0.9, 2)
    assert wider == {UUID(int=200 + nr) for nr in (0, 1, 2, 3, 4, 5)}


def looked_at(*days: float, present: int = 0) -> list[Presence]:
    away = [shift(ANA, HERE, 24 * day, verified=AWAY) for day in days]
    seen = [shift(BEA, HERE, 24 * days[0] + 1 + nr, verified=PRESENT) for nr in range(present)]
    return [*away, *seen]


def test_three_absences_in_thirty_days_are_a_case() -> None:
    hits = [
        len(cases("no-shows-premises", *looked_at(0, 1, 30 + each)))
        for each in (-MINUTE / 24, 0, MINUTE / 24)
    ]
    assert hits == [1, 0, 0]
    assert cases("no-shows-premises", *looked_at(0, 1)) == []


def test_half_of_what_was_looked_at_is_enough() -> None:
    (case,) = cases("no-shows-premises", *looked_at(0, 1, 2, present=3))
    assert case.figures == {"absences": 3, "lookedAt": 6, "share": 0.5}
    assert case.confidence == 1.0
    assert case.anchor - START == timedelta(days=2)
    assert case.begins_at == START
    assert case.ends_at - START == timedelta(days=2, hours=8)
    assert cases("no-shows-premises", *looked_at(0, 1, 2, present=4)) == []


def test_absences_that_begin_again_after_thirty_days_are_a_new_case() -> None:
    assert len(cases("no-shows-premises", *looked_at(0, 1, 2, 31, 31.2, 31.9))) == 1
    assert len(cases("no-shows-premises", *looked_at(0, 1, 2, 33, 33.2, 33.4))) == 2


def at_house(*people: tuple[UUID, float], confidence: float = 1.0) -> list[Presence]:
    return [shift(who, HERE, 24 * day, confidence=confidence) for who, day in people]


THEN, NOW = ((ANA, 0.0), (BEA, 1.0)), ((CLEO, 10.5), (DORA, 11.0))


def test_a_house_of_which_both_are_gone_and_two_others_came_is_a_case() -> None:
    facts = at_house(*THEN, *NOW)
    (case,) = cases("house-turnover", *facts)
    assert (case.subject, case.persons) == (Subject(premises_id=HERE), ())
    assert case.figures == {"new": 2, "gone": 2}
    assert case.anchor - START == timedelta(days=11)
    assert (case.begins_at, case.ends_at - START) == (START, timedelta(days=11, hours=8))
    assert case.evidence == tuple(sorted(each.source for each in facts))


def test_who_only_comes_or_only_goes_makes_no_turnover() -> None:
    assert cases("house-turnover", *at_house(*NOW)) == [], "a house that opens"
    assert cases("house-turnover", *at_house(*THEN)) == [], "a house that closes"
    stays = at_house(*THEN, *NOW, (ANA, 10.6))
    assert cases("house-turnover", *stays) == [], "one of two is still there"
    elsewhere = [*at_house(*THEN), *(shift(who, THERE, 24 * day) for who, day in NOW)]
    assert cases("house-turnover", *elsewhere) == []
    assert cases("house-turnover", *at_house(*THEN, *NOW, confidence=0.89)) == []


@pytest.mark.parametrize(("days", "hits"), [(10, 0), (11, 1), (20 - MINUTE / 24, 1), (20, 0)])
def test_windows_of_turnover_end_to_the_minute(days: float, hits: int) -> None:
    """Of then are those from twenty days back, left out, to ten days back."""
    facts = at_house((ANA, 0.0), (BEA, 1.0), (CLEO, days), (DORA, days))
    assert len(cases("house-turnover", *facts)) == hits


def test_a_share_of_those_who_were_there_is_gone() -> None:
    loyal = UUID(int=51), UUID(int=52), UUID(int=53)
    two, three = (
        [place for who in loyal[:many] for place in ((who, 0.5), (who, 10.2))] for many in (2, 3)
    )
    assert len(cases("house-turnover", *at_house(*THEN, *NOW, *two))) == 1, "two of four"
    assert cases("house-turnover", *at_house(*THEN, *NOW, *three)) == [], "two of five"


def test_a_house_that_changes_again_is_a_case_again() -> None:
    again = tuple((UUID(int=60 + nr), 22.0 + nr / 2) for nr in range(2))
    assert len(cases("house-turnover", *at_house(*THEN, *NOW, *again))) == 2
    more = at_house(*THEN, *NOW, (UUID(int=60), 11.2), (UUID(int=61), 11.3))
    assert len(cases("house-turnover", *more)) == 1, "of one change, one case"


COHORT = (ANA, BEA, CLEO)
DAY = 24.0


def passed(
    *people: UUID, came: float = 3, went: float = 9, on: float = 11, to: UUID = YONDER
) -> list[Presence]:
    """From here, by there, to a third house; in days. The last presence here is on day 1."""
    return [
        fact
        for who in people
        for fact in (
            shift(who, HERE, 0),
            shift(who, HERE, DAY),
            shift(who, THERE, DAY * came),
            shift(who, THERE, DAY * (came + went) / 2),
            shift(who, THERE, DAY * went),
            shift(who, to, DAY * on),
        )
    ]


def test_a_cohort_that_goes_on_together_is_a_case_by_the_house_that_it_passed() -> None:
    facts = passed(*COHORT)
    (case,) = cases("cohort-rotation", *facts)
    assert case.subject == Subject(premises_id=THERE, to_premises_id=YONDER)
    assert (case.persons, case.figures) == (COHORT, {"persons": 3})
    assert (case.begins_at - START, case.anchor - START) == (timedelta(days=1), timedelta(days=11))
    assert len(case.evidence) == 12, "of each the last here, the first and last there, the next"
    assert [
        each.subject.to_premises_id for each in cases("cohort-rotation", *passed(*COHORT, to=HERE))
    ] == [HERE]


def test_a_passage_is_bounded_to_the_minute() -> None:
    minute = MINUTE / 24
    for late, hits in ((-minute, 1), (0, 1), (minute, 0)):
        assert (
            len(cases("cohort-rotation", *passed(*COHORT, came=8 + late, went=14, on=16))) == hits
        )
        assert len(cases("cohort-rotation", *passed(*COHORT, on=16 + late))) == hits
        assert len(cases("cohort-rotation", *passed(*COHORT, went=8 - late))) == hits
        assert len(cases("cohort-rotation", *passed(*COHORT, went=23 + late, on=25))) == hits
        one_late = [*passed(ANA, BEA), *passed(CLEO, came=4 + late)]
        assert len(cases("cohort-rotation", *one_late)) == hits
        one_later = [*passed(ANA, BEA), *passed(CLEO, on=12 + late)]
        assert len(cases("cohort-rotation", *one_later)) == hits


def test_holidays_rotas_and_those_who_leave_apart_are_no_rotation() -> None:
    holidays = [
        shift(who, HERE, DAY * day) for who in COHORT for day in (0, 1, 2, 16, 17, 18, 40, 41)
    ]
    assert cases("cohort-rotation", *holidays) == []
    rota = [
        shift(who, HERE if day % 7 < 4 else THERE, DAY * day) for who in COHORT for day in range(56)
    ]
    assert cases("cohort-rotation", *rota) == [], "four days in one house, three in the other"
    regulars = [
        shift(who, (HERE, THERE, YONDER)[number], DAY * day)
        for number, who in enumerate(COHORT)
        for day in range(30)
    ]
    assert cases("cohort-rotation", *regulars) == [], "a room let to regular shifts"
    assert cases("cohort-rotation", *passed(ANA, BEA)) == [], "two of three"
    apart = [*passed(ANA, BEA), *passed(CLEO, to=UUID(int=109))]
    assert cases("cohort-rotation", *apart) == []
    elsewhere = [
        *passed(ANA, BEA),
        *(
            replace(fact, place_id=UUID(int=109)) if fact.place_id == HERE else fact
            for fact in passed(CLEO)
        ),
    ]
    assert cases("cohort-rotation", *elsewhere) == [], "she came from another house"


def test_what_one_source_says_twice_counts_once() -> None:
    one, other = shift(ANA, HERE, 5), shift(ANA, THERE, 0)
    again = replace(one, place_id=YONDER)
    assert by_person([one, again, other]) == {ANA: [other, one]}
    assert by_person([shift(BEA, HERE, 0), one]).keys() == {ANA, BEA}


REACHES: dict[str, Any] = {
    "two-places": timedelta(hours=24, minutes=15),
    "long-hours": timedelta(days=15),
    "group-move": timedelta(days=7 + 2 + 1),
    "no-shows-premises": timedelta(days=61),
    "no-shows-person": timedelta(days=61),
    "house-turnover": timedelta(days=31),
    "cohort-rotation": timedelta(days=2 * 7 + 20 + 2 + 1),
}


@pytest.mark.parametrize("rule_id", SET)
def test_a_change_is_felt_as_far_as_a_pattern_reaches(rule_id: str) -> None:
    assert PATTERNS[rule_id].reach(SET[rule_id]) == REACHES[rule_id]


def test_a_case_of_long_hours_is_from_the_first_of_its_shifts_to_the_last() -> None:
    shifts = [shift(ANA, HERE, hour, 8) for hour in (0, 12, 24)]
    (case,) = cases("long-hours", *shifts)
    assert case.begins_at == START
    assert case.ends_at == START + timedelta(hours=32)
    assert case.evidence == tuple(sorted(each.source for each in shifts))
    assert case.persons == (ANA,)


def test_only_the_subjects_that_are_asked_for_are_judged() -> None:
    facts = [shift(person, HERE, 0, 25) for person in (ANA, BEA)]
    pattern, track = PATTERNS["long-hours"], Track.always(SET["long-hours"])
    everybody = {each.occurrence.subject for each in judge(pattern, facts, track)}
    assert {subject.person_id for subject in everybody} == {ANA, BEA}
    hers = {subject for subject in everybody if subject.person_id == ANA}
    found = [each.occurrence.subject for each in judge(pattern, facts, track, hers)]
    assert {*found} == hers
    assert judge(pattern, facts, track, set()) == []
