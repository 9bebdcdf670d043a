"""Tests of a package in an order by chance, which its seed gives again."""

import json
import shutil
from pathlib import Path

import pytest

from launcher.order_plugin import place

from .support.nested_runs import play

ROOT = Path(__file__).parents[3]
TESTS = """
import pytest


@pytest.mark.parametrize("number", range(4))
def test_of(number):
    pass


@pytest.mark.moves_clock
def test_that_comes_last():
    pass
"""
ENDS_BADLY = """
import pytest


@pytest.fixture
def broken():
    yield
    raise ValueError


def test_whose_end_fails(broken):
    pass
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two packages with the conftest of this house."""
    shutil.copy(ROOT / "conftest.py", tmp_path)
    for package in ("services/reporting", "client"):
        folder = tmp_path / package / "tests"
        folder.mkdir(parents=True)
        for name in ("test_a.py", "test_b.py", "test_c.py"):
            (folder / name).write_text(TESTS)
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\naddopts = --import-mode=importlib\nasyncio_mode = auto\n"
        "markers = moves_clock: comes last\n"
    )
    return tmp_path


def played(project: Path, *options: str, workers: int = 0) -> dict[str, bool]:
    noted = project / "order.json"
    plugins = ("pytest_asyncio.plugin",)
    done = play(project, f"--note-order={noted}", *options, plugins=plugins, workers=workers)
    assert noted.exists(), done.stdout + done.stderr
    order: dict[str, bool] = json.loads(noted.read_text())
    return order


@pytest.mark.night(
    "many runs of pytest for a tool of the night",
    stays="::test_the_seed_alone_says_where_a_test_comes",
)
def test_a_seed_has_an_order_of_its_own_within_each_package(project: Path) -> None:
    written = list(played(project))
    orders = [list(played(project, "--shuffle", f"--krachtlijn-seed={seed}")) for seed in (1, 1, 2)]
    assert orders[0] == orders[1]
    assert len({tuple(order) for order in (written, *orders)}) == 3
    for order in orders:
        assert sorted(order) == sorted(written)
        packages = [test.partition("/tests/")[0] for test in order]
        assert packages == ["services/reporting"] * 15 + ["client"] * 15
        for package in (order[:15], order[15:]):
            last = {test.rpartition("::")[2] for test in package[12:]}
            assert last == {"test_that_comes_last"}, "its mark says so in every order"
    module = "client/tests/test_b.py"
    alone = list(played(project, "--shuffle", "--krachtlijn-seed=2", module))
    assert alone == [test for test in orders[2] if test.startswith(module)]


def test_the_seed_alone_says_where_a_test_comes() -> None:
    tests = [f"a/test_{module}.py::test_{number}" for module in "xyz" for number in range(4)]
    orders = [sorted(tests, key=lambda test: place(seed, test)) for seed in (1, 1, 2)]
    assert orders[0] == orders[1] == sorted({*tests}, key=lambda test: place(1, test))
    assert orders[2] not in (orders[0], tests)
    for order in orders:
        modules = [test.partition("::")[0] for test in order]
        assert modules[::4] == modules[3::4], "a module stays together"


def test_what_is_noted_says_which_tests_failed_at_their_end_too(project: Path) -> None:
    (project / "client" / "tests" / "test_d.py").write_text(ENDS_BADLY)
    order = played(project, workers=2)
    assert [test for test, failed in order.items() if failed] == [
        "client/tests/test_d.py::test_whose_end_fails"
    ]
    assert len(order) == 31
