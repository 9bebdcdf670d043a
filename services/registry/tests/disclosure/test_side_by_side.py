"""Both tellings of a year side by side size none of those who went, who came, and who are there."""

import pytest

from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import Figure, Figures, ToldPeriod
from registry.disclosure.rules.reissue import Reissue, reissue
from registry.disclosure.rules.side_by_side import Move, _groups, sizes_nobody
from registry.disclosure.rules.two_registers import TwoRegisters
from registry.minimum_format.rules.records import Activity, Period, Rows

from ..support.batches import together
from ..support.deliveries import of_branches
from ..support.protecting import rows_of

YEAR, FIRST, SECOND = Period(2025), Period(2025, 1), Period(2025, 2)
CLIENTS = Key(cells.CLIENTEN)
STREET = CLIENTS.where(cells.BRANCHE, "straat")


def year(raam: int, straat: int) -> Rows:
    """Each with one contact in the first half."""
    return rows_of(of_branches({"raam": raam, "straat": straat}, "2025-02"))


def keeps(old: Rows, new: Rows, told: Figures, moves: dict[Key, Move]) -> bool:
    registers = TwoRegisters("BOYS", 2025, old, new)
    return sizes_nobody(registers, [ToldPeriod(YEAR, told)], moves, least=20, threshold=5)


EXACT = {CLIENTS: Figure(52), STREET: Figure(12)}


@pytest.mark.parametrize(("by", "safe"), [(-10, True), (-20, False)])
def test_few_who_are_left_are_not_told_to_be_few(by: int, safe: bool) -> None:
    """Of twelve eleven went: told as ten, up to eleven may be left; as twenty, one at most."""
    moves = {CLIENTS: Move(-30, 10), STREET: Move(by, 10)}
    assert keeps(year(40, 12), year(20, 1), EXACT, moves) is safe


@pytest.mark.parametrize(("base", "safe"), [(1, False), (2, False), (3, True), (10, True)])
def test_few_who_went_are_not_told_to_be_few(base: int, safe: bool) -> None:
    """Three went. Less than three off they may be one to five, less than two off two to four."""
    moves = {CLIENTS: Move(-20, 10), STREET: Move(-3, base)}
    assert keeps(year(40, 12), year(20, 9), EXACT, moves) is safe


@pytest.mark.parametrize(("base", "safe"), [(1, False), (2, False), (3, True), (10, True)])
def test_few_who_came_are_not_told_to_be_few(base: int, safe: bool) -> None:
    told = {CLIENTS: Figure(32), STREET: Figure(12)}
    moves = {CLIENTS: Move(20, 10), STREET: Move(3, base)}
    assert keeps(year(20, 12), year(40, 15), told, moves) is safe


@pytest.mark.parametrize(("clients", "safe"), [(23, False), (24, True), (25, True)])
def test_that_anything_moved_says_that_twenty_clients_went(clients: int, safe: bool) -> None:
    """Three are left: of 24 who were told nobody to four may be."""
    assert keeps(year(clients, 0), year(3, 0), {CLIENTS: Figure(clients)}, {}) is safe


@pytest.mark.parametrize(
    ("told", "safe"),
    [
        (Figure(23), False),
        (Figure(20, 4), False),  # 23 at the most
        (Figure(20, 5), True),  # 24
        (Figure(None), True),
    ],
)
def test_a_figure_says_as_much_as_it_was_rounded_to(told: Figure, safe: bool) -> None:
    assert keeps(year(23, 0), year(3, 0), {CLIENTS: told}, {}) is safe


@pytest.mark.parametrize(("later", "safe"), [(0, False), (1, True), (None, True)])
def test_told_halves_say_who_came_in_them(later: int | None, safe: bool) -> None:
    """Of 23 of the first half twenty went; more may have come in the second."""
    registers = TwoRegisters("BOYS", 2025, year(23, 0), year(3, 0))
    halves = [
        ToldPeriod(FIRST, {CLIENTS: Figure(23)}),
        ToldPeriod(SECOND, {CLIENTS: Figure(later)}),
    ]
    assert sizes_nobody(registers, halves, {}, least=20, threshold=5) is safe


def test_who_went_who_stayed_and_who_came_are_counted_apart() -> None:
    """Of 40 in the window 15 went; of 12 in the street all stayed, and three came."""
    registers = TwoRegisters("BOYS", 2025, year(40, 12), year(25, 15))
    change = registers.change()
    for key, counted in {
        CLIENTS: (15, 37, 3),
        STREET: (0, 12, 3),
        CLIENTS.where("branche", "raam"): (15, 25, 0),
        CLIENTS.where("branche", "escort"): (0, 0, 0),
        Key("contacten"): (15, 37, 3),
        Key("contacten").where("maand", "2025-02"): (15, 37, 3),
        Key("doorverwijzingen"): (0, 0, 0),
    }.items():
        members = registers.old.members(key, YEAR)
        parts = tuple(of(members) for of in (change.gone, change.same, change.came))
        assert tuple(map(change.system.value, parts)) == counted, key
    assert min(change.system.truth) == 0


@pytest.mark.parametrize(
    ("went", "came", "moves"),
    [
        (19, 0, False),
        (20, 0, True),
        (21, 0, True),
        (0, 19, False),
        (0, 20, True),
        (10, 29, False),  # 29 changed, and the total moved by 19
        (10, 30, True),
        (30, 10, True),
        (29, 10, False),
        (25, 25, False),
    ],
)
def test_a_year_is_told_again_from_twenty_who_changed_and_twenty_in_all(
    went: int, came: int, *, moves: bool
) -> None:
    """In the window those stay who stay; who come work the street and the escort side alike."""
    old = rows_of(of_branches({"raam": 60, "straat": 60}, "2025-02"))
    half = came // 2
    left = {"raam": 60 - went // 2, "straat": 60 - (went - went // 2)}
    late = of_branches({"raam": half, "straat": came - half}, "2025-02", start=1_000)
    new = together(rows_of(of_branches(left, "2025-02")), rows_of(late))
    told = {CLIENTS: Figure(120)}
    again = reissue(Reissue("BOYS", 2025, told, old, new, b"secret", threshold=5))
    assert (again is not None) is moves
    if again is not None:
        assert again[CLIENTS].first == 120
        assert again[CLIENTS].rounded_to == 10


def test_every_small_group_of_every_table_is_looked_at_once() -> None:
    """Twenty went and three of them worked the street; four tests are nobody's known."""
    tests = Rows(activiteiten=(Activity("2025-03", "soi_test_hiv", 4),))
    registers = TwoRegisters("BOYS", 2025, together(year(40, 12), tests), year(23, 9))
    found = [group.name for group in _groups(registers, registers.change(), 5)]
    street, contacts = (
        "clienten {'branche': 'straat'%s} %s gone",
        "contacten {'branche': 'straat'%s} %s gone",
    )
    tested = "activiteiten soi_test_hiv {} %s gone"
    months = "2025-01+2025-02+2025-03+2025-04+2025-05+2025-06"
    later = "2025-07+2025-08+2025-09+2025-10+2025-11+2025-12"
    assert sorted(found) == sorted(
        [
            *(
                street % (gender, lives)
                for gender in ("", ", 'gender': 'vrouw'")
                for lives in ("1+12+2", "1+12", "1")
            ),
            *(
                contacts % (kind, lives)
                for kind in ("", ", 'soort': 'medisch'")
                for lives in ("1+2", "1")
            ),
            *(tested % lives for lives in (f"{months}+{later}", months, "2025-03")),
        ]
    )
