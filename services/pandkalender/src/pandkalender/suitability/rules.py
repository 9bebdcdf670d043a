"""A declaration as its owner reads it: how it stands today, and what the owner has to do next."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from chassis.days import city_day
from chassis.messages import LazyMessage
from contracts.codes import VisitKind, VisitReason, VisitResult
from pandkalender.premises.rules import Ban


class Usability(StrEnum):
    """Whether the premises may be used today."""

    GELDIG = "geldig"
    VOORWAARDELIJK = "voorwaardelijk"
    GEBLOKKEERD = "geblokkeerd"


class NextStep(StrEnum):
    """The next step of an owner about one declaration."""

    VOORWAARDEN = "voorwaarden"
    VERNIEUWEN = "vernieuwen"
    LOOPT_AF = "loopt_af"
    NIEUWE_AANVRAAG = "nieuwe_aanvraag"
    AFWACHTEN = "afwachten"
    GEEN = "geen"


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions of a declaration, as codes; ``due_on`` is empty where the city gave no day."""

    codes: tuple[str, ...] = ()
    due_on: date | None = None
    met_at: datetime | None = None

    @property
    def are_open(self) -> bool:
        return bool(self.codes) and self.met_at is None

    def overdue(self, today: date) -> bool:
        return self.are_open and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class CityVisit:
    """A visit of the city to the premises."""

    visit_id: UUID
    kind: VisitKind
    reason: VisitReason
    result: VisitResult
    rooms_visited: int
    completed_at: datetime


@dataclass(frozen=True, slots=True)
class OwnDeclaration:
    """All that the calendar knows of the declaration of premises, for their owner alone.

    ``last_day`` is the end of the present term; ``blocked`` says why the premises are not usable.
    ``dossier_ids`` are those of the city that decided about these premises.
    """

    premises_id: UUID
    label: str
    address: str
    last_day: date | None
    blocked: LazyMessage | None
    conditions: Conditions
    bans: tuple[Ban, ...]
    visits: tuple[CityVisit, ...]
    withdrawn_at: datetime | None
    renewal_refused_at: datetime | None
    renewal_awaited: bool = False
    dossier_ids: frozenset[UUID] = frozenset()

    @property
    def usability(self) -> Usability:
        if self.blocked:
            return Usability.GEBLOKKEERD
        return Usability.VOORWAARDELIJK if self.conditions.are_open else Usability.GELDIG

    def visited_this_year(self, today: date) -> bool:
        """Whether the yearly visit was held; else it still comes."""
        return any(
            visit.kind is VisitKind.PROACTIEF and city_day(visit.completed_at).year == today.year
            for visit in self.visits
        )

    def ends_soon(self, today: date, reminder: timedelta) -> bool:
        return self.last_day is not None and self.last_day - today <= reminder

    def next_step(
        self, today: date, reminder: timedelta, examined: Set[UUID] = frozenset()
    ) -> NextStep:
        """``examined`` are dossiers in which the city still decides, or decides anew."""
        if self.last_day is None:
            awaits = not self.dossier_ids.isdisjoint(examined)
            return NextStep.AFWACHTEN if awaits else NextStep.NIEUWE_AANVRAAG
        if self.renewal_refused_at is not None and not self.renewal_awaited:
            return NextStep.LOOPT_AF  # asking again keeps nothing open (NGW, domain §2.1)
        if self.ends_soon(today, reminder) and not self.renewal_awaited:
            return NextStep.VERNIEUWEN
        return NextStep.VOORWAARDEN if self.conditions.are_open else NextStep.GEEN
