"""Blocking in memory: which earlier claims share keys with one that comes in, the rarest first.

For whoever decides on all claims in one process and one order, as over a file. It finds what the
same look in a database finds: of each key the oldest claims, of all those whose keys weigh most.
"""

from collections.abc import Collection
from typing import Final, final
from uuid import UUID

from linkage.blocking import MOST_PER_KEY
from linkage.schema import Folded

EACH: Final = 50_000
SHARED: Final = 1_000_000
"""Weight of a key whoever has it, and what those who share it divide among them."""
ALONE: Final = SHARED + EACH
NUMBERS: Final = 1 << 27
"""More than claims are ever numbered. A float holds the weights of sixty keys times this."""


@final
class IndexedClaim:
    """A claim that was decided on, as it is compared."""

    __slots__ = ("claim_id", "features", "look", "number", "person_id", "strong_look", "weight")

    def __init__(self, claim_id: UUID, person_id: UUID, features: Folded, number: int) -> None:
        self.claim_id = claim_id
        self.person_id = person_id
        self.features = features
        self.number = number
        self.look = 0
        self.strong_look = 0
        self.weight = 0

    def shares(self, weight: int, is_strong: bool, look: int) -> bool:
        """Note a key shared with the claim of this look; whether it is the first."""
        is_first = self.look != look
        if is_first:
            self.look = look
            self.weight = 0
        self.weight += weight
        if is_strong:
            self.strong_look = look
        return is_first

    def __repr__(self) -> str:
        return "<claim>"


class BlockingIndex:
    """Claims by key, in the order in which they were added; no list where a key has one claim."""

    def __init__(self) -> None:
        self._by_key: dict[int, IndexedClaim | list[IndexedClaim]] = {}
        self._added = 0
        self._looks = 0

    def add(self, claim_id: UUID, person_id: UUID, features: Folded, keys: Collection[int]) -> None:
        """A claim after all before it; a key that found ``MOST_PER_KEY`` takes no more."""
        self._added += 1
        claim = IndexedClaim(claim_id, person_id, features, self._added)
        by_key = self._by_key
        for key in keys:
            found = by_key.get(key)
            if found is None:
                by_key[key] = claim
            elif isinstance(found, IndexedClaim):
                by_key[key] = [found, claim]
            elif len(found) < MOST_PER_KEY:
                found.append(claim)

    def take_back(self, claim_id: UUID, keys: Collection[int]) -> None:
        """Forget the claim that was added last, of those that are left."""
        for key in keys:
            found = self._by_key.get(key)
            if isinstance(found, IndexedClaim):
                if found.claim_id == claim_id:
                    del self._by_key[key]
            elif found and found[-1].claim_id == claim_id:
                found.pop()
                if len(found) == 1:
                    self._by_key[key] = found[0]

    def candidates(
        self, probes: Collection[int], strong: Collection[int], most: int, likely: float
    ) -> tuple[list[IndexedClaim], list[IndexedClaim]]:
        """The ``most`` claims whose shared keys weigh most, in two parts.

        In the second are those with less than ``likely`` of the greatest weight. Where a strong key
        finds somebody, claims of others are none.
        """
        nearest = self._sharing(probes, strong)
        if len(nearest) > most:
            # As floats, which are sorted in half the time of such integers.
            places = [float(claim.weight * NUMBERS - claim.number) for claim in nearest]
            places.sort()
            last = int(places[-most])
            nearest = [c for c in nearest if c.weight * NUMBERS - c.number >= last]
        persons: list[UUID] = []  # one or two: to ask each is less than to hash an id
        for claim in nearest:
            if claim.strong_look == self._looks and claim.person_id not in persons:
                persons.append(claim.person_id)
        if persons:
            nearest = [claim for claim in nearest if claim.person_id in persons]
        best = 0
        for claim in nearest:
            best = max(best, claim.weight)
        least = likely * best
        others = [claim for claim in nearest if claim.weight < least]
        if others:
            nearest = [claim for claim in nearest if claim.weight >= least]
        return nearest, others

    def _sharing(self, probes: Collection[int], strong: Collection[int]) -> list[IndexedClaim]:
        """All claims that share a key, each with the weight of those that it shares."""
        self._looks = look = self._looks + 1
        nearest: list[IndexedClaim] = []
        for key in probes:
            found = self._by_key.get(key)
            if found is None:
                continue
            is_strong = key in strong
            if isinstance(found, IndexedClaim):
                if found.shares(ALONE, is_strong, look):
                    nearest.append(found)
                continue
            weight = SHARED // len(found) + EACH
            for claim in found:
                if claim.shares(weight, is_strong, look):
                    nearest.append(claim)
        return nearest
