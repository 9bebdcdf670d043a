"""The counts of a half-year that leave the police: of which subjects, and as they are told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self

from contracts.codes import CountKind
from databank.arrests.rules.measures import MeasureKind


class CountedSubject(StrEnum):
    """Subjects of counts, each apart: administrative arrests are no measures (A18)."""

    BESTUURLIJKE_AANHOUDINGEN = "bestuurlijke_aanhoudingen"
    GERECHTELIJKE_AANHOUDINGEN = "gerechtelijke_aanhoudingen"
    GERECHTELIJKE_MAATREGELEN = "gerechtelijke_maatregelen"
    GECONTROLEERDE_PERSONEN = "gecontroleerde_personen"
    PARKET = "cijfers_van_het_parket"


SUBJECT_OF: dict[MeasureKind, CountedSubject] = {
    MeasureKind.BESTUURLIJKE_AANHOUDING: CountedSubject.BESTUURLIJKE_AANHOUDINGEN,
    MeasureKind.GERECHTELIJKE_AANHOUDING: CountedSubject.GERECHTELIJKE_AANHOUDINGEN,
    MeasureKind.HUISZOEKING: CountedSubject.GERECHTELIJKE_MAATREGELEN,
    MeasureKind.INBESLAGNEMING: CountedSubject.GERECHTELIJKE_MAATREGELEN,
    MeasureKind.VERZEGELING: CountedSubject.GERECHTELIJKE_MAATREGELEN,
}
OF_HALVES = (
    CountedSubject.BESTUURLIJKE_AANHOUDINGEN,
    CountedSubject.GERECHTELIJKE_AANHOUDINGEN,
    CountedSubject.GERECHTELIJKE_MAATREGELEN,
    CountedSubject.GECONTROLEERDE_PERSONEN,
)
"""What goes with each half-year; the prosecutor's set is of a year."""

COUNTED: Mapping[CountedSubject, CountKind] = {
    CountedSubject.BESTUURLIJKE_AANHOUDINGEN: CountKind.HANDELINGEN,
    CountedSubject.GERECHTELIJKE_AANHOUDINGEN: CountKind.HANDELINGEN,
    CountedSubject.GERECHTELIJKE_MAATREGELEN: CountKind.HANDELINGEN,
    CountedSubject.GECONTROLEERDE_PERSONEN: CountKind.PERSONEN,
    CountedSubject.PARKET: CountKind.HANDELINGEN,
}
"""What each count counts: somebody arrested twice is in it twice, somebody checked once."""


@dataclass(frozen=True, slots=True)
class Half:
    """A half-year: the shortest period of which small numbers can be told."""

    year: int
    half: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, 1 if day.month <= 6 else 2)

    @property
    def first(self) -> date:
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def after(self) -> date:
        """The day after its last."""
        return date(self.year, 7, 1) if self.half == 1 else date(self.year + 1, 1, 1)

    @property
    def code(self) -> str:
        return f"{self.year}-H{self.half}"

    def is_over(self, today: date) -> bool:
        return today >= self.after


Codes = Mapping[str, str]
"""The code of one arrest or measure in each of ``branch``, ``ground`` and ``kind`` that it has."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts that may be told: none where the value is empty. Nothing is told of what is zero."""

    total: int | None
    by: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)

    def of(self, dimension: str) -> dict[str, int | None]:
        return dict(self.by.get(dimension, {}))
