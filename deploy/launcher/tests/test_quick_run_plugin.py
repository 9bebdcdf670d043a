"""A quick run leaves out what takes long, and never a whole folder of tests."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.quick_run_plugin import LIST, slow_of

from .support.nested_runs import play

ROOT = Path(__file__).parents[3]
FOLDERS = ("tests/a", "tests/b", "services/x/tests/gas")
SECONDS = st.dictionaries(
    st.builds("{}/test_{}.py::test_{}".format, st.sampled_from(FOLDERS), *[st.integers(0, 2)] * 2),
    st.floats(0, 9),
)

TESTS = """
import pytest
from time import sleep


@pytest.mark.parametrize("seconds", [0, 0.2, 0.3])
def test_sleeps(seconds):
    sleep(seconds)


def test_fails_when_it_is_asked_to():
    import os
    assert "FAIL" not in os.environ
"""


@given(SECONDS, st.floats(0, 9))
def test_each_folder_keeps_a_test_and_what_is_left_out_takes_long(
    seconds: dict[str, float], limit: float
) -> None:
    left_out = slow_of(seconds, limit)
    kept = seconds.keys() - set(left_out)
    assert {each.rpartition("/")[0] for each in kept} == {
        each.rpartition("/")[0] for each in seconds
    }
    assert all(seconds[each] >= limit for each in left_out)
    assert sum(seconds[each] >= limit for each in kept) <= len(FOLDERS)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_some.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def played(project: Path, *options: str, workers: int = 0, **environ: str) -> str:
    plugins = ("launcher.quick_run_plugin",)
    options = ("-q", *options, "tests")
    return play(project, *options, plugins=plugins, workers=workers, **environ).stdout


SIDE_BY_SIDE = pytest.mark.night(
    "the same run with two workers",
    stays="::test_what_a_whole_run_found_slow_is_left_out_of_a_quick_one",
)


@pytest.mark.parametrize("workers", [0, pytest.param(2, marks=SIDE_BY_SIDE)])
def test_what_a_whole_run_found_slow_is_left_out_of_a_quick_one(
    project: Path, workers: int
) -> None:
    assert "4 passed" in played(project, "--note-slow", "0.15", workers=workers)
    assert (project / LIST).read_text().splitlines() == [
        "tests/test_some.py::test_sleeps[0.2]",
        "tests/test_some.py::test_sleeps[0.3]",
    ]
    quick = played(project, "--quick", workers=workers)
    assert "2 passed" in quick
    assert "4 passed" in played(project, workers=workers)


def test_a_run_in_which_a_test_fails_changes_no_list(project: Path) -> None:
    (project / LIST).write_text("tests/test_some.py::test_sleeps[0.3]\n")
    assert "1 failed" in played(project, "--note-slow", "0.15", FAIL="1")
    assert (project / LIST).read_text() == "tests/test_some.py::test_sleeps[0.3]\n"


def test_the_list_names_tests_that_are_there() -> None:
    lines = (ROOT / LIST).read_text().splitlines()
    assert lines == sorted(set(lines))
    named = {re.sub(r"\[.*", "", line).partition("::")[::2] for line in lines}
    gone = {
        (path, test)
        for path, test in named
        if not (ROOT / path).is_file()
        or not re.search(rf"\b{test.partition('::')[0]}\b", (ROOT / path).read_text())
    }
    assert gone == set(), "name it anew in the list: its test got another name or place"
