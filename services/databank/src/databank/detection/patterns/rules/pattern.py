"""The parts of every pattern, and its judgement on given facts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Protocol

from pydantic import Field

from contracts.codes import SignalKind
from databank.detection.patterns.rules.occurrence import JudgedOccurrence, Occurrence, Subject
from databank.detection.patterns.rules.presence import Presence, by_person
from databank.detection.rules.version import CERTAINTY, Parameters, Track

Confidence = Annotated[float, Field(ge=0.5, le=1, title=CERTAINTY)]


class Scope(StrEnum):
    """The kind of subject of a pattern's cases: it decides which facts count."""

    PERSON = "person"
    PREMISES = "premises"
    ROUTE = "route"


class Pattern(Protocol):
    """A rule over presences. Its definition is the docstring of its module.

    ``signal`` is the protective signal that a person raises by confirming a case; none where the
    case is about an owner. ``looked_at``: only shifts at which officers looked are of interest.
    ``legs``: moves in a row that a contribution to a route is made of, none of other subjects.
    """

    id: ClassVar[str]
    scope: ClassVar[Scope]
    parameters: ClassVar[type[Parameters]]
    signal: ClassVar[SignalKind | None]
    looked_at: ClassVar[bool]
    legs: ClassVar[int]

    def reach(self, parameters: Any) -> timedelta:
        """The distance from its anchor at which a fact may still decide about an occurrence."""
        ...

    def items(self, timeline: Sequence[Presence], parameters: Any) -> Iterable[tuple[Subject, Any]]:
        """Contributions of one person's timeline, in order, each with its subject."""
        ...

    def find(self, subject: Subject, items: Sequence[Any], parameters: Any) -> list[Occurrence]:
        """Occurrences that follow from all contributions to one subject, in any order."""
        ...


def judge(
    pattern: Pattern,
    presences: Iterable[Presence],
    track: Track[Any],
    subjects: Collection[Subject] | None = None,
) -> list[JudgedOccurrence]:
    """Occurrences that a track's versions find, each in its own time; of all subjects, or these."""
    timelines = by_person(presences)
    judged = []
    for version in track.versions:
        items = defaultdict(list)
        for timeline in timelines.values():
            for subject, item in pattern.items(timeline, version.parameters):
                items[subject].append(item)
        for subject, of_subject in items.items():
            if subjects is not None and subject not in subjects:
                continue
            judged += [
                JudgedOccurrence(occurrence, version.number)
                for occurrence in pattern.find(subject, of_subject, version.parameters)
                if version.covers(occurrence.anchor)
            ]
    return sorted(judged, key=lambda each: each.occurrence.order)
