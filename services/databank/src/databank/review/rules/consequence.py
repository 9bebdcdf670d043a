"""Which moves between branches an answer would make appear or vanish."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from contracts.codes import Branch
from databank.detection.branch_shifts.rules import BranchShiftTrack, Sighting, detect

Timeline = Sequence[Sighting]


@dataclass(frozen=True, slots=True, order=True)
class Shown:
    """A move, without whose."""

    from_branch: Branch
    to_branch: Branch
    from_seen_at: datetime
    to_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Consequence:
    appear: tuple[Shown, ...]
    vanish: tuple[Shown, ...]


def compare(
    today: Iterable[Timeline], then: Iterable[Timeline], track: BranchShiftTrack
) -> Consequence:
    """``today`` and ``then`` are the timelines of the persons concerned, before and after."""
    now, later = _moves(today, track), _moves(then, track)
    return Consequence(
        tuple(sorted((later - now).elements())), tuple(sorted((now - later).elements()))
    )


def _moves(timelines: Iterable[Timeline], track: BranchShiftTrack) -> Counter[Shown]:
    return Counter(
        Shown(*move.branches, move.before.seen_at, move.after.seen_at)
        for timeline in timelines
        for move in detect(timeline, track)
    )
