"""Lives planted in the years before the city, and the judge of what is told of them."""

from datetime import date, datetime, timedelta
from typing import Any

from chassis.days import city_day, city_moment
from contracts.branches import Branch
from simulator.check_planted import judge
from simulator.city import City, build
from simulator.city.planted_people import PlantedPerson
from simulator.planted.lives import Life, Move, Spell, Story
from simulator.truth import BranchSighting, Case

STRAAT, ESCORT, RAAM = Branch.STRAAT, Branch.ESCORT, Branch.RAAM
BEGINS = date(2024, 1, 1)


def at(day: int) -> datetime:
    return city_moment(BEGINS + timedelta(days=day), datetime.min.time().replace(hour=21))


def planted(city: City, number: int, life: Life) -> PlantedPerson:
    return PlantedPerson(city.cast[number], life, BEGINS)


def sighting(who: PlantedPerson, branch: Branch, day: int) -> BranchSighting:
    return BranchSighting(who.person.id, branch, at(day), ("inspection", f"{branch}-{day}"))


def told(old: Branch, before: int, new: Branch, after: int) -> Case:
    sources = ("inspection", f"{old}-{before}"), ("inspection", f"{new}-{after}")
    return Case(f"{before}-{after}", "databank", old, new, *sources)


def moved(old: Branch, new: Branch, left: int, came: int) -> Life:
    spells = (Spell(old, 0, left + 1), Spell(new, came, 730))
    return Life(Story.MOVES, spells, moves=(Move(old, new, left, came),))


def test_a_move_is_told_the_right_way_at_its_time_and_once(city: City) -> None:
    who = planted(city, 0, moved(STRAAT, ESCORT, 200, 210))
    seen = [sighting(who, branch, day) for branch, day in ((STRAAT, 190), (ESCORT, 230))]
    right = told(STRAAT, 190, ESCORT, 230)
    verdict = judge([who], [right], seen, [])
    assert verdict["moves"]["moved"] == {"true": 1, "seenAtBoth": 1, "found": 1}
    assert (verdict["false"], verdict["medianDelayDays"]) == ({}, 20)
    assert judge([who], [right, right], seen, [])["false"] == {"moves": 1}
    back = told(ESCORT, 230, STRAAT, 190)
    assert judge([who], [back], seen, [])["moves"]["moved"]["found"] == 0


def test_who_combines_did_not_move_whatever_is_told(city: City) -> None:
    spells = (Spell(STRAAT, 0, 730), Spell(ESCORT, 0, 730))
    who = planted(city, 0, Life(Story.COMBINES, spells, combines=(STRAAT, ESCORT)))
    seen = [sighting(who, branch, day) for branch, day in ((STRAAT, 190), (ESCORT, 200))]
    verdict = judge([who], [told(STRAAT, 190, ESCORT, 200)], seen, [])
    assert verdict["false"] == {"combines": 1}
    assert verdict["moves"]["moved"] == {"true": 0, "seenAtBoth": 0, "found": 0}


def test_what_was_never_seen_before_or_after_is_not_seen_at_both_ends(city: City) -> None:
    who = planted(city, 0, moved(STRAAT, ESCORT, 200, 210))
    seen = [sighting(who, STRAAT, 190), sighting(who, STRAAT, 195)]
    assert judge([who], [], seen, [])["moves"]["moved"] == {"true": 1, "seenAtBoth": 0, "found": 0}


def test_what_is_expected_is_that_of_the_half_year_of_the_move(city: City) -> None:
    """Day 181 of 2024 is 30 June, day 182 the first of July."""
    people = [
        planted(city, number, moved(STRAAT, new, day - 5, day))
        for number, (new, day) in enumerate([(RAAM, 181), (ESCORT, 181), (RAAM, 182)])
    ]
    half: dict[str, Any] = {
        "beginsAt": "2023-12-31T23:00:00Z",
        "planted": 150,
        "found": {"straat:raam": 90},
        "hardlyVisible": ["straat:escort"],
    }
    assert judge(people, [], [], [half])["expected"] == {
        "found": 0.6,
        "of": 1,
        "hardlyVisible": 1,
        "notMeasured": 1,
    }


def test_people_of_another_life_are_nobody_here(city: City) -> None:
    assert judge([], [told(STRAAT, 190, ESCORT, 200)], [], [])["false"] == {}


def test_the_city_plants_movers_and_combiners_whom_rounds_seldom_meet(city: City) -> None:
    people = city.past.planted
    stories = [each.life.story for each in people]
    assert stories.count(Story.COMBINES) > 2
    assert sum(len(each.life.moves) for each in people) > 5
    assert len({each.person.id for each in people}) == len(people) == 60
    rounds = [each for each in city.past.inspections if each.id.startswith("R")]
    ids = {each.person.id for each in people}
    assert all(met.person.id in ids for each in rounds for met in each.encounters)
    assert any(not each.encounters for each in rounds), "a round that meets nobody is a look"
    met = sum(len(each.encounters) for each in rounds)
    assert 1 < met / len(people) < 8, "over two years"
    works = {(each.person.id, spell.branch) for each in people for spell in each.life.spells}
    elsewhere = [
        (met.person.id, each.branch)
        for each in rounds
        for met in each.encounters
        if (met.person.id, each.branch) not in works
    ]
    evenings = sum(len(each.life.evenings) for each in people)
    assert len(elsewhere) <= evenings
    assert all(city_day(each.seen_at).year in (2024, 2025) for each in rounds)


def test_the_same_seed_plants_the_same_lives() -> None:
    assert build(5, 1).past.planted == build(5, 1).past.planted
