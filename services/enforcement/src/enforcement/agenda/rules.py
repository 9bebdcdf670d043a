"""Bodies with an agenda, their tasks, and an item as the body reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from contracts.codes import MeasureBasis, MeasureContent, MeasureKind

AHEAD = timedelta(days=7)
"""A body without a meeting that is entered: it is taken to meet within a week."""
LAPSES_SHOWN = timedelta(days=35)
"""So long a lapse stays on the agenda: the college hears of it at the meetings after."""


class AgendaBody(StrEnum):
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


def by_number(items: Sequence[OrderItem]) -> tuple[OrderItem, ...]:
    return tuple(sorted(items, key=lambda each: each.number))
