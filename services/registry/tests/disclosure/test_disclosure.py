"""DP-15: what is published never gives a small number of persons away (scenario 14)."""

import random
from collections import defaultdict
from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.deliveries.rules import codes
from registry.deliveries.rules.minimum_format import Agreements
from registry.deliveries.rules.records import Period, Rows
from registry.disclosure.rules import Publication, Table, protect
from registry.integration.rules import cells
from registry.integration.rules.aggregation import Count, aggregate
from registry.integration.rules.cells import Key, Line
from registry.validation.rules.validate import validate

from ..support.attack import HALVES, compositions, line_counts, persons, possible, visible
from ..support.deliveries import Tables, client, contact, of_branches, yearly

YEAR = Period(2025)
T = 5
CLIENTS = Key(cells.CLIENTEN)


def rows_of(tables: Tables, period: Period = YEAR) -> Rows:
    rows = validate(tables.sheets(), period, Agreements()).rows
    assert rows is not None
    return rows


def figures(tables: Tables, period: Period = YEAR, *earlier: Publication) -> dict[Key, int | None]:
    counts = aggregate(rows_of(tables, period), period.months)
    return protect(counts, period, threshold=T, earlier=earlier)


def branch(name: str) -> Key:
    return CLIENTS.where(cells.BRANCHE, name)


