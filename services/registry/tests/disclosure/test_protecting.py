"""The steps by which a delivery is protected, each by itself: what is fixed, asked and hidden."""

from math import inf

import pytest

from disclosure import Row
from registry.counts.rules.aggregation import aggregate
from registry.counts.rules.cells import Key
from registry.disclosure.rules.protect import _said, _sensitive_line, _Work
from registry.disclosure.rules.publication import Figure
from registry.disclosure.rules.question import Question
from registry.minimum_format.rules.records import Period

from ..support.deliveries import Tables, activity, of_branches
from ..support.protecting import T, rows_of

YEAR, FIRST, SECOND = Period(2025), Period(2025, 1), Period(2025, 2)
CLIENTS, CONTACTS = Key("clienten"), Key("contacten")
SWABS = Key.of("activiteiten", {"type": "swab2know"})
TABLES = of_branches({"raam": 40, "straat": 12}, "2025-02")
TABLES.activiteiten = [activity("swab2know", 7, "2025-08")]


def work(
    tables: Tables = TABLES, period: Period = YEAR, organisation: str = "BOYS", secret: bytes = b"x"
) -> _Work:
    rows = rows_of(tables, period)
    counts = aggregate(rows, period.months)
    return _Work(Question(organisation, period, counts, rows, secret, threshold=T))


def lives(done: _Work, measure: str, where: dict[str, str]) -> list[set[str]]:
    return [{*some} for some in done._lives(done.register.measures[measure].measure, where)]


PERIODS_OF_PERSONS = [{"1", "2", "12"}, {"1", "12"}, {"2", "12"}]


def test_persons_are_looked_at_in_each_period_and_each_life() -> None:
    assert lives(work(), "clienten", {}) == [*PERIODS_OF_PERSONS, {"1"}, {"12"}, {"2"}]
    assert lives(work(), "contacten", {}) == [{"1", "2"}, {"1"}, {"2"}, {"1"}, {"2"}]


def test_acts_are_looked_at_by_month_and_with_whom_in_periods_alone() -> None:
    months = [{month} for month in YEAR.months]
    halves = [{*YEAR.months}, {*YEAR.months[:6]}, {*YEAR.months[6:]}]
    assert lives(work(), "activiteiten swab2know", {}) == [*halves, *months]
    assert lives(work(), "activiteiten swab2know", {"met": "itg"}) == halves


def test_in_a_half_only_what_it_tells_itself_is_looked_at() -> None:
    half = work(of_branches({"raam": 40}, "2025-02"), FIRST)
    assert lives(half, "clienten", {}) == [{"1", "12"}]
    assert lives(half, "contacten", {}) == [{"1"}, {"1"}]
    months = [{month} for month in FIRST.months]
    assert lives(half, "activiteiten swab2know", {}) == [{*FIRST.months}, *months]


def dimensions(done: _Work, measure: str) -> dict[frozenset[str], int]:
    """How many cells of each set of dimensions are looked at."""
    wheres = next(some for of, some in done._tables() if of.measure.name == measure)
    found: dict[frozenset[str], int] = {}
    for where in wheres:
        found[frozenset(where)] = found.get(frozenset(where), 0) + 1
    return found


def of(*names: str) -> frozenset[str]:
    return frozenset(names)


def test_every_cell_of_every_table_is_looked_at_once() -> None:
    """Ten branches, six genders, eight ages, seven nationalities, new or known: each crossed as it
    is told; and of eleven natures at seven places the whole grid, though one column is told."""
    assert dimensions(work(), "clienten") == {
        of(): 1,
        of("branche"): 10,
        of("gender"): 6,
        of("leeftijd"): 8,
        of("nationaliteit"): 7,
        of("eerste_contact"): 2,
        of("branche", "gender"): 60,
    }
    assert dimensions(work(), "begeleidingen") == {of(): 1, of("branche"): 10}
    assert dimensions(work(), "contacten") == {
        of(): 1,
        of("soort"): 2,
        of("aard"): 11,
        of("plaats"): 7,
        of("branche"): 10,
        of("maand"): 12,
        of("aard", "soort"): 22,
        of("branche", "soort"): 20,
        of("plaats", "soort"): 14,
        of("maand", "soort"): 24,
        of("aard", "plaats"): 77,
    }
    assert dimensions(work(), "hulpvragen") == {
        of(): 1,
        of("hulpvraag"): 13,
        of("bij", "hulpvraag"): 26,
    }
    assert dimensions(work(), "activiteiten swab2know") == {of(): 1, of("met"): 3}
    assert dimensions(work(), "activiteiten soi_test_hiv") == {of(): 1}
    own = dimensions(work(organisation="GHAPRO"), "contacten")
    assert own[of("branche", "consultatie")] == 40
    assert own[of("consultatie", "maand")] == 48


@pytest.mark.parametrize(
    ("figure", "least", "low", "high"),
    [
        (Figure(52), 0, 52, 52),
        (Figure(50, 10), 0, 41, 59),
        (Figure(50, 10), 1, 41, 59),
        (Figure(None), 0, 0, inf),
        (Figure(None), 1, 1, inf),
        (Figure(60, 10), 0, 51, 69),
        (Figure(53), 0, 52, 53),  # as another delivery said: the truth is inside
        (Figure(51), 0, 51, 52),
    ],
)
def test_a_told_figure_is_what_a_reader_knows_of_its_cell(
    figure: Figure, least: int, low: float, high: float
) -> None:
    done = work()
    done._fix(CLIENTS, YEAR, figure, least)
    assert done.register.system.rows[-1] == Row(done.register.members(CLIENTS, YEAR), (), low, high)


