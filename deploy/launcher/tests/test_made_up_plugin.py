"""A test makes the same ids alone, among others and in any order; the services make theirs."""

import os
import re
from pathlib import Path
from subprocess import run
from sys import executable

import pytest

from launcher.made_up_plugin import is_of_tests

from .support.nested_runs import play

SUPPORT = """
from dataclasses import dataclass, field
from uuid import UUID, uuid4

AT_IMPORT = uuid4()


@dataclass
class Someone:
    ref: UUID = field(default_factory=uuid4)
    document: str = field(default_factory=lambda: uuid4().hex[:9])
"""
PRODUCT = """
from uuid import uuid4


def made():
    return uuid4()
"""
TESTS = """
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from product import made
from tests.support import AT_IMPORT, Someone

FOUND = []


def say(name, *made):
    print("MADE", name, *made)


@pytest.fixture(scope="session")
def shared():
    return Someone()


@pytest.fixture(scope="module", params=["a", "b"])
def of_each(request):
    return Someone()


@pytest.fixture
def own():
    return Someone()


def test_first(shared, own):
    say("first", own, Someone(), shared, AT_IMPORT)


@pytest.mark.parametrize("number", [1, 2])
def test_second(number, shared, own):
    say(f"second {number}", own, Someone(), Someone(), shared)


def test_of_each(of_each):
    say("each", of_each)


@settings(max_examples=3, database=None, derandomize=False)
@given(st.integers())
def test_drawn(number):
    say("drawn", number)


def test_of_a_service():
    say("service", made())
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "__init__.py").touch()
    (tmp_path / "tests" / "support.py").write_text(SUPPORT)
    (tmp_path / "tests" / "test_some.py").write_text(TESTS)
    (tmp_path / "product.py").write_text(PRODUCT)
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
    return tmp_path


def made(project: Path, *options: str) -> dict[str, list[str]]:
    """What each test said that it made, and the header of the run by the name of ``header``."""
    plugins = ("launcher.made_up_plugin", "_hypothesis_pytestplugin")
    done = play(project, "-s", *options, plugins=plugins)
    assert done.returncode == 0, done.stdout + done.stderr
    said: dict[str, list[str]] = {"header": re.findall(r"--krachtlijn-seed=\d+", done.stdout)}
    for line in re.findall(r"MADE (.*)", done.stdout):
        name, _, ids = line.partition(" ")
        said.setdefault(name, []).append(ids)
    return said


def test_a_test_makes_the_same_alone_and_in_any_order(project: Path) -> None:
    whole = made(project)
    again = made(project)
    assert whole["service"] != again["service"], "a service's own ids stay chance"
    again["service"] = whole["service"]
    assert again == whole
    alone = made(project, "tests/test_some.py::test_second[2]")
    assert alone["second"] == whole["second"][1:]
    turned = made(project, *(f"tests/test_some.py::test_{name}" for name in ("second", "first")))
    assert (turned["first"], turned["second"]) == (whole["first"], whole["second"])


def test_no_two_tests_make_one_id(project: Path) -> None:
    whole = made(project)
    ids = re.findall(r"UUID\('([^']+)'\)", " ".join(whole["first"] + whole["second"]))
    counted = sorted(ids.count(each) for each in set(ids))
    assert counted == [1] * 8 + [3], "the session's own alone is the same in three tests"
    assert len(set(whole["each"])) == 2


def test_the_header_says_the_seed_and_another_makes_other_data(project: Path) -> None:
    first, other = made(project), made(project, "--krachtlijn-seed=2")
    assert (first["header"], other["header"]) == (["--krachtlijn-seed=1"], ["--krachtlijn-seed=2"])
    for name in ("first", "second", "each", "drawn"):
        assert first[name] != other[name], name


def test_the_seed_decides_for_properties_of_this_house_where_ci_is_set_too() -> None:
    """There the profile of Hypothesis draws the same whatever the seed; ours are its children."""
    say = "import conftest; from hypothesis import settings; print(settings().derandomize)"
    done = run(
        [executable, "-c", say], cwd=Path(__file__).parents[3], env={**os.environ, "CI": "true"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("False\n", 0), done.stderr


@pytest.mark.parametrize(
    ("module", "is_test"),
    [
        ("services.databank.tests.support.claims", True),
        ("tests.contracts.test_commands", True),
        ("test_rates", True),
        ("databank.matching.resolver", False),
        ("launcher.sandbox", False),
        ("latest_testimony", False),
    ],
)
def test_tests_are_known_by_the_name_of_their_module(module: str, is_test: bool) -> None:
    assert is_of_tests(module) is is_test
