"""A year is told again when twenty persons changed and the total moved by twenty; in tens, and of
each figure only as much as all of them tell together."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.counts.rules import cells
from registry.counts.rules.aggregation import aggregate
from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import Figure, Figures, ToldPeriod
from registry.disclosure.rules.reissue import Reissue, reissue
from registry.disclosure.rules.rounded_change import net_change, rounded_change
from registry.disclosure.rules.side_by_side import Move, sizes_nobody
from registry.disclosure.rules.standing_lines import may_move
from registry.disclosure.rules.two_registers import TwoRegisters
from registry.minimum_format.rules.records import Activity, Rows

from ..support.batches import BRANCHES, OLD, TOLD, gone, late, persons, together, told_of, without
from ..support.deliveries import uneven
from ..support.protecting import YEAR, by_period, rows_of

CLIENTS, CONTACTS = Key(cells.CLIENTEN), Key(cells.CONTACTEN)


def again(
    old: Rows,
    new: Rows,
    told: Figures | None = None,
    secret: bytes = b"a secret of this test",
    organisation: str = "BOYS",
    halves: Sequence[ToldPeriod] = (),
) -> Figures | None:
    return reissue(
        Reissue(
            organisation=organisation,
            year=2025,
            told=TOLD if told is None else told,
            old=old,
            new=new,
            secret=secret,
            threshold=5,
            halves=halves,
        )
    )


def figures(told: Figures | None) -> Figures:
    assert told is not None
    return told


@pytest.fixture(scope="module")
def moved() -> Figures:
    """Of 24 who came, of whom none has more than five contacts."""
    return figures(again(OLD, together(OLD, late(24, contacts=5))))


def test_below_twenty_persons_nothing_moves() -> None:
    assert again(OLD, without(OLD, gone(19))) is None
    assert again(OLD, together(OLD, late(19))) is None
    assert figures(again(OLD, without(OLD, gone(20))))[CLIENTS] == Figure(103, 10, first=123)
    more = figures(again(OLD, together(OLD, late(21))))[CLIENTS]
    assert more in (Figure(143, 10, first=123), Figure(153, 10, first=123))


def test_nothing_moves_where_the_total_did_by_fewer_than_twenty() -> None:
    """Thirty came, so more changed than twenty."""
    assert again(OLD, together(without(OLD, gone(11)), late(30))) is None
    assert again(OLD, together(without(OLD, gone(10)), late(30))) is not None
    assert again(OLD, together(without(OLD, gone(15)), late(15))) is None


def test_who_is_of_another_kind_moves_no_total() -> None:
    changed = tuple(replace(row, eerste_contact="nieuw") for row in OLD.clienten)
    assert again(OLD, replace(OLD, clienten=changed)) is None


def test_an_erased_client_counts_in_neither_way() -> None:
    """Her rows are gone from what is left of the told ones; the figures hold her still."""
    erased = {"raam39", "straat39", "escort39"}
    left = without(OLD, erased)
    assert again(left, without(left, gone(19)), TOLD) is None
    assert figures(again(left, without(left, gone(20)), TOLD))[CLIENTS] == Figure(103, 10, 123)


def test_a_figure_tells_its_first_and_a_change_in_tens(moved: Figures) -> None:
    again_told = 0
    for key, figure in TOLD.items():
        if moved[key] == figure:
            continue
        again_told += 1
        value, base, first = moved[key].value, moved[key].rounded_to, moved[key].first
        assert first == figure.value is not None
        assert base == 10
        assert value is not None
        assert (value - first) % 10 == 0
        assert value >= 0
    assert again_told > 100
    nobody = CLIENTS.where(cells.BRANCHE, "stripclub")
    assert moved[nobody] == Figure(0, 10, first=0), "also where nothing changed"


def test_what_was_hidden_stays_hidden_and_nothing_else_is(moved: Figures) -> None:
    told = TOLD
    assert moved.keys() == told.keys()
    assert moved[CLIENTS.where(cells.BRANCHE, "gestopt")] == Figure(None)
    for key, figure in told.items():
        assert (moved[key].value is None) is (figure.value is None)


def test_lines_and_grids_add_up(moved: Figures) -> None:
    for line in cells.LINES:
        parts = [line.key(code) for code in cells.categories(line, YEAR.months)]
        assert_adds_up(moved, line.total, parts)
    for grid in cells.grids("BOYS"):
        if grid.shown is None:
            columns = cells.categories(grid.columns, YEAR.months)
            for row in cells.categories(grid.rows, YEAR.months):
                parts = [grid.key(row, column) for column in columns]
                assert_adds_up(moved, grid.rows.key(row), parts)


def assert_adds_up(told: Figures, whole: Key, parts: Sequence[Key]) -> None:
    """By how much each moved, where all are shown."""
    moved = [
        figure.value - figure.first
        for key in (whole, *parts)
        if (figure := told[key]).value is not None and figure.first is not None
    ]
    if len(moved) == 1 + len(parts):
        assert moved[0] == sum(moved[1:]), (whole, moved)


def test_nobodys_figures_and_acts_of_nobody_known_stand(moved: Figures) -> None:
    told = TOLD
    for key in told:
        if key.measure in (cells.ACTIVITEITEN, cells.BEREIK, cells.SAMENWERKINGSCONTACTEN):
            assert moved[key] == told[key]


@pytest.mark.parametrize(("more", "stands"), [(19, True), (20, False)])
def test_acts_of_nobody_known_move_from_twenty_on(more: int, stands: bool) -> None:
    """Their month and partner too: but not where one month brought them all."""
    of = Key.of(cells.ACTIVITEITEN, {cells.TYPE: "swab2know"})
    swabs = Rows(
        activiteiten=tuple(
            Activity(f"2025-{month:02}", "swab2know", 2 + (month <= more - 18), partner_soort=who)
            for month, who in zip(range(1, 10), ["itg", "ghapro", None] * 3, strict=True)
        )
    )
    registers = TwoRegisters("BOYS", 2025, OLD, together(OLD, swabs))
    assert may_move(registers, f"{of.measure} swab2know", least=20, threshold=5) is not stands


@pytest.mark.parametrize(("most", "base"), [(5, 10), (6, 20), (10, 20), (11, 40), (21, 80)])
def test_acts_are_rounded_by_the_most_that_one_changed_person_has(most: int, base: int) -> None:
    """In steps so wide that the multiple, which everybody reads, does not tell how many it is."""
    told_again = figures(again(OLD, together(OLD, late(24, contacts=most))))
    assert told_again[CONTACTS].rounded_to == base
    assert told_again[CLIENTS].rounded_to == 10


def test_a_standing_line_keeps_its_figures_in_every_table_and_the_total_moves() -> None:
    told = TOLD
    told_again = figures(again(OLD, together(OLD, persons({"raam": 24}, "late "))))
    assert told_again[CLIENTS].first == 123
    for key, figure in told_again.items():
        if cells.BRANCHE in dict(key.dimensions):
            assert figure == told[key]
    assert told_again[CLIENTS.where(cells.GENDER, "vrouw")].first is not None
    assert told_again[CONTACTS.where(cells.SOORT, "medisch")].first is not None


def secret_by_which(old: Rows, new: Rows, key: Key, change: int) -> bytes:
    """One by which the change of a cell is rounded to this."""
    net = net_change(aggregate(old, YEAR.months), aggregate(new, YEAR.months))
    for nr in range(1000):
        secret = nr.to_bytes(2)
        if rounded_change("BOYS", 2025, net, {key.measure: 10}, secret)[key] == change:
            return secret
    raise AssertionError("no such draw")


def test_a_figure_below_nothing_is_told_as_nothing() -> None:
    """Of eight three went, told as ten: that is what whoever adds up the line finds."""
    old = persons(BRANCHES | {"prive_thuis": 8})
    new = without(old, {*gone(24), "prive_thuis0", "prive_thuis1", "prive_thuis2"})
    told, key = told_of(old), CLIENTS.where(cells.BRANCHE, "prive_thuis")
    secret = secret_by_which(old, new, key, -10)
    assert figures(again(old, new, told, secret=secret))[key] == Figure(0, 10, first=8)


@pytest.mark.parametrize(("by", "safe"), [(-10, True), (-20, False)])
def test_nothing_is_told_that_would_size_who_is_left(by: int, safe: bool) -> None:
    """Of twelve eleven went: told as ten, up to eleven may be left; as twenty, one at most."""
    old = persons(BRANCHES | {"prive_thuis": 12})
    told = (ToldPeriod(YEAR, told_of(old)),)
    new = without(old, {*gone(24), *(f"prive_thuis{nr}" for nr in range(11))})
    key = CLIENTS.where(cells.BRANCHE, "prive_thuis")
    assert told[0].figures[key] == Figure(12)
    moves = {CLIENTS: Move(-40, 10), key: Move(by, 10)}
    registers = TwoRegisters("BOYS", 2025, old, new)
    assert sizes_nobody(registers, told, moves, least=20, threshold=5) is safe


def test_it_follows_from_told_figures_net_change_and_secret_alone(moved: Figures) -> None:
    """Others of the same kinds came, in rows of another order; one who was there is another one."""
    dice = random.Random(1)
    others = late(24, contacts=5)
    names = {row.client_code: f"x{nr}" for nr, row in enumerate(others.clienten)}
    names["raam1"] = "new code of who was there"
    new = together(OLD, others)
    clients = [
        replace(row, client_code=names.get(row.client_code, row.client_code))
        for row in new.clienten
    ]
    contacts = [
        replace(row, client_code=names.get(row.client_code or "", row.client_code))
        for row in new.contacten
    ]
    dice.shuffle(clients)
    dice.shuffle(contacts)
    again_told = again(OLD, replace(new, clienten=tuple(clients), contacten=tuple(contacts)))
    assert again_told == moved


@settings(max_examples=2, deadline=None)
@given(seed=st.integers(0, 10**6), clients=st.integers(60, 120), secret=st.binary(min_size=1))
def test_whatever_came_late_what_is_shown_and_how_far_off_does_not_tell(
    seed: int, clients: int, secret: bytes
) -> None:
    """Beside halves too; below twenty nothing moves, whatever it is."""
    new = rows_of(uneven(seed, clients))
    old = without(new, {row.client_code for row in new.clienten[::3]})
    few = without(new, {row.client_code for row in new.clienten[:19]})
    assert again(few, new, {}, secret) is None
    told = told_of(old)
    told_again = again(old, new, told, secret)
    if told_again is None:
        return
    net = net_change(aggregate(old, YEAR.months), aggregate(new, YEAR.months))
    assert told_again.keys() == told.keys()
    for key, figure in told.items():
        shown = told_again[key]
        assert (shown.value is None) is (figure.value is None)
        if shown.first is not None and shown.value is not None:
            off = (shown.rounded_to or 1) - 1
            assert abs(shown.first + net[key] - shown.value) <= off


def test_a_year_that_was_told_with_its_halves_moves_and_they_stand() -> None:
    tables = uneven(4, 100)
    new = rows_of(tables)
    old = without(new, {row.client_code for row in new.clienten[::4]})
    left = {row.client_code for row in old.clienten}
    kept = tables.changed(
        clienten=[row for row in tables.clienten if row["client_code"] in left],
        contacten=[row for row in tables.contacten if row["client_code"] in left],
    )
    told = by_period(kept, halves=(1, 2))
    halves = [ToldPeriod(period, some) for period, some in told.items() if period.half]
    told_again = figures(again(old, new, told[YEAR], halves=halves))
    assert told_again[CLIENTS] in (Figure(95, 10, 75), Figure(105, 10, 75))
