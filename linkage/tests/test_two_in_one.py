"""A record that holds two: the person who has fewer of its claims is noticed, and asked about."""

from dataclasses import replace
from itertools import permutations

import pytest

from linkage import Decision, KnownClaim, Match, Review, decide
from linkage.claim import Features
from linkage.decision import OF_TWO

from .support.people import KNOWN, Someone

ANA = Someone(given="Ana", family="Zeldzaamgeval", birth="1998-05-07", document="X1234567")
NAMESAKE = replace(ANA, birth="1998-11-23", document="Y7654321")
"""Of her name, and of her year; a claim about her was linked to Ana once."""


def decided(claimed: Someone, *known: Someone, without: tuple[str, ...] = ()) -> Decision:
    """The same in whatever order the claims of the record are compared."""
    claims = [KnownClaim(KNOWN, Features.of(one.identity)) for one in known]
    found = [
        decide(Features.of(claimed.identity), order, without=without)
        for order in permutations(claims)
    ]
    assert all(decision == found[0] for decision in found)
    return found[0]


def test_of_the_second_person_of_a_record_people_are_asked() -> None:
    decision = decided(NAMESAKE, ANA, ANA, NAMESAKE)
    assert isinstance(decision, Review)
    assert decision.reason == OF_TWO == "dossier_van_twee"
    assert decision.joins is None
    assert isinstance(decided(NAMESAKE, ANA, ANA, NAMESAKE, without=(OF_TWO,)), Match)


@pytest.mark.parametrize(
    ("claimed", "known"),
    [
        (ANA, (ANA, ANA, NAMESAKE)),
        (NAMESAKE, (ANA, NAMESAKE)),
        (NAMESAKE, (ANA, replace(ANA, birth="1998-05-09"), NAMESAKE)),
        (NAMESAKE, (ANA, ANA, NAMESAKE, NAMESAKE, NAMESAKE)),
        (replace(ANA, birth="1998-05-08"), (ANA, ANA, replace(ANA, birth="1998-05-08"))),
        (
            replace(ANA, family="Andersnaam", document="Y7654321"),
            (ANA, ANA, replace(ANA, family="Andersnaam", document="Y7654321")),
        ),
        (
            replace(NAMESAKE, birth="1998-07-05"),
            (ANA, ANA, replace(NAMESAKE, birth="1998-07-05")),
        ),
    ],
    ids=[
        "whoever is most of it",
        "one date against one",
        "dates that nobody repeats",
        "who is most of it by now",
        "the same slip twice, on her own papers",
        "another name, on new papers",
        "day and month swapped",
    ],
)
def test_whoever_is_most_of_a_record_or_explained_by_slips_is_linked(
    claimed: Someone, known: tuple[Someone, ...]
) -> None:
    assert isinstance(decided(claimed, *known), Match)
