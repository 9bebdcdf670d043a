"""Draw of the rounded counts of a period: anew, until they add nothing to what was told of few.

The total is drawn first, then each table that adds up to it. Whether a draw may stand follows from
rounded figures alone, so that drawing anew says nothing of the true ones.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from databank.population.rules.branch_list import BranchList
from databank.population.rules.differences import unsafe_tables
from databank.population.rules.joint_audit import persons_are_safe, places_are_safe
from databank.population.rules.rounded import TrueCounts
from databank.population.rules.spans import Span
from databank.population.rules.told import (
    PERSON_TABLES,
    PLACE_TABLES,
    TOTAL,
    RoundedCounts,
    ToldCounts,
)

ATTEMPTS = 400
AUDITS = 20
"""Of draws that pass in pairs."""


@dataclass(frozen=True, slots=True)
class Draw:
    """``told`` are all measurements that left, of any year."""

    key: bytes
    span: Span
    told: tuple[ToldCounts, ...]
    listed: BranchList

    def persons(self, true: TrueCounts) -> RoundedCounts:
        year = [each for each in self.told if each.span.first.year == self.span.first.year]

        def is_safe(new: ToldCounts, table: str) -> bool:
            return persons_are_safe(year, new, self.listed, table)

        def passes(new: ToldCounts, table: str) -> bool:
            return table not in unsafe_tables(new, year, self.listed)

        return self._drawn("persons", true, PERSON_TABLES, passes, is_safe)

    def places(self, true: TrueCounts) -> RoundedCounts:
        def is_safe(new: ToldCounts, _table: str) -> bool:
            return places_are_safe(self.told, new, self.listed)

        return self._drawn("establishments", true, PLACE_TABLES, lambda _new, _table: True, is_safe)

    def _drawn(
        self,
        about: str,
        true: TrueCounts,
        tables: Iterable[str],
        passes: Callable[[ToldCounts, str], bool],
        is_safe: Callable[[ToldCounts, str], bool],
    ) -> RoundedCounts:
        """A table that finds no draw is left out; without a total nothing is told."""
        counts = RoundedCounts(None)
        for table in (TOTAL, *tables):
            audits = 0
            for candidate in self._candidates(about, true, table, counts):
                new = ToldCounts(self.span, candidate)
                if not passes(new, table):
                    continue
                if is_safe(new, table):
                    counts = candidate
                    break
                audits += 1
                if audits == AUDITS:
                    break
            if counts.total is None:
                break
        return counts

    def _candidates(
        self, about: str, true: TrueCounts, table: str, told: RoundedCounts
    ) -> Iterator[RoundedCounts]:
        """Each draw once, with the tables that stand already."""
        base = ToldCounts(self.span, told).base
        seen = []
        for attempt in range(ATTEMPTS):
            name = f"{about} {self.span.code}|{table}|{attempt}"
            if table == TOTAL:
                candidate = RoundedCounts(true.rounded_total(base, self.key, name))
            else:
                total, rounded = true.rounded(table, base, self.key, name)
                if total != told.total:
                    continue
                candidate = RoundedCounts(total, {**told.by, table: rounded})
            if candidate not in seen:
                seen.append(candidate)
                yield candidate
