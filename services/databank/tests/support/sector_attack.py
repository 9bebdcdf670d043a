"""An attacker, who has the published counts of the sector and a solver, and none of our code.

Reads documents ``{"period": "2026-01", "base": 10, "total": 20, "by": {table: {code: count}}}`` and
bounds groups in whole numbers. Everybody is imagined by the months of a year in which they were
active: a number of persons for each set of months of a half, and for each way to be in both halves.
Totals in whole numbers; a table, where those take minutes, in fractions, made whole inwards.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import ceil, floor
from typing import Any

import highspy
from highspy import ObjSense

Published = Sequence[Mapping[str, Any]]
Columns = list[int]
MANY = 10_000


class SectorAttacker:
    """Knows the totals and one table in which each person has one code."""

    def __init__(self, published: Published, table: str = "", codes: Iterable[str] = ("",)) -> None:
        self._published = published
        self._model = highspy.Highs()
        self._model.setOptionValue("output_flag", False)
        self._model.setOptionValue("threads", 1)
        self._columns = 0
        self._whole = not table
        told = {each["period"] for each in published}
        self._months = {
            half: [f"{of}-{month:02}" for month in months if f"{of}-{month:02}" in told]
            for of in [min(told)[:4]]
            for half, months in (("1", range(1, 7)), ("2", range(7, 13)))
        }
        self._year = min(told)[:4]
        self._registers = {code: self._imagine() for code in codes}
        for each in published:
            spans = [self._of(code, each["period"]) for code in codes]
            self._fix([column for span in spans for column in span], each["total"], each["base"])
            if table and table in each["by"]:
                for code, span in zip(codes, spans, strict=True):
                    self._fix(span, each["by"][table].get(code, 0), each["base"])

    def findings(self) -> Iterator[tuple[str, int, int]]:
        """Groups that may be of 1 to 4 persons, and of which fewer than five sizes are left, or
        neither nobody nor five."""
        for code in self._registers:
            for name, group in self._groups(code):
                low, high = self._between(group)
                small = high >= 1 and low <= 4
                if small and (high - low < 4 or (low > 0 and high < 5)):
                    yield f"{code} {name}", low, high

    def _groups(self, code: str) -> Iterator[tuple[str, Columns]]:
        periods = [each["period"] for each in self._published]
        for period in periods:
            yield period, self._of(code, period)
        for one, other in product(periods, periods):
            if one != other:
                rest = [*{*self._of(code, one)} - {*self._of(code, other)}]
                if self._comparable(one, other):
                    yield f"{one} without {other}", rest
        for one, other in combinations(periods, 2):
            if self._comparable(one, other):
                yield f"{one} and {other}", [*{*self._of(code, one)} & {*self._of(code, other)}]

    def _comparable(self, one: str, other: str) -> bool:
        """Columns of both are of one half, or both are whole halves or the year."""
        return self._half(one) == self._half(other) or not (
            self._is_month(one) or self._is_month(other)
        )

    def _is_month(self, period: str) -> bool:
        return len(period) == 7 and "H" not in period

    def _half(self, period: str) -> str:
        return ("1" if int(period[5:]) <= 6 else "2") if self._is_month(period) else period[-1]

    def _imagine(self) -> dict[tuple[str, str], int]:
        """Columns of lives: by set of told months within a half, and over both halves."""
        lives = {}
        for half, months in self._months.items():
            for size in range(len(months) + 1):
                for some in combinations(months, size):
                    if some or len(months) < 6:
                        lives[half, " ".join(some)] = self._column()
        for both in ("1", "2", "12"):
            lives["year", both] = self._column()
        for half in self._months:
            of_months = [column for (of, _), column in lives.items() if of == half]
            of_year = [lives["year", both] for both in ("1", "2", "12") if half in both]
            self._row(of_months, of_year, 0, 0)
        return lives

    def _of(self, code: str, period: str) -> Columns:
        lives = self._registers[code]
        if self._is_month(period):
            half = self._half(period)
            return [c for (of, some), c in lives.items() if of == half and period in some.split()]
        wanted = {"H1": ("1", "12"), "H2": ("2", "12")}.get(period[5:], ("1", "2", "12"))
        return [lives["year", both] for both in wanted]

    def _column(self) -> int:
        self._model.addCol(0, 0, MANY, 0, [], [])
        if self._whole:
            self._model.changeColIntegrality(self._columns, highspy.HighsVarType.kInteger)
        self._columns += 1
        return self._columns - 1

    def _fix(self, columns: Columns, rounded: int, base: int) -> None:
        self._row(columns, [], max(0, rounded - base + 1), rounded + base - 1)

    def _row(self, add: Columns, subtract: Columns, low: float, high: float) -> None:
        signs = [1.0] * len(add) + [-1.0] * len(subtract)
        self._model.addRow(low, high, len(signs), [*add, *subtract], signs)

    def _between(self, columns: Columns) -> tuple[int, int]:
        wanted = [float(column in columns) for column in range(self._columns)]
        self._model.changeColsCost(len(wanted), [*range(len(wanted))], wanted)
        low, high = self._best(ObjSense.kMinimize), self._best(ObjSense.kMaximize)
        return ceil(low - 1e-6), floor(high + 1e-6)

    def _best(self, sense: highspy.ObjSense) -> float:
        self._model.changeObjectiveSense(sense)
        self._model.run()
        status = self._model.getModelStatus()
        assert status == highspy.HighsModelStatus.kOptimal, f"contradictory figures: {status}"
        return float(self._model.getInfo().objective_function_value)
