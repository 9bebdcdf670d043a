"""Knowledge of a reader of published tables, as linear rows over unknown whole numbers of persons.

An unknown is the number of persons (or contacts) with one combination of codes and of periods in
which they appear. Everything published is a row over unknowns, and so is everything a reader may
take for granted: that two tables have the same total, that nobody was guided who was not reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

Members = tuple[int, ...]
"""Unknowns by their position; a row's or a cell's value is their sum."""


@dataclass(frozen=True, slots=True)
class Row:
    """``low <= sum(add) - sum(subtract) <= high``; holds always, and is never hidden."""

    add: Members
    subtract: Members = ()
    low: float = 0
    high: float = 0

    @property
    def is_inequality(self) -> bool:
        """Between two sums, rather than what one of them is."""
        return bool(self.subtract) and self.low != self.high


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that may be shown or hidden.

    ``value`` is what would be published. ``cost`` is what hiding it is worth, above 0. Readers
    know that every zero is shown, so a hidden cell is at least 1 for them; a zero has no ``Cell``
    but is a :class:`Row`.
    """

    name: str
    members: Members
    value: int
    cost: float


@dataclass(frozen=True, slots=True)
class Group:
    """Persons about whom too little may be known: ``low <= size <= high`` is what a reader finds.

    Safe when ``high - low >= width``, and ``low == 0`` or ``high >= reach``. For a group of 1 to
    T-1 persons that is a width of T-1 and a reach of T: it may be any of T sizes, nobody or T among
    them. ``width`` for a group of many contacts of few persons is what one of them must not learn
    of another (p % rule).
    """

    name: str
    members: Members
    width: float
    reach: float

    def is_safe(self, low: float, high: float) -> bool:
        return high - low >= self.width - SLACK and (low <= SLACK or high >= self.reach - SLACK)


SLACK = 1e-6
"""Above the solver's own tolerance, far below one person."""


@dataclass(slots=True)
class System:
    """All that there is to know about one organisation and year.

    ``truth`` holds the real value of each unknown. It decides nothing: it only proves that the
    rows are true, since a reader who is told contradictions could conclude anything.
    """

    truth: Sequence[int]
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def unknown(self) -> Members:
        """One more unknown, of which the truth is not known either: an audit asks what was told."""
        self.truth = (*self.truth, 0)
        return (len(self.truth) - 1,)

    def value(self, members: Members) -> int:
        return sum(self.truth[unknown] for unknown in members)

    def fix(self, members: Members, low: float, high: float) -> None:
        """A published value, widened to hold the truth where another delivery said otherwise."""
        true = self.value(members)
        self.rows.append(Row(members, (), min(low, true), max(high, true)))

    def check(self) -> None:
        """Raises ``ValueError`` when a row does not hold: a fault of who built the system."""
        for row in self.rows:
            value = self.value(row.add) - self.value(row.subtract)
            if not row.low <= value <= row.high:
                raise ValueError(f"a row says {row.low} to {row.high} where {value} is true")


UNBOUNDED = inf