def test_less_than_ten_of_a_small_rounded_figure_is_nobody_at_least() -> None:
    done = work()
    nobody = CLIENTS.where("branche", "escort")
    done._fix(nobody, YEAR, Figure(0, 10))
    assert done.register.system.rows[-1] == Row(done.register.members(nobody, YEAR), (), 0, 9)


@pytest.mark.parametrize(
    ("key", "period", "low", "high"),
    [
        (CLIENTS, YEAR, 120, 360),
        (CLIENTS.where("branche", "raam"), YEAR, 8, 24),
        (CLIENTS.where("branche", "raam").where("gender", "man"), YEAR, 2, 6),
        (CONTACTS, FIRST, 30, 90),
        (CONTACTS.where("maand", "2025-02"), FIRST, 0.5, 1.5),  # a month goes as a grid's cell
        (CONTACTS.where("aard", "crisis").where("soort", "medisch"), FIRST, 0.5, 1.5),
        (SWABS, YEAR, 120, 360),
        (SWABS.where("maand", "2025-08"), YEAR, 8, 24),
        (SWABS.where("met", "itg"), FIRST, 2, 6),
    ],
)
def test_a_total_is_worth_more_than_a_part_and_a_year_more_than_a_half(
    key: Key, period: Period, low: float, high: float
) -> None:
    """60 in all, 4 of a line, 1 of a grid; half to one and a half of that by the secret."""
    costs = [work(secret=bytes([nr]))._cost(key, period) for nr in range(8)]
    assert all(low <= cost < high for cost in costs)
    assert len({*costs}) == 8


def test_clients_and_contacts_of_a_branch_are_worth_the_same_share() -> None:
    done = work()
    raam, straat = ("branche", "raam"), ("branche", "straat")
    assert done._cost(CLIENTS.where(*raam), YEAR) == done._cost(CONTACTS.where(*raam), YEAR)
    assert done._cost(CLIENTS.where(*raam), YEAR) == 4 * done._cost(CONTACTS.where(*raam), FIRST)
    assert done._cost(CLIENTS.where(*raam), YEAR) != done._cost(CLIENTS.where(*straat), YEAR)
    others = work(organisation="GHAPRO")
    assert done._cost(CLIENTS, YEAR) != others._cost(CLIENTS, YEAR)


def test_a_cell_of_nobody_is_told_and_fixed_and_any_other_may_be_hidden() -> None:
    done = work()
    nobody, some = (CLIENTS.where("branche", code) for code in ("escort", "raam"))
    for key in (nobody, some):
        done.consider(key, YEAR)
    system = done.register.system
    assert done._figures[YEAR] == {nobody: Figure(0), some: Figure(40)}
    assert Row(done.register.members(nobody, YEAR), (), 0, 0) in system.rows
    assert done._cells == [(some, YEAR)]
    (cell,) = system.cells
    assert (cell.members, cell.value) == (done.register.members(some, YEAR), 40)


def test_what_a_half_does_not_tell_of_persons_is_hidden_whole() -> None:
    half = work(of_branches({"raam": 40}, "2025-02"), FIRST)
    half.consider(CLIENTS.where("branche", "raam"), FIRST)
    half.consider(CONTACTS.where("branche", "raam"), FIRST)
    assert half._figures[FIRST] == {
        CLIENTS.where("branche", "raam"): Figure(None),
        CONTACTS.where("branche", "raam"): Figure(40),
    }


@pytest.mark.parametrize(
    ("key", "dimension"),
    [
        (CLIENTS.where("leeftijd", "25-29"), "leeftijd"),
        (CLIENTS.where("nationaliteit", "azie"), "nationaliteit"),
        (CLIENTS.where("gender", "man"), None),
        (CLIENTS, None),
        (CLIENTS.where("leeftijd", "25-29").where("gender", "man"), None),
    ],
)
def test_a_cell_of_ages_or_nationalities_is_one_of_its_line(
    key: Key, dimension: str | None
) -> None:
    line = _sensitive_line(key)
    assert (line.dimension if line else None) == dimension


@pytest.mark.parametrize(
    ("total", "name"),
    [(CLIENTS, "clienten"), (SWABS, "activiteiten swab2know")],
)
def test_a_rounding_is_drawn_by_the_name_of_its_total(total: Key, name: str) -> None:
    assert _said(total) == name


def test_small_groups_are_found_in_each_life_with_the_codes_that_people_read() -> None:
    """Three work the street, all of them in the first half."""
    done = work(of_branches({"raam": 40, "straat": 3}, "2025-02"))
    done.find_groups()
    of_street = {
        (small.measure, tuple(code for _, code in small.dimensions), small.span)
        for small in done._small.values()
    }
    assert of_street == {
        *(
            ("clienten", codes, span)
            for codes in (("straat",), ("straat", "vrouw"))
            for span in ("Y", "H1", "only_H1")
        ),
        *(
            ("contacten", codes, span)
            for codes in (("straat",), ("straat", "medisch"))
            for span in ("Y", "H1")
        ),
    }
    assert len(done.register.system.groups) == len(of_street)
    assert {(group.width, group.reach) for group in done.register.system.groups} == {(4, 5)}
    assert not done._with_erased
