"""What few persons tell from the year before, or from the next one, is told in tens."""

import pytest

from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import Figure, Figures
from registry.integration.published import document
from registry.minimum_format.rules.records import Period

from ..support.attack import Attacker, keeps_its_secret
from ..support.deliveries import Tables, of_branches, uneven
from ..support.protecting import YEAR, T, by_period, rows_of, told_half
from ..support.truth import size

FIRST = Period(2025, 1)
CLIENTS, CONTACTS = Key("clienten"), Key("contacten")


def the_year_before(tables: Tables) -> Tables:
    return tables.changed(
        contacten=[row | {"maand": "2024" + row["maand"][4:]} for row in tables.contacten],
        activiteiten=[],
    )


def men_in_escort(tables: Tables) -> Tables:
    """Nobody else may have become one of them by another branch alone."""
    for row in tables.clienten:
        if row["branche_hoofd"] == "escort":
            row["gender"] = "man"
    return tables


TURNOVER = [
    (0, 0, True),
    (14, 5, True),
    (15, 5, False),
    (16, 5, False),
    (16, 4, True),
    (5, 15, False),
    (4, 16, True),
    (40, 0, True),
]
"""Who came, who went, and whether so few tell a year from the last: 20 in all, 5 of each."""


@pytest.mark.parametrize(("came", "went", "in_tens"), TURNOVER)
def test_a_year_that_too_few_persons_tell_from_the_last_is_told_in_tens(
    came: int, went: int, in_tens: bool
) -> None:
    before = the_year_before(men_in_escort(of_branches({"raam": 60, "straat": 40, "escort": went})))
    tables = of_branches({"raam": 60 + came, "straat": 40})
    for row in tables.clienten:
        row["eerste_contact"] = "nieuw"  # nearly everybody changes in this
    told = by_period(tables, halves=(1, 2), before=before)
    for period in (YEAR, FIRST):
        contacts = told[period][CONTACTS]
        assert contacts.rounded_to == (10 if in_tens else None)
    year = told[YEAR]
    assert year[CLIENTS].rounded_to == (10 if in_tens else None)
    grid = CLIENTS.where("branche", "raam").where("gender", "vrouw")
    if in_tens:
        assert {figure.rounded_to for figure in year.values() if figure.value} == {10}
        assert year[grid] == Figure(None)
        for dimension in ("branche", "gender", "leeftijd", "nationaliteit", "eerste_contact"):
            line = [CLIENTS.where(dimension, code) for code in cells.CATEGORIES[dimension]]
            assert sum(year[key].value or 0 for key in line) == year[CLIENTS].value
        months = [CONTACTS.where("maand", month) for month in FIRST.months]
        assert [year[key] for key in months] == [told[FIRST][key] for key in months]
    else:
        assert year[grid].value == 60 + came


@pytest.mark.parametrize(("came", "went", "in_tens"), TURNOVER)
def test_a_year_that_is_told_after_the_next_is_told_in_tens_beside_it(
    came: int, went: int, in_tens: bool
) -> None:
    """A backlog is delivered in any order: who reads both subtracts them all the same."""
    tables = of_branches({"raam": 60, "straat": 40})
    after = men_in_escort(of_branches({"raam": 60 - went, "straat": 40, "escort": came}, "2026-03"))
    told = by_period(tables, after=after)[YEAR]
    assert told[CLIENTS].rounded_to == (10 if in_tens else None)


def test_another_branch_is_another_person_and_another_contact_is_not() -> None:
    tables = of_branches({"raam": 60, "straat": 40})
    before = the_year_before(tables)
    moved = tables.changed(
        clienten=[
            row | {"branche_hoofd": "escort"} if nr < 20 else row
            for nr, row in enumerate(tables.clienten)
        ]
    )
    more = tables.changed(
        contacten=[row | {"maand": "2025-11"} for row in (*tables.contacten, *tables.contacten)]
    )
    assert protected_before(moved, before)[CLIENTS] == Figure(100)
    assert protected_before(more, before)[CLIENTS].rounded_to == 10


def protected_before(tables: Tables, before: Tables) -> Figures:
    return by_period(tables, before=before)[YEAR]


def test_a_half_in_tens_has_a_year_in_tens() -> None:
    tables = of_branches({"raam": 60, "straat": 40}, "2025-02")
    before = the_year_before(tables)
    first = told_half(tables, 1, before=before)
    assert first.figures[CONTACTS].rounded_to == 10
    more = of_branches({"escort": 30}, "2025-09")
    year = tables.changed(
        clienten=[*tables.clienten, *more.clienten], contacten=[*tables.contacten, *more.contacten]
    )
    told = by_period(year, YEAR, first, halves=(2,), half_tables=tables, before=before)
    assert told[YEAR][CLIENTS].rounded_to == 10
    february = CONTACTS.where("maand", "2025-02")
    assert told[YEAR][february] == first.figures[february]


@pytest.mark.parametrize(
    ("nr", "clients", "own"),
    [
        (1, 12, True),
        *(
            pytest.param(nr, clients, own, marks=pytest.mark.long)
            for nr, clients in ((2, 10), (3, 75), (4, 240))
            for own in (False, True)
        ),
    ],
)
def test_who_attacks_a_year_in_tens_sizes_nobody(nr: int, clients: int, own: bool) -> None:
    tables = uneven(nr, clients)
    first = [told_half(tables, 1)] if own else []
    told = by_period(
        tables,
        YEAR,
        *first,
        halves=(1, 2),
        half_tables=tables if own else None,
        before=the_year_before(tables),
    )
    every = [
        *((one.period, 1, one.figures) for one in first),
        *((of, 1, some) for of, some in told.items()),
    ]
    attacker = Attacker(document([("BOYS", *one) for one in every], T), "BOYS")
    tried = 0
    for measure, dims, lives in attacker.groups():
        real = size(rows_of(tables), measure, dims, lives)
        if 0 < real < T:
            tried += 1
            if keeps_its_secret(attacker.sizes(measure, dims, lives), T):
                continue
            bounds = attacker.bounds(measure, dims, lives)
            assert bounds[0] <= real <= bounds[1]
            assert keeps_its_secret(bounds, T), (measure, dims, lives, real, bounds)
    assert tried
