"""Occurrences of a pattern, and the changes by which the cases that stand follow from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from databank.detection.patterns.rules.presence import Source


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a case: a person, premises, or the way from premises to others."""

    person_id: UUID | None = None
    premises_id: UUID | None = None
    to_premises_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """``anchor`` is the moment at which it came about; it chooses the version that judges.

    It follows from the facts within the pattern's reach of its anchor, and from no other.
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
    """An occurrence that was written earlier and stands."""

    id: UUID
    version: int
    occurrence: Occurrence


@dataclass(frozen=True, slots=True)
class JudgedOccurrence:
    """An occurrence and the number of the version that made it."""

    occurrence: Occurrence
    version: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Writes after which the cases are the occurrences again."""

    new: tuple[JudgedOccurrence, ...]
    refined: tuple[tuple[Case, JudgedOccurrence], ...]
    vanished: tuple[Case, ...]


def difference(cases: Sequence[Case], judged: Iterable[JudgedOccurrence]) -> Changes:
    """Compare cases with the occurrences of one stretch of time.

    An occurrence is the case with its very evidence, else one about the same that shares some of
    it: a fact that only adds to the evidence withdraws nothing.
    """
    left = {case.id: case for case in sorted(cases, key=lambda case: case.occurrence.order)}
    occurrences = sorted(judged, key=lambda each: each.occurrence.order)
    new: list[JudgedOccurrence] = []
    refined: list[tuple[Case, JudgedOccurrence]] = []
    unmatched = []
    for each in occurrences:
        same = _first(left.values(), each.occurrence, whole=True)
        if same is None:
            unmatched.append(each)
            continue
        del left[same.id]
        if (same.occurrence, same.version) != (each.occurrence, each.version):
            refined.append((same, each))
    for each in unmatched:
        alike = _first(left.values(), each.occurrence, whole=False)
        if alike is None:
            new.append(each)
        else:
            del left[alike.id]
            refined.append((alike, each))
    return Changes(tuple(new), tuple(refined), tuple(left.values()))


def _first(cases: Iterable[Case], occurrence: Occurrence, *, whole: bool) -> Case | None:
    for case in cases:
        known = case.occurrence
        if (known.subject, known.ground) != (occurrence.subject, occurrence.ground):
            continue
        if whole:
            if known.evidence == occurrence.evidence:
                return case
        elif not set(known.evidence).isdisjoint(occurrence.evidence):
            return case
    return None
