"""Which links are weighed again, and what becomes of the questions about them.

A pair is a claim, and a person of whom it is not now and with whom it shares a key. What is asked
is of the records as they stand, so it does not depend on the order in which they came to be.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

FITS_ANOTHER = "past_beter_bij_ander"
"""The reason of a question: the claim stands with one person, and fits another better by now."""


class Pair(NamedTuple):
    """A claim, and the other person that it may be of."""

    claim_id: UUID
    other_id: UUID


@dataclass(frozen=True, slots=True)
class AskedPair:
    """A question about a pair, with the persons as they are now: ``person_id`` is whom the claim
    stands with, ``other_id`` who the other one became. ``is_answered``: people said. ``is_bare``:
    no claim is of the other one any more."""

    review_id: UUID
    claim_id: UUID
    person_id: UUID
    other_id: UUID
    is_open: bool
    is_answered: bool
    is_bare: bool = False

    @property
    def pair(self) -> Pair:
        return Pair(self.claim_id, self.other_id)


@dataclass(frozen=True, slots=True)
class QuestionChanges:
    """``new`` are pairs that nobody was asked about yet, the rest are questions by their id."""

    new: tuple[Pair, ...]
    opened_again: tuple[UUID, ...]
    lapsed: tuple[UUID, ...]


def pairs_near(
    keys_of: Mapping[UUID, Collection[int]],
    person_of: Mapping[UUID, UUID],
    sharing: Iterable[tuple[int, UUID]],
) -> set[Pair]:
    """Both ways: claims of some persons beside others, and others' claims beside these.

    ``keys_of`` are the keys of those persons' claims, ``sharing`` every claim that has one of them.
    """
    ours: dict[int, list[UUID]] = defaultdict(list)
    for claim_id, keys in keys_of.items():
        for key in keys:
            ours[key].append(claim_id)
    pairs = set()
    for key, claim_id in sharing:
        theirs = person_of[claim_id]
        for own_id in ours[key]:
            own = person_of[own_id]
            if theirs != own:
                pairs |= {Pair(own_id, theirs), Pair(claim_id, own)}
    return pairs


def changes(
    doubtful: Collection[Pair], asked: Collection[AskedPair], changed: Collection[UUID]
) -> QuestionChanges:
    """What is asked after persons ``changed``: about each pair once, as long as it is doubtful.

    What people answered stays answered; what nobody answered lapses with the doubt, and comes back
    with it.
    """
    open_now = {each.pair for each in asked if each.is_open}
    answered = {each.pair for each in asked if each.is_answered}
    waiting = sorted({*doubtful} - open_now - answered)
    before = {each.pair: each.review_id for each in asked if not each.is_open}
    return QuestionChanges(
        tuple(pair for pair in waiting if pair not in before),
        tuple(before[pair] for pair in waiting if pair in before),
        tuple(
            each.review_id
            for each in asked
            if each.is_open
            and each.pair not in doubtful
            and (each.is_bare or not {each.person_id, each.other_id}.isdisjoint(changed))
        ),
    )
