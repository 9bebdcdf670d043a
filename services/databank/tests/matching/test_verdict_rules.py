"""Verdicts that stand in each other's way, the outcome of a claim, and what says too little."""

from uuid import UUID

import pytest

from databank.matching.rules.few_words import says_little
from databank.matching.rules.link_constraints import (
    LinkConstraint,
    VerdictKind,
    against_joining,
    against_parting,
)
from databank.matching.rules.outcomes import ClaimDecision, LinkOutcome, outcome_of, word
from databank.search.rules import features, kinds, too_little
from linkage.outcomes import Decision, Match, New, Review

A, B, C, D, E = (UUID(int=number) for number in range(1, 6))


def must(one: UUID, other: UUID) -> LinkConstraint:
    return LinkConstraint(one, other, VerdictKind.MUST)


def cannot(one: UUID, other: UUID) -> LinkConstraint:
    return LinkConstraint(one, other, VerdictKind.CANNOT)


def test_two_persons_are_not_joined_against_a_verdict_on_any_two_of_their_claims() -> None:
    said = [cannot(A, C), cannot(D, B), cannot(A, B), cannot(A, E), must(B, C)]
    assert against_joining(said, {A, B}, {C, D}) == [cannot(A, C), cannot(D, B)]
    assert against_joining([LinkConstraint(A, C, VerdictKind.OPEN)], {A}, {C}) == []


def test_a_person_is_not_parted_against_a_row_of_verdicts() -> None:
    row = [must(B, A), must(B, C), must(C, D)]
    assert against_parting(row, {A}, {D}) == (A, B, C, D)
    assert against_parting([*row, must(D, A)], {A}, {D}) == (A, D)
    assert against_parting(row, {A, B}, {D}) == (B, C, D)
    assert against_parting([must(A, B), cannot(B, D)], {A}, {D}) == ()
    assert against_parting([must(A, B), must(C, D)], {A}, {D}) == ()


@pytest.mark.parametrize(
    ("decision", "outcome", "confidence", "told"),
    [
        (Match((), 0.97), LinkOutcome.KNOWN, 0.97, "match"),
        (New(), LinkOutcome.NEW, 1.0, "new"),
        (Review((), "twijfel"), LinkOutcome.REVIEW, 0.5, "review"),
        (Review((), "twijfel", confidence=0.95), LinkOutcome.REVIEW, 0.5, "review"),
        (Review((), "twee", joins=A, confidence=0.8999), LinkOutcome.REVIEW, 0.8999, "review"),
        (Review((), "twee", joins=A, confidence=0.9), LinkOutcome.REVIEW, 0.9, "match"),
    ],
)
def test_a_link_of_which_people_are_asked_is_too_weak_for_any_rule_unless_it_is_one_of_two(
    decision: Decision, outcome: LinkOutcome, confidence: float, told: str
) -> None:
    assert outcome_of(decision) == (outcome, confidence)
    assert word(ClaimDecision(A, B, confidence, outcome, decision)) == told


def test_a_claim_known_word_for_word_is_a_match() -> None:
    assert word(ClaimDecision(A, B, 1.0, LinkOutcome.KNOWN)) == "match"


@pytest.mark.parametrize(
    ("given", "little", "too_many"),
    [
        ({}, True, True),
        ({"given_names": "Ana"}, True, True),
        ({"birth_date": "1990"}, True, True),
        ({"given_names": "Ana", "birth_date": "1990"}, True, True),
        ({"family_name": "Voorbeeld"}, True, False),
        ({"birth_date": "1990-05-06"}, True, False),
        ({"family_name": "Voorbeeld", "given_names": "Ana"}, True, False),
        ({"family_name": "Voorbeeld", "birth_date": "1990-05-06"}, True, False),
        ({"given_names": "Ana", "birth_date": "1990-05-06"}, True, False),
        (
            {"family_name": "Voorbeeld", "given_names": "Ana", "birth_date": "1990-05-06"},
            False,
            False,
        ),
        ({"document_number": "AB123456"}, False, False),
        ({"national_number": "90050612345"}, False, False),
        ({"phone": "+32470123456"}, False, False),
    ],
)
def test_what_says_too_little_links_nobody_and_finds_nobody(
    given: dict[str, str], little: bool, too_many: bool
) -> None:
    wanted = features(**given)
    assert says_little(wanted) is little
    assert too_little(wanted) is too_many
    names = {
        "family_name": "family",
        "given_names": "given",
        "birth_date": "birth",
        "national_number": "number",
        "document_number": "document",
        "phone": "phone",
    }
    assert kinds(wanted) == tuple(name for field, name in names.items() if field in given)
