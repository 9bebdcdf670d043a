"""Rules of a worker's code: its holder, and what it opens, after people changed who is who.

A code was given to one human being. The claims by which the police knew her at that moment are kept
with it: the code is of whoever all of them belong to. When they part, nobody can say which of the
persons holds the paper, and the code ends.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from uuid import UUID


class EndReason(StrEnum):
    """Reason why a code opens nothing any more."""

    NIEUWE_CODE = "nieuwe_code"
    INGETROKKEN = "ingetrokken"
    GESPLITST = "gesplitst"


def holder(given_on: Collection[UUID], person_of: Mapping[UUID, UUID]) -> UUID | None:
    """The one person of all claims that a code was given on; None when they are of several."""
    people = {person_of[claim_id] for claim_id in given_on if claim_id in person_of}
    return people.pop() if len(people) == 1 else None


def scope(declared: Iterable[tuple[UUID, UUID]], person_id: UUID) -> frozenset[UUID]:
    """The declared workers that are wholly this person.

    ``declared`` are (worker ref, person) of each claim. A ref of which any claim is of somebody
    else, or still in question, is nobody's to see.
    """
    people: dict[UUID, set[UUID]] = defaultdict(set)
    for worker_ref, owner in declared:
        people[worker_ref].add(owner)
    return frozenset(ref for ref, owners in people.items() if owners == {person_id})
