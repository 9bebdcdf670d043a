"""The quick proofs go first, all of them, and when one fails nothing else is begun."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from launcher.gate_plugin import GATE

from .support.nested_runs import play

ROOT = Path(__file__).parents[3]
CONFTEST = """
from xdist.scheduler.loadscope import LoadScopeScheduling
from xdist.workermanage import NodeManager

NodeManager.EXIT_TIMEOUT = 0.2


class ByFolder(LoadScopeScheduling):
    def _split_scope(self, nodeid):
        return "/".join(nodeid.split("/")[:2])


def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False
    return ByFolder(config, log)
"""
LONG = """
import pathlib
import threading

import pytest


@pytest.mark.parametrize("number", range(40))
def test_long(number):
    pathlib.Path(f"begun-{number}").touch()
    if pathlib.Path("endless").exists():
        threading.Event().wait()
"""
QUICK = """
def test_holds():
    pass


def test_a_rule():
    assert {holds}


def test_another_rule():
    assert {holds}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "chassis" / "tests").mkdir(parents=True)
    (tmp_path / "chassis" / "tests" / "test_long.py").write_text(LONG)
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def played(project: Path, *options: str, holds: bool, workers: int = 0) -> "CompletedProcess[str]":
    (project / "tests" / "house").mkdir(parents=True)
    (project / "tests" / "house" / "test_rules.py").write_text(QUICK.format(holds=holds))
    plugins = ("launcher.gate_plugin",)
    return play(project, "-q", *options, plugins=plugins, workers=workers)


@pytest.mark.parametrize("workers", [0, 1], ids=["alone", "side by side"])
def test_a_red_gate_says_all_its_faults_and_ends_the_run(project: Path, workers: int) -> None:
    """Side by side one more is begun, which xdist sent ahead, and is cut off."""
    (project / "endless").touch()
    done = played(project, "--gate", holds=False, workers=workers)
    assert done.returncode != 0
    assert "2 failed, 1 passed" in done.stdout, done.stdout
    assert "the gate failed (2): the long proofs were not begun" in done.stdout + done.stderr
    assert len([*project.glob("begun-*")]) == workers


@pytest.mark.parametrize(
    "workers",
    [
        pytest.param(0, id="alone"),
        pytest.param(
            1,
            id="side by side",
            marks=pytest.mark.night(
                "the same run with a worker", stays="::test_behind_a_green_gate_everything_runs"
            ),
        ),
    ],
)
def test_behind_a_green_gate_everything_runs(project: Path, workers: int) -> None:
    done = played(project, "--gate", holds=True, workers=workers)
    assert (done.returncode, len([*project.glob("begun-*")])) == (0, 40), done.stdout


def test_without_the_option_a_fault_ends_nothing(project: Path) -> None:
    done = played(project, holds=False)
    assert "2 failed, 41 passed" in done.stdout
    assert len([*project.glob("begun-*")]) == 40


def test_the_gate_is_of_packages_that_are_there() -> None:
    assert [each for each in GATE if not (ROOT / each).is_dir()] == []
