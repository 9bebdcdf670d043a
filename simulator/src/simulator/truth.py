"""The truth of the city: the moves that the services must come to know.

The moves that must be found follow from the sightings alone, in the databank's own definition: a
person's sightings by event time, neighbours of one branch collapsed into stays, and each boundary
between two stays with a gap of at most the window. The simulator keeps this beside the databank and
shares no code with it, so that each can catch the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from contracts.codes import Branch

WINDOW = timedelta(days=30)
"""The longest gap between two stays that is a move."""

Source = tuple[str, str]
"""Kind (``shift``, ``inspection``, ``verification``) and the service's id of what showed it."""


@dataclass(frozen=True, slots=True)
class BranchSighting:
    """A person seen in a branch; ``person`` is the simulator's own id."""

    person: str
    branch: Branch
    seen_at: datetime
    source: Source


@dataclass(frozen=True, slots=True)
class Move:
    """One boundary between two stays, with every source that shows either side."""

    person: str
    from_branch: Branch
    to_branch: Branch
    before: frozenset[Source]
    after: frozenset[Source]


@dataclass(frozen=True, slots=True)
class Case:
    """A move that the databank holds to be true."""

    id: str
    person_id: str
    from_branch: Branch
    to_branch: Branch
    before: Source
    after: Source

    def shows(self, move: Move) -> bool:
        return (
            (self.from_branch, self.to_branch) == (move.from_branch, move.to_branch)
            and self.before in move.before
            and self.after in move.after
        )


@dataclass
class Truth:
    """Sightings as services accepted them, without those that were called off."""

    _sightings: dict[tuple[Source, str], BranchSighting] = field(default_factory=dict)

    def saw(self, person: str, branch: Branch, seen_at: datetime, source: Source) -> None:
        self._sightings[source, person] = BranchSighting(person, branch, seen_at, source)

    def moved(self, person: str, source: Source, seen_at: datetime) -> None:
        """The shift behind a sighting starts at another time."""
        key = source, person
        self._sightings[key] = replace(self._sightings[key], seen_at=seen_at)

    def called_off(self, person: str, source: Source) -> None:
        del self._sightings[source, person]

    def moves(self) -> list[Move]:
        return expected(self._sightings.values())


def expected(sightings: Iterable[BranchSighting], window: timedelta = WINDOW) -> list[Move]:
    """Every move that these sightings show, by person and time."""
    ordered = sorted(sightings, key=lambda each: (each.person, each.seen_at, each.branch))
    moves = []
    for person, of_person in groupby(ordered, key=lambda each: each.person):
        stays = [list(stay) for _, stay in groupby(of_person, key=lambda each: each.branch)]
        for before, after in pairwise(stays):
            if after[0].seen_at - before[-1].seen_at <= window:
                moves.append(_move(person, before, after))
    return moves


def _move(person: str, before: Sequence[BranchSighting], after: Sequence[BranchSighting]) -> Move:
    return Move(
        person=person,
        from_branch=before[0].branch,
        to_branch=after[0].branch,
        before=frozenset(each.source for each in before),
        after=frozenset(each.source for each in after),
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """The moves that the databank detected, against those that are true."""

    expected: int
    detected: int
    missed: tuple[Move, ...]
    false: tuple[Case, ...]
    people: Mapping[str, frozenset[str]]
    """The databank's person ids by the simulator's, from the evidence of the cases."""


def judge(moves: Sequence[Move], cases: Iterable[Case]) -> Verdict:
    """Match cases to moves; a case that shows no move, or one again, is false."""
    open_moves = list(moves)
    false, people = [], dict[str, set[str]]()
    for case in cases:
        move = next((move for move in open_moves if case.shows(move)), None)
        if move is None:
            false.append(case)
            continue
        open_moves.remove(move)
        people.setdefault(move.person, set()).add(case.person_id)
    return Verdict(
        expected=len(moves),
        detected=len(moves) - len(open_moves),
        missed=tuple(open_moves),
        false=tuple(false),
        people={person: frozenset(ids) for person, ids in people.items()},
    )
