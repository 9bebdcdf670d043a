"""Branch shifts, from one branch of sex work to another: the rule ``branch-move``.

**Definition.** Take all sightings of one person that stand (not withdrawn) and whose link to the
person is certain enough for the rule (``min_confidence``), by day of service: the night belongs to
the day that it begins. Inside one day there is no direction. Of two neighbouring days on which she
was seen, each branch of the later one in which she was not on the earlier one is a *branch shift*
from each branch of the earlier one, when the gap, from her last sighting there to her first one in
the new branch, is at most the rule's window (bounds included).

A shift rests on both its sightings: it is *announced* as long as one of them is a declared shift
that has not begun, then *begun*, or *observed* when officers saw the person at both ends. An
announced one is an early warning, and no move yet (docs/decisions/0006).

So the shifts follow from the set of sightings alone: whatever order they arrive in, the same shifts
stand in the end. Street, window, street on three days within the window is two shifts; who was in
both on one day and in one of them on the next has none. A stay of years ends with its last
sighting; only the gap counts.

A shift is judged by the version of the day on which it ends, a sighting's certainty by that of its
own day: a shift across the boundary of two versions is the newer one's. Event time chooses, so a
new version never judges the past again (docs/decisions/0011).

The rule knows times, branches and how sure a link is. It knows nothing of nationality, origin,
gender, health or care (DP-10), and a person's cases are proposals that people assess.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Annotated
from uuid import UUID

from pydantic import Field

from chassis.branches import KnownBranch
from chassis.days import service_day, service_start
from chassis.messages import lazy
from contracts.branches import Branch
from databank.detection.rules.version import CERTAINTY, Parameters, Rule, Track, Version
from databank.sightings.rules.basis import Basis, weakest
from databank.sightings.rules.sighting import Sighting

BRANCH_SHIFT = "branch-move"
"""Id of the rule, as contracts and people's steps have it."""


class WithdrawalReason(StrEnum):
    """The ground on which a case no longer stands, as the event tells it."""

    KOPPELING_GECORRIGEERD = "koppeling_gecorrigeerd"
    WAARNEMING_INGETROKKEN = "waarneming_ingetrokken"
    NIEMAND_GEKOMEN = "niemand_gekomen"
    TIJDLIJN_GEWIJZIGD = "tijdlijn_gewijzigd"
    REGEL_GEWIJZIGD = "regel_gewijzigd"


class BranchPair(Parameters):
    from_branch: Annotated[KnownBranch, Field(title=lazy("Van branche"))]
    to_branch: Annotated[KnownBranch, Field(title=lazy("Naar branche"))]


class BranchShiftParameters(Parameters):
    """``branch_pairs`` are the shifts that count; empty when all do. ``window_days`` is the longest
    gap; ``min_confidence`` (0 to 1) is how sure a link must be for its sighting to take part."""

    window_days: Annotated[int, Field(ge=1, le=3650, title=lazy("Termijn in dagen"))]
    min_confidence: Annotated[float, Field(ge=0.5, le=1, title=CERTAINTY)]
    branch_pairs: Annotated[tuple[BranchPair, ...], Field(max_length=1000)] | None = Field(
        default=None, title=lazy("Branches waartussen het telt; leeg is alle")
    )

    @property
    def window(self) -> timedelta:
        return timedelta(days=self.window_days)

    def counts(self, before: Branch, after: Branch) -> bool:
        return not self.branch_pairs or any(
            (pair.from_branch, pair.to_branch) == (before, after) for pair in self.branch_pairs
        )


BranchShiftRule = Rule[BranchShiftParameters]
BranchShiftTrack = Track[BranchShiftParameters]
BranchShiftVersion = Version[BranchShiftParameters]


def longest_window(rule: BranchShiftRule) -> timedelta:
    return max((version.parameters.window for version in rule.versions), default=timedelta(0))


@dataclass(frozen=True, slots=True)
class BranchShift:
    """From one branch to another, with the two sightings that show it."""

    before: Sighting
    after: Sighting
    version: BranchShiftVersion

    @property
    def branches(self) -> tuple[Branch, Branch]:
        return self.before.branch, self.after.branch

    @property
    def evidence(self) -> tuple[UUID, UUID]:
        return self.before.id, self.after.id

    @property
    def place_in_time(self) -> tuple[tuple[datetime, str, UUID], tuple[datetime, str, UUID]]:
        return self.after.place_in_time, self.before.place_in_time

    @property
    def basis(self) -> Basis:
        return weakest(self.before.basis, self.after.basis)

    @property
    def confidence(self) -> float:
        """That both sightings are the same person."""
        return self.before.confidence * self.after.confidence


