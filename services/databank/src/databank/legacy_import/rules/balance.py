"""Balance of an import: the outcome of every row and of every fact; the books must close."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """Outcome of a row: exactly one of these."""

    NIEUW = "nieuw"
    GEKOPPELD = "gekoppeld"
    NA_TE_KIJKEN = "na_te_kijken"
    ZONDER_PERSOON = "zonder_persoon"
    TE_OUD = "te_oud"
    HERHAALD = "herhaald"
    GEWEIGERD = "geweigerd"


class FactCount(StrEnum):
    """Counts of the observations in the rows that came in, and of other things in them.

    ``verteld`` are all of them: they end as ``waargenomen``, ``enkel_bewaard`` (an assessment, a
    date that is incomplete, or somebody who did not work there) or ``te_oud``.
    """

    VERTELD = "verteld"
    WAARGENOMEN = "waargenomen"
    ENKEL_BEWAARD = "enkel_bewaard"
    TE_OUD = "te_oud"
    INGETROKKEN = "ingetrokken"
    VERSCHUIVINGEN = "verschuivingen"
    INSTELLINGEN = "instellingen"
    NOTA = "nota"
    NA_TE_KIJKEN = "nota_na_te_kijken"
    VRIJE_TEKST = "vrije_tekst_niet_overgenomen"
    VELDEN = "velden_niet_overgenomen"


class UnbalancedError(Exception):
    """Rows or facts are unaccounted for: a bug, and the import does not count as done."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Counts of rows by outcome, and of facts."""

    rows: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def read(cls, counts: Mapping[str, Any]) -> "Balance":
        return cls(Counter(counts.get("rijen", {})), Counter(counts.get("feiten", {})))

    def written(self) -> dict[str, dict[str, int]]:
        counters = (("rijen", self.rows), ("feiten", self.facts))
        return {name: {str(key): count for key, count in (+c).items()} for name, c in counters}

    def plus(self, other: "Balance") -> "Balance":
        return Balance(self.rows + other.rows, self.facts + other.facts)

    @property
    def total(self) -> int:
        return sum(self.rows.values())

    @property
    def persons(self) -> int:
        """Rows that made a person: new, or provisional until people have looked."""
        return self.rows[Outcome.NIEUW] + self.rows[Outcome.NA_TE_KIJKEN]

    def check_rows(self, read: int) -> None:
        """Rows read = new + joined + in review + without person + too old + repeated + refused."""
        unknown = set(self.rows) - set(Outcome)
        if unknown or self.total != read:
            raise UnbalancedError(f"{read} rows were read and {self.total} are accounted for")

    def check_facts(self) -> None:
        """Observations told = seen + only kept + too old."""
        ended = sum(
            self.facts[end]
            for end in (FactCount.WAARGENOMEN, FactCount.ENKEL_BEWAARD, FactCount.TE_OUD)
        )
        if ended != self.facts[FactCount.VERTELD]:
            raise UnbalancedError(
                f"{self.facts[FactCount.VERTELD]} facts were told and {ended} are accounted for"
            )
