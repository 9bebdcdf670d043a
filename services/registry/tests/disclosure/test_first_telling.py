"""A figure is told once: a told half is part of its year, presence follows from what is told."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest

from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import Figure, Figures
from registry.disclosure.rules.small_group import UnprotectableError
from registry.integration.published import document
from registry.minimum_format.rules.records import Period

from ..support.attack import Attacker, keeps_its_secret
from ..support.deliveries import Tables, activity, contact, of_branches, uneven, yearly
from ..support.protecting import YEAR, T, by_period, protected, rows_of, told_half
from ..support.truth import size

FIRST, SECOND = Period(2025, 1), Period(2025, 2)
CLIENTS, CONTACTS = Key("clienten"), Key("contacten")
LATE = Key("nagekomen_contacten")
BRANCHES = cells.CATEGORIES["branche"]
AGES = [CLIENTS.where("leeftijd", code) for code in cells.CATEGORIES["leeftijd"]]
ORIGINS = [CLIENTS.where("nationaliteit", code) for code in cells.CATEGORIES["nationaliteit"]]
SWABS = Key.of("activiteiten", {"type": "swab2know"})


def erased(tables: Tables, codes: Collection[str]) -> Tables:
    return tables.changed(
        clienten=[row for row in tables.clienten if row["client_code"] not in codes],
        contacten=[row for row in tables.contacten if row["client_code"] not in codes],
    )


def with_ages(tables: Tables) -> Tables:
    """Half of them of another age, and of another nationality."""
    for nr, row in enumerate(tables.clienten):
        if nr % 2:
            row |= {"geboortejaar_klasse": "30-39", "nationaliteitsgroep": "belgie"}
    return tables


def secret_that_rounds(tables: Tables, period: Period, wanted: int, **more: Tables) -> bytes:
    """A secret by which the total of clients comes out so."""
    for nr in range(200):
        secret = bytes([nr])
        told = by_period(tables, period, secret=secret, **more)[period]
        if told[CLIENTS].value == wanted:
            return secret
    raise AssertionError(f"no secret rounds it to {wanted}")


@pytest.mark.parametrize("clients", [191, 195, 199, 200, 201, 205, 209])
def test_lines_of_a_half_are_told_from_a_told_total_of_200_whatever_is_true(clients: int) -> None:
    tables = of_branches({"raam": clients})
    line = [CLIENTS.where("branche", code) for code in BRANCHES]
    # 200 itself is no longer rounded, and 191 to 199 may be either way
    for whole in {clients // 10 * 10, -(-clients // 10) * 10}:
        secret = secret_that_rounds(tables, FIRST, whole)
        told = by_period(tables, FIRST, secret=secret)[FIRST]
        hidden = {told[key].value is None for key in (*line, *AGES, *ORIGINS)}
        assert hidden == {whole == 190}


@pytest.mark.parametrize(("clients", "told"), [(29, False), (30, True), (31, True)])
def test_ages_and_nationalities_are_told_from_a_total_of_30(clients: int, told: bool) -> None:
    shown = protected(with_ages(of_branches({"raam": clients})))
    assert shown[CLIENTS].value == clients
    for line in (AGES, ORIGINS):
        assert any(shown[key].value is not None for key in line) is told
    assert shown[CLIENTS.where("branche", "straat")] == Figure(0)


def test_an_attacker_reads_which_hidden_cell_may_be_nothing() -> None:
    """Everybody is of one age and one nationality; a hidden branch is somebody."""
    tables = of_branches({"raam": 40, "straat": 12, "escort": 3})
    told = by_period(tables, halves=(1, 2))
    written = document([("BOYS", period, 1, figures) for period, figures in told.items()], T)
    least = {
        (cell["period"], cell["measure"], *cell["dims"].items()): cell["hidden_from"]
        for cell in written["cells"]
        if cell["value"] is None
    }
    assert least["Y", "clienten", ("branche", "escort")] == 1
    assert least["Y", "clienten", ("leeftijd", "25-29")] == 0
    assert least["Y", "clienten", ("leeftijd", "18-20")] == 0
    assert least["H1", "clienten", ("branche", "raam")] == 0
    assert least["H1", "contacten", ("branche", "escort")] == 1
    shown = [cell for cell in written["cells"] if cell["value"] is not None]
    assert {cell["hidden_from"] for cell in shown} == {None}


@pytest.mark.parametrize(
    "organisation",
    [
        "GHAPRO",
        pytest.param(
            "BOYS",
            marks=pytest.mark.night(
                "a second organisation",
                stays="::test_the_same_cells_are_there_whatever_was_counted",
            ),
        ),
    ],
)
def test_the_same_cells_are_there_whatever_was_counted(organisation: str) -> None:
    nothing, much = Tables(), uneven(2, 20)
    little = of_branches({"raam": 3})
    little.activiteiten = [activity("swab2know", 1, "2025-08")]
    keys: list[list[Key]] = []
    for tables in (nothing, little, much):
        told = by_period(tables, halves=(1, 2), organisation=organisation)
        keys.append([])
        for period in (YEAR, FIRST, SECOND):
            own = [key for key in told[period] if key.measure not in NOBODYS]
            keys[-1] += [key for key in own if dict(key.dimensions).get("type") not in MOMENTS]
        if tables is not much:
            for month in YEAR.months:
                assert SWABS.where("maand", month) in told[YEAR]
            assert told[YEAR][SWABS.where("met", "ghapro")] == Figure(0)
    assert keys[0] == keys[1] == keys[2]


NOBODYS = ("samenwerkingscontacten", "websitestatistiek")
MOMENTS = ("dropin", "outreachmoment")


def year_after(
    tables: Tables, gone: Collection[str], organisation: str = "BOYS"
) -> dict[Period, Figures]:
    """The first half by itself, then some are erased, then the year."""
    first = told_half(tables, 1, organisation)
    left = erased(tables, gone)
    year = by_period(left, YEAR, first, halves=(2,), half_tables=left, organisation=organisation)
    return {FIRST: first.figures, **year}


@pytest.mark.parametrize(
    ("organisation", "gone"),
    [
        ("GHAPRO", ("c0004",)),
        pytest.param(
            "BOYS",
            tuple(f"c{nr:04}" for nr in range(0, 40, 2)),
            marks=pytest.mark.night(
                "a second organisation",
                stays="::test_halves_add_up_to_their_year_by_month_too_whoever_was_erased",
            ),
        ),
    ],
)
def test_halves_add_up_to_their_year_by_month_too_whoever_was_erased(
    organisation: str, gone: tuple[str, ...]
) -> None:
    told = year_after(yearly(4, 40), gone, organisation)
    compared = 0
    for key, figure in told[YEAR].items():
        if figure.value is None or key.measure in ("clienten", "begeleidingen", *NOBODYS):
            continue
        halves = [told[half].get(key, Figure(0)).value for half in (FIRST, SECOND)]
        if None not in halves:
            compared += 1
            assert figure.value == sum(value or 0 for value in halves), key
    assert compared > 150
    for month in FIRST.months:
        for key in (CONTACTS.where("maand", month), SWABS.where("maand", month)):
            assert told[YEAR][key] == told[FIRST][key]


@pytest.mark.parametrize(
    ("nr", "clients", "gone"),
    [
        (6, 12, 1),
        pytest.param(5, 30, 3, marks=pytest.mark.long),
        *(
            pytest.param(nr, clients, gone, marks=pytest.mark.long)
            for nr, clients in ((5, 12), (7, 18), (8, 75), (9, 240))
            for gone in (1, 3, 6)
        ),
    ],
)
def test_who_lays_a_half_beside_its_year_sizes_nobody_who_was_erased_between(
    nr: int, clients: int, gone: int
) -> None:
    tables = uneven(nr, clients)
    left = erased(tables, {f"c{each:04}" for each in range(gone)})
    told = year_after(tables, {f"c{each:04}" for each in range(gone)})
    written = dict(document([("BOYS", *one) for one in with_revision(told)], T))
    # nothing came late: who guesses so is right, and knows more
    written["at_most"] = [*written["at_most"], *written["at_most_unless_late"]]
    written["cells"] = [cell | {"most_unless_late": False} for cell in written["cells"]]
    attacker = Attacker(written, "BOYS")
    tried = 0
    for measure, dims, lives in attacker.groups():
        real = real_size(tables, left, measure, dims, lives)
        if 0 < real < T:
            tried += 1
            if keeps_its_secret(attacker.sizes(measure, dims, lives), T):
                continue
            bounds = attacker.bounds(measure, dims, lives)
            assert keeps_its_secret(bounds, T), (measure, dims, lives, real, bounds)
    assert tried


def with_revision(told: Mapping[Period, Figures]) -> list[tuple[Period, int, Figures]]:
    return [(period, 1, figures) for period, figures in told.items()]


def real_size(
    then: Tables, now: Tables, measure: str, dims: Mapping[str, str], lives: Collection[str]
) -> int:
    """Persons as the year counts them; acts of the first half as they were told."""
    if measure in ("clienten", "begeleidingen"):
        return size(rows_of(now), measure, dims, lives)
    first = size(rows_of(then), measure, dims, {"1"} & {*lives})
    return first + size(rows_of(now), measure, dims, {"2"} & {*lives})


def test_five_of_a_told_cell_of_whom_two_are_erased_hold_no_year_back() -> None:
    tables = of_branches({"raam": 60, "escort": 5})
    escorts = CONTACTS.where("branche", "escort")
    assert told_half(tables, 1).figures[escorts].value == 5
    told = year_after(tables, {"escort-0", "escort-1", "raam-0"})
    assert told[YEAR][escorts].value == 5
    assert told[YEAR][CONTACTS].value == 65
    assert told[YEAR][CLIENTS.where("branche", "escort")] == Figure(None)


def test_who_was_erased_excuses_no_figures_that_tell_of_another() -> None:
    """Two of five are erased, which holds nothing back; but the half told three exactly."""
    tables = of_branches({"raam": 60, "escort": 5, "straat": 3})
    first = told_half(tables, 1)
    left = erased(tables, {"escort-0", "escort-1"})
    told = replace(first, figures={**first.figures, ON_THE_STREET: Figure(3)})
    with pytest.raises(UnprotectableError) as refused:
        by_period(left, YEAR, told, halves=(2,), half_tables=left)
    assert ("contacten", (("branche", "straat"),)) in {
        (group.measure, group.dimensions) for group in refused.value.groups
    }


@pytest.mark.parametrize(("left", "counted"), [(12, 12), (11, 11), (10, 11), (6, 11), (0, 11)])
def test_a_year_counts_as_many_as_its_half_said_were_there_at_least(
    left: int, counted: int
) -> None:
    """A half told 20, so 11 at least: a year of 10 would say that somebody of it is gone."""
    tables = of_branches({"raam": 8, "straat": 4})
    secret = secret_that_rounds(tables, FIRST, 20)
    first = told_half(tables, 1, secret=secret)
    gone = erased(tables, [row["client_code"] for row in tables.clienten[left:]])
    told = by_period(gone, YEAR, first, halves=(2,), half_tables=gone, secret=secret)[YEAR]
    assert told[CLIENTS].value in (counted, None)
    assert told[CLIENTS].value or left < 11
    written = dict(document([("BOYS", FIRST, 1, first.figures), ("BOYS", YEAR, 1, told)], T))
    written["cells"] = [cell | {"most_unless_late": False} for cell in written["cells"]]
    low, high = Attacker(written, "BOYS").bounds("clienten", {}, ("1", "12"))
    assert low <= counted <= high


STREET, WINDOW = (CLIENTS.where("branche", code) for code in ("straat", "raam"))
ON_THE_STREET = CONTACTS.where("branche", "straat")


def one_erased_of_201(gone: str, street: int, came_later: int = 0) -> Figures:
    """A year whose half told 210 of 201 clients: less one, it counts somebody in her place."""
    half = of_branches({"straat": street, "raam": 201 - street})
    half.contacten *= 3  # else the contacts that are told leave room in her branch alone
    first = told_half(half, 1, secret=secret_that_rounds(half, FIRST, 210))
    others = 190 if street > 1 else 200  # as some secret rounds 197, and every one 200
    figures = dict(first.figures) | {STREET: Figure(10, 10), WINDOW: Figure(others, 10)}
    later = of_branches({"straat": came_later}, "2025-09", start=street)
    left = erased(half, {gone})
    year = erased(half.changed(), {gone})
    year.clienten += later.clienten
    year.contacten += later.contacten
    first = replace(first, figures=figures)
    return by_period(year, YEAR, first, halves=(2,), half_tables=left)[YEAR]


def test_whoever_stands_in_for_the_erased_is_one_of_the_many() -> None:
    """There were four in the street, and one of 197 others is gone: five would say another."""
    told = one_erased_of_201("raam-0", street=4)
    assert told[CLIENTS] == Figure(201)
    assert told[STREET] == Figure(None)
    assert told[WINDOW].value in {None, 197}


@pytest.mark.parametrize(("came_later", "shown"), [(3, None), (4, None), (5, 6), (6, 7)])
def test_whoever_stands_in_for_the_erased_makes_no_four_a_five(
    came_later: int, shown: int | None
) -> None:
    """Her half told that somebody was there: the year counts one, and shows no others by it."""
    told = one_erased_of_201("straat-0", street=1, came_later=came_later)
    assert told[STREET].value in {None, shown}
    assert told[ON_THE_STREET].value in {None, came_later + 3}
    if shown is not None:
        assert told[STREET].value == shown


@pytest.mark.parametrize(("moved", "escorts"), [(1, 40), (19, 40), (20, 20), (25, 15)])
def test_a_year_counts_few_who_changed_since_its_half_as_that_knew_them(
    moved: int, escorts: int
) -> None:
    """Else the year had persons of the old code and of the new, and fewer contacts than clients."""
    tables = of_branches({"raam": 180, "escort": 40}, "2025-02")
    first = told_half(tables, 1)
    others = {f"escort-{nr}" for nr in range(moved)}
    year = tables.changed(
        clienten=[
            row
            | {"eerste_contact": "nieuw"}  # nobody's half tells it
            | ({"branche_hoofd": "prive_thuis"} if row["client_code"] in others else {})
            for row in tables.clienten
        ]
    )
    told = by_period(year, YEAR, first, halves=(2,), half_tables=tables)[YEAR]
    assert told[CONTACTS] == Figure(220)
    assert told[CLIENTS.where("eerste_contact", "gekend")].value in (0, None)
    assert told[CLIENTS] == Figure(220)
    assert told[CLIENTS.where("branche", "escort")] == Figure(escorts)


def with_late(persons: int, contacts: int = 1) -> Figures:
    """A year in which so many who were in the first half come with contacts more in it."""
    tables = of_branches({"raam": 60}, "2025-02")
    first = told_half(tables, 1)
    year = tables.changed(
        contacten=[
            *tables.contacten,
            *(contact(f"raam-{nr}", "2025-05") for nr in range(persons) for _ in range(contacts)),
        ]
    )
    return by_period(year, YEAR, first, halves=(2,), half_tables=tables)[YEAR]


@pytest.mark.parametrize(
    ("persons", "contacts", "value"),
    [(0, 0, None), (19, 3, None), (20, 1, {20}), (21, 1, {20, 30}), (20, 2, {40})],
)
def test_what_came_late_over_a_told_half_is_one_rounded_number_of_twenty_persons_or_nothing(
    persons: int, contacts: int, value: set[int] | None
) -> None:
    told = with_late(persons, contacts)
    assert told[CONTACTS] == Figure(60)
    if value is None:
        assert told[LATE] == Figure(None)
    else:
        assert told[LATE].value in value
        assert told[LATE].rounded_to == 10


def test_a_corrected_contact_came_no_later_for_that() -> None:
    tables = of_branches({"raam": 60}, "2025-02")
    first = told_half(tables, 1)
    corrected = tables.changed(contacten=[row | {"maand": "2025-03"} for row in tables.contacten])
    told = by_period(corrected, YEAR, first, halves=(2,), half_tables=tables)[YEAR]
    assert told[LATE] == Figure(None)
    assert told[CONTACTS.where("maand", "2025-02")].value == 60
    assert told[CONTACTS.where("maand", "2025-03")].value == 0


def test_clients_who_got_other_codes_came_no_later_for_that() -> None:
    tables = of_branches({"raam": 60}, "2025-02")
    first = told_half(tables, 1)
    for some in (60, 31, 29):
        renamed = {f"raam-{nr}" for nr in range(some)}
        year = tables.changed(
            **{
                name: [
                    row | {"client_code": f"{row['client_code']}-b"}
                    if row["client_code"] in renamed
                    else row
                    for row in rows
                ]
                for name, rows in (("clienten", tables.clienten), ("contacten", tables.contacten))
            }
        )
        told = by_period(year, YEAR, first, halves=(2,), half_tables=tables)[YEAR]
        assert told[LATE].value is None


def test_clients_who_all_came_late_break_nothing() -> None:
    """Of a branch that the half told without a contact."""
    tables = of_branches({"raam": 60}, "2025-02")
    first = told_half(tables, 1)
    more = of_branches({"straat": 25}, "2025-03")
    year = tables.changed(
        clienten=[*tables.clienten, *more.clienten], contacten=[*tables.contacten, *more.contacten]
    )
    told = by_period(year, YEAR, first, halves=(2,), half_tables=tables)[YEAR]
    assert told[CLIENTS] == Figure(85)
    assert told[CONTACTS] == Figure(60)
    assert told[LATE].value in (20, 30)
    written = document([("BOYS", FIRST, 1, first.figures), ("BOYS", YEAR, 1, told)], T)
    assert [cell["value"] for cell in written["late"]] == [told[LATE].value]
    assert ["clienten", "contacten"] not in written["at_most"]
    assert written["at_most_unless_late"] == [["clienten", "contacten"]]
    low, high = Attacker(written, "BOYS").bounds("clienten", {"branche": "straat"}, ("1",))
    assert low <= 25 <= high
