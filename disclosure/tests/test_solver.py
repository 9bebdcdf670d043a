"""The solver says nothing on standard output, where services write their log."""

import subprocess
import sys
from typing import Any, cast

import highspy
import pytest
from highspy import HighsModelStatus as Status

from disclosure import solver

PROGRAM = """
from disclosure import solver
program = solver.build([1.0], [((0,), (), 2, 5)])
solver.solved(program)
assert program.getInfo().objective_function_value == 2
"""


def test_it_is_quiet() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True)
    assert done.stdout == b""


def test_it_is_quiet_in_the_process_that_asks(capfd: pytest.CaptureFixture[str]) -> None:
    assert solver.solved(solver.build([1.0], [((0,), (), 2, 5)]))
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize(
    ("asked", "option", "value"),
    [
        ({}, "threads", 1),
        ({}, "random_seed", 1),
        ({}, "presolve", "on"),
        ({"presolve": False}, "presolve", "off"),
        ({}, "simplex_strategy", 1),  # the dual one
        ({"primal": True}, "simplex_strategy", 4),
        ({}, "mip_rel_gap", 0),
        ({"gap": 0.1}, "mip_rel_gap", 0.1),
    ],
)
def test_the_same_program_is_solved_the_same_way_on_every_machine(
    asked: dict[str, Any], option: str, value: object
) -> None:
    program = solver.build([1.0], [((0,), (), 2, 5)], **asked)
    status, found = program.getOptionValue(option)
    assert status == highspy.HighsStatus.kOk
    assert found == value


class Answers:
    """A solver that ends each run with the next of these."""

    def __init__(self, *statuses: Status) -> None:
        self._left = [Status.kNotset, *statuses]
        self.runs = self.cleared = 0

    def run(self) -> None:
        self.runs += 1
        self._left.pop(0)

    def clearSolver(self) -> None:  # noqa: N802 - its name
        self.cleared += 1

    def getModelStatus(self) -> Status:  # noqa: N802 - its name
        return self._left[0]


@pytest.mark.parametrize(
    ("statuses", "has_end", "runs"),
    [
        ((Status.kOptimal,), True, 1),
        ((Status.kUnbounded,), False, 1),
        ((Status.kUnboundedOrInfeasible,), False, 1),
        ((Status.kUnknown, Status.kOptimal), True, 2),
        ((Status.kInfeasible, Status.kUnbounded), False, 2),
    ],
)
def test_a_program_whose_numbers_went_astray_is_run_anew_from_nothing(
    statuses: tuple[Status, ...], *, has_end: bool, runs: int
) -> None:
    answers = Answers(*statuses)
    assert solver.solved(cast(Any, answers)) is has_end
    assert (answers.runs, answers.cleared) == (runs, runs - 1)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (Status.kInfeasible, solver.ContradictionError),
        (Status.kSolutionLimit, solver.TooLongError),
        (Status.kUnknown, solver.SolverError),
        (Status.kNotset, solver.SolverError),
    ],
)
def test_without_an_answer_nothing_is_said(status: Status, error: type[Exception]) -> None:
    with pytest.raises(error) as raised:
        solver.solved(cast(Any, Answers(status, status)))
    assert raised.type is error
