"""Records: the content of a row of an older database, in the terms of this one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contracts.branches import Branch
from databank.files.rules.data_subject import Category
from databank.legacy_import.rules.codes import Role
from databank.legacy_import.rules.dates import Day
from databank.legacy_import.rules.rows import Reason
from linkage.claim import RawClaim

ADULT = 18
"""Age in years from which somebody is an adult."""
MINOR = "mogelijk_minderjarig_na_te_kijken"
"""A note on a person that people must look at; no signal, which is a person's decision (DP-09)."""


class FactKind(StrEnum):
    """Kind of thing that a row tells."""

    WAARNEMING = "waarneming"
    INSTELLING = "instelling"
    NOTA = "nota"


class FactState(StrEnum):
    """State of a thing that a row tells."""

    TE_VERWERKEN = "te_verwerken"
    WAARGENOMEN = "waargenomen"
    ENKEL_BEWAARD = "enkel_bewaard"
    IN_TE_TREKKEN = "in_te_trekken"
    INGETROKKEN = "ingetrokken"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of work. A label may be a home address, so nothing of it is printed."""

    branch: Branch
    label: str
    street: str | None = None
    house_number: str | None = None
    postcode: str | None = None

    @property
    def key(self) -> str:
        """Labels that differ in capitals or spaces name one establishment."""
        return " ".join(self.label.casefold().split())

    def __repr__(self) -> str:
        return "<place>"


@dataclass(frozen=True, slots=True)
class Observation:
    """Somebody in a branch on a day: an officer's own finding (``is_fact``) or an assessment."""

    branch: Branch
    day: Day
    is_fact: bool
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class LegacyRecord:
    """The content of a row; ``identity`` is empty where it tells of a place alone.

    ``noted_on`` is when the record was made, for rows without observations. ``left_out`` names
    fields that were not taken over; it holds no values.
    """

    identity: RawClaim | None
    role: Role
    category: Category
    observations: tuple[Observation, ...] = ()
    places: tuple[Place, ...] = ()
    notes: tuple[str, ...] = ()
    noted_on: Day | None = None
    left_out: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "<record>"

    @property
    def is_fact(self) -> bool:
        """Whether anything in it was established by an officer (DP-06)."""
        return any(seen.is_fact for seen in self.observations)

    @property
    def last_day(self) -> date | None:
        """The last day that the record tells of, or on which it was made."""
        days = [seen.day.last for seen in self.observations]
        if not days and self.noted_on:
            days = [self.noted_on.last]
        return max(days, default=None)

    @property
    def may_be_minor(self) -> bool:
        """Whether the person may have been under eighteen at work, as far as dates are known."""
        if (
            self.identity is None
            or not self.identity.birth_date
            or self.role is not Role.SEKSWERKER
        ):
            return False
        known = [*map(int, self.identity.birth_date.split("-"))]
        year, month, day = (*known, *(12, 31)[len(known) - 1 :])
        grown_up = (year + ADULT, month, day)  # at the latest
        firsts = [seen.day.first for seen in self.observations]
        return any((day.year, day.month, day.day) < grown_up for day in firsts)

    @property
    def known_since(self) -> Day | None:
        """Day since which a sekswerker is known: by an officer's own finding where there is one.

        Who stands in an older database is no newcomer, whatever it says of her.
        """
        if self.role is not Role.SEKSWERKER:
            return None
        established = [seen.day for seen in self.observations if seen.is_fact]
        told = [seen.day for seen in self.observations] or [*filter(None, [self.noted_on])]
        return min(established or told, key=lambda day: day.last, default=None)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row of which no record can be made, and every reason for it.

    ``last_day`` is empty where not every date in it can be read, ``category`` where it is unknown.
    """

    reasons: tuple[Reason, ...]
    last_day: date | None = None
    category: Category | None = None


@dataclass(frozen=True, slots=True)
class Retention:
    """Days from which on facts are kept (handbook §4.9): configuration, by category."""

    ordinary: date
    judicial: date

    def since(self, category: Category | None) -> date:
        is_judicial = category is None or category.is_judicial
        return self.judicial if is_judicial else self.ordinary
