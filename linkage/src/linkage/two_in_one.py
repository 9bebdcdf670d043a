"""A record that holds two persons, noticed when a claim comes about the second of them.

One mistake makes several: once a stray claim stands with somebody else, each later claim about its
person finds it there, and goes there too. A slip explains that one claim has another birth date. It
does not explain two that have the same other one, on papers of their own, beside a date that comes
back on other papers.
"""

from collections import defaultdict

from linkage.posterior import CandidatePerson, ComparedClaim
from linkage.schema import Folded, Schema

AT_LEAST = 2
"""Claims that must agree on the date that the claim contradicts: one may have it by a slip."""
ANOTHER_DAY = frozenset(("typo", "near", "month", "year", "day", "different"))
"""Levels of two birth dates that are both whole; day and month swapped are one."""


def holds_two(claim: Folded, person: CandidatePerson, schema: Schema) -> bool:
    """Whether the claim is about the second person of a record that it would be linked to.

    It agrees with few of the record's claims on a birth date and has no papers in common with the
    others, who agree on a date of their own. Whoever is most of the record is never asked about.
    """
    if len(person.claims) <= AT_LEAST:
        return False
    birth = schema.places.get("birth", 0)
    hers: list[ComparedClaim] = []
    others: dict[str, list[ComparedClaim]] = defaultdict(list)
    for known in person.claims:
        level = _birth_level(known)
        if level == "exact":
            hers.append(known)
        elif level in ANOTHER_DAY:
            others[known.features[birth]].append(known)
    if not hers:
        return False
    papers = schema.papers(claim).union(*[schema.papers(known.features) for known in hers])
    return any(
        len(theirs) >= max(AT_LEAST, len(hers)) and _are_others(papers, theirs, schema)
        for theirs in others.values()
    )


def _birth_level(known: ComparedClaim) -> str:
    for field, level, _ in known.compared:
        if field == "birth":
            return level
    return ""


def _are_others(papers: frozenset[str], claims: list[ComparedClaim], schema: Schema) -> bool:
    theirs = frozenset().union(*[schema.papers(known.features) for known in claims])
    return bool(papers) and bool(theirs) and papers.isdisjoint(theirs)
