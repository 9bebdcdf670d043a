"""Who came to several organisations counts once, and nobody else does."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from registry.year_linkage.rules.persons import LinkedClient, distinct, persons

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
