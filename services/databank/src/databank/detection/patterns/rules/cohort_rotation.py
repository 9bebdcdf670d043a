"""A group that goes from house to house together: the rule ``cohort-rotation``.

**Definition.** A person's presences in window premises collapse into stays as for ``group-move``
(declared and not seen absent, or seen by officers; link at least ``min_confidence``). A *passage*
is a stay in premises B between one in premises A and one in premises C, which may be A: the gaps
before and after it are at most ``within_days``, and from its first presence to its last are at
least ``min_stay_days`` and at most ``max_stay_days``. Passages by the same three premises are
*together* when both their arrivals in B and their arrivals in C are at most ``together_hours``
apart.

A passage is *crowded* when at least ``persons`` different persons passed together with it, and
arrived in C before it or with it. A crowded passage is a case when no other by the same premises,
within ``together_hours`` before it, was crowded already.

Who goes home and comes back to the same house passes through none. Who works in two houses by turns
of days stays too short in each. Friends who travel together explain many of the rest; people who
are sent around by others explain some, and those are to be protected.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from chassis.messages import lazy
from contracts.codes import SignalKind
from databank.detection.patterns.rules.group_move import certain
from databank.detection.patterns.rules.occurrence import Occurrence, Subject
from databank.detection.patterns.rules.pattern import Confidence, Scope
from databank.detection.patterns.rules.presence import LONGEST, Presence, Source
from databank.detection.rules.version import Parameters


class CohortRotationParameters(Parameters):
    persons: Annotated[int, Field(ge=2, le=50, title=lazy("Minstens zoveel personen"))]
    together_hours: Annotated[int, Field(ge=1, le=168, title=lazy("Samen, binnen uren"))]
    within_days: Annotated[int, Field(ge=1, le=90, title=lazy("Verhuis binnen dagen"))]
    min_stay_days: Annotated[int, Field(ge=0, le=90, title=lazy("Verblijf van minstens dagen"))]
    max_stay_days: Annotated[int, Field(ge=1, le=180, title=lazy("Verblijf van hoogstens dagen"))]
    min_confidence: Confidence

    @property
    def together(self) -> timedelta:
        return timedelta(hours=self.together_hours)


@dataclass(frozen=True, slots=True)
class Passage:
    """One person's stay in a house, between the last presence in one and the first in another."""

    person_id: UUID
    from_place: UUID
    left_at: datetime
    came_at: datetime
    went_on_at: datetime
    evidence: tuple[Source, ...]
    confidence: float

    @property
    def place_in_time(self) -> tuple[datetime, datetime, UUID, tuple[Source, ...]]:
        return self.went_on_at, self.came_at, self.person_id, self.evidence


class CohortRotation:
    id: ClassVar[str] = "cohort-rotation"
    scope: ClassVar[Scope] = Scope.ROUTE
    parameters: ClassVar[type[Parameters]] = CohortRotationParameters
    signal: ClassVar[SignalKind | None] = SignalKind.GROEPSVERPLAATSING
    looked_at: ClassVar[bool] = False
    legs: ClassVar[int] = 2

    def reach(self, parameters: CohortRotationParameters) -> timedelta:
        days = 2 * parameters.within_days + parameters.max_stay_days
        return timedelta(days) + 2 * parameters.together + LONGEST

    def items(
        self, timeline: Sequence[Presence], parameters: CohortRotationParameters
    ) -> Iterable[tuple[Subject, Passage]]:
        within = timedelta(parameters.within_days)
        least, most = timedelta(parameters.min_stay_days), timedelta(parameters.max_stay_days)
        presences = certain(timeline, parameters.min_confidence)
        stays = [[*stay] for _, stay in groupby(presences, key=lambda each: each.place_id)]
        for before, stay, after in zip(stays, stays[1:], stays[2:], strict=False):
            last, came, went, first = before[-1], stay[0], stay[-1], after[0]
            if (
                came.begins_at - last.begins_at > within
                or first.begins_at - went.begins_at > within
            ):
                continue
            if not least <= went.begins_at - came.begins_at <= most or last.place_id is None:
                continue
            shown = {each.source: each for each in (last, came, went, first)}
            yield (
                Subject(premises_id=came.place_id, to_premises_id=first.place_id),
                Passage(
                    came.person_id,
                    last.place_id,
                    last.begins_at,
                    came.begins_at,
                    first.begins_at,
                    tuple(shown),
                    min(each.confidence for each in shown.values()),
                ),
            )

    def find(
        self, subject: Subject, items: Sequence[Passage], parameters: CohortRotationParameters
    ) -> list[Occurrence]:
        by_origin: dict[UUID, list[Passage]] = defaultdict(list)
        for passage in sorted(items, key=lambda each: each.place_in_time):
            by_origin[passage.from_place].append(passage)
        return [
            occurrence
            for _, passages in sorted(by_origin.items())
            for occurrence in _of_one_way(subject, passages, parameters)
        ]


def _of_one_way(
    subject: Subject, passages: Sequence[Passage], parameters: CohortRotationParameters
) -> Iterable[Occurrence]:
    together = parameters.together
    last_crowded = None
    for passage in passages:
        group = [
            each
            for each in passages
            if abs(each.came_at - passage.came_at) <= together
            and abs(each.went_on_at - passage.went_on_at) <= together
        ]
        before = (each for each in group if each.place_in_time <= passage.place_in_time)
        if len({each.person_id for each in before}) < parameters.persons:
            continue
        if last_crowded is None or passage.went_on_at - last_crowded > together:
            yield _occurrence(subject, passage, group)
        last_crowded = passage.went_on_at


def _occurrence(subject: Subject, passage: Passage, group: Sequence[Passage]) -> Occurrence:
    persons = sorted({each.person_id for each in group})
    return Occurrence(
        subject=subject,
        ground="samen_doorgereisd",
        anchor=passage.went_on_at,
        begins_at=min(each.left_at for each in group),
        ends_at=max(each.went_on_at for each in group),
        evidence=tuple(sorted({source for each in group for source in each.evidence})),
        persons=tuple(persons),
        confidence=min(each.confidence for each in group),
        figures={"persons": len(persons)},
    )
