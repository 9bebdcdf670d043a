"""Several records of one person, and the one of them that her claims go to.

A record that began with a poor claim stays beside the one that she has, since claims do not move by
themselves. Were each later claim that fits both to go to whichever it resembles a little more, both
would grow, and every claim of the one would miss all of the other.
"""

import math
from uuid import UUID

from linkage.match_weights import Weights, weigh
from linkage.posterior import MAX_RANKED, CandidatePerson, Persons, RankedPerson
from linkage.schema import Schema

ONE_PERSON = 0.99
"""The probability that two records are one person, from which claims about her go to one record."""

AS_LIKELY = 3.0
"""Times by which the likeliest may be likelier than the record that the claim goes to: beyond that
the two are persons who resemble each other, on a census twice as often."""


def are_one(
    one: CandidatePerson,
    other: CandidatePerson,
    weights: Weights,
    prior: float,
    least: float = 0.5,
) -> bool:
    """Whether two known persons whom a claim fits are themselves one, more likely than ``least``.

    Never where any two of their claims are in conflict.
    """
    pairs = [
        (a.features, b.features) for a in one.claims[:MAX_RANKED] for b in other.claims[:MAX_RANKED]
    ]
    schema = weights.schema
    compared = [schema.compare(a, b) for a, b in pairs]
    if any(schema.conflict(a, b, levels) for (a, b), levels in zip(pairs, compared, strict=True)):
        return False
    odds = math.log2(least / (1 - least))
    return any(weigh(levels, weights)[0] + prior > odds for levels in compared)


def with_home_first(
    ranked: tuple[RankedPerson, ...], persons: Persons, weights: Weights, prior: float
) -> tuple[RankedPerson, ...]:
    """The ranked persons, before all of them the record that claims of the first go to.

    Of her records that is one of which no claim speaks against her, as it would where it holds
    somebody else too; of such one that has papers, which find it again; of such the oldest.
    """
    best = persons[ranked[0].person_id]
    hers = [
        other
        for other in ranked[1:]
        if other.posterior * AS_LIKELY >= ranked[0].posterior
        and _fits_alone(other, weights)
        and are_one(best, persons[other.person_id], weights, prior, ONE_PERSON)
    ]
    home = min(
        (ranked[0], *hers),
        key=lambda record: _place(persons[record.person_id], record, weights.schema),
    )
    return (home, *(person for person in ranked if person is not home))


def _fits_alone(other: RankedPerson, weights: Weights) -> bool:
    """Whether the claim would be linked to this record, were there no other."""
    if other.conflict:
        return False
    alone = 1 / (1 + math.pow(2.0, min(-(other.bits + other.prior), 200.0)))
    return weights.cautious(alone) >= weights.match_at


def _place(
    person: CandidatePerson, record: RankedPerson, schema: Schema
) -> tuple[bool, bool, UUID]:
    may_hold_two = any(claim.bits + record.prior < 0 for claim in person.claims)
    has_papers = any(schema.papers(claim.features) for claim in person.claims)
    return may_hold_two, not has_papers, record.person_id
