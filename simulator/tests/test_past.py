"""The two years behind the city: small, the same from the same seed, and compared to the figure."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from chassis.days import city_day
from contracts.codes import CareOrganisation, InspectionKind
from simulator.check_past import PastFigure, PastYears
from simulator.city import City, build, shared_clients
from simulator.city.care import Tables
from simulator.city.past import BRANCHES, YEARS
from simulator.city.span import FIRST_DAY
from simulator.legacy import before, expert
from simulator.truth import BranchSighting, expected

ADULT = timedelta(days=18 * 365.25)


def test_the_same_seed_gives_the_same_past() -> None:
    one, other = build(5, 1), build(5, 1)
    assert one.past == other.past
    assert one.earlier_care == other.earlier_care
    assert one.earlier_fines == other.earlier_fines
    assert one.earlier_regie == other.earlier_regie


def test_each_month_of_two_years_has_an_inspection_and_nobody_was_a_minor(city: City) -> None:
    made = city.past.inspections
    months = {(city_day(each.seen_at).year, city_day(each.seen_at).month) for each in made}
    assert months == {(year, month) for year in YEARS for month in range(1, 13)}
    for each in made:
        assert each.recorded_at < city.span.starts_at
        for met in each.encounters:
            assert met.person.birth_date + ADULT <= city_day(each.seen_at)


def test_the_years_are_whole_from_their_first_night(city: City) -> None:
    first = min(each.seen_at for each in city.past.inspections)
    assert (city_day(first).month, city_day(first).day) == (1, 1)


def test_people_move_in_each_year_and_more_of_them_in_the_later_one(city: City) -> None:
    moves = expected(
        BranchSighting(met.person.id, each.branch, each.seen_at, ("inspection", each.id))
        for each in city.past.inspections
        for met in each.encounters
    )
    by_year = [sum(city_day(move.seen_at).year == year for move in moves) for year in YEARS]
    assert 0 < by_year[0] < by_year[1]


def test_actions_are_planned_for_each_month_and_some_are_missed(city: City) -> None:
    for year in YEARS:
        of_year = [each for each in city.police_plan.actions if each.month.year == year]
        assert {each.month.month for each in of_year} == set(range(1, 13))
        held = [each for each in of_year if each.held_at is not None]
        assert 0 < len(held) < len(of_year)
        assert all(each.planned_at < each.held_at for each in held if each.held_at)
    kinds = {each.kind for each in city.past.inspections}
    assert InspectionKind.MAANDACTIE not in kinds, "those are on the plan"


def test_the_older_databank_tells_of_the_two_years_before_and_of_moves(city: City) -> None:
    dossiers = before.dossiers(city.past, Random(1))
    days = [contact.day for known in dossiers for contact in known.contacts]
    assert {day.year for day in days} == {*before.OLDER_YEARS}
    assert max(days).year < YEARS[0]
    moved = [known for known in dossiers if len({each.branch for each in known.contacts}) > 1]
    assert [known.person for known in moved] == [*city.past.former]
    for known in dossiers:
        assert all(known.person.birth_date + ADULT <= contact.day for contact in known.contacts)


def test_who_stood_in_the_older_databank_is_met_in_the_same_branch_since(city: City) -> None:
    for branch, person in zip(BRANCHES, city.past.known, strict=True):
        met = {
            each.branch
            for each in city.past.inspections
            if person in [encounter.person for encounter in each.encounters]
        }
        assert met == {branch}


def test_each_contact_of_a_dossier_is_a_row_in_its_order(city: City) -> None:
    dossiers = before.dossiers(city.past, Random(1))
    rows = [*expert.lines(dossiers, 0.0, Random(1))]
    people = [known.person.id for known in dossiers for _ in known.contacts]
    assert [row.person_id for row in rows] == people


def test_care_of_earlier_years_grows_towards_last_year(city: City) -> None:
    for organisation in (CareOrganisation.GHAPRO, CareOrganisation.BOYS):
        sizes = [
            len(tables.contacten)
            for tables in (*city.earlier_care, *city.care)
            if tables.organisation is organisation and tables.half is None
        ]
        assert len(sizes) == 3
        assert sizes == sorted(sizes)


def test_fines_of_the_year_before_last_are_over_when_the_city_wakes(city: City) -> None:
    assert city.earlier_fines
    for fine in city.earlier_fines:
        assert city_day(fine.found_at).year == YEARS[0]
        assert fine.day(200) < city.span.starts_at


def test_regie_tells_of_both_years(city: City) -> None:
    assert {record.at.year for record in city.earlier_regie} == {*YEARS}
    assert {record.kind for record in city.earlier_regie} == {"overleg", "nota", "toelichting"}
    assert all(city_day(record.at) < FIRST_DAY for record in city.earlier_regie)


RIGHT = PastFigure("moves", 4, 4)


@pytest.mark.parametrize(
    ("figure", "is_right"),
    [
        (RIGHT, True),
        (replace(RIGHT, shown=5), False),
        (replace(RIGHT, shown=5, margin=1), True),
        (replace(RIGHT, shown=None), False),
        (replace(RIGHT, shown=None, hidden=True), True),
        (replace(RIGHT, shown=None, true=0), True),
    ],
)
def test_a_figure_is_right_when_it_is_shown_as_it_was(
    figure: PastFigure, *, is_right: bool
) -> None:
    assert figure.is_right is is_right


def test_a_wrong_figure_is_named_with_its_year() -> None:
    past = PastYears({2024: [RIGHT], 2025: [replace(RIGHT, shown=3)]})
    assert past.remarks == ["moves of 2025: 3 shown, 4 true"]
    assert past.document() == {"2024": {"moves": 4}, "2025": {"moves": 3}}


def test_what_is_hidden_to_protect_people_says_so() -> None:
    hidden = replace(RIGHT, shown=None, hidden=True)
    assert PastYears({2024: [hidden]}).document() == {"2024": {"moves": "hidden"}}


def test_who_is_erased_stands_in_the_half_and_in_what_was_told_of_the_year_alone(
    city: City,
) -> None:
    half = next(each for each in city.care if each.half)
    year = next(
        each for each in city.care if each.organisation is half.organisation and each.half is None
    )

    def named(tables: Tables) -> int:
        return sum(
            row["client_code"] == city.erased for row in (*tables.clienten, *tables.contacten)
        )

    assert named(half) > 1
    assert named(year) == 0
    told = year.after(half)
    assert told.half_year(1).contacten == half.contacten
    assert told.half_year(2).contacten == year.half_year(2).contacten
    assert len(told.contacten) > len(year.contacten)
    codes = {row["client_code"] for row in half.clienten}
    assert codes - {row["client_code"] for row in year.clienten} == {city.erased}
    assert shared_clients.erased(told) == {city.erased}
    assert shared_clients.erased(year) == set()
