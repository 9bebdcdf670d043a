"""Counts by code and period, as unknowns: which whole numbers could be behind published tables?

A :class:`Measure` counts persons or acts. What differs between its unknowns is a combination of
codes, and the periods in which the person appeared: a *life*. Persons live in the first half of a
year only, in the second only, or in both; an act has one moment, so its lives are the halves.

The published tables of a measure form a junction tree: unknowns are needed for its cliques alone,
which agree on what they share. Whole numbers on cliques that agree always come from some register,
so nobody learns more from persons in full detail.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from disclosure.system import Members, Row, System

Codes = Mapping[str, str]
"""The code in each dimension."""


@dataclass(frozen=True, slots=True)
class Measure:
    """``cliques`` are sets of dimensions: every table lies inside one, and each shares with the
    cliques before it no dimensions but those of one of them.

    ``categories`` are the codes of each dimension; ``lives`` the lives behind each period.
    """

    name: str
    categories: Mapping[str, tuple[str, ...]]
    cliques: tuple[tuple[str, ...], ...]
    lives: Mapping[str, frozenset[str]]

    @property
    def every_life(self) -> tuple[str, ...]:
        return tuple(sorted(frozenset[str]().union(*self.lives.values())))


@dataclass(frozen=True, slots=True)
class Unit:
    """One person or act: its codes, its life, and who is behind it."""

    codes: Codes
    life: str
    person: str


@dataclass(slots=True)
class Unknowns:
    """The unknowns of one measure inside a :class:`System`, with the units that are the truth."""

    system: System
    measure: Measure
    units: tuple[Unit, ...]
    _position: dict[tuple[tuple[str, ...], tuple[str, ...], str], int] = field(default_factory=dict)
    _behind: dict[tuple[str, ...], dict[tuple[str, ...], Counter[tuple[str, str]]]] = field(
        default_factory=dict
    )

    @classmethod
    def add(cls, system: System, measure: Measure, units: Iterable[Unit]) -> "Unknowns":
        """Append the unknowns of a measure, and the rows by which its cliques agree."""
        self = cls(system, measure, tuple(units))
        truth = list(system.truth)
        for clique in measure.cliques:
            real = Counter(
                (tuple(unit.codes[dimension] for dimension in clique), unit.life)
                for unit in self.units
            )
            for codes in product(*(measure.categories[dimension] for dimension in clique)):
                for life in measure.every_life:
                    self._position[clique, codes, life] = len(truth)
                    truth.append(real[codes, life])
        system.truth = truth
        for nr, clique in enumerate(measure.cliques[1:], 1):
            self._agree(clique, measure.cliques[:nr])
        return self

    def _agree(self, clique: tuple[str, ...], earlier: tuple[tuple[str, ...], ...]) -> None:
        other = max(earlier, key=lambda one: len(set(one) & set(clique)))
        shared = tuple(dimension for dimension in clique if dimension in other)
        for codes in product(*(self.measure.categories[dimension] for dimension in shared)):
            where = dict(zip(shared, codes, strict=True))
            for life in self.measure.every_life:
                self.system.rows.append(
                    Row(self._in(clique, where, {life}), self._in(other, where, {life}))
                )

    def of_period(self, period: str, where: Codes) -> Members:
        """The unknowns whose sum is the cell with these codes in a period."""
        return self.of_lives(self.measure.lives[period], where)

    def of_lives(self, lives: Iterable[str], where: Codes) -> Members:
        clique = next(one for one in self.measure.cliques if where.keys() <= set(one))
        return self._in(clique, where, frozenset(lives))

    def among(self, units: Iterable[Unit]) -> "Unknowns":
        """The same unknowns, with other units behind them: the truth of the system stays."""
        return Unknowns(self.system, self.measure, tuple(units), self._position)

    def positions(self) -> Iterator[int]:
        """The unknowns that count each unit, one in each clique."""
        for unit in self.units:
            for clique in self.measure.cliques:
                codes = tuple(unit.codes[dimension] for dimension in clique)
                yield self._position[clique, codes, unit.life]

    def _in(self, clique: tuple[str, ...], where: Codes, lives: Iterable[str]) -> Members:
        options = (
            (where[dimension],) if dimension in where else self.measure.categories[dimension]
            for dimension in clique
        )
        return tuple(
            self._position[clique, codes, life]
            for codes in product(*options)
            for life in sorted(lives)
        )

    def behind(self, lives: Iterable[str], where: Codes) -> Counter[str]:
        """The share of a cell that each person is, in its own unit."""
        dimensions = tuple(sorted(where))
        if dimensions not in self._behind:
            table: dict[tuple[str, ...], Counter[tuple[str, str]]] = {}
            for unit in self.units:
                codes = tuple(unit.codes[dimension] for dimension in dimensions)
                table.setdefault(codes, Counter())[unit.life, unit.person] += 1
            self._behind[dimensions] = table
        lives = frozenset(lives)
        found: Counter[str] = Counter()
        codes = tuple(where[dimension] for dimension in dimensions)
        for (life, person), amount in self._behind[dimensions].get(codes, Counter()).items():
            if life in lives:
                found[person] += amount
        return found


def at_most(
    fewer: Unknowns,
    more: Unknowns,
    pairs: Iterable[tuple[set[str], set[str]]],
    tables: Iterable[tuple[str, ...]],
) -> None:
    """Whoever is counted in ``fewer`` is counted in ``more``: in each table, by pairs of lives.

    Widened to hold the truth where one of them is what an earlier delivery counted.
    """
    pairs = tuple(pairs)
    for table in tables:
        for codes in product(*(fewer.measure.categories[dimension] for dimension in table)):
            where = dict(zip(table, codes, strict=True))
            for some, others in pairs:
                inside, around = fewer.of_lives(some, where), more.of_lives(others, where)
                over = fewer.system.value(inside) - fewer.system.value(around)
                fewer.system.rows.append(Row(inside, around, -float("inf"), max(0, over)))
