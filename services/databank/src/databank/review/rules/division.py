"""The sides of a person that is parted along the line of an older merge.

Whoever was merged into the person later stays whole, and goes to the side to which that merge was
made: two claims were compared then, and the other of them was of that side. So undoing merges in
any order leaves what was never merged.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from databank.matching.rules.link_constraints import LinkConstraint, VerdictKind


@dataclass(frozen=True, slots=True)
class LaterMerge:
    """A merge that stands: the claims that came with it and are here still."""

    claims: frozenset[UUID]

    @property
    def bonds(self) -> list[LinkConstraint]:
        """The claims as one row, each the same person as the next."""
        return [
            LinkConstraint(one, other, VerdictKind.MUST)
            for one, other in pairwise(sorted(self.claims))
        ]


@dataclass(frozen=True, slots=True)
class Division:
    """``going`` and ``staying`` for sure. ``rest`` is decided anew, each claim by itself, and
    ``following`` goes after one of those: what came with a merge to a claim of the rest."""

    going: frozenset[UUID]
    staying: frozenset[UUID]
    rest: frozenset[UUID]
    following: Mapping[UUID, UUID]


def divide_along(
    here: Collection[UUID],
    going: Collection[UUID],
    staying: Collection[UUID],
    later: Iterable[LaterMerge],
    said: Iterable[LinkConstraint],
) -> Division:
    """Place every claim that is ``here``.

    ``going`` and ``staying`` are those of the merge that is undone, ``said`` the verdicts that
    stand without its own. What came with a later merge and hangs on nothing else stays.
    """
    merges = [*later]
    whole = frozenset[UUID]().union(*(merge.claims for merge in merges)) - {*going, *staying}
    said = [pair for pair in said if pair.kind is VerdictKind.MUST]
    linked = _neighbours([*said, *(bond for merge in merges for bond in merge.bonds)], here)
    stays = _reached(staying, linked)
    goes = _reached(going, linked) - stays
    left = whole - goes - stays
    rest = frozenset(here) - {*going, *staying} - whole
    following: dict[UUID, UUID] = {}
    for single in sorted(rest - goes - stays):
        for claim in _reached([single], linked) & left:
            following.setdefault(claim, single)
    left -= following.keys()
    return Division(
        frozenset(going) | (goes & whole),
        frozenset(staying) | (stays & whole) | left,
        rest,
        following,
    )


def _neighbours(
    pairs: Iterable[LinkConstraint], here: Collection[UUID]
) -> Mapping[UUID, set[UUID]]:
    linked: dict[UUID, set[UUID]] = defaultdict(set)
    for pair in pairs:
        if pair.claim_a in here and pair.claim_b in here:
            linked[pair.claim_a].add(pair.claim_b)
            linked[pair.claim_b].add(pair.claim_a)
    return linked


def _reached(start: Iterable[UUID], linked: Mapping[UUID, set[UUID]]) -> set[UUID]:
    reached, waiting = set(start), [*start]
    while waiting:
        for other in linked.get(waiting.pop(), ()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return reached
