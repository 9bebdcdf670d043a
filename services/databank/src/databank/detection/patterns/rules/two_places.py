"""One person in two places at once: the rule ``two-places``.

**Definition.** Two presences of one person in different premises (or in different branches, where
officers named no place) at the same time. Two declared shifts: they overlap by more than
``tolerance_minutes``. A shift and a moment at which officers saw the person elsewhere: the moment
lies inside the shift, at least the tolerance from its start and its end. Two such moments: less
than ``travel_minutes`` apart. A shift of which officers saw that the person was not there, is no
presence; one that ended early counts until then. Links below ``min_confidence`` take no part.

Each pair is a case, with the two sources as evidence. It may be a mistake of an owner, somebody
else who uses the name, or somebody who is made to work in two places: it is looked at to protect.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Annotated, ClassVar

from pydantic import Field

from chassis.messages import lazy
from contracts.codes import SignalKind
from databank.detection.patterns.rules.occurrence import Occurrence, Subject
from databank.detection.patterns.rules.pattern import Confidence, Scope
from databank.detection.patterns.rules.presence import LONGEST, Presence
from databank.detection.rules.version import Parameters

MINUTE = timedelta(minutes=1)


class TwoPlacesParameters(Parameters):
    tolerance_minutes: Annotated[int, Field(ge=0, le=240, title=lazy("Speling in minuten"))]
    travel_minutes: Annotated[int, Field(ge=0, le=240, title=lazy("Reistijd in minuten"))]
    min_confidence: Confidence


class TwoPlaces:
    id: ClassVar[str] = "two-places"
    scope: ClassVar[Scope] = Scope.PERSON
    parameters: ClassVar[type[Parameters]] = TwoPlacesParameters
    signal: ClassVar[SignalKind | None] = SignalKind.DUBBELE_AANGIFTE
    looked_at: ClassVar[bool] = False
    legs: ClassVar[int] = 0

    def reach(self, parameters: TwoPlacesParameters) -> timedelta:
        return LONGEST + parameters.travel_minutes * MINUTE

    def items(
        self, timeline: Sequence[Presence], parameters: TwoPlacesParameters
    ) -> Iterable[tuple[Subject, Presence]]:
        for presence in timeline:
            if presence.stands and presence.confidence >= parameters.min_confidence:
                yield Subject(person_id=presence.person_id), presence

    def find(
        self, subject: Subject, items: Sequence[Presence], parameters: TwoPlacesParameters
    ) -> list[Occurrence]:
        timeline = sorted(items, key=lambda presence: presence.place_in_time)
        travel = parameters.travel_minutes * MINUTE
        occurrences = []
        for number, earlier in enumerate(timeline):
            for later in timeline[number + 1 :]:
                if later.begins_at > earlier.ends_at + travel:
                    if later.begins_at > earlier.begins_at + LONGEST + travel:
                        break
                    continue
                if _elsewhere(earlier, later) and _at_once(earlier, later, parameters):
                    occurrences.append(_occurrence(subject, earlier, later))
        return occurrences


def _elsewhere(first: Presence, other: Presence) -> bool:
    if first.place_id is not None and other.place_id is not None:
        return first.place_id != other.place_id
    return first.branch is not other.branch


def _at_once(earlier: Presence, later: Presence, parameters: TwoPlacesParameters) -> bool:
    tolerance = parameters.tolerance_minutes * MINUTE
    if earlier.is_moment and later.is_moment:
        return later.begins_at - earlier.begins_at < parameters.travel_minutes * MINUTE
    if earlier.is_moment or later.is_moment:
        moment, span = (earlier, later) if earlier.is_moment else (later, earlier)
        inside = span.begins_at + tolerance, span.ends_at - tolerance
        return inside[0] <= moment.begins_at <= inside[1]
    return min(earlier.ends_at, later.ends_at) - later.begins_at > tolerance


def _occurrence(subject: Subject, earlier: Presence, later: Presence) -> Occurrence:
    ends = max(later.begins_at, min(earlier.ends_at, later.ends_at))
    assert subject.person_id is not None
    return Occurrence(
        subject=subject,
        ground="gelijktijdig",
        anchor=later.begins_at,
        begins_at=later.begins_at,
        ends_at=ends,
        evidence=tuple(sorted((earlier.source, later.source))),
        persons=(subject.person_id,),
        confidence=min(earlier.confidence, later.confidence),
        figures={"minutes": (ends - later.begins_at) / MINUTE},
    )
