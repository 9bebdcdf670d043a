"""What a trial in a process of its own says, however that process ends."""

import os
import signal
from collections.abc import Callable
from typing import Any, cast

from .choice import near
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