@pytest.fixture
def small_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line and short code lists, so that an attacker can try every table there is."""
    categories = dict(cells.CATEGORIES)
    categories[cells.BRANCHE] = ("a", "b", "c")
    categories[cells.GENDER] = ("v", "m")
    monkeypatch.setattr(cells, "CATEGORIES", categories)
    monkeypatch.setattr(cells, "LINES", (cells.CLIENTEN_BRANCHE,))
    monkeypatch.setattr(cells, "GRIDS", ())
    monkeypatch.setattr(codes, "HANDELINGEN", ())


def test_a_group_of_three_is_hidden_and_cannot_be_had_from_the_total() -> None:
    shown = figures(of_branches({"raam": 40, "straat": 12, "escort": 3}))
    assert shown[CLIENTS] == 55
    assert shown[branch("escort")] is None
    assert shown[branch("raam")] == 40
    assert shown[branch("straat")] is None
    assert shown[branch("stripclub")] == 0


def test_a_total_below_the_threshold_hides_everything_about_it() -> None:
    shown = figures(of_branches({"raam": 3}))
    about_clients = {v for k, v in shown.items() if k.measure == cells.CLIENTEN}
    assert about_clients == {None}
    assert shown[Key(cells.CONTACTEN)] is None


def test_contacts_of_a_hidden_group_are_hidden_though_they_are_many() -> None:
    tables = of_branches({"raam": 40, "straat": 12, "escort": 3})
    tables.contacten += [contact("escort-0", f"2025-{month:02}") for month in range(1, 13)]
    shown = figures(tables)
    contacts = Key(cells.CONTACTEN)
    assert shown[contacts] == 67
    assert shown[contacts.where(cells.BRANCHE, "escort")] is None
    assert shown[contacts.where(cells.BRANCHE, "straat")] is None


def test_many_contacts_of_few_clients_are_hidden() -> None:
    tables = of_branches({"raam": 40})
    tables.contacten += [
        contact(f"raam-{nr % 2}", f"2025-{nr % 12 + 1:02}", aard="crisis") for nr in range(20)
    ]
    shown = figures(tables)
    assert shown[Key(cells.CONTACTEN).where(cells.AARD, "crisis")] is None


def test_moments_are_shown_however_few_and_acts_are_not() -> None:
    tables = of_branches({"raam": 40})
    tables.activiteiten = [
        {"maand": "2025-03", "type": "dropin", "aantal": "2"},
        {"maand": "2025-03", "type": "swab2know", "aantal": "2"},
        {"maand": "2025-03", "type": "doktersconsultatie", "aantal": "30"},
        {"maand": "2025-04", "type": "doktersconsultatie", "aantal": "2"},
    ]
    shown = figures(tables)
    assert shown[cells.months_of("dropin").total] == 2
    assert shown[cells.months_of("swab2know").total] is None
    doctor = cells.months_of("doktersconsultatie")
    assert shown[doctor.total] == 32
    assert shown[doctor.key("2025-04")] is None
    assert shown[doctor.key("2025-03")] is None


def test_one_age_for_everybody_is_not_told() -> None:
    shown = figures(of_branches({"raam": 40}))
    assert shown[CLIENTS.where(cells.LEEFTIJD, "25-29")] is None
    assert shown[CLIENTS.where(cells.LEEFTIJD, "18-20")] is None
    assert shown[branch("raam")] == 40


def test_a_referral_to_a_centre_for_victims_is_nowhere_told_apart() -> None:
    tables = of_branches({"raam": 40})
    for nr in range(20):
        kind = "gespecialiseerd centrum mensenhandel" if nr < 9 else "CAW"
        tables.contacten.append(contact(f"raam-{nr}", doorverwijzing_soort=kind))
    shown = figures(tables)
    referrals = Key(cells.DOORVERWIJZINGEN)
    assert shown[referrals] == 20
    assert shown[referrals.where(cells.DOORVERWIJZING, "andere")] == 9
    assert not [key for key in shown if "mensenhandel" in str(key)]


def test_what_one_half_hides_the_year_and_the_other_half_hide_too() -> None:
    first = Period(2025, 1)
    hidden = figures(of_branches({"raam": 40, "straat": 12, "escort": 3}), first)
    later = of_branches({"raam": 40, "straat": 12, "escort": 30}, "2025-09")
    shown = figures(later, Period(2025, 2), Publication(first, hidden))
    assert shown[branch("escort")] is None
    assert shown[branch("straat")] is None
    assert shown[branch("raam")] == 40


def test_a_year_that_differs_from_its_first_half_by_two_hides_that_branch() -> None:
    first = Period(2025, 1)
    half = figures(of_branches({"raam": 40, "straat": 12, "escort": 20}), first)
    assert half[branch("escort")] == 20
    year = of_branches({"raam": 60, "straat": 30, "escort": 22})
    shown = figures(year, YEAR, Publication(first, half))
    assert shown[branch("escort")] is None
    assert sum(1 for key in map(branch, codes.BRANCHE) if shown[key] is None) >= 2


def test_one_client_more_in_a_new_revision_is_not_placed_in_a_branch() -> None:
    old = figures(of_branches({"raam": 40, "straat": 12, "escort": 20}))
    new = of_branches({"raam": 40, "straat": 13, "escort": 20})
    shown = figures(new, YEAR, Publication(YEAR, old))
    assert shown[CLIENTS] == 73
    assert shown[branch("straat")] is None
    assert sum(1 for key in map(branch, codes.BRANCHE) if shown[key] is None) >= 2


def test_the_same_delivery_again_shows_exactly_the_same() -> None:
    old = figures(yearly(3))
    assert figures(yearly(3), YEAR, Publication(YEAR, old)) == old


def test_months_of_a_year_are_safe_in_each_half() -> None:
    tables = of_branches({"raam": 40})
    numbers = dict.fromkeys(YEAR.months, 10) | {"2025-02": 2, "2025-08": 3}
    tables.activiteiten = [
        {"maand": maand, "type": "swab2know", "aantal": str(number)}
        for maand, number in numbers.items()
    ]
    shown = figures(tables)
    line = cells.months_of("swab2know")
    for months in (YEAR.months[:6], YEAR.months[6:]):
        hidden = [numbers[maand] for maand in months if shown[line.key(maand)] is None]
        assert len(hidden) >= 2
        assert sum(hidden) >= 2 * T - 1


@pytest.mark.usefixtures("small_lists")
@pytest.mark.parametrize(("threshold", "most"), [(3, 11), (5, 22)])
def test_who_knows_all_cells_and_the_rules_keeps_t_minus_1_values_on_a_line(
    threshold: int, most: int
) -> None:
    """Every table there is, sorted by what is published of it: what looks the same stays open."""
    line = cells.CLIENTEN_BRANCHE
    alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    tables: dict[object, Table] = {}
    for values in (v for total in range(most + 1) for v in compositions(total, 3)):
        numbers = [persons(value, name) for value, name in zip(values, "abc", strict=True)]
        table = protect(line_counts(line, "abc", numbers), YEAR, threshold=threshold)
        alike[visible(table)].append(values)
        tables[visible(table)] = table
    for seen, worlds in alike.items():
        if tables[seen][line.total] is None:
            continue
        for place, name in enumerate("abc"):
            open_values = {world[place] for world in worlds}
            if tables[seen][line.key(name)] is None and any(0 < v < threshold for v in open_values):
                assert len(open_values) >= threshold - 1, (worlds, name)


@pytest.mark.usefixtures("small_lists")
def test_who_knows_all_cells_of_a_grid_keeps_t_minus_1_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = (cells.CLIENTEN_BRANCHE, cells.CLIENTEN_GENDER)
    monkeypatch.setattr(cells, "LINES", lines)
    monkeypatch.setattr(cells, "GRIDS", (cells.Grid(*lines),))
    threshold, total = 3, 9
    worlds = [_grid_counts(values) for values in compositions(total, 6)]
    attacked = 0
    for counts in random.Random(5).sample(worlds, 150):
        table = protect(counts, YEAR, threshold=threshold)
        told = [(key, value) for key, value in table.items() if value is not None]
        fitting = [w for w in worlds if all(w[key].value == value for key, value in told)]
        for key, value in table.items():
            if value is None and 0 < counts[key].value < threshold:
                attacked += 1
                assert len({world[key].value for world in fitting}) >= threshold - 1
    assert attacked > 100


def _grid_counts(values: tuple[int, ...]) -> dict[Key, Count]:
    counts: dict[Key, Count] = defaultdict(Count)
    for (row, column), value in zip(product("abc", "vm"), values, strict=True):
        number = persons(value, row + column)
        by_row = branch(row)
        for key in (
            CLIENTS,
            by_row,
            CLIENTS.where(cells.GENDER, column),
            by_row.where(cells.GENDER, column),
        ):
            counts[key] += number
    return counts


@pytest.mark.usefixtures("small_lists")
@pytest.mark.parametrize(
    ("measure", "threshold"), [(cells.CLIENTEN, 3), (cells.CONTACTEN, 3), (cells.CONTACTEN, 5)]
)
def test_who_adds_the_halves_and_the_year_keeps_t_minus_1_values(
    monkeypatch: pytest.MonkeyPatch, measure: str, threshold: int
) -> None:
    """In whatever order the halves and the year are published, and of a half that is not."""
    line = Line(Key(measure), cells.BRANCHE)
    monkeypatch.setattr(cells, "LINES", (line,))
    dice = random.Random(11)
    parts = 3 if measure == cells.CLIENTEN else 2
    attacked = 0
    for _ in range(30):
        lives = [tuple(dice.choice((0, 0, 1, 2, 3, 6)) for _ in range(parts)) for _ in "abc"]
        counts = {half: _in_period(line, half, lives) for half in HALVES}
        published = _publish(counts, dice.sample([1, 2, None], dice.choice([2, 3])), threshold)
        left = possible(line, "abc", published, parts=parts, most=6 + threshold)
        for half, name in product(HALVES, "abc"):
            if half in published or len(published) == 2:
                value = counts[half][line.key(name)].value
                shown = published.get(half, {}).get(line.key(name))
                if 0 < value < threshold:
                    attacked += 1
                    assert shown is None
                    assert len(left[name, half]) >= threshold - 1, (lives, [*published], half)
    assert attacked > 40


def _in_period(line: Line, half: int | None, lives: list[tuple[int, ...]]) -> Mapping[Key, Count]:
    """Persons of the three parts are others, so that the counts add up as lives do."""
    numbers = []
    for name, life in zip("abc", lives, strict=True):
        whose = {1: (0, 2), 2: (1, 2), None: (0, 1, 2)}[half]
        met = [persons(life[part], f"{name}{part}") for part in whose if part < len(life)]
        numbers.append(sum(met, Count()))
    return line_counts(line, "abc", numbers)


def _publish(
    counts: Mapping[int | None, Mapping[Key, Count]], order: list[int | None], threshold: int
) -> dict[int | None, Table]:
    published: dict[int | None, Table] = {}
    for half in order:
        known = [it for it in (1, 2) if it in published] if half is None else [half]
        behind = [counts[3 - it] for it in known] if half is None or None in published else []
        earlier = [Publication(Period(2025, it), table) for it, table in published.items()]
        period = Period(2025, half)
        published[half] = protect(
            counts[half], period, threshold=threshold, earlier=earlier, implied=behind
        )
    return published


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), clients=st.integers(0, 120))
def test_no_small_number_is_shown_and_no_line_hides_just_one(seed: int, clients: int) -> None:
    tables = yearly(seed, clients)
    counts = aggregate(rows_of(tables), YEAR.months)
    shown = protect(counts, YEAR, threshold=T)
    lines = [*cells.LINES, *map(cells.months_of, codes.HANDELINGEN)]
    for key, value in shown.items():
        assert value is None or value == counts.get(key, Count()).value
        if value and any(key.measure == line.total.measure for line in cells.LINES):
            assert len(counts[key].persons) >= T
    for line in lines:
        keys = [line.key(name) for name in cells.categories(line, YEAR.months)]
        hidden = [key for key in keys if key in shown and shown[key] is None]
        if shown[line.total] is not None and hidden:
            assert len(hidden) >= 2
            parts = [counts.get(key, Count()).value for key in hidden]
            present = sum(1 for part in parts if part)
            everything = len(hidden) == len(keys)
            assert everything or sum(parts) >= (present - 1) * (T - 1) + T


def test_a_client_without_contact_is_not_reached() -> None:
    tables = of_branches({"raam": 40})
    tables.clienten.append(client("never-seen"))
    assert figures(tables)[CLIENTS] == 40
