"""The attack of a reader: between which bounds must the size of a group lie?"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from highspy import ObjSense

from disclosure import solver
from disclosure.system import SLACK, UNBOUNDED, Group, Members, System

_PRICE = 1e-9
"""Below this a linear price is rounding noise."""
_MOST_POINTS = 200
"""Registers that are remembered, the last ones."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Least and most of a group, as a reader finds them.

    ``shown`` are the shown cells on which that rests, by their linear prices. ``whole`` tells that
    whole numbers reach the same bounds.
    """

    low: float
    high: float
    shown: frozenset[int] = frozenset()
    whole: bool = True


class Attack:
    """One linear program over a system, kept warm from one question to the next.

    ``hidden`` are positions in ``system.cells``. With ``whole`` the unknowns must be whole
    numbers, which is exact and slower; at most so many ``nodes`` are searched for each bound.
    ``primal`` asks a few times as fast and finds the same bounds; but it may rest them on other
    cells, so who chooses by those does without.
    """

    def __init__(
        self,
        system: System,
        hidden: Collection[int] = (),
        *,
        whole: bool = False,
        primal: bool = False,
        nodes: int | None = None,
    ):
        self._system = system
        self._whole = whole
        self._column = _columns(system)
        rows = [
            (add, subtract, row.low, row.high)
            for row in system.rows
            if (add := self._known(row.add)) + (subtract := self._known(row.subtract))
        ]
        self._first_cell = len(rows)
        for nr, cell in enumerate(system.cells):
            rows.append((self._known(cell.members), [], *self._told(nr)))
        nothing = [0.0] * len(self._column)
        self._solver = solver.build(nothing, rows, whole=whole, presolve=whole, primal=primal)
        if nodes is not None:
            self._solver.setOptionValue("mip_max_nodes", nodes)
        self._hidden: frozenset[int] = frozenset()
        self._costed: set[int] = set()
        self._points = np.zeros((0, len(self._column)))
        self._corners: np.ndarray | None = None
        self.hide(hidden)

    def hide(self, hidden: Iterable[int]) -> None:
        """Hide exactly these cells."""
        hidden = frozenset(hidden)
        for nr in hidden ^ self._hidden:
            low, high = self._told(nr)
            if nr in hidden:
                true = self._system.value(self._system.cells[nr].members)
                low, high = min(1, true), UNBOUNDED
            self._forget(nr, low, high)
            self._solver.changeRowBounds(self._first_cell + nr, low, high)
        self._hidden = hidden

    def is_open(self, group: Group) -> bool:
        """Whether registers that were met on the way leave the group safe already.

        Each is one that a reader cannot rule out, in whole numbers: what they reach, an attack
        reaches too.
        """
        columns = self._known(group.members)
        sizes: list[float] = self._points[:, columns].sum(axis=1).tolist()
        return len(sizes) > 1 and group.is_safe(min(sizes), max(sizes))

    def is_wide(self, group: Group, spare: float) -> bool:
        """Whether fractions that were met since it wandered leave it safe, and more."""
        if self._corners is None:
            return False
        sizes: list[float] = self._corners[:, self._known(group.members)].sum(axis=1).tolist()
        return len(sizes) > 1 and group.is_safe(min(sizes) + spare, max(sizes) - spare)

    def wander(self, steps: int) -> Iterator[bool]:
        """Meet so many corners in any direction, one at each step, the same ones each time, and
        remember corners; false at a step without one, where the direction has no end."""
        self._corners = np.zeros((0, len(self._column)))
        chance = np.random.default_rng(1)
        every = np.arange(len(self._column), dtype=np.int32)
        self._costed = set(range(len(every)))
        for _ in range(steps):
            costs = chance.uniform(-1, 1, len(every))
            self._solver.changeColsCost(len(every), every, costs)
            yield self._solve(ObjSense.kMinimize)[0] != UNBOUNDED

    def _forget(self, nr: int, low: float, high: float) -> None:
        """Registers in which a cell that is shown from now on has another value."""
        sizes = self._points[:, self._known(self._system.cells[nr].members)].sum(axis=1)
        self._points = self._points[(sizes >= low - SLACK) & (sizes <= high + SLACK)]

    def bounds(self, group: Group) -> Bounds:
        """Raises ``SolverError``: then nothing may be published."""
        self._ask(group.members)
        low, below, low_whole = self._solve(ObjSense.kMinimize)
        high, above, high_whole = self._solve(ObjSense.kMaximize)
        return Bounds(low, high, below | above, low_whole and high_whole)

    def _told(self, nr: int) -> tuple[float, float]:
        """The value of a shown cell, widened to hold the truth where another delivery differed."""
        cell = self._system.cells[nr]
        true = self._system.value(cell.members)
        return min(cell.value, true), max(cell.value, true)

    def _known(self, members: Members) -> list[int]:
        return [self._column[unknown] for unknown in members if unknown in self._column]

    def _ask(self, members: Members) -> None:
        wanted = set(self._known(members))
        touched = sorted(self._costed | wanted)
        costs = np.array([float(column in wanted) for column in touched])
        self._solver.changeColsCost(len(touched), np.array(touched, dtype=np.int32), costs)
        self._costed = wanted

    def _solve(self, sense: ObjSense) -> tuple[float, frozenset[int], bool]:
        self._solver.changeObjectiveSense(sense)
        if not solver.solved(self._solver):
            return UNBOUNDED, frozenset(), True
        value = self._solver.getInfo().objective_function_value
        solution = self._solver.getSolution()
        corner = np.asarray(solution.col_value)
        if self._corners is not None:
            self._corners = np.vstack((self._corners[-_MOST_POINTS:], corner))
        is_whole = bool(np.all(np.abs(corner - np.rint(corner)) < SLACK))
        if is_whole:
            self._points = np.vstack((self._points[-_MOST_POINTS:], np.rint(corner)))
        if self._whole:
            return value, frozenset(), True
        prices = np.asarray(solution.row_dual)[self._first_cell :]
        priced = frozenset(map(int, np.flatnonzero(np.abs(prices) > _PRICE)))
        return value, priced - self._hidden, is_whole


def _columns(system: System) -> dict[int, int]:
    """A column for each unknown, but for those of which is known that they are 0."""
    nothing = {
        unknown
        for row in system.rows
        if row.low == row.high == 0 and not row.subtract
        for unknown in row.add
    }
    left = (unknown for unknown in range(len(system.truth)) if unknown not in nothing)
    return {unknown: column for column, unknown in enumerate(left)}
