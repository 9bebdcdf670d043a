"""Repeated no-shows that look like sham declarations, by premises and by person.

The rules are ``no-shows-premises`` and ``no-shows-person``.

**Definition.** Of the declared shifts that officers looked at, an *absence* is one where the
declared person was not there (nobody, or somebody else); the latest look counts. At an absence,
take the looked-at shifts that started in the ``window_days`` up to its start. When at least
``min_absences`` of them, and at least ``min_share`` (0 to 1), were absences, the limit is reached.
An absence at which the limit is reached is a case when it was not reached at another absence in
the window before it. One observed absence is no offence, and shifts at which nobody looked say
nothing.

By premises it is about the owner who declares, and names no worker. By person it is a
reason to ask whether somebody uses her name; it is never held against her. Links below
``min_confidence`` take no part there.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Annotated, ClassVar

from pydantic import Field

from chassis.messages import lazy
from contracts.codes import SignalKind
from databank.detection.patterns.rules.occurrence import Occurrence, Subject
from databank.detection.patterns.rules.pattern import Confidence, Scope
from databank.detection.patterns.rules.presence import ABSENT, LONGEST, OBSERVED, Presence
from databank.detection.rules.version import Parameters


class NoShowsParameters(Parameters):
    window_days: Annotated[int, Field(ge=1, le=365, title=lazy("Over hoeveel dagen"))]
    min_absences: Annotated[int, Field(ge=2, le=1000, title=lazy("Minstens zo vaak afwezig"))]
    min_share: Annotated[float, Field(ge=0, le=1, title=lazy("Minste aandeel, van 0 tot 1"))]


class NoShowsPersonParameters(NoShowsParameters):
    min_confidence: Confidence


class NoShowsPremises:
    id: ClassVar[str] = "no-shows-premises"
    scope: ClassVar[Scope] = Scope.PREMISES
    parameters: ClassVar[type[Parameters]] = NoShowsParameters
    signal: ClassVar[SignalKind | None] = None
    looked_at: ClassVar[bool] = True
    legs: ClassVar[int] = 0

    def reach(self, parameters: NoShowsParameters) -> timedelta:
        return 2 * timedelta(parameters.window_days) + LONGEST

    def items(
        self, timeline: Sequence[Presence], parameters: NoShowsParameters
    ) -> Iterable[tuple[Subject, Presence]]:
        for presence in _looked_at(timeline):
            yield Subject(premises_id=presence.place_id), presence

    def find(
        self, subject: Subject, items: Sequence[Presence], parameters: NoShowsParameters
    ) -> list[Occurrence]:
        return _repeated(subject, items, parameters)


class NoShowsPerson:
    id: ClassVar[str] = "no-shows-person"
    scope: ClassVar[Scope] = Scope.PERSON
    parameters: ClassVar[type[Parameters]] = NoShowsPersonParameters
    signal: ClassVar[SignalKind | None] = SignalKind.SCHIJNAANGIFTE
    looked_at: ClassVar[bool] = True
    legs: ClassVar[int] = 0

    def reach(self, parameters: NoShowsPersonParameters) -> timedelta:
        return 2 * timedelta(parameters.window_days) + LONGEST

    def items(
        self, timeline: Sequence[Presence], parameters: NoShowsPersonParameters
    ) -> Iterable[tuple[Subject, Presence]]:
        for presence in _looked_at(timeline):
            if presence.confidence >= parameters.min_confidence:
                yield Subject(person_id=presence.person_id), presence

    def find(
        self, subject: Subject, items: Sequence[Presence], parameters: NoShowsPersonParameters
    ) -> list[Occurrence]:
        return _repeated(subject, items, parameters)


def _looked_at(timeline: Iterable[Presence]) -> Iterable[Presence]:
    return (
        presence for presence in timeline if presence.is_shift and presence.verified in OBSERVED
    )


def _repeated(
    subject: Subject, items: Iterable[Presence], parameters: NoShowsParameters
) -> list[Occurrence]:
    window = timedelta(parameters.window_days)
    shifts = sorted(items, key=lambda presence: presence.place_in_time)
    occurrences, last_reached = [], None
    for number, shift in enumerate(shifts):
        if shift.verified not in ABSENT:
            continue
        near = [
            presence
            for presence in shifts[: number + 1]
            if presence.begins_at > shift.begins_at - window
        ]
        absent = [presence for presence in near if presence.verified in ABSENT]
        enough = len(absent) >= parameters.min_absences
        if not enough or len(absent) < parameters.min_share * len(near):
            continue
        if last_reached is None or shift.begins_at - last_reached >= window:
            occurrences.append(_occurrence(subject, shift, absent, len(near)))
        last_reached = shift.begins_at
    return occurrences


def _occurrence(
    subject: Subject, shift: Presence, absent: Sequence[Presence], looked_at: int
) -> Occurrence:
    return Occurrence(
        subject=subject,
        ground="afwezig",
        anchor=shift.begins_at,
        begins_at=absent[0].begins_at,
        ends_at=shift.ends_at,
        evidence=tuple(sorted(presence.source for presence in absent)),
        persons=(subject.person_id,) if subject.person_id else (),
        confidence=min(presence.confidence for presence in absent) if subject.person_id else 1.0,
        figures={
            "absences": len(absent),
            "lookedAt": looked_at,
            "share": round(len(absent) / looked_at, 4),
        },
    )
