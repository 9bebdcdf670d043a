"""Impact of an answer: the branch shifts that it would make appear or vanish."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from contracts.branches import Branch
from databank.detection.branch_shifts.rules import BranchShiftTrack, detect
from databank.sightings.rules.basis import Basis
from databank.sightings.rules.sighting import Sighting

Timeline = Sequence[Sighting]


@dataclass(frozen=True, slots=True, order=True)
class BranchMove:
    """A move from one branch to another, without the person. ``basis``: what it would rest on."""

    from_branch: Branch
    to_branch: Branch
    from_seen_at: datetime
    to_seen_at: datetime
    basis: Basis


@dataclass(frozen=True, slots=True)
class Impact:
    appear: tuple[BranchMove, ...]
    vanish: tuple[BranchMove, ...]


def compare(today: Iterable[Timeline], then: Iterable[Timeline], track: BranchShiftTrack) -> Impact:
    """``today`` and ``then`` are the timelines of the persons concerned, before and after."""
    now, later = _moves(today, track), _moves(then, track)
    return Impact(tuple(sorted((later - now).elements())), tuple(sorted((now - later).elements())))


def _moves(timelines: Iterable[Timeline], track: BranchShiftTrack) -> Counter[BranchMove]:
    return Counter(
        BranchMove(*move.branches, move.before.seen_at, move.after.seen_at, move.basis)
        for timeline in timelines
        for move in detect(timeline, track)
    )
