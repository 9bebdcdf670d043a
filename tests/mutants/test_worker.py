"""What a trial in a process of its own says, however that process ends."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from .choice import near
from .processes import Worker
from .scope import PACKAGES, ROOT
from .worker import forked, in_turn, is_pure, neighbours

Say = Callable[[str], None]


def _green(say: Say) -> None:
    say("a")
    say("green")


def _red(say: Say) -> None:
    say("a")
    say("b")
    say("red")


def _dead(say: Say) -> None:
    say("a")
    os.kill(os.getpid(), signal.SIGKILL)


def _raising(say: Say) -> None:
    raise ValueError


def _never(say: Say) -> None:
    say("a")
    while True:
        pass


def test_a_test_that_computes_apart_has_its_process(tmp_path: Path) -> None:
    tests = "chassis/tests/test_long_work.py"
    worker = Worker(ROOT, tmp_path / "log", "forks", seed=1, tests=[tests], slow=True)
    assert worker.answer(120) is not None
    worker.order({"note": [tests], "files": []})
    noted = [*iter(lambda: worker.answer(120) or {"noted": 0}, {"noted": 6})]
    worker.end()
    assert [each["passed"] for each in noted] == [True] * 6


def test_it_says_which_test_was_red() -> None:
    assert forked(_green, 60) == ("green", "")
    assert forked(_red, 60) == ("red", "b")


def test_who_dies_or_never_ends_says_at_which_test() -> None:
    assert forked(_dead, 60) == ("dead", "a")
    assert forked(_never, 0.5) == ("late", "a")


def test_who_began_no_test_names_none() -> None:
    assert forked(_raising, 60) == ("dead", "")


def test_what_is_set_up_stays_for_a_test_of_the_same_file_or_package() -> None:
    one, two, other = "a/b/test_x.py::one", "a/b/test_x.py::two", "a/b/c/test_y.py::three"
    assert neighbours([one, two, other]) == {one: two, two: one, other: one}
    assert neighbours([one, "z/test_z.py::four"]) == {one: "", "z/test_z.py::four": ""}


def test_a_file_without_tests_of_its_kind_is_no_end_of_a_run() -> None:
    assert list(in_turn(["a", "b"])) == [("a", "b"), ("b", None)]
    assert list(in_turn([])) == []


class Asking:
    """A test that asks for fixtures."""

    def __init__(self, *names: str) -> None:
        self.fixturenames = names


def test_who_asks_for_servers_by_whatever_name_is_tried_on_a_service_that_runs() -> None:
    assert is_pure(cast(Any, Asking("monkeypatch")))
    assert not is_pure(cast(Any, Asking("monkeypatch", "sandbox")))
    assert not is_pure(cast(Any, Asking("databank", "corner")))


def test_a_quick_run_asks_the_operators_tests_about_the_bus_too() -> None:
    bus = next(each for each in PACKAGES if each.name == "bus")
    path = "chassis/src/chassis/bus/admin/pages.py"
    assert near(ROOT, bus, path, own=True) == ("chassis/tests/", "tests/operating/")
    assert near(ROOT, bus, path) == ("chassis/tests/", "tests/operating/", "tests/rebuild/")


PROJECT = {
    "rule.py": "def rule():\n    return 1\n",
    "conftest.py": "from hypothesis import settings\nsettings.register_profile('house')\n",
    "test_one.py": """
import time
import pytest
import rule

@pytest.fixture(scope="module")
def there():
    return []

def test_a(there):
    assert rule.rule()

def test_b(there):
    assert rule.rule()

def test_slow(there):
    time.sleep(0.2 * rule.rule())
""",
    "asked.py": """
import json
import sys
import pytest
from tests.mutants.worker import Serving

class Speech:
    def say(self, answer):
        print("\\nsaid", json.dumps(answer))

    def orders(self):
        yield from json.loads(sys.argv[1])

pytest.main(["-s", "-p", "no:cacheprovider"], plugins=[Serving(Speech(), forks=False)])
""",
}


def answers(tmp_path: Path, *orders: tuple[list[str], int, float]) -> list[dict[str, Any]]:
    """What is said of a rule that returns another number, by tests on a service that runs."""
    for name, text in {**PROJECT, "test_two.py": PROJECT["test_one.py"]}.items():
        (tmp_path / name).write_text(text)
    rule = PROJECT["rule.py"]
    asked = [
        {
            "path": "rule.py",
            "original": rule,
            "mutated": rule.replace("1", str(number)),
            "tests": tests,
            "seconds": seconds,
        }
        for tests, number, seconds in orders
    ]
    told = subprocess.run(
        [sys.executable, "asked.py", json.dumps(asked)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    said = [json.loads(line[5:]) for line in told.splitlines() if line.startswith("said ")]
    assert said[0] == {"ready": 6}
    return said[1:]


def test_what_one_mutant_left_set_up_kills_no_other_of_another_file(tmp_path: Path) -> None:
    found = answers(
        tmp_path,
        (["test_one.py::test_a"], 2, 60),
        (["test_two.py::test_a", "test_one.py::test_b"], 3, 60),
        (["test_two.py::test_b"], 0, 60),
        (["test_one.py::test_b"], 4, 60),
    )
    assert [each["outcome"] for each in found] == ["survived", "survived", "killed", "survived"]


def test_no_more_tests_are_asked_than_there_is_time_for(tmp_path: Path) -> None:
    """A mutant that makes a service slow is no dead one for that, and holds up no other."""
    asked = ["test_one.py::test_a", "test_one.py::test_slow", "test_two.py::test_slow"]
    (found,) = answers(tmp_path, (asked, 5, 0.5))
    assert found == {"outcome": "survived", "tests": 2}
