"""A run says what it left unproved, and a run that must prove all fails by it."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from launcher.skips_plugin import LIST

from .support.nested_runs import play

ROOT = Path(__file__).parents[3]
TESTS = """
import pytest


@pytest.mark.parametrize("width", ["390", "1280"])
def test_a_screen(width):
    pytest.skip("chromium is missing")


@pytest.mark.skip(reason="needs a root")
def test_users():
    pass


@pytest.mark.xfail(reason="known", strict=True)
def test_known():
    assert False


def test_runs():
    pass
"""
MODULE = """
import pytest

pytest.importorskip("no_such_module_at_all")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_some.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def played(project: Path, *options: str, workers: int = 0) -> "CompletedProcess[str]":
    plugins = ("launcher.made_up_plugin", "launcher.skips_plugin")
    return play(project, "-q", *options, plugins=plugins, workers=workers)


@pytest.mark.parametrize("workers", [0, 2])
def test_a_run_says_loudly_what_it_skipped(project: Path, workers: int) -> None:
    done = played(project, workers=workers)
    assert done.returncode == 0
    assert "skipped, so not proved here" in done.stdout
    assert "2 in tests/test_some.py: chromium is missing" in done.stdout
    assert "1 in tests/test_some.py: needs a root" in done.stdout
    assert "known" not in done.stdout.partition("not proved here")[2]


@pytest.mark.parametrize("workers", [0, 2])
def test_a_run_that_must_prove_all_fails_by_what_it_skipped(project: Path, workers: int) -> None:
    done = played(project, "--no-skips", workers=workers)
    assert done.returncode == 1, done.stdout
    for test in ("test_a_screen[390]", "test_a_screen[1280]", "test_users"):
        assert f"FAILED tests/test_some.py::{test}: skipped, and not in {LIST}" in done.stdout


def test_what_the_list_names_with_a_reason_may_be_skipped(project: Path) -> None:
    (project / LIST).write_text(
        "# why it hides nothing\n"
        "tests/test_some.py::test_a_screen[390]: looked at by hand\n"
        "tests/test_some.py::test_use*: proved in a container\n"
    )
    done = played(project, "--no-skips")
    assert done.returncode == 1, done.stdout
    unlisted = [line for line in done.stdout.splitlines() if line.startswith("FAILED ")]
    assert unlisted == [
        f"FAILED tests/test_some.py::test_a_screen[1280]: skipped, and not in {LIST}"
    ]
    with (project / LIST).open("a") as lines:
        lines.write("tests/test_some.py::test_a_screen[1280]: looked at by hand\n")
    assert played(project, "--no-skips").returncode == 0


def test_a_module_that_is_skipped_whole_counts(project: Path) -> None:
    (project / "tests" / "test_some.py").write_text(MODULE)
    (project / "tests" / "test_more.py").write_text("def test_runs():\n    pass\n")
    done = played(project, "--no-skips")
    assert (done.returncode, "could not import" in done.stdout) == (1, True), done.stdout


def test_a_line_without_a_reason_is_refused(project: Path) -> None:
    (project / LIST).write_text("tests/test_some.py::test_users\n")
    done = played(project)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "say why these may be skipped" in done.stderr


def test_the_list_names_tests_that_are_there() -> None:
    lines = (ROOT / LIST).read_text().splitlines()
    named = [line.partition("::")[0] for line in lines if line and not line.startswith("#")]
    assert [path for path in named if not (ROOT / path).is_file()] == []
