"""Persons whom a year counts since its half told them, though their rows are gone."""

from collections import Counter

import pytest

from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import Figure
from registry.disclosure.rules.still_counted import (
    CountedHalf,
    _lacking_in_all,
    _room,
    still_counted,
)

IN_WINDOW = {
    cells.BRANCHE: "raam",
    cells.GENDER: "vrouw",
    cells.LEEFTIJD: "25-29",
    cells.NATIONALITEIT: "eu_oost",
    cells.EERSTE_CONTACT: "gekend",
}
IN_STREET = IN_WINDOW | {cells.BRANCHE: "straat", cells.GENDER: "man"}
CLIENTS = Key(cells.CLIENTEN)
GUIDED = Key(cells.BEGELEIDINGEN)


def half(
    figures: dict[Key, Figure], clients: int, *, guided: int = 0, few: int = 20
) -> CountedHalf:
    """So many clients are left in the window, and two in the street."""
    left = [IN_WINDOW] * clients + [IN_STREET] * 2
    contacts = {"raam": 40, "straat": 40}
    return CountedHalf(figures, left, [{cells.BRANCHE: "raam"}] * guided, contacts, few)


@pytest.mark.parametrize(
    ("figure", "missing"),
    [
        (Figure(12), 2),
        (Figure(10), 0),
        (Figure(9), 0),
        (Figure(20, 10), 1),
        (Figure(None), 0),
    ],
)
def test_as_many_are_counted_as_the_half_told_at_least(figure: Figure, missing: int) -> None:
    """Ten are left. Twenty to within ten were eleven at least; of those who are added each code
    is that of most others, so never hers."""
    clients, guided = still_counted(half({CLIENTS: figure}, 8))
    assert clients == [IN_WINDOW] * missing
    assert guided == []


def test_who_lacks_in_a_told_branch_is_counted_there() -> None:
    straat = CLIENTS.where(cells.BRANCHE, "straat")
    clients, _ = still_counted(half({CLIENTS: Figure(12), straat: Figure(3)}, 8))
    assert sorted(client[cells.BRANCHE] for client in clients) == ["raam", "straat"]


def test_many_of_another_code_than_was_told_tell_of_nobody() -> None:
    straat = CLIENTS.where(cells.BRANCHE, "straat")
    for few, added in ((3, 0), (4, 3)):
        clients, _ = still_counted(half({CLIENTS: Figure(10), straat: Figure(5)}, 8, few=few))
        assert len(clients) == added


def test_guided_are_as_many_as_were_told_in_all_and_in_their_branch() -> None:
    raam = GUIDED.where(cells.BRANCHE, "raam")
    told = {GUIDED: Figure(5), raam: Figure(4)}
    _, guided = still_counted(half(told, 8, guided=2))
    assert guided == [{cells.BRANCHE: "raam"}] * 3


def test_who_is_added_in_guidance_is_a_client_who_was_not_guided() -> None:
    """Both of the window are guided already, so that the third is of the street."""
    _, guided = still_counted(half({GUIDED: Figure(3)}, 2, guided=2))
    assert guided == [{cells.BRANCHE: "straat"}]


def test_who_is_guided_in_a_branch_is_a_client_of_it() -> None:
    """The half told two in guidance on the escort side, where no client is left."""
    escort = GUIDED.where(cells.BRANCHE, "escort")
    clients, guided = still_counted(half({GUIDED: Figure(2), escort: Figure(2)}, 8))
    assert guided == [{cells.BRANCHE: "escort"}] * 2
    assert [client[cells.BRANCHE] for client in clients] == ["escort", "escort"]


@pytest.mark.parametrize(("told", "lacking"), [(12, 4), (9, 1), (8, 0), (3, 0)])
def test_more_than_were_told_are_no_lack(told: int, lacking: int) -> None:
    at_hand = half({CLIENTS: Figure(told)}, 8)
    assert _lacking_in_all(at_hand, cells.CLIENTEN, at_hand.clients[:8]) == lacking


@pytest.mark.parametrize(
    ("figure", "room"),
    [
        (Figure(12), 4),  # eight are there
        (Figure(10, 10), 11),  # nineteen at the most
        (Figure(None), 32),  # as many as have contacts there
    ],
)
def test_there_is_room_for_as_many_as_a_half_told_at_the_most(figure: Figure, room: int) -> None:
    at_hand = half({CLIENTS.where(cells.BRANCHE, "raam"): figure}, 8)
    untold = Counter({"raam": 32, "straat": 38})
    assert _room(at_hand, cells.BRANCHE, untold)["raam"] == room
    in_street = _room(at_hand, cells.BRANCHE, untold)["straat"]
    assert in_street == 38
