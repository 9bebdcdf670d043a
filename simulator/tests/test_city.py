"""The city is the handbook's (§6.1, §6.2), from a seed."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.branches import branches
from contracts import Branch
from simulator.city import City, build, movers, name_variants
from simulator.city.people import OFFICER_WITHOUT_PAPERS, claim
from simulator.city.seeds import stream
from simulator.city.span import Slot

seeds = st.integers(0, 2**32)


@settings(max_examples=5, deadline=None)
@given(seed=seeds, days=st.integers(1, 4))
def test_the_same_seed_gives_the_same_city(seed: int, days: int) -> None:
    one, other = build(seed, days), build(seed, days)
    assert one.shifts == other.shifts
    assert one.inspections == other.inspections
    assert one.care == other.care


def test_another_seed_gives_another_city(city: City) -> None:
    assert build(2, 14).shifts != city.shifts


def test_more_movers_leave_the_houses_and_their_workers_as_they_were(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(movers, "PER_FORTNIGHT", 0)
    still = build(1, 14)
    assert still.houses == city.houses
    assert still.permits == city.permits
    ordinary = {i.id: i.branch for i in city.inspections if i.id.startswith("I")}
    assert {i.id: i.branch for i in still.inspections} == ordinary


def test_there_are_66_houses_of_48_owners_with_303_rooms_and_one_house_of_51(city: City) -> None:
    sizes = sorted(len(house.rooms) for house in city.houses)
    assert len(sizes) == 66
    assert sum(sizes) == 303
    assert sizes[-1] == 51
    assert sizes[-2] <= 9
    assert len({house.owner.code for house in city.houses}) == 48
    assert len({house.label for house in city.houses}) == 66


def test_about_370_shifts_a_day_three_fifths_of_them_at_night(city: City) -> None:
    per_day = len(city.shifts) / 14
    assert 330 < per_day < 390
    at_night = sum(shift.slot.night for shift in city.shifts) / len(city.shifts)
    assert 0.55 < at_night < 0.66


def test_shares_of_late_changed_and_cancelled_are_those_of_the_handbook(city: City) -> None:
    total = len(city.shifts)
    assert sum(shift.late for shift in city.shifts) / total == pytest.approx(0.03, abs=0.01)
    changed = sum(shift.change is not None for shift in city.shifts)
    assert changed / total == pytest.approx(0.08, abs=0.02)
    cancelled = sum(shift.cancellation is not None for shift in city.shifts)
    assert cancelled / total == pytest.approx(0.06, abs=0.02)


@settings(max_examples=5, deadline=None)
@given(seed=seeds)
def test_no_room_ever_has_two_shifts_at_once_whatever_is_changed(seed: int) -> None:
    taken: Counter[tuple[Slot, int, str]] = Counter()
    for shift in build(seed, 3).shifts:
        rooms = {shift.spot.room} | ({shift.change.room} if shift.change else set())
        taken.update((shift.slot, shift.spot.premises, room) for room in rooms)
    assert max(taken.values()) == 1


@settings(max_examples=5, deadline=None)
@given(seed=seeds)
def test_nobody_works_twice_at_once_or_without_rest(seed: int) -> None:
    slots: dict[str, list[int]] = {}
    for shift in build(seed, 3).shifts:
        slots.setdefault(shift.person.id, []).append(shift.slot.index)
    for indices in slots.values():
        ordered = sorted(indices)
        assert all(later - earlier > 1 for earlier, later in pairwise(ordered))


def test_what_happens_to_a_shift_comes_in_its_order(city: City) -> None:
    for shift in city.shifts:
        assert shift.declared_at >= city.span.starts_at
        if shift.change:
            assert shift.declared_at < shift.change.at < shift.starts_at
            assert shift.starts_at <= shift.change.starts_at < shift.change.ends_at <= shift.ends_at
        if shift.cancellation:
            assert shift.declared_at < shift.cancellation.at < shift.starts_at
        if shift.left_at:
            assert shift.starts_at < shift.left_at < shift.ends_at


def test_police_only_check_who_is_surely_at_work(city: City) -> None:
    for patrol in city.patrols:
        for check in patrol.checks:
            assert check.shift.cancellation is None
            assert check.shift.starts_at < patrol.at < check.shift.over_at
            assert patrol.at - check.shift.declared_at > timedelta(minutes=30)


def test_rooms_for_scenarios_see_no_ordinary_life(city: City) -> None:
    kept = {(city.stage.house.number, room) for room in city.stage.house.rooms}
    kept |= {(spot.premises, spot.room) for spot in city.stage.rooms}
    assert not kept & {(shift.spot.premises, shift.spot.room) for shift in city.shifts}
    owners = {city.houses[spot.premises].owner for spot in city.stage.rooms}
    assert len(owners) == len(city.stage.rooms)


def test_a_claim_without_papers_fits_one_person_only_whatever_its_spelling(city: City) -> None:
    people = city.population.people
    known = Counter((name_variants.folded(person.name), person.birth_date) for person in people)
    assert max(known.values()) == 1
    assert len({person.birth_date for person in people}) == len(people)
    chance = stream(1, "test")
    for person in people[:200]:
        written = claim(person, OFFICER_WITHOUT_PAPERS, chance)
        name = name_variants.Name(written["givenNames"], written["familyName"])
        assert name_variants.folded(name) == name_variants.folded(person.name)
        assert "document" not in written


def test_documents_and_numbers_cannot_be_real(city: City) -> None:
    for person in city.population.people:
        assert person.document.startswith("SYN")
        assert int(person.national_number[2:4]) > 60
    assert len({person.document for person in city.population.people}) == len(
        city.population.people
    )


def test_people_move_between_branches_in_every_way_that_the_city_knows(city: City) -> None:
    moving = {i.encounters[0].person.id for i in city.inspections if i.id.startswith("M")}
    assert len(moving) > 25
    late = [i for i in city.inspections if i.recorded_at - i.seen_at > timedelta(days=1)]
    assert late, "nobody types anything in late"
    assert {i.branch for i in city.inspections} == {*branches().codes} - {Branch.RAAM}


def test_a_name_prints_nowhere_by_accident(city: City) -> None:
    person = city.population.people[0]
    assert person.name.family not in repr(city.shifts[0]) + repr(person)
