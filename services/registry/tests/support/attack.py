"""An attacker, who has what was published and a solver, and none of our code.

Reads the document of ``krachtlijn registry published`` (``registry.integration.published``) and
bounds every cell of every table: of each period, and of those who came in one half only or in both.
Nothing of ours is imported here, not even names.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from math import ceil, floor
from typing import Any, ClassVar

import highspy
from highspy import ObjSense as Sense

Document = Mapping[str, Any]
Table = frozenset[str]
Unknown = tuple[str, tuple[tuple[str, str], ...], str]
"""Measure, codes of a clique, life."""
LIVES = {"persons": ("1", "2", "12"), "acts": ("1", "2")}
IN = {"H1": {"1", "12"}, "H2": {"2", "12"}, "Y": {"1", "2", "12"}}

_YEAR = [f"{month:02}" for month in range(1, 13)]
MONTHS = {"1": ["", *_YEAR[:6]], "2": ["", *_YEAR[6:]], "12": ["", *_YEAR]}


class Attacker:
    """Knows one organisation's figures of one year."""

    lives: ClassVar[Mapping[str, tuple[str, ...]]] = LIVES
    months: ClassVar[Mapping[str, list[str]]] = MONTHS
    programs: ClassVar[tuple[bool, ...]] = (False, True)
    """In fractions, and then in whole numbers where fractions reach further."""

    def __init__(self, document: Document, organisation: str) -> None:
        self._document = document
        self._cells = [c for c in document["cells"] if c["organisation"] == organisation]
        self._model = highspy.Highs()
        self._model.setOptionValue("output_flag", False)
        self._model.setOptionValue("threads", 1)  # one number for all of a process, who asks first
        self._model.setOptionValue("simplex_strategy", 4)  # the last corner fits the next question
        self._columns: dict[Unknown, int] = {}
        self._met: list[list[int]] = []
        self._by_clique: dict[tuple[str, Table], list[tuple[dict[str, str], str, int]]] = {}
        self._cliques: dict[str, list[Table]] = {}
        for measure in document["measures"]:
            self._imagine(measure)
        for fewer, more in document["at_most"]:
            self._compare(fewer, more)
        for cell in self._cells:
            self._learn(cell)

    def know(
        self, measure: str, dims: Mapping[str, str], lives: Iterable[str], low: int, high: int
    ) -> None:
        """That this group is between two sizes, whatever registers turned up before."""
        columns = self._sum(measure, dims, set(lives))
        self._row(columns, set(), low, high)
        self._met = [
            register
            for register in self._met
            if low <= sum(register[column] for column in columns) <= high
        ]

    def bounds(
        self, measure: str, dims: Mapping[str, str], lives: Iterable[str]
    ) -> tuple[int, int]:
        """Least and most that this group can be, in whole numbers."""
        return self._between(self._sum(measure, dims, set(lives)))

    def others(
        self, measure: str, dims: Mapping[str, str], lives: Iterable[str]
    ) -> tuple[int, int]:
        """Least and most of all who are *not* in this category of a line: nobody, or who else?"""
        clique = next((one for one in self._cliques[measure] if dims.keys() <= one), None)
        if clique is None:  # the line is not told at all
            return 0, 10**6
        everybody = self._in_clique(measure, clique, {}, set(lives))
        return self._between(everybody - self._in_clique(measure, clique, dims, set(lives)))

    def sizes(self, measure: str, dims: Mapping[str, str], lives: Iterable[str]) -> tuple[int, int]:
        """As far apart as the group was in registers that turned up while others were asked."""
        columns = self._sum(measure, dims, set(lives))
        found = [sum(register[column] for column in columns) for register in self._met]
        return (min(found), max(found)) if found else (1, 1)

    def _between(self, columns: set[int]) -> tuple[int, int]:
        wanted = [float(column in columns) for column in range(len(self._columns))]
        self._model.changeColsCost(len(wanted), [*range(len(wanted))], wanted)
        low, high = (self._best(sense) for sense in (Sense.kMinimize, Sense.kMaximize))
        return low, high

    def _best(self, sense: highspy.ObjSense) -> int:
        """The bound by fractions is the bound where it is reached by whole numbers."""
        self._model.changeObjectiveSense(sense)
        for whole in self.programs:
            kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
            if whole:
                for column in range(len(self._columns)):
                    self._model.changeColIntegrality(column, kind)
            self._model.run()
            status = self._model.getModelStatus()
            assert status == highspy.HighsModelStatus.kOptimal, f"contradictory figures: {status}"
            corner = self._model.getSolution().col_value
            if whole or all(abs(value - round(value)) < 1e-6 for value in corner):
                self._met = [*self._met[-100:], [round(value) for value in corner]]
                break
        if whole:
            for column in range(len(self._columns)):
                self._model.changeColIntegrality(column, highspy.HighsVarType.kContinuous)
        value = self._model.getInfo().objective_function_value
        return ceil(value - 1e-6) if sense == Sense.kMinimize else floor(value + 1e-6)

    def groups(self) -> Iterator[tuple[str, dict[str, str], tuple[str, ...]]]:
        """Every cell of a published table, in each period and for each life."""
        for measure, kind in self._document["measures"].items():
            some = {tuple(sorted(IN[period] & {*LIVES[kind]})) for period in IN}
            some |= {(life,) for life in LIVES[kind]}
            for table in self._tables(measure):
                for codes in self._codes(table):
                    yield from ((measure, codes, lives) for lives in sorted(some))

    def _tables(self, measure: str) -> list[Table]:
        found = {frozenset(c["dims"]) for c in self._cells if c["measure"] == measure}
        return sorted(found | {frozenset()}, key=lambda table: (len(table), sorted(table)))

    def _codes(self, table: Table) -> Iterator[dict[str, str]]:
        names = sorted(table)
        for codes in product(*(self._document["dimensions"][name] for name in names)):
            yield dict(zip(names, codes, strict=True))

    def _imagine(self, measure: str) -> None:
        """A count for each combination of codes that any table asks for."""
        tables = self._tables(measure)
        cliques = [one for one in tables if not any(one < other for other in tables)]
        if measure == "contacten":  # kinds, natures and places are crossed two by two: a circle
            shared = {"soort"} | (
                {"consultatie"} if any("consultatie" in t for t in tables) else set()
            )
            cliques = [
                frozenset(shared | own)
                for own in ({"aard", "plaats"}, {"branche"}, {"maand"})
                if own <= frozenset().union(*tables)
            ]
        self._cliques[measure] = cliques
        lives = self.lives[self._document["measures"][measure]]
        for clique in cliques:
            for codes in self._codes(clique):
                for life in lives:
                    name = (measure, tuple(sorted(codes.items())), life)
                    column = len(self._columns)
                    self._columns[name] = column
                    self._by_clique.setdefault((measure, clique), []).append((codes, life, column))
                    month = codes.get("maand", "")[5:]
                    can_be = month in self.months[life] and _can_be(codes)
                    self._model.addCol(0, 0, 1e6 if can_be else 0, 0, [], [])
        for one, other in combinations(cliques, 2):
            for codes in self._codes(one & other):
                for life in lives:
                    left = self._in_clique(measure, one, codes, {life})
                    right = self._in_clique(measure, other, codes, {life})
                    self._row(left, right, 0, 0)

    def _compare(self, fewer: str, more: str) -> None:
        """Who is in ``fewer`` is in ``more``, in each half, and in both where both tell."""
        kinds = self._document["measures"]
        pairs: list[tuple[set[str], set[str]]] = [
            (IN[half] & {*LIVES[kinds[fewer]]}, IN[half] & {*LIVES[kinds[more]]})
            for half in ("H1", "H2", "Y")
        ]
        if kinds[fewer] == kinds[more] == "persons":
            pairs.append(({"12"}, {"12"}))
        elif kinds[fewer] == "persons":
            pairs.pop()
        shared = [table for table in self._tables(fewer) if table in self._tables(more)]
        for table, (some, others) in product(shared, pairs):
            for codes in self._codes(table):
                self._row(self._sum(fewer, codes, some), self._sum(more, codes, others), -1e9, 0)

    def _learn(self, cell: Mapping[str, Any]) -> None:
        columns = self._sum(cell["measure"], cell["dims"], IN[cell["period"]])
        if cell["value"] is None:
            self._row(columns, set(), cell["hidden_from"], 1e9)
        else:
            off = (cell["rounded_to"] or 1) - 1
            most = 1e9 if cell["most_unless_late"] else cell["value"] + off
            self._row(columns, set(), cell["value"] - off, most)

    def _sum(self, measure: str, dims: Mapping[str, str], lives: set[str]) -> set[int]:
        clique = next(one for one in self._cliques[measure] if dims.keys() <= one)
        return self._in_clique(measure, clique, dims, lives)

    def _in_clique(
        self, measure: str, clique: Table, dims: Mapping[str, str], lives: set[str]
    ) -> set[int]:
        return {
            column
            for codes, life, column in self._by_clique[measure, clique]
            if life in lives and dims.items() <= codes.items()
        }

    def _row(self, add: set[int], subtract: set[int], low: float, high: float) -> None:
        columns = [*add, *subtract]
        signs = [1.0] * len(add) + [-1.0] * len(subtract)
        self._model.addRow(low, high, len(columns), columns, signs)


def _can_be(codes: Mapping[str, str]) -> bool:
    """A consultation at one of two places is told by nature and place too."""
    if not {"aard", "plaats", "consultatie"} <= codes.keys():
        return True
    place = codes["plaats"] if codes["plaats"] in ("vast", "mobiel") else "elders"
    return codes["consultatie"] == (place if codes["aard"] == "consultatie" else "geen")


def keeps_its_secret(bounds: tuple[int, int], threshold: int) -> bool:
    """T possible sizes for a group of 1 to T-1, with nobody or T among them."""
    low, high = bounds
    return high - low >= threshold - 1 and (low == 0 or high >= threshold)
