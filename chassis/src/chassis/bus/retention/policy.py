"""The retention policy: dated terms for what went over the bus, each with its ground."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from chassis.bus.retention.erase import STORES
from chassis.days import city_day

ON_ITS_WAY_DAYS = 30
"""Days that an event sent again may wait in a queue before its reader has it."""

YOUNGEST_DAYS = 30
"""Days below which the database erases nothing (``bus_youngest``)."""


class TermsError(ValueError):
    """The terms contradict each other; nothing may run by them."""


@dataclass(frozen=True, slots=True)
class Term:
    """A number of days, as a rule that holds from a day on."""

    starts: date
    days: int
    source: str

    def __str__(self) -> str:
        return f"{self.days} days, from {self.starts.isoformat()}"


class Terms:
    """The terms of every store. Before the first of a store, what is in it is kept."""

    def __init__(self, terms: Mapping[str, Iterable[Term]]) -> None:
        self._terms = {
            store: sorted(terms.get(store, ()), key=lambda term: term.starts) for store in STORES
        }
        _check(self._terms)

    @classmethod
    def load(cls, path: Path | None = None) -> "Terms":
        """Read the terms from a file, or those that come with the platform.

        :class:`TermsError` says what is wrong with it.
        """
        source = path or files("chassis.bus.retention") / "terms.toml"
        try:
            raw = tomllib.loads(source.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise TermsError(f"The terms of keeping in {source} cannot be read: {error}.") from None
        if unknown := raw.keys() - STORES.keys():
            raise TermsError(
                f"There are no terms for {', '.join(sorted(unknown))}: use {', '.join(STORES)}."
            )
        return cls({store: _terms(store, raw[store]) for store in raw})

    def of(self, store: str, on: date) -> Term | None:
        """The term that holds on a day."""
        return _in_force(self._terms[store], on)

    def before(self, store: str, now: datetime) -> datetime | None:
        """The moment before which everything may go; None when nothing may."""
        term = self.of(store, city_day(now))
        return now - timedelta(days=term.days) if term else None


def _terms(store: str, entries: Any) -> list[Term]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise TermsError(f"The terms of {store} are a list: begin each with [[{store}]].")
    return [_term(store, entry) for entry in entries]


def _term(store: str, entry: Mapping[str, Any]) -> Term:
    try:
        starts, days, source = entry["from"], entry["days"], entry["source"]
    except KeyError as missing:
        raise TermsError(f"A term of {store} needs from, days and source: {missing}.") from None
    if type(starts) is not date or type(days) is not int or not isinstance(source, str):
        raise TermsError(f"A term of {store} has a day (2026-01-01), a number of days, and a text.")
    if days <= YOUNGEST_DAYS:
        raise TermsError(f"A term of {store} must be longer than {YOUNGEST_DAYS} days, not {days}.")
    if not source.strip():
        raise TermsError(f"A term of {store} needs the ground on which it rests (source).")
    return Term(starts, days, source)


def _in_force(terms: Iterable[Term], on: date) -> Term | None:
    return next((term for term in reversed(list(terms)) if term.starts <= on), None)


def _check(terms: Mapping[str, Iterable[Term]]) -> None:
    """On every day: what an archive can still send again, its reader still knows it had."""
    for on in sorted({term.starts for each in terms.values() for term in each}):
        archive = _in_force(terms["archive"], on)
        for store, margin, why in (
            ("inbox", ON_ITS_WAY_DAYS, "an event that is replayed would have a second effect"),
            ("parking log", 0, "a rebuild would bring back what was discarded"),
        ):
            term = _in_force(terms[store], on)
            if term is None:
                continue
            if archive is None or term.days < archive.days + margin:
                kept = f"{archive.days} days" if archive else "for ever"
                raise TermsError(
                    f"From {on.isoformat()} the {store} would be kept {term.days} days and the "
                    f"archive {kept}: {why}. Keep the {store} at least "
                    f"{margin} days longer than the archive."
                )
