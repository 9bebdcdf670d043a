"""Disclosure control: hide cells so that nobody can work out a small number of persons (DP-15).

Handbook §4.8, done in a way that can be explained on one page:

1. A cell behind which 1 to T-1 persons stand is hidden (T is the threshold, 5). Contacts, referrals
   and acts count too: behind a number of contacts stand the clients who had them. Moments,
   contacts with partners and website visits are nobody's, and always shown.
2. A line (a total and its categories) hides none, or at least two categories. Others join until
   k hidden categories together hold at least (k-1)(T-1)+T, so that every small one may be
   anything from 1 to T-1 while another takes up the rest. They join in a fixed order, rarest
   first, never by their size: who knows these rules learns nothing from the choice. If it never
   is enough, the whole line is hidden, zeros too.
3. A grid (two lines crossed) hides whole rows by the same rule, per column. Columns that their own
   line hides are hidden in every row and count as one.
4. Where everybody falls into one age class or group of nationalities, that line is hidden.
5. A category whose clients are hidden is hidden in every other measure; categories of a total that
   is hidden are hidden.
6. What was hidden once for an organisation and year stays hidden in every later publication for
   that year (its halves, the year, revisions). A difference of 1 to T-1 between two publications is
   treated as a small cell, and what a year minus one half tells about the other half must itself
   be safe.

The promise, attacked by brute force in the tests: who knows every published cell of a delivery is
left with at least T-1 possible values for each hidden number from 1 to T-1, on a line also when he
knows these rules; who adds the other half and the year is left with at least T-1 too. Earlier
revisions add nothing, since what they hide stays hidden. Not covered: who knows these rules and
tries them on every possible grid; who knows persons' own data; a difference between revisions in
the total of an organisation (somebody came, nobody knows who); one client who makes most of a
large number of contacts. A solver can hide less for the same promise; that is a later step.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from registry.deliveries.rules import codes
from registry.deliveries.rules.records import Period
from registry.integration.rules import cells
from registry.integration.rules.aggregation import Count, Counts
from registry.integration.rules.cells import Grid, Key, Line

THRESHOLD = 5
NOBODY = Count()
PERSON_MEASURES = frozenset({cells.CLIENTEN, cells.BEGELEIDINGEN})

Table = Mapping[Key, int | None]
"""Published cells; ``None`` is hidden."""


@dataclass(frozen=True, slots=True)
class Publication:
    """An earlier publication for the same organisation and year, of any period and revision."""

    period: Period
    cells: Table


def protect(
    counts: Counts,
    period: Period,
    *,
    threshold: int = THRESHOLD,
    earlier: Sequence[Publication] = (),
    implied: Sequence[Counts] = (),
) -> dict[Key, int | None]:
    """Every cell to publish, with its value or ``None``.

    ``implied`` are the counts of the half-years that can be worked out once this is published: of
    the other half when year and one half are known.
    """
    protection = _Protection(counts, period, threshold, earlier, implied)
    for line in cells.LINES:
        protection.total(line.total)
    for line in cells.LINES:
        protection.line(line)
    for grid in cells.GRIDS:
        protection.grid(grid)
    for act in codes.HANDELINGEN:
        line = cells.months_of(act)
        protection.total(line.total)
        protection.line(line)
    return {
        key: None if key in protection.hidden else counts.get(key, NOBODY).value
        for key in _published(counts, period)
    }


class _Protection:
    def __init__(
        self,
        counts: Counts,
        period: Period,
        threshold: int,
        earlier: Sequence[Publication],
        implied: Sequence[Counts],
    ) -> None:
        self._views = (counts, *implied)
        self._period = period
        self._threshold = threshold
        self._differences = [*_differences(counts, period, earlier)]
        self._kept = {
            key
            for publication in earlier
            for key, value in publication.cells.items()
            if value is None
        }
        self.hidden: set[Key] = set()

    def total(self, key: Key) -> None:
        if key in self._kept or any(self._small(view.get(key, NOBODY)) for view in self._views):
            self.hidden.add(key)

    def line(self, line: Line) -> None:
        categories = cells.categories(line, self._period.months)
        if line.total in self.hidden or self._all_the_same(line, categories):
            self.hidden.update(map(line.key, categories))
            return
        views = [
            {category: view.get(line.key(category), NOBODY) for category in part}
            for view in self._views
            for part in _parts(line, categories)
        ]
        hidden = {
            category
            for category in categories
            if self._must_hide(line.key(category))
            or (line.inside is not None and line.inside.key(category) in self.hidden)
            or any(self._small(view[category]) for view in views if category in view)
        }
        self._widen(hidden, cells.rarest_first(line.dimension, categories), views)
        self.hidden.update(map(line.key, hidden))

    def grid(self, grid: Grid) -> None:
        rows = cells.categories(grid.rows, ())
        columns = cells.categories(grid.columns, ())
        shown = [
            column
            for column in grid.shown or columns
            if grid.columns.key(column) not in self.hidden
        ]
        rest = [column for column in columns if column not in shown]
        views = [
            {
                row: (
                    *(view.get(grid.key(row, column), NOBODY) for column in shown),
                    _sum(view.get(grid.key(row, column), NOBODY) for column in rest),
                )
                for row in rows
            }
            for view in self._views
        ]
        hidden = {
            row
            for row in rows
            if grid.rows.key(row) in self.hidden
            or any(self._must_hide(grid.key(row, column)) for column in shown)
            or any(self._small(cell) for view in views for cell in view[row])
        }
        by_column = [
            {row: view[row][nr] for row in rows} for view in views for nr in range(len(shown) + 1)
        ]
        self._widen(hidden, cells.rarest_first(grid.rows.dimension, rows), by_column)
        for row, column in product(rows, columns):
            if row in hidden or column not in shown:
                self.hidden.add(grid.key(row, column))

    def _widen(
        self, hidden: set[str], order: Sequence[str], views: Sequence[Mapping[str, Count]]
    ) -> None:
        """Let categories join, in this order, until every view is safe or all are hidden."""
        while hidden and len(hidden) < len(order):
            unsafe = next((view for view in views if not self._safe(view, hidden)), None)
            if unsafe is None:
                return
            candidates = [
                category
                for category in order
                if category not in hidden and unsafe.get(category, NOBODY).value
            ]
            hidden.update(candidates[:1] or order)

    def _safe(self, view: Mapping[str, Count], hidden: set[str]) -> bool:
        """May every small one of the hidden be anything from 1 to T-1, and another fit the rest?"""
        parts = [view[category] for category in hidden if category in view]
        present = sum(1 for part in parts if part.value)
        whole = _sum(parts)
        return present == 0 or (
            len(parts) >= 2
            and len(whole.persons) >= self._threshold
            and whole.value >= (present - 1) * (self._threshold - 1) + self._threshold
        )

    def _small(self, count: Count) -> bool:
        return count.value > 0 and len(count.persons) < self._threshold

    def _must_hide(self, key: Key) -> bool:
        return key in self._kept or any(
            0 < difference.get(key, 0) < self._threshold for difference in self._differences
        )

    def _all_the_same(self, line: Line, categories: Iterable[str]) -> bool:
        if line.dimension not in cells.SENSITIVE:
            return False
        counts = [self._views[0].get(line.key(category), NOBODY) for category in categories]
        return sum(1 for count in counts if count.value) == 1


def _sum(counts: Iterable[Count]) -> Count:
    return sum(counts, NOBODY)


def _parts(line: Line, categories: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Months of a year must be safe in each half too, since a half may be published as well."""
    if line.dimension == cells.MAAND and len(categories) > 6:
        yield categories[:6]
        yield categories[6:]
    yield categories


