"""Link constraints: verdicts of people on two claims, and the ones that contradict each other.

Claims that must be one person are so through each other: A with B and B with C is A with C. So a
verdict can contradict others that were given about other claims; then a person looks again, and
nothing is changed until one of the verdicts is taken back.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class VerdictKind(StrEnum):
    """``must`` and ``cannot`` outrank every score; ``open``: looked at, and not to be said."""

    MUST = "must"
    CANNOT = "cannot"
    OPEN = "open"


@dataclass(frozen=True, slots=True, order=True)
class LinkConstraint:
    """Two claims of which people said that they are one person (must) or two (cannot)."""

    claim_a: UUID
    claim_b: UUID
    kind: VerdictKind


def against_joining(
    said: Iterable[LinkConstraint], ours: Collection[UUID], theirs: Collection[UUID]
) -> list[LinkConstraint]:
    """The verdicts that forbid to make one person of these claims and those."""
    return [
        pair
        for pair in said
        if pair.kind is VerdictKind.CANNOT
        and (
            (pair.claim_a in ours and pair.claim_b in theirs)
            or (pair.claim_a in theirs and pair.claim_b in ours)
        )
    ]


def against_parting(
    said: Iterable[LinkConstraint], going: Collection[UUID], staying: Collection[UUID]
) -> tuple[UUID, ...]:
    """The shortest row of claims, each one person with the next, from a side to the other.

    Empty when people said nothing that holds the two sides together.
    """
    linked: dict[UUID, set[UUID]] = defaultdict(set)
    for pair in said:
        if pair.kind is VerdictKind.MUST:
            linked[pair.claim_a].add(pair.claim_b)
            linked[pair.claim_b].add(pair.claim_a)
    came_from: dict[UUID, UUID | None] = dict.fromkeys(sorted(going))
    waiting = deque(came_from)
    while waiting:
        claim = waiting.popleft()
        if claim in staying:
            return _row(came_from, claim)
        for other in sorted(linked[claim]):
            if other not in came_from:
                came_from[other] = claim
                waiting.append(other)
    return ()


def _row(came_from: dict[UUID, UUID | None], end: UUID) -> tuple[UUID, ...]:
    row, claim = [end], came_from[end]
    while claim is not None:
        row.append(claim)
        claim = came_from[claim]
    return tuple(reversed(row))
