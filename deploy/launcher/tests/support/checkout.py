"""A checkout of the tests, and its end."""

from pathlib import Path

from launcher.bring_up import take_down
from launcher.leftovers import sweep_checkout
from launcher.rundir import RunDir


def clear(root: Path) -> None:
    for run in RunDir.all(root):
        take_down(run)
        run.wipe()
    sweep_checkout(root)
