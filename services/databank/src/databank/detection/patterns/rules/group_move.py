"""A group that moves together between premises: the rule ``group-move``.

**Definition.** A person's presences in window premises (declared and not seen absent, or seen by
officers; link at least ``min_confidence``), in order of time, collapse into stays of one premises.
Each boundary between two stays is a *move* from premises A to premises B when the gap, from the
last presence at A to the first at B, is at most ``within_days``. Moves from A to B are *together*
when both their departures and their arrivals are at most ``together_hours`` apart.

A move is *crowded* when at least ``persons`` different persons moved together with it and arrived
before it or with it. A crowded move is a case when no other move from A to B, within
``together_hours`` before it, was crowded already. The case shows all who moved together with it,
those who followed within the hours too.

Premises that close, or friends who change together, explain many of these; people who are moved by
others explain some, and those are to be protected.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from chassis.messages import lazy
from contracts.branches import Branch
from contracts.codes import SignalKind
from databank.detection.patterns.rules.occurrence import Occurrence, Subject
from databank.detection.patterns.rules.pattern import Confidence, Scope
from databank.detection.patterns.rules.presence import LONGEST, Presence, Source
from databank.detection.rules.version import Parameters


class GroupMoveParameters(Parameters):
    persons: Annotated[int, Field(ge=2, le=50, title=lazy("Minstens zoveel personen"))]
    together_hours: Annotated[int, Field(ge=1, le=168, title=lazy("Samen, binnen uren"))]
    within_days: Annotated[int, Field(ge=1, le=90, title=lazy("Verhuis binnen dagen"))]
    min_confidence: Confidence

    @property
    def together(self) -> timedelta:
        return timedelta(hours=self.together_hours)


@dataclass(frozen=True, slots=True)
class PersonMove:
    person_id: UUID
    departed_at: datetime
    arrived_at: datetime
    evidence: tuple[Source, Source]
    confidence: float

    @property
    def place_in_time(self) -> tuple[datetime, datetime, UUID, tuple[Source, Source]]:
        return self.arrived_at, self.departed_at, self.person_id, self.evidence


class GroupMove:
    id: ClassVar[str] = "group-move"
    scope: ClassVar[Scope] = Scope.ROUTE
    parameters: ClassVar[type[Parameters]] = GroupMoveParameters
    signal: ClassVar[SignalKind | None] = SignalKind.GROEPSVERPLAATSING
    looked_at: ClassVar[bool] = False
    legs: ClassVar[int] = 1

    def reach(self, parameters: GroupMoveParameters) -> timedelta:
        return timedelta(days=parameters.within_days) + 2 * parameters.together + LONGEST

    def items(
        self, timeline: Sequence[Presence], parameters: GroupMoveParameters
    ) -> Iterable[tuple[Subject, PersonMove]]:
        for before, after in pairwise(certain(timeline, parameters.min_confidence)):
            gap = after.begins_at - before.begins_at
            if before.place_id != after.place_id and gap <= timedelta(parameters.within_days):
                route = Subject(premises_id=before.place_id, to_premises_id=after.place_id)
                yield (
                    route,
                    PersonMove(
                        after.person_id,
                        before.begins_at,
                        after.begins_at,
                        (before.source, after.source),
                        min(before.confidence, after.confidence),
                    ),
                )

    def find(
        self, subject: Subject, items: Sequence[PersonMove], parameters: GroupMoveParameters
    ) -> list[Occurrence]:
        moves = sorted(items, key=lambda each: each.place_in_time)
        together = parameters.together
        occurrences, last_crowded = [], None
        for move in moves:
            group = _together(move, moves, together)
            before = (each for each in group if each.place_in_time <= move.place_in_time)
            arrived = {each.person_id for each in before}
            if len(arrived) < parameters.persons:
                continue
            if last_crowded is None or move.arrived_at - last_crowded > together:
                occurrences.append(_occurrence(subject, move, group))
            last_crowded = move.arrived_at
        return occurrences


def places_around(
    timeline: Sequence[Presence],
    begins: datetime,
    ends: datetime,
    min_confidence: float,
    legs: int,
) -> set[UUID]:
    """Places of a person from one moment to another, and of the ``legs`` stays before and after.

    A change in that stretch can only make or end rows of so many moves that end between these, and
    the places that it took away.
    """
    presences = certain(timeline, min_confidence)
    before = _stays(each for each in presences if each.begins_at < begins)
    after = _stays(each for each in presences if each.begins_at > ends)
    inside = _stays(each for each in presences if begins <= each.begins_at <= ends)
    return {*before[-legs:], *inside, *after[:legs]}


def _stays(presences: Iterable[Presence]) -> list[UUID]:
    return [place for place, _ in groupby(each.place_id for each in presences) if place]


def certain(timeline: Iterable[Presence], min_confidence: float) -> list[Presence]:
    """Presences in window premises of which it is sure enough that she was there."""
    return [
        each
        for each in timeline
        if each.branch == Branch.RAAM
        and each.place_id is not None
        and each.stands
        and each.confidence >= min_confidence
    ]


def _together(
    move: PersonMove, moves: Iterable[PersonMove], together: timedelta
) -> list[PersonMove]:
    return [
        each
        for each in moves
        if abs(each.arrived_at - move.arrived_at) <= together
        and abs(each.departed_at - move.departed_at) <= together
    ]


def _occurrence(subject: Subject, move: PersonMove, group: Sequence[PersonMove]) -> Occurrence:
    persons = sorted({each.person_id for each in group})
    return Occurrence(
        subject=subject,
        ground="samen_verplaatst",
        anchor=move.arrived_at,
        begins_at=min(each.departed_at for each in group),
        ends_at=max(each.arrived_at for each in group),
        evidence=tuple(sorted({source for each in group for source in each.evidence})),
        persons=tuple(persons),
        confidence=min(each.confidence for each in group),
        figures={"persons": len(persons)},
    )