def needed_certainty(rule: BranchShiftRule, moment: datetime) -> float:
    """The confidence at which a link's sighting takes part, by the version that is in force."""
    judging = (track.judging(moment) for track in rule.tracks if track.shadow is None)
    return max((version.parameters.min_confidence for version in judging if version), default=0.0)


Day = dict[Branch, list[Sighting]]
"""The sightings of one day of service by branch, in order of time."""


def detect(sightings: Iterable[Sighting], track: BranchShiftTrack) -> list[BranchShift]:
    """The branch shifts in one person's timeline, in order of time; see the definition above."""
    branch_shifts = [
        each
        for earlier, later in pairwise(_days(sightings, track))
        for each in _between(earlier, later, track)
    ]
    return sorted(branch_shifts, key=lambda each: each.place_in_time)


def _days(sightings: Iterable[Sighting], track: BranchShiftTrack) -> list[Day]:
    days: dict[date, Day] = {}
    for sighting in sorted(sightings, key=lambda each: each.place_in_time):
        version = track.judging(sighting.seen_at)
        if version and sighting.confidence >= version.parameters.min_confidence:
            day = days.setdefault(service_day(sighting.seen_at), {})
            day.setdefault(sighting.branch, []).append(sighting)
    return [*days.values()]


def _between(earlier: Day, later: Day, track: BranchShiftTrack) -> Iterator[BranchShift]:
    for new_branch in later.keys() - earlier.keys():
        after = later[new_branch][0]
        version = track.at(after.seen_at)
        if version is None:
            continue
        for old_branch, seen in earlier.items():
            gap = after.seen_at - seen[-1].seen_at
            counts = version.parameters.counts(old_branch, new_branch)
            if counts and gap <= version.parameters.window:
                yield BranchShift(seen[-1], after, version)


def days_around(
    begins_at: datetime, ends_at: datetime, window: timedelta
) -> tuple[datetime, datetime]:
    """The first and the last moment of the whole days of service around a stretch in which
    something changed: of the shifts within one window of it, all, and with all that they rest on.
    """
    last = service_day(ends_at + window)
    ends = service_start(last + timedelta(days=1)) - timedelta.resolution
    return service_start(service_day(begins_at - window)), ends


@dataclass(frozen=True, slots=True)
class Case:
    """A branch shift that was detected earlier and stands.

    ``basis`` is empty where a release that did not know of it wrote or told the case.
    """

    id: UUID
    from_branch: Branch
    to_branch: Branch
    from_seen_at: datetime
    to_seen_at: datetime
    evidence: tuple[UUID, UUID]
    basis: Basis | None

    @property
    def is_announced(self) -> bool:
        return self.basis is Basis.AANGEKONDIGD

    @property
    def branches(self) -> tuple[Branch, Branch]:
        return self.from_branch, self.to_branch

    def is_same_shift(self, branch_shift: BranchShift) -> bool:
        """Between the same branches, in overlapping stretches of time."""
        return (
            self.branches == branch_shift.branches
            and self.from_seen_at <= branch_shift.after.seen_at
            and branch_shift.before.seen_at <= self.to_seen_at
        )

    def shows(self, branch_shift: BranchShift) -> bool:
        return (self.evidence, self.from_seen_at, self.to_seen_at, self.basis) == (
            branch_shift.evidence,
            branch_shift.before.seen_at,
            branch_shift.after.seen_at,
            branch_shift.basis,
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """Writes after which the cases are the branch shifts again."""

    new: tuple[BranchShift, ...]
    refined: tuple[tuple[Case, BranchShift], ...]
    vanished: tuple[Case, ...]


def difference(cases: Sequence[Case], branch_shifts: Sequence[BranchShift]) -> Changes:
    """Compare cases with the branch shifts of one person and one stretch of time.

    A case whose own two sightings still show it stays as it is. One whose sightings changed stays
    too, with new evidence, while a shift between its branches overlaps it: a late event that only
    makes the evidence better withdraws nothing.
    """
    left = {case.evidence: case for case in sorted(cases, key=lambda case: case.from_seen_at)}
    unmatched, refined, new = [], [], []
    for branch_shift in branch_shifts:
        case = left.get(branch_shift.evidence)
        if case is None or case.branches != branch_shift.branches:
            unmatched.append(branch_shift)
            continue
        del left[branch_shift.evidence]
        if not case.shows(branch_shift):
            refined.append((case, branch_shift))
    for branch_shift in unmatched:
        case = next((case for case in left.values() if case.is_same_shift(branch_shift)), None)
        if case is None:
            new.append(branch_shift)
        else:
            del left[case.evidence]
            refined.append((case, branch_shift))
    return Changes(tuple(new), tuple(refined), tuple(left.values()))
