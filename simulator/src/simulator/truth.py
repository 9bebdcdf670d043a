"""The truth of the city: the moves that the services must come to know.

The moves that must be found follow from the sightings alone, in the databank's own definition: of
two neighbouring days of service on which a person was seen, from each branch of the earlier one to
each branch of the later one that is new, with a gap of at most the window; inside one day there is
no direction, and the night belongs to the day that it begins. A declared shift is a sighting unless
officers found nobody, or somebody else, and never the person; as long as it has not begun, a move
to it is announced and no more. The simulator keeps this beside the databank and shares no code with
it, so that each can catch the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from chassis.days import service_day
from contracts.branches import Branch

WINDOW = timedelta(days=30)
"""The longest gap between two days that is a move."""

SHIFT = "shift"
PRESENT, ABSENT = "aanwezig", ("afwezig", "andere")

Source = tuple[str, str]
"""Kind (``shift``, ``inspection``, ``verification``) and the service's id of what showed it."""


@dataclass(frozen=True, slots=True)
class BranchSighting:
    """A person seen in a branch, or ``announced`` there; ``person`` is the simulator's own id."""

    person: str
    branch: Branch
    seen_at: datetime
    source: Source
    announced: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """From one branch to another, with every source that shows either side on its day."""

    person: str
    from_branch: Branch
    to_branch: Branch
    before: frozenset[Source]
    after: frozenset[Source]
    announced: bool
    seen_at: datetime
    """When she was first seen, or is expected, in the new branch."""


@dataclass(frozen=True, slots=True)
class Case:
    """A move that the databank holds to be true, or to be ``announced``."""

    id: str
    person_id: str
    from_branch: Branch
    to_branch: Branch
    before: Source
    after: Source
    announced: bool = False

    def shows(self, move: Move) -> bool:
        return (
            (self.from_branch, self.to_branch) == (move.from_branch, move.to_branch)
            and self.before in move.before
            and self.after in move.after
            and self.announced is move.announced
        )


@dataclass
class Truth:
    """Sightings as services accepted them, without those that were called off."""

    _sightings: dict[tuple[Source, str], BranchSighting] = field(default_factory=dict)
    _looks: dict[Source, list[tuple[datetime, str]]] = field(default_factory=dict)
    """Outcomes of what officers looked at, by their moment."""

    def saw(self, person: str, branch: Branch, seen_at: datetime, source: Source) -> None:
        self._sightings[source, person] = BranchSighting(person, branch, seen_at, source)

    def moved(self, person: str, source: Source, seen_at: datetime) -> None:
        """The shift behind a sighting starts at another time."""
        key = source, person
        self._sightings[key] = replace(self._sightings[key], seen_at=seen_at)

    def seen(self, people: Iterable[str]) -> list[BranchSighting]:
        """What was seen of some people, whatever follows from it."""
        wanted = {*people}
        return [each for each in self._sightings.values() if each.person in wanted]

    def called_off(self, person: str, source: Source) -> None:
        del self._sightings[source, person]

    def looked(self, source: Source, at: datetime, outcome: str) -> None:
        """Officers looked at a declared shift; ``outcome`` is a code of the databank."""
        self._looks.setdefault(source, []).append((at, outcome))

    def moves(self, now: datetime) -> list[Move]:
        """The moves as they are to be known at a moment, announced ones too."""
        standing = (each for each in self._sightings.values() if self._stands(each.source))
        return expected(
            replace(each, announced=each.source[0] == SHIFT and each.seen_at > now)
            for each in standing
        )

    def _stands(self, source: Source) -> bool:
        looks = sorted(self._looks.get(source, ()))
        seen = any(outcome == PRESENT for _, outcome in looks)
        return seen or not looks or looks[-1][1] not in ABSENT


def expected(sightings: Iterable[BranchSighting], window: timedelta = WINDOW) -> list[Move]:
    """Every move that these sightings show, by person and time."""
    ordered = sorted(sightings, key=lambda each: (each.person, each.seen_at, each.branch))
    moves = []
    for person, of_person in groupby(ordered, key=lambda each: each.person):
        days = [
            _by_branch(day)
            for _, day in groupby(of_person, key=lambda each: service_day(each.seen_at))
        ]
        for earlier, later in pairwise(days):
            moves += [
                _move(person, earlier[old], later[new])
                for new in later
                for old in earlier
                if new not in earlier and later[new][0].seen_at - earlier[old][-1].seen_at <= window
            ]
    return moves


def _by_branch(day: Iterable[BranchSighting]) -> dict[Branch, list[BranchSighting]]:
    found: dict[Branch, list[BranchSighting]] = {}
    for each in day:
        found.setdefault(each.branch, []).append(each)
    return found


def _move(person: str, before: Sequence[BranchSighting], after: Sequence[BranchSighting]) -> Move:
    return Move(
        person=person,
        from_branch=before[0].branch,
        to_branch=after[0].branch,
        before=frozenset(each.source for each in before),
        after=frozenset(each.source for each in after),
        announced=after[0].announced,
        seen_at=after[0].seen_at,
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
