"""Tables of a measurement that found no draw, and of which nobody hears any more.

Whatever is drawn would size a group of fewer than five beside all that left, or contradict it. Once
that happens; month after month it is silence, of which people must know.
"""

from collections.abc import Collection, Iterator, Sequence

from databank.population.rules.told import PERSON_TABLES, PLACE_TABLES, TOTAL, RoundedCounts

PERSONS, PLACES = "persons", "establishments"
TABLES = {PERSONS: PERSON_TABLES, PLACES: PLACE_TABLES}
SILENT_MONTHS = 3
"""In a row: a month that tells less than the one before is nothing special."""

Untold = tuple[str, str]
"""Of whom, and which table of them; ``TOTAL`` where nothing of them is told."""


def untold(about: str, counts: RoundedCounts) -> list[Untold]:
    """What of persons or establishments was left out of a measurement."""
    if counts.total is None:
        return [(about, TOTAL)]
    return [(about, table) for table in TABLES[about] if table not in counts.by]


def falls_silent(months: Sequence[Collection[Untold]]) -> bool:
    """Whether there is something that none of the last months told; ``months`` the newest first."""
    last = months[:SILENT_MONTHS]
    return len(last) == SILENT_MONTHS and any(
        all((about, TOTAL) in each or (about, table) in each for each in last)
        for about, table in _every()
    )


def _every() -> Iterator[Untold]:
    for about, tables in TABLES.items():
        yield from ((about, table) for table in tables)
