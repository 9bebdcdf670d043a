"""Two records of one person: claims that fit both go to the same one, whichever they resemble."""

from dataclasses import replace
from itertools import permutations

import pytest

from linkage import Decision, KnownClaim, Review, decide
from linkage.claim import Features
from linkage.match_weights import WaterfallStep
from linkage.model import Model
from linkage.parameter_estimation import EstimatedParameters
from linkage.posterior import RankedPerson, compare_with
from linkage.records_of_one import _fits_alone, are_one

from .support.people import KNOWN, OTHER, Someone

ANA = Someone(given="Ana Maria", family="Zeldzaamgeval", birth="1998-05-07", document="X1234567")
UNSAID = replace(ANA, document=None)


def decided(claimed: Someone, *candidates: KnownClaim) -> Decision:
    return decide(Features.of(claimed.identity), candidates)


def beside(first: Someone, second: Someone) -> tuple[KnownClaim, KnownClaim]:
    """Two records, of which the first is the older."""
    return KnownClaim(KNOWN, Features.of(first.identity)), KnownClaim(
        OTHER, Features.of(second.identity)
    )


@pytest.mark.parametrize(
    ("records", "joins"),
    [
        (beside(replace(ANA, given="Ana"), ANA), KNOWN),
        (beside(ANA, replace(ANA, given="Ana")), KNOWN),
        (beside(UNSAID, ANA), OTHER),
        (beside(replace(UNSAID, number="98650700100"), UNSAID), KNOWN),
    ],
    ids=["the other resembles more", "the older", "the one with papers", "the one with a number"],
)
def test_claims_that_fit_two_records_of_one_person_go_to_the_same_one(
    records: tuple[KnownClaim, KnownClaim], joins: object
) -> None:
    for order in permutations(records):
        decision = decided(UNSAID, *order)
        assert isinstance(decision, Review)
        assert decision.reason == "twee_personen"
        assert decision.joins == joins == decision.ranked[0].person_id
        assert decision.confidence >= 0.99
        assert {person.person_id for person in decision.ranked} == {KNOWN, OTHER}


def test_who_may_be_two_persons_keeps_the_claims_that_resemble_her_most() -> None:
    """Her names in another's claim, with another birth date of that year: not surely one."""
    records = beside(replace(ANA, birth="1998-11-23"), replace(ANA, document="Y7654321"))
    for order in permutations(records):
        decision = decided(replace(UNSAID, birth="1998"), *order)
        assert isinstance(decision, Review)
        assert decision.reason == "twee_personen"
        assert decision.joins == decision.ranked[0].person_id
        ranked = [person.posterior for person in decision.ranked]
        assert ranked == sorted(ranked, reverse=True)


def test_a_record_of_which_a_claim_speaks_against_her_does_not_grow() -> None:
    """It is the older of the two, and has papers; yet a sister's claim was linked to it once."""
    sister = replace(ANA, given="Ilinca", birth="1998-11-23", document="Z9182736")
    hers, again = beside(ANA, UNSAID)
    mixed = (hers, KnownClaim(KNOWN, Features.of(sister.identity)))
    for order in permutations((*mixed, again)):
        decision = decided(UNSAID, *order)
        assert isinstance(decision, Review)
        assert decision.joins == OTHER


WEIGHTS = EstimatedParameters().weights(Model.shipped())


@pytest.mark.parametrize(
    ("least", "odds", "one"),
    [
        (0.5, -0.1, False),
        (0.5, 0.1, True),  # likelier than not
        (0.99, 6.6, False),  # 99 to 1 is 6.63 bits
        (0.99, 6.7, True),
    ],
)
def test_two_records_are_one_from_the_odds_that_are_asked(
    least: float, odds: float, one: bool
) -> None:
    claim = Features.of(ANA.identity)
    persons = compare_with(claim, beside(ANA, UNSAID), WEIGHTS)
    (alike,) = compare_with(
        claim, [KnownClaim(KNOWN, Features.of(UNSAID.identity))], WEIGHTS
    ).values()
    prior = odds - alike.bits(WEIGHTS)
    assert are_one(persons[KNOWN], persons[OTHER], WEIGHTS, prior, least) is one


@pytest.mark.parametrize(
    ("odds", "conflict", "fits"),
    [
        (5.1, None, True),  # .97, from which a claim is linked, is 5.01 bits
        (4.9, None, False),
        (0.0, None, False),
        (-300.0, None, False),
        (20.0, "geslacht_en_geboortedatum_anders", False),
    ],
)
def test_a_record_fits_alone_where_the_claim_would_be_linked_to_it(
    odds: float, conflict: str | None, fits: bool
) -> None:
    steps = (WaterfallStep("birth", "exact", odds + 12.0),)
    record = RankedPerson(KNOWN, steps, 0.4, conflict, prior=-12.0)
    assert _fits_alone(record, WEIGHTS) is fits
