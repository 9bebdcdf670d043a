"""Bodies that meet, the matters before them, and whether a meeting may confirm an order."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import MeasureBasis, MeasureContent, MeasureKind


class MeetingBody(StrEnum):
    """The college confirms orders of the mayor; the municipal council is told of some of them."""

    COLLEGE = "college"
    GEMEENTERAAD = "gemeenteraad"


CONFIRMATION_TERM = "mayor.college_confirmation"
REPORT_TERM = "mayor.college_report_days"
"""Days after a meeting within which its decisions are recorded."""


class CollegeOutcome(StrEnum):
    """What the college decided about an order; one that it adjourned is not confirmed in time."""

    BEVESTIGD = "bevestigd"
    NIET_BEVESTIGD = "niet_bevestigd"
    UITGESTELD = "uitgesteld"


class AgendaBody(StrEnum):
    """Bodies with an agenda: those that meet, and the mayor, who has no meeting."""

    BURGEMEESTER = "burgemeester"
    COLLEGE = "college"
    GEMEENTERAAD = "gemeenteraad"


class OrderTask(StrEnum):
    """Tasks of a body with an order of the mayor."""

    ONDERTEKENEN = "ondertekenen"
    BEVESTIGEN = "bevestigen"
    MELDEN = "melden"


class Ban(StrEnum):
    """A street ban, beside the kinds of measures."""

    STRAATVERBOD = "straatverbod"


@dataclass(frozen=True, slots=True)
class OrderItem:
    """An order as the body reads it: no person in it.

    ``place`` is empty where the address is sealed, and of a street ban, whose perimeter is. A ban
    has neither basis nor content of a measure. ``renewal`` counts those before it. ``signed_on`` is
    empty for a draft; ``last_day`` is empty where it has no end. ``decide_by`` is the meeting that
    must decide, empty while its day is not known and for a draft.
    """

    asked: OrderTask
    path: str
    number: str
    kind: MeasureKind | Ban
    motivation: str
    basis: MeasureBasis | None = None
    content: MeasureContent | None = None
    place: str | None = None
    owner: str | None = None
    renewal: int = 0
    signed_on: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    decide_by: date | None = None

    def lapses_after(self, meets_on: date) -> bool:
        """Whether the order lapses when this meeting does not confirm it, or did already."""
        must = self.asked is OrderTask.BEVESTIGEN and self.decide_by is not None
        return must and self.decide_by is not None and self.decide_by <= meets_on


@dataclass(frozen=True, slots=True)
class Lapse:
    """An order that lapsed because the college did not confirm it; ``lapsed_on`` by law."""

    path: str
    number: str
    kind: MeasureKind | Ban
    lapsed_on: date


@dataclass(frozen=True, slots=True)
class VisaItem:
    """A claim of which the college has to approve the writ: its amount, and nobody's name."""

    number: str
    outstanding_cents: int
    asked_on: date
    prescribes_on: date


def must_be_the_next(meeting_on: date, ordered_on: date, next_on: date | None, today: date) -> None:
    """The law wants the first meeting after the order, or one on its day: ``FieldRefusedError``."""
    if meeting_on > today:
        reason = lazy("Deze vergadering moet nog komen. Leg de beslissing daarna vast.")
        raise FieldRefusedError("meetingOn", reason)
    if meeting_on in (ordered_on, next_on):
        return
    if next_on is None:
        reason = lazy("Kies een vergadering sinds het bevel, tot en met vandaag.")
    else:
        reason = lazy(
            "De wet wil de eerstvolgende vergadering na het bevel: die van %(day)s.",
            day=f"{next_on:%d/%m/%Y}",
        )
    raise FieldRefusedError("meetingOn", reason)
