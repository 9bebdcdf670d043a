"""HiGHS, the solver of linear and whole-number programs, told to be quiet and repeatable."""

from collections.abc import Sequence

import highspy
import numpy as np
from highspy._core import _Highs

from disclosure.system import UNBOUNDED

# The public class greets on standard output, where a service writes its log; its base does not.
# Private, so only here: ``test_solver`` fails when a release moves it.


_DUAL, _PRIMAL = 1, 4
Line = tuple[Sequence[int], Sequence[int], float, float]
"""Columns to add, columns to subtract, and between which bounds that must lie."""


def build(
    costs: Sequence[float],
    rows: Sequence[Line],
    *,
    most: float = UNBOUNDED,
    whole: bool = False,
    presolve: bool = True,
    primal: bool = False,
    gap: float = 0,
) -> _Highs:
    """A program over columns from 0 to ``most``; ``gap`` is by what share its cost may be above the
    least. ``primal`` goes on from the last corner, which fits whatever is asked next."""
    solver = _Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 1),
        ("presolve", "on" if presolve else "off"),
        ("simplex_strategy", _PRIMAL if primal else _DUAL),
        ("mip_rel_gap", gap),
    ):
        solver.setOptionValue(option, value)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(costs), len(rows)
    model.col_cost_ = np.array(costs, dtype=float)
    model.col_lower_ = np.zeros(len(costs))
    model.col_upper_ = np.full(len(costs), most)
    model.row_lower_ = np.array([low for *_, low, _ in rows], dtype=float)
    model.row_upper_ = np.array([high for *_, high in rows], dtype=float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    sizes = [len(add) + len(subtract) for add, subtract, *_ in rows]
    model.a_matrix_.start_ = np.cumsum([0, *sizes]).astype(np.int32)
    columns = [column for add, subtract, *_ in rows for column in (*add, *subtract)]
    signs = [
        sign for add, subtract, *_ in rows for sign in (*[1.0] * len(add), *[-1.0] * len(subtract))
    ]
    model.a_matrix_.index_ = np.array(columns, dtype=np.int32)
    model.a_matrix_.value_ = np.array(signs)
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(costs)
    solver.passModel(model)
    return solver


_ENDLESS = (
    highspy.HighsModelStatus.kUnbounded,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)


class SolverError(RuntimeError):
    """No answer: nothing may be published on it."""


class ContradictionError(SolverError):
    """Nothing fits all rows."""


class TooLongError(SolverError):
    """The search ended at its limit."""


def solved(solver: _Highs) -> bool:
    """Run it; false when there is no end to it. Raises ``SolverError`` when it fails."""
    solver.run()
    status = solver.getModelStatus()
    if status not in (*_ENDLESS, highspy.HighsModelStatus.kOptimal):
        # Numbers went astray on the way from one question to the next: begin from nothing.
        solver.clearSolver()
        solver.run()
        status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kSolutionLimit:
        raise TooLongError("the search ended at its limit")
    if status == highspy.HighsModelStatus.kInfeasible:
        raise ContradictionError("nothing fits all rows")
    if status not in (*_ENDLESS, highspy.HighsModelStatus.kOptimal):
        raise SolverError(f"the solver ended with {status}")
    return status == highspy.HighsModelStatus.kOptimal
