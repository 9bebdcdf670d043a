"""What every pattern is made of, and what it says of given facts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Protocol

from pydantic import Field

from contracts.codes import SignalKind
from databank.detection.patterns.rules.finding import Finding, Judged, Subject
from databank.detection.patterns.rules.presence import Presence, by_person
from databank.detection.rules.version import CERTAINTY, Parameters, Track

Confidence = Annotated[float, Field(ge=0.5, le=1, title=CERTAINTY)]


class Scope(StrEnum):
    """About what a pattern's cases are, and so which facts decide about one."""

    PERSON = "person"
    PREMISES = "premises"
    ROUTE = "route"


class Pattern(Protocol):
    """A rule over presences. Its definition is the docstring of its module.

    ``signal`` is the protective signal that a person raises by confirming a case; none where the
    case is about an owner. ``looked_at``: only shifts at which officers looked are of interest.
    """

    id: ClassVar[str]
    scope: ClassVar[Scope]
    parameters: ClassVar[type[Parameters]]
    signal: ClassVar[SignalKind | None]
    looked_at: ClassVar[bool]

    def reach(self, parameters: Any) -> timedelta:
        """How far from its anchor a fact may lie that decides about a finding."""
        ...

    def items(self, timeline: Sequence[Presence], parameters: Any) -> Iterable[tuple[Subject, Any]]:
        """What one person's timeline, in order, contributes, and to which subjects."""
        ...

    def find(self, subject: Subject, items: Sequence[Any], parameters: Any) -> list[Finding]:
        """What all contributions to one subject, in any order, amount to."""
        ...


def judge(
    pattern: Pattern,
    presences: Iterable[Presence],
    track: Track[Any],
    subjects: Collection[Subject] | None = None,
) -> list[Judged]:
    """What the track's versions find, each in its own time; of all subjects, or of these."""
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
                Judged(finding, version.number)
                for finding in pattern.find(subject, of_subject, version.parameters)
                if version.covers(finding.anchor)
            ]
    return sorted(judged, key=lambda one: one.finding.order)
