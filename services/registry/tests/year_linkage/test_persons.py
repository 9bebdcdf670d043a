"""Who came to several organisations counts once, and nobody else does."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.year_linkage.rules.persons import LinkedClient, as_told, distinct, persons

CLIENTS = st.lists(
    st.builds(
        LinkedClient,
        st.sampled_from(["GHAPRO", "BOYS", "FREECLINIC"]),
        st.sampled_from(["raam", "straat"]),
        st.one_of(st.none(), st.sampled_from(["a", "b", "c", "d"])),
    ),
    max_size=25,
)


@given(CLIENTS)
def test_there_are_as_many_as_the_most_that_one_organisation_has_of_a_code(
    clients: list[LinkedClient],
) -> None:
    by_code = {each.code for each in clients} - {None}
    expected = sum(1 for each in clients if each.code is None)
    for code in by_code:
        there = Counter(each.organisation for each in clients if each.code == code)
        expected += max(there.values())
    assert distinct(persons(clients)) == expected


@given(CLIENTS)
def test_each_organisation_keeps_its_own_number_in_all_and_by_branch(
    clients: list[LinkedClient],
) -> None:
    found = persons(clients)
    for place in {(each.organisation, each.branch) for each in clients}:
        own = sum(1 for each in clients if (each.organisation, each.branch) == place)
        assert sum(number for pattern, number in found.items() if place in pattern) == own


@given(CLIENTS)
def test_branches_add_up_to_the_total_or_more(clients: list[LinkedClient]) -> None:
    found = persons(clients)
    assert sum(distinct(found, branch) for branch in ("raam", "straat")) >= distinct(found)
    assert distinct(found) <= len(clients)


def test_somebody_in_two_branches_counts_in_both_and_once_in_all() -> None:
    found = persons([LinkedClient("GHAPRO", "raam", "a"), LinkedClient("BOYS", "straat", "a")])
    assert [distinct(found, branch) for branch in (None, "raam", "straat")] == [1, 1, 1]


def test_who_is_of_another_branch_than_was_told_fills_what_lacks_and_then_a_hidden_one() -> None:
    """Told are one in the window and one in the street of three, and three are in the window."""
    clients = [LinkedClient("GHAPRO", "raam", code) for code in "abc"]
    shown = {
        Key(cells.CLIENTEN): {"GHAPRO": 3},
        cells.CLIENTEN_BRANCHE.key("raam"): {"GHAPRO": 1},
        cells.CLIENTEN_BRANCHE.key("straat"): {"GHAPRO": 1},
    }
    told = [*as_told(clients, shown)]
    hidden = next(
        each for each in cells.CATEGORIES[cells.BRANCHE] if each not in ("raam", "straat")
    )
    assert [each.branch for each in told] == ["straat", hidden, "raam"]
    assert [each.code for each in told] == ["a", "b", "c"]


def test_who_is_erased_is_told_as_one_without_a_code() -> None:
    """Three were told, one of them in the street, and one in the window is left."""
    shown = {
        Key(cells.CLIENTEN): {"GHAPRO": 3},
        cells.CLIENTEN_BRANCHE.key("straat"): {"GHAPRO": 1},
        cells.CLIENTEN_BRANCHE.key("raam"): {"GHAPRO": 2},
    }
    told = [*as_told([LinkedClient("GHAPRO", "raam", "a")], shown)]
    assert sorted((each.branch, each.code or "") for each in told) == [
        ("raam", ""),
        ("raam", "a"),
        ("straat", ""),
    ]


@pytest.mark.parametrize(("here", "lacks"), [("raam", "straat"), ("straat", "raam")])
def test_who_is_of_the_branch_that_was_told_stays_there(here: str, lacks: str) -> None:
    """As many as were told: nobody moves to a branch that lacks one."""
    shown = {
        Key(cells.CLIENTEN): {"GHAPRO": 2},
        cells.CLIENTEN_BRANCHE.key("raam"): {"GHAPRO": 1},
        cells.CLIENTEN_BRANCHE.key("straat"): {"GHAPRO": 1},
    }
    told = [*as_told([LinkedClient("GHAPRO", here, "a")], shown)]
    assert [(each.branch, each.code) for each in told] == [(here, "a"), (lacks, None)]
