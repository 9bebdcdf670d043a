"""DP-15: what is published never gives a small number of persons away (scenario 14)."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.counts.rules import cells
from registry.counts.rules.aggregation import Count, aggregate
from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import Figure, ToldPeriod
from registry.integration.published import document
from registry.minimum_format.rules import codes
from registry.minimum_format.rules.records import Period

from ..support.attack import Attacker, keeps_its_secret
from ..support.deliveries import Tables, activity, client, contact, of_branches, yearly
from ..support.protecting import YEAR, T, by_period, protected, rows_of, told_half
from ..support.truth import size

CLIENTS = Key(cells.CLIENTEN)


def figures(tables: Tables, period: Period = YEAR, *earlier: ToldPeriod) -> dict[Key, int | None]:
    return {key: figure.value for key, figure in protected(tables, period, *earlier).items()}


def branch(name: str) -> Key:
    return CLIENTS.where(cells.BRANCHE, name)


def test_a_group_of_three_is_hidden_and_cannot_be_had_from_the_total() -> None:
    shown = figures(of_branches({"raam": 40, "straat": 12, "escort": 3}))
    assert shown[CLIENTS] == 55
    assert shown[branch("escort")] is None
    assert {shown[branch("raam")], shown[branch("straat")]} in ({40, None}, {12, None})
    assert shown[branch("stripclub")] == 0


def test_a_total_below_the_threshold_hides_everything_about_it() -> None:
    shown = figures(of_branches({"raam": 3}))
    about_clients = {v for k, v in shown.items() if k.measure == cells.CLIENTEN}
    assert about_clients == {None, 0}
    assert shown[branch("raam")] is None
    assert {shown[key] for key in shown if cells.LEEFTIJD in dict(key.dimensions)} == {None}
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


def test_contacts_of_which_one_client_had_nearly_all_are_hidden() -> None:
    """105 contacts, 100 of them of one: whoever had one of the others would know that count."""
    tables = of_branches({"raam": 40})
    tables.contacten += [
        contact("raam-0", f"2025-{nr % 12 + 1:02}", aard="crisis") for nr in range(100)
    ]
    tables.contacten += [contact(f"raam-{nr}", aard="crisis") for nr in range(1, 6)]
    shown = figures(tables)
    assert shown[Key(cells.CONTACTEN).where(cells.AARD, "crisis")] is None


def test_all_six_are_of_one_group_is_nowhere_told() -> None:
    shown = figures(of_branches({"raam": 6}))
    assert shown[CLIENTS] == 6
    assert {shown[key] for key in shown if cells.NATIONALITEIT in dict(key.dimensions)} == {None}


def test_one_test_for_an_infection_is_one_person() -> None:
    tables = of_branches({"raam": 40})
    tables.activiteiten = [activity("soi_test_hiv", 1), activity("vaccin_mpox", 1)]
    shown = figures(tables)
    assert shown[cells.months_of("soi_test_hiv").total] is None
    assert shown[cells.months_of("vaccin_mpox").total] is None


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
    assert {shown[CLIENTS.where(cells.LEEFTIJD, code)] for code in codes.LEEFTIJD} == {None}
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


def test_a_year_that_differs_from_its_exact_first_half_by_two_hides_that_branch() -> None:
    """As older publications are: exact figures of persons in a half."""
    first = Period(2025, 1)
    told = {branch("escort"): Figure(20), CLIENTS: Figure(72)}
    year = of_branches({"raam": 40, "straat": 12, "escort": 20})
    for name, month in (("raam", 20), ("straat", 18), ("escort", 2)):
        more = of_branches({name: month}, "2025-09", start=500)
        year.clienten += more.clienten
        year.contacten += more.contacten
    shown = figures(year, YEAR, ToldPeriod(first, told))
    assert shown[branch("escort")] is None
    assert sum(1 for key in map(branch, codes.BRANCHE) if shown[key] is None) >= 2


def test_months_of_a_year_are_safe_in_each_half() -> None:
    tables = of_branches({"raam": 40})
    numbers = dict.fromkeys(YEAR.months, 10) | {"2025-02": 2, "2025-08": 3}
    tables.activiteiten = [
        {"maand": maand, "type": "swab2know", "aantal": str(number)}
        for maand, number in numbers.items()
    ]
    shown = {key: figure.value for key, figure in by_period(tables, halves=(1, 2))[YEAR].items()}
    line = cells.months_of("swab2know")
    for months in (YEAR.months[:6], YEAR.months[6:]):
        hidden = [numbers[maand] for maand in months if shown[line.key(maand)] is None]
        assert len(hidden) >= 2
        assert sum(hidden) >= 2 * T - 1


@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10_000), clients=st.integers(0, 60))
def test_no_small_number_is_shown_and_no_line_hides_just_one(seed: int, clients: int) -> None:
    tables = yearly(seed, clients)
    counts = aggregate(rows_of(tables), YEAR.months)
    shown = figures(tables)
    for key, value in shown.items():
        assert value is None or value == counts.get(key, Count()).value
        if value and any(key.measure == line.total.measure for line in cells.LINES):
            assert len(counts[key].persons) >= T
    for line in [*cells.LINES, *map(cells.months_of, codes.HANDELINGEN)]:
        keys = [line.key(name) for name in cells.categories(line, YEAR.months)]
        hidden = [key for key in keys if key in shown and shown[key] is None]
        assert shown[line.total] is None or len(hidden) != 1


def test_a_client_without_contact_is_not_reached() -> None:
    tables = of_branches({"raam": 40})
    tables.clienten.append(client("c99"))
    assert figures(tables)[CLIENTS] == 40


def publish(tables: Tables, own: Sequence[int]) -> list[ToldPeriod]:
    """First these halves, each by itself, then the year with the others."""
    told = [told_half(tables, half) for half in own]
    others = [half for half in (1, 2) if half not in own]
    figures = by_period(tables, YEAR, *told, halves=others, half_tables=tables)
    return [*told, *(ToldPeriod(*one) for one in figures.items())]


@pytest.mark.parametrize(
    ("clients", "own"),
    [
        (60, (1,)),
        (60, (1, 2)),
        *(
            pytest.param(clients, own, marks=pytest.mark.long)
            for clients in (15, 60, 120, 240, 300)
            for own in ((), (1,), (2,), (1, 2))
        ),
    ],
)
def test_who_adds_the_halves_and_the_year_sizes_no_small_group(
    clients: int, own: tuple[int, ...]
) -> None:
    tables = yearly(clients, clients)
    told = publish(tables, own)
    attacker = Attacker(document([("BOYS", one.period, 1, one.figures) for one in told], T), "BOYS")
    rows = rows_of(tables)
    tried = 0
    for measure, dims, lives in attacker.groups():
        real = size(rows, measure, dims, lives)
        if 0 < real < T:
            tried += 1
            bounds = attacker.bounds(measure, dims, lives)
            assert bounds[0] <= real <= bounds[1]
            assert keeps_its_secret(bounds, T), (measure, dims, lives, real, bounds)
    assert tried > 50


def test_a_small_half_tells_its_total_alone_and_a_large_one_its_lines() -> None:
    first = Period(2025, 1)
    small = protected(of_branches({"raam": 40, "straat": 33}), first)
    assert {key for key, figure in small.items() if figure.rounded_to} == {
        CLIENTS,
        Key(cells.BEGELEIDINGEN),
    }
    assert small[CLIENTS].value in (70, 80)
    large = protected(of_branches({"raam": 200, "straat": 33}), first)
    assert large[branch("straat")].rounded_to == 2 * T
    assert large[branch("straat")].value in (30, 40)
    assert branch("straat").where(cells.GENDER, "vrouw") not in large
    assert small.keys() == large.keys()


def test_the_choice_depends_on_a_secret_and_comes_out_the_same_again() -> None:
    tables = of_branches(dict.fromkeys(("raam", "straat", "prive_thuis", "andere"), 12))
    tables.clienten += of_branches({"escort": 3}).clienten
    tables.contacten += of_branches({"escort": 3}).contacten
    once = protected(tables)
    assert protected(tables) == once
    assert any(protected(tables, secret=bytes([nr])) != once for nr in range(5))
