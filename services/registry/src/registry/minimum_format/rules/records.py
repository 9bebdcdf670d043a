"""Rows of a delivery that passed validation. Field names are those of the columns.

These are data about persons, however pseudonymised: they print nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True, repr=False)
class Client:
    client_code: str
    geboortejaar_klasse: str
    gender: str
    nationaliteitsgroep: str
    branche_hoofd: str
    eerste_contact: str
    koppelcode: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Contact:
    """``client_code`` is empty for a contact with somebody who stays anonymous."""

    maand: str
    soort: str
    aard: str
    plaats: str
    client_code: str | None = None
    hulpvraag: tuple[str, ...] = ()
    doorverwijzing_soort: str | None = None
    begeleiding_status: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Activity:
    maand: str
    type: str
    aantal: int
    aard: str | None = None
    partner_soort: str | None = None
    bereik: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Rows:
    """The three tables of one delivery."""

    clienten: tuple[Client, ...] = ()
    contacten: tuple[Contact, ...] = ()
    activiteiten: tuple[Activity, ...] = ()

    def within(self, months: Iterable[str]) -> "Rows":
        """The same clients, with only what happened in these months (``JJJJ-MM``)."""
        kept = frozenset(months)
        return replace(
            self,
            contacten=tuple(row for row in self.contacten if row.maand in kept),
            activiteiten=tuple(row for row in self.activiteiten if row.maand in kept),
        )


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, or one half (1 or 2) of it."""

    year: int
    half: int | None = field(default=None)

    @property
    def months(self) -> tuple[str, ...]:
        first, last = {None: (1, 12), 1: (1, 6), 2: (7, 12)}[self.half]
        return tuple(f"{self.year}-{month:02}" for month in range(first, last + 1))

    @property
    def last_year(self) -> "Period":
        return Period(self.year - 1, self.half)

    def __str__(self) -> str:
        return str(self.year) if self.half is None else f"{self.year}-H{self.half}"


def plain(record: Any) -> dict[str, Any]:
    """Only the fields that say something, as JSON can hold them."""
    values = {name: getattr(record, name) for name in record.__slots__}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value not in (None, ())
    }


Entry = TypeVar("Entry", Client, Contact, Activity)


def record_of(kind: type[Entry], content: dict[str, Any]) -> Entry:
    """The way back from :func:`plain`, without what the format no longer asks."""
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in content.items()
        if name in kind.__slots__
    }
    return kind(**known)
