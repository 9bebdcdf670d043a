"""A house whose people change within weeks: the rule ``house-turnover``.

**Definition.** Declared shifts in window premises count that stand (nobody saw the declared person
absent; link at least ``min_confidence``), by their beginning. At each, the persons there in the
``window_days`` up to it are those of *now*, and those of the ``window_days`` before that are
those of *then*. Who is of now and not of then is *new*; who is of then and not of now is *gone*.
When at least ``persons`` are new and as many are gone, and the gone are at least ``min_share`` (0
to 1) of those of then, the limit is reached. A presence at which it is reached is a case when it
was not reached at another in the window before it.

Who only comes, to a house that opens, and who only goes, from one that closes, are neither. A
house that is taken over, and season, explain many of these; people who are never anywhere for long
explain some. It is about the house and names no worker.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from chassis.messages import lazy
from contracts.codes import SignalKind
from databank.detection.patterns.rules.occurrence import Occurrence, Subject
from databank.detection.patterns.rules.pattern import Confidence, Scope
from databank.detection.patterns.rules.presence import LONGEST, Presence
from databank.detection.rules.version import Parameters


class HouseTurnoverParameters(Parameters):
    window_days: Annotated[int, Field(ge=1, le=365, title=lazy("Over hoeveel dagen"))]
    persons: Annotated[int, Field(ge=1, le=1000, title=lazy("Minstens zoveel nieuw en weg"))]
    min_share: Annotated[float, Field(ge=0, le=1, title=lazy("Minste aandeel, van 0 tot 1"))]
    min_confidence: Confidence


class HouseTurnover:
    id: ClassVar[str] = "house-turnover"
    scope: ClassVar[Scope] = Scope.PREMISES
    parameters: ClassVar[type[Parameters]] = HouseTurnoverParameters
    signal: ClassVar[SignalKind | None] = None
    looked_at: ClassVar[bool] = False
    legs: ClassVar[int] = 0

    def reach(self, parameters: HouseTurnoverParameters) -> timedelta:
        return 3 * timedelta(parameters.window_days) + LONGEST

    def items(
        self, timeline: Sequence[Presence], parameters: HouseTurnoverParameters
    ) -> Iterable[tuple[Subject, Presence]]:
        for presence in timeline:
            if (
                presence.is_shift
                and presence.place_id is not None
                and presence.stands
                and presence.confidence >= parameters.min_confidence
            ):
                yield Subject(premises_id=presence.place_id), presence

    def find(
        self, subject: Subject, items: Sequence[Presence], parameters: HouseTurnoverParameters
    ) -> list[Occurrence]:
        window = timedelta(parameters.window_days)
        presences = sorted(items, key=lambda presence: presence.place_in_time)
        now, then = Counter[UUID](), Counter[UUID]()
        first_now = first_then = 0
        occurrences, last_reached = [], None
        for number, presence in enumerate(presences):
            at = presence.begins_at
            now[presence.person_id] += 1
            while presences[first_now].begins_at <= at - window:
                _less(now, presences[first_now])
                then[presences[first_now].person_id] += 1
                first_now += 1
            while presences[first_then].begins_at <= at - 2 * window:
                _less(then, presences[first_then])
                first_then += 1
            new, gone = now.keys() - then.keys(), then.keys() - now.keys()
            if min(len(new), len(gone)) < parameters.persons:
                continue
            if len(gone) < parameters.min_share * len(then):
                continue
            if last_reached is None or at - last_reached >= window:
                near = presences[first_then : number + 1]
                changed = [each for each in near if each.person_id in new | gone]
                occurrences.append(_occurrence(subject, presence, changed, len(new), len(gone)))
            last_reached = at
        return occurrences


def _less(persons: Counter[UUID], presence: Presence) -> None:
    persons[presence.person_id] -= 1
    if not persons[presence.person_id]:
        del persons[presence.person_id]


def _occurrence(
    subject: Subject, presence: Presence, changed: Sequence[Presence], new: int, gone: int
) -> Occurrence:
    return Occurrence(
        subject=subject,
        ground="snelle_wissel",
        anchor=presence.begins_at,
        begins_at=changed[0].begins_at,
        ends_at=max(each.ends_at for each in changed),
        evidence=tuple(sorted(each.source for each in changed)),
        persons=(),
        confidence=min(each.confidence for each in changed),
        figures={"new": new, "gone": gone},
    )
