"""What a pattern finds, and how the cases that stand follow from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from databank.detection.patterns.rules.presence import Source


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a case is about: a person, premises, or the way from premises to others."""

    person_id: UUID | None = None
    premises_id: UUID | None = None
    to_premises_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """``anchor`` is the moment at which it came about; it chooses the version that judges.

    A finding follows from the facts within the pattern's reach of its anchor, and from no other.
    ``evidence`` are the sources that show it, sorted; ``persons`` those whom it may concern, none
    where it is about an owner. ``figures`` are what the rule counted. ``confidence``: that the
    links behind it are right.
    """

    subject: Subject
    ground: str
    anchor: datetime
    begins_at: datetime
    ends_at: datetime
    evidence: tuple[Source, ...]
    persons: tuple[UUID, ...]
    confidence: float
    figures: dict[str, float] = field(hash=False)

    @property
    def order(self) -> tuple[datetime, str, tuple[Source, ...]]:
        return self.anchor, self.ground, self.evidence


@dataclass(frozen=True, slots=True)
class Case:
    """A finding that was written earlier and stands."""

    id: UUID
    version: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding and the number of the version that made it."""

    finding: Finding
    version: int


@dataclass(frozen=True, slots=True)
class Changes:
    found: tuple[Judged, ...]
    refined: tuple[tuple[Case, Judged], ...]
    vanished: tuple[Case, ...]


def difference(cases: Sequence[Case], judged: Iterable[Judged]) -> Changes:
    """Cases against findings of one stretch of time.

    A finding is the case with its very evidence, else one about the same that shares some of it: a
    fact that only adds to the evidence withdraws nothing.
    """
    left = {case.id: case for case in sorted(cases, key=lambda case: case.finding.order)}
    findings = sorted(judged, key=lambda one: one.finding.order)
    found: list[Judged] = []
    refined: list[tuple[Case, Judged]] = []
    unmatched = []
    for one in findings:
        same = _first(left.values(), one.finding, whole=True)
        if same is None:
            unmatched.append(one)
            continue
        del left[same.id]
        if (same.finding, same.version) != (one.finding, one.version):
            refined.append((same, one))
    for one in unmatched:
        alike = _first(left.values(), one.finding, whole=False)
        if alike is None:
            found.append(one)
        else:
            del left[alike.id]
            refined.append((alike, one))
    return Changes(tuple(found), tuple(refined), tuple(left.values()))


def _first(cases: Iterable[Case], finding: Finding, *, whole: bool) -> Case | None:
    for case in cases:
        known = case.finding
        if (known.subject, known.ground) != (finding.subject, finding.ground):
            continue
        if whole:
            if known.evidence == finding.evidence:
                return case
        elif not set(known.evidence).isdisjoint(finding.evidence):
            return case
    return None
