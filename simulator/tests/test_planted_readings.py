"""The judge of readings: what is told of lives that were planted, by kind."""

from datetime import date, datetime, timedelta
from typing import Any

from chassis.days import city_moment
from contracts.branches import Branch
from simulator.check_planted_readings import judge_readings
from simulator.city import City
from simulator.city.planted_people import PlantedPerson
from simulator.planted.lives import Life, Move, Spell, Story
from simulator.truth import BranchSighting

STRAAT, ESCORT = Branch.STRAAT, Branch.ESCORT
BEGINS = date(2024, 1, 1)
NONE = {"true": 0, "seenAtBoth": 0, "found": 0, "false": {}}


def planted(city: City, life: Life) -> PlantedPerson:
    return PlantedPerson(city.cast[0], life, BEGINS)


def seen(who: PlantedPerson, *days: tuple[Branch, int]) -> list[BranchSighting]:
    return [
        BranchSighting(
            who.person.id,
            branch,
            city_moment(BEGINS + timedelta(days=on), datetime.min.time().replace(hour=21)),
            ("inspection", f"{branch}-{on}"),
        )
        for branch, on in days
    ]


def told(kind: str, old: Branch, after: int, new: Branch, before: int) -> dict[str, Any]:
    return {
        "kind": kind,
        "fromBranch": old.value,
        "toBranch": new.value,
        "after": (BEGINS + timedelta(days=after)).isoformat(),
        "before": (BEGINS + timedelta(days=before)).isoformat(),
    }


MOVES = Life(
    Story.MOVES,
    (Spell(STRAAT, 0, 201), Spell(ESCORT, 210, 730)),
    moves=(Move(STRAAT, ESCORT, 200, 210),),
)
RETURNS = Life(
    Story.RETURNS,
    (Spell(STRAAT, 0, 200), Spell(ESCORT, 200, 300), Spell(STRAAT, 300, 730)),
    returned=(Move(STRAAT, ESCORT, 199, 200), Move(ESCORT, STRAAT, 299, 300)),
)
COMBINES = Life(
    Story.COMBINES, (Spell(STRAAT, 0, 730), Spell(ESCORT, 90, 730)), combines=(STRAAT, ESCORT)
)


def test_a_move_is_found_once_the_right_way_and_at_its_time(city: City) -> None:
    who = planted(city, MOVES)
    days = seen(who, (STRAAT, 190), (ESCORT, 230), (ESCORT, 300))
    right = told("verschoven", STRAAT, 190, ESCORT, 230)
    verdict = judge_readings([who], [right], days)
    assert verdict["verschoven"] == {"true": 1, "seenAtBoth": 1, "found": 1, "false": {}}
    assert verdict["teruggekeerd"] == verdict["werkt_ook"] == NONE
    again = judge_readings([who], [right, right], days)["verschoven"]
    assert (again["found"], again["false"]) == (1, {"moves": 1})
    back = told("verschoven", ESCORT, 190, STRAAT, 230)
    assert judge_readings([who], [back], days)["verschoven"]["found"] == 0
    late = told("verschoven", STRAAT, 230, ESCORT, 300)
    assert judge_readings([who], [late], days)["verschoven"]["found"] == 0


def test_who_returned_and_is_told_as_moved_is_told_falsely(city: City) -> None:
    who = planted(city, RETURNS)
    days = seen(who, (STRAAT, 190), (ESCORT, 230), (STRAAT, 320))
    returned = told("teruggekeerd", STRAAT, 190, ESCORT, 230)
    assert judge_readings([who], [returned], days)["teruggekeerd"]["found"] == 1
    half = judge_readings([who], [told("verschoven", STRAAT, 190, ESCORT, 230)], days)
    assert half["verschoven"] == NONE | {"false": {"returns": 1}}
    assert half["teruggekeerd"] == {"true": 1, "seenAtBoth": 1, "found": 0, "false": {}}


def test_who_works_in_two_branches_is_found_whichever_is_the_rarer(city: City) -> None:
    who = planted(city, COMBINES)
    days = seen(who, (STRAAT, 100), (ESCORT, 150), (STRAAT, 200), (ESCORT, 250))
    for usual, rare, first in ((STRAAT, ESCORT, 150), (ESCORT, STRAAT, 100)):
        also = told("werkt_ook", usual, first, rare, first + 100)
        verdict = judge_readings([who], [also], days)["werkt_ook"]
        assert verdict == {"true": 1, "seenAtBoth": 1, "found": 1, "false": {}}


def test_a_reading_of_somebody_whose_life_was_not_planted_is_passed_over(city: City) -> None:
    who = planted(city, MOVES)
    other = told("verschoven", STRAAT, 10, ESCORT, 20)
    verdict = judge_readings([who], [other], seen(who, (STRAAT, 190)))
    assert verdict["verschoven"] == {"true": 1, "seenAtBoth": 0, "found": 0, "false": {}}