def _differences(
    counts: Counts, period: Period, earlier: Sequence[Publication]
) -> Iterator[Mapping[Key, int]]:
    """The distance of each cell to cells of earlier publications that it can be compared with."""
    for publication in earlier:
        if publication.period == period or None in (publication.period.half, period.half):
            yield {
                key: abs(counts.get(key, NOBODY).value - value)
                for key, value in publication.cells.items()
                if value is not None
            }
    for first, second in product(earlier, repeat=2):
        if {first.period.half, second.period.half, period.half} == {None, 1, 2}:
            yield _in_both_halves(counts, period, first, second)


def _in_both_halves(
    counts: Counts, period: Period, first: Publication, second: Publication
) -> Mapping[Key, int]:
    """Persons who came in both halves: first half plus second half minus year."""
    in_both = {}
    for key, value in first.cells.items():
        other = second.cells.get(key)
        if value is None or other is None or key.measure not in PERSON_MEASURES:
            continue
        signed = [
            amount * (-1 if half is None else 1)
            for amount, half in (
                (value, first.period.half),
                (other, second.period.half),
                (counts.get(key, NOBODY).value, period.half),
            )
        ]
        in_both[key] = abs(sum(signed))
    return in_both


def _published(counts: Counts, period: Period) -> Iterator[Key]:
    """The keys of all cells that are published, hidden or not, each once."""
    seen = dict.fromkeys(line.total for line in cells.LINES)
    for line in cells.LINES:
        seen.update(dict.fromkeys(map(line.key, cells.categories(line, period.months))))
    for grid in cells.GRIDS:
        columns = grid.shown or cells.categories(grid.columns, ())
        pairs = product(cells.categories(grid.rows, ()), columns)
        seen.update(dict.fromkeys(grid.key(row, column) for row, column in pairs))
    for act in codes.HANDELINGEN:
        line = cells.months_of(act)
        seen[line.total] = None
        if counts.get(line.total, NOBODY).value:
            seen.update(dict.fromkeys(map(line.key, period.months)))
    personal = {key.measure for key in seen} - {cells.ACTIVITEITEN}
    seen.update(dict.fromkeys(key for key in counts if key.measure not in personal))
    yield from seen
