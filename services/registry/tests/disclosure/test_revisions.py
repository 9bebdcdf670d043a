"""A later revision neither tells how little changed, nor pays for what an earlier one did wrong."""

import pytest

from registry.disclosure.rules.publication import Publication
from registry.integration.published import document
from registry.integration.rules import cells
from registry.integration.rules.cells import Key

from ..support.attack import Attacker
from ..support.deliveries import of_branches, yearly
from ..support.protecting import YEAR, T, by_period, protected, publication, rows_of
from ..support.truth import size

CLIENTS = Key(cells.CLIENTEN)
RIGHT = {"raam": 40, "straat": 12, "escort": 3}


def branch(name: str) -> Key:
    return CLIENTS.where(cells.BRANCHE, name)


def test_what_was_hidden_stays_hidden_once_its_rows_are_gone() -> None:
    old = protected(of_branches(RIGHT))
    later = protected(of_branches(RIGHT | {"escort": 30}), YEAR, Publication(YEAR, old))
    assert later[branch("escort")].value is None


def test_what_was_hidden_is_shown_once_it_changed_by_many() -> None:
    tables = of_branches(RIGHT)
    old = publication(tables, YEAR, protected(tables))
    later = protected(of_branches({"raam": 40, "straat": 32, "escort": 30}), YEAR, old)
    assert later[branch("escort")].value == 30


def test_a_wrong_delivery_that_was_accepted_hides_nothing_of_the_right_one() -> None:
    """Of a whole year only its first clients: nearly all that it counts is too small to show."""
    wrong, right = yearly(3, 20), yearly(3, 120)
    first = publication(wrong, YEAR, protected(wrong))
    alone, after = protected(right), protected(right, YEAR, first)
    assert after[CLIENTS].value == 120
    paid = {
        key
        for key, figure in after.items()
        if figure.value is None and len(key.dimensions) < 2 and alone[key].value is not None
    }
    assert len(paid) <= 3, paid


def test_one_client_more_in_a_new_revision_is_not_placed_in_a_branch() -> None:
    old = protected(of_branches({"raam": 40, "straat": 12, "escort": 20}))
    new = of_branches({"raam": 40, "straat": 13, "escort": 20})
    shown = protected(new, YEAR, Publication(YEAR, old))
    assert shown[CLIENTS].value is None
    assert shown[branch("straat")].value is None
    assert shown[branch("raam")].value == 40


def test_the_same_delivery_again_shows_exactly_the_same() -> None:
    tables = of_branches(RIGHT)
    once = by_period(tables, halves=(1, 2))
    told = [publication(tables, period, figures) for period, figures in once.items()]
    assert by_period(tables, YEAR, *told, halves=(1, 2)) == once


@pytest.mark.parametrize("clients", [25, pytest.param(240, marks=pytest.mark.long)])
def test_who_lays_two_revisions_side_by_side_learns_of_no_few_who_were_added(clients: int) -> None:
    before = yearly(clients, clients)
    after = before.changed(contacten=before.contacten[:-7])
    once = by_period(before, halves=(1, 2))
    told = [publication(before, period, figures) for period, figures in once.items()]
    again = by_period(after, YEAR, *told, halves=(1, 2))
    newest = [("BOYS", period, 2, figures) for period, figures in again.items()]
    attacker = Attacker(document(newest, T), "BOYS")
    rows, tried = rows_of(after), 0
    for period, figures in once.items():
        for key, figure in figures.items():
            if figure.value is None or figure.rounded_to or key.measure not in MEASURES:
                continue
            dims, lives = dict(key.dimensions), LIVES[key.measure][period.half]
            real = size(rows, key.measure, dims, lives)
            if 0 < abs(real - figure.value) < T and real:
                tried += 1
                low, high = attacker.bounds(key.measure, dims, lives)
                assert high - low >= T - 1, (key, period, figure.value, real, low, high)
    assert tried


PERSONS = {None: ("1", "2", "12"), 1: ("1", "12"), 2: ("2", "12")}
ACTS = {None: ("1", "2"), 1: ("1",), 2: ("2",)}
LIVES = {
    cells.CLIENTEN: PERSONS,
    cells.BEGELEIDINGEN: PERSONS,
    cells.CONTACTEN: ACTS,
    cells.DOORVERWIJZINGEN: ACTS,
}
MEASURES = frozenset(LIVES)
