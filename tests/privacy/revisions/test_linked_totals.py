"""What another organisation learns, which knows its own register exactly, by the linked totals.

Beside both tellings of a year; and when a client is erased between the telling and the join.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from services.registry.tests.support.history import History
from services.registry.tests.support.insiders import OtherOrganisationTwice, link
from services.registry.tests.support.two_tellings import TOLD_TO, Knows, TwoTellings, fated

from registry.disclosure.rules.publication import Figures

from .support.counting import about, sized
from .support.linked import SHARED, insider_of, linked, own_sizes, reached, total_of
from .support.stories import TOLD_AGAIN, first_telling, story
from .support.years import YEAR, organisation_of, year_of

THEIRS, MINE = 75, 240
BOTH = {organisation_of(clients): clients for clients in (THEIRS, MINE)}


def years() -> Iterator[object]:
    yield pytest.param(0, "20 gone", id="0-20 gone")
    for seed in range(1, 21):
        for change in TOLD_AGAIN:
            yield pytest.param(seed, change, marks=pytest.mark.long, id=f"{seed}-{change}")


@cache
def told(clients: int, seed: int, change: str = "") -> Figures:
    history: History = first_telling(clients, seed, change)
    return history.figures(YEAR)


@pytest.mark.parametrize(("seed", "change"), [*years()])
def test_both_tellings_beside_linked_totals_size_nobody(seed: int, change: str) -> None:
    theirs = story(THEIRS, seed, change)
    mine = year_of(MINE, seed)
    figures = {
        organisation_of(THEIRS): told(THEIRS, seed, "" if change.endswith("gone") else change),
        organisation_of(MINE): told(MINE, seed),
    }
    delivered = {organisation_of(THEIRS): theirs.old, organisation_of(MINE): mine}
    joined = linked(figures, delivered, f"{seed}".encode())
    assert total_of(joined)["value"] is not None
    document = {**about(theirs.document, ("clienten",)), "linked": joined}

    def reads(
        document: Mapping[str, Any], organisation: str, knows: Knows, least: int
    ) -> OtherOrganisationTwice:
        return OtherOrganisationTwice(document, organisation, own_sizes(mine), knows, least)

    found, asked = sized(document, organisation_of(THEIRS), theirs.old, theirs.new, reads)
    assert asked > 20
    assert found == []


def test_an_organisation_that_is_told_the_linked_totals_later_finds_the_same_bounds() -> None:
    """A program that was asked already, and one that knew all from the beginning."""
    theirs = story(THEIRS, 0, "20 gone")
    figures = {of: told(clients, 0) for of, clients in BOTH.items()}
    delivered = {of: year_of(clients, 0) for of, clients in BOTH.items()}
    joined = linked(figures, delivered, b"0")
    document = about(theirs.document, ("clienten",))
    own = own_sizes(year_of(MINE, 0))
    whole = OtherOrganisationTwice({**document, "linked": joined}, organisation_of(THEIRS), own)
    later = TwoTellings(document, organisation_of(THEIRS))
    some = [*later.asked()][::40]
    alone = [later.bounds(*group[:2], fated(group[2], *group[3])) for group in some]
    insider_of(THEIRS, 0, "20 gone")(later)
    for (measure, dims, lives, fates), (low, high) in zip(some, alone, strict=True):
        among = fated(lives, *fates)
        bounds = later.bounds(measure, dims, among)
        assert bounds == whole.bounds(measure, dims, among)
        assert low <= bounds[0]
        assert bounds[1] <= high
        met = later.sizes(measure, dims, among)
        assert bounds[0] <= met[0]
        assert met[1] <= bounds[1]


def test_an_organisation_sizes_who_is_hidden_where_linked_totals_are_exact() -> None:
    """Or the attack would not see what it is there to see."""
    theirs = story(THEIRS, 0, "20 gone")
    exact = own_sizes(theirs.old)

    def learn(reader: TwoTellings) -> None:
        joined = [
            {
                "measure": "clienten",
                "dims": {"branche": branch} if branch else {},
                "at_least": number,
                "at_most": number,
            }
            for branch, number in exact.items()
        ]
        link(reader, joined, dict.fromkeys(exact, 0), fated({"1", "2", "12"}, *TOLD_TO[0]))

    document = about(theirs.document, ("clienten",))
    of = organisation_of(THEIRS)
    assert sized(document, of, theirs.old, theirs.new, insider=learn)[0]


def test_whoever_is_erased_before_the_join_and_came_nowhere_else_changes_no_byte() -> None:
    """Each of one organisation's own clients in turn."""
    delivered = {of: year_of(clients, 0) for of, clients in BOTH.items()}
    figures = {of: told(clients, 0) for of, clients in BOTH.items()}
    first = linked(figures, delivered, b"secret")
    assert total_of(first)["at_most"] > total_of(first)["at_least"]
    for row in reached(delivered[organisation_of(THEIRS)])[SHARED::7]:
        assert linked(figures, delivered, b"secret", [row.client_code]) == first


def test_whoever_came_to_both_and_is_erased_before_the_join_moves_no_more_than_the_draw() -> None:
    """The join is made once: a reader sees one of these only, and each is one that whoever was
    erased, or nobody, might have given."""
    delivered = {of: year_of(clients, 0) for of, clients in BOTH.items()}
    figures = {of: told(clients, 0) for of, clients in BOTH.items()}
    first = total_of(linked(figures, delivered, b"secret"))
    theirs = reached(delivered[organisation_of(THEIRS)])[:SHARED:6]
    found = [total_of(linked(figures, delivered, b"secret", [row.client_code])) for row in theirs]
    assert all(each == found[0] for each in found), "it tells not who"
    assert 0 <= found[0]["at_most"] - first["at_most"] <= 10
