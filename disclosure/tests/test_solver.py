"""The solver says nothing on standard output, where services write their log."""

import subprocess
import sys

import pytest

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
