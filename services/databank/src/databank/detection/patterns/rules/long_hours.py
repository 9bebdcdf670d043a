"""A person who works far beyond set hours, or without rest: the rule ``long-hours``.

**Definition.** Declared shifts of one person whose link is at least ``min_confidence``; a shift
that ended early counts until then, one of which officers saw that the person was not there not at
all, and hours in two places at once count once.

* ``weekuren``: at the end of a shift, the hours worked in the seven days before it are more than
  ``max_hours_per_week``, and at the end of the shift before it they were not.
* ``rust``: shifts with less than ``min_rest_hours`` between them are one stretch of work. With
  this shift the stretch becomes longer than ``within_hours`` (24 or 48, say), and without it, it
  was not: nowhere in that time was there a rest of the set length.

A case is the crossing of the limit; who stays above it makes no further case. The evidence are the
shifts of the seven days, or of the stretch. It is a reason to ask how somebody is, never a breach
by the worker.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Annotated, ClassVar

from pydantic import Field

from chassis.messages import lazy
from contracts.codes import SignalKind
from databank.detection.patterns.rules.occurrence import Occurrence, Subject
from databank.detection.patterns.rules.pattern import Confidence, Scope
from databank.detection.patterns.rules.presence import LONGEST, Presence
from databank.detection.rules.version import Parameters

HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)


class LongHoursParameters(Parameters):
    max_hours_per_week: Annotated[int, Field(ge=1, le=168, title=lazy("Meeste uren in 7 dagen"))]
    min_rest_hours: Annotated[int, Field(ge=1, le=24, title=lazy("Minste rust in uren"))]
    within_hours: Annotated[int, Field(ge=12, le=72, title=lazy("Binnen hoeveel uren"))]
    min_confidence: Confidence


class LongHours:
    id: ClassVar[str] = "long-hours"
    scope: ClassVar[Scope] = Scope.PERSON
    parameters: ClassVar[type[Parameters]] = LongHoursParameters
    signal: ClassVar[SignalKind | None] = SignalKind.OVERMATIGE_WERKUREN
    looked_at: ClassVar[bool] = False
    legs: ClassVar[int] = 0

    def reach(self, parameters: LongHoursParameters) -> timedelta:
        stretch = (parameters.within_hours + parameters.min_rest_hours) * HOUR + 2 * LONGEST
        return max(2 * WEEK + LONGEST, stretch)

    def items(
        self, timeline: Sequence[Presence], parameters: LongHoursParameters
    ) -> Iterable[tuple[Subject, Presence]]:
        for presence in timeline:
            is_work = presence.is_shift and presence.stands and not presence.is_moment
            if is_work and presence.confidence >= parameters.min_confidence:
                yield Subject(person_id=presence.person_id), presence

    def find(
        self, subject: Subject, items: Sequence[Presence], parameters: LongHoursParameters
    ) -> list[Occurrence]:
        shifts = sorted(items, key=lambda presence: presence.place_in_time)
        return [*_weeks(subject, shifts, parameters), *_rest(subject, shifts, parameters)]


def _weeks(
    subject: Subject, shifts: Sequence[Presence], parameters: LongHoursParameters
) -> Iterable[Occurrence]:
    limit = parameters.max_hours_per_week * HOUR
    by_end = sorted(shifts, key=lambda presence: (presence.ends_at, presence.source))
    was_over, last_end = False, None
    for shift in by_end:
        week_ago = shift.ends_at - WEEK
        inside = [
            presence
            for presence in shifts
            if presence.begins_at < shift.ends_at and presence.ends_at > week_ago
        ]
        worked = _worked(inside, week_ago, shift.ends_at)
        is_over = worked > limit
        if is_over and not (was_over and last_end is not None and last_end > week_ago):
            yield _occurrence(subject, "weekuren", shift.ends_at, inside, worked, parameters)
        was_over, last_end = is_over, shift.ends_at


def _worked(shifts: Sequence[Presence], begins: datetime, ends: datetime) -> timedelta:
    """Time covered by shifts, in order of their start, between two moments."""
    worked, reached = timedelta(0), begins
    for presence in shifts:
        start, end = max(presence.begins_at, reached), min(presence.ends_at, ends)
        if end > start:
            worked += end - start
            reached = end
    return worked


def _rest(
    subject: Subject, shifts: Sequence[Presence], parameters: LongHoursParameters
) -> Iterable[Occurrence]:
    rest, within = parameters.min_rest_hours * HOUR, parameters.within_hours * HOUR
    stretch: list[Presence] = []
    was_over = False
    for shift in shifts:
        if stretch and shift.begins_at - _end_of(stretch) >= rest:
            stretch, was_over = [], False
        stretch.append(shift)
        length = _end_of(stretch) - stretch[0].begins_at
        if length > within and not was_over:
            was_over = True
            yield _occurrence(subject, "rust", shift.begins_at, stretch[:], length, parameters)


def _end_of(shifts: Sequence[Presence]) -> datetime:
    return max(presence.ends_at for presence in shifts)


def _occurrence(
    subject: Subject,
    ground: str,
    anchor: datetime,
    shifts: Sequence[Presence],
    length: timedelta,
    parameters: LongHoursParameters,
) -> Occurrence:
    assert subject.person_id is not None
    limit = parameters.max_hours_per_week if ground == "weekuren" else parameters.within_hours
    return Occurrence(
        subject=subject,
        ground=ground,
        anchor=anchor,
        begins_at=shifts[0].begins_at,
        ends_at=_end_of(shifts),
        evidence=tuple(sorted(presence.source for presence in shifts)),
        persons=(subject.person_id,),
        confidence=min(presence.confidence for presence in shifts),
        figures={"hours": round(length / HOUR, 2), "limit": limit},
    )
