"""A process of tests that notes what each test reaches, or sets one mutant after another.

It is started in a copy of the checkout with what it is to do as JSON, and writes a line of JSON to
the pipe that it was given for each answer. Orders come over another pipe.
"""

import json
import os
import resource
import select
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from hypothesis import settings

from . import changed_code

Order = dict[str, Any]
Answer = dict[str, Any]
Outcome = tuple[str, str]
"""``green``, ``red``, ``late`` or ``dead``, and the test that says so."""
TOOL = 4
"""Of those that may watch which code runs."""
NEVER_AGAIN: object = None
"""Until the next test begins."""
if sys.version_info >= (3, 12):
    NEVER_AGAIN = sys.monitoring.DISABLE
SANDBOX_SECONDS = 120
"""Of one test on a service that runs."""
CPU_SECONDS = {"forks": 20, "anew": 120}
"""Of the processor, so that a busy machine makes no mutant endless."""


class Speech:
    """The two pipes to who started this process."""

    def __init__(self, orders: int, answers: int) -> None:
        self._orders = os.fdopen(orders, "r")
        self._answers = os.fdopen(answers, "w", buffering=1)

    def say(self, answer: Answer) -> None:
        self._answers.write(json.dumps(answer) + "\n")

    def orders(self) -> Iterator[Order]:
        for line in self._orders:
            yield json.loads(line)


SERVERS = frozenset({"sandbox", "corner"})
"""Fixtures that are a broker and databases."""


def is_pure(item: pytest.Item) -> bool:
    """Whether the test asks for no broker and no database."""
    return SERVERS.isdisjoint(getattr(item, "fixturenames", ())) and not hasattr(
        getattr(item, "module", None), "Sandbox"
    )


def is_usable(item: pytest.Item) -> bool:
    """No test that moves the clock for months: no other could follow it."""
    return item.get_closest_marker("moves_clock") is None


def neighbours(tests: list[str]) -> dict[str, str]:
    """For each test another of its file, or else of its package: what was set up for more than the
    test stays for that one."""
    found: dict[str, str] = {}
    for depth in (2, 100):
        groups: dict[str, list[str]] = defaultdict(list)
        for test in tests:
            groups["/".join(test.partition("::")[0].split("/")[:depth])].append(test)
        for group in groups.values():
            for test, other in zip(group, [*group[1:], group[0]], strict=True):
                if other != test:
                    found[test] = other
    return {test: found.get(test, "") for test in tests}


def in_turn(tests: list[str]) -> Iterator[tuple[str, str | None]]:
    """Each test with the one that follows it; the last with none, and no test with nothing.

    >>> [*in_turn(["a", "b"])], [*in_turn([])]
    ([('a', 'b'), ('b', None)], [])
    """
    return zip(tests, [*tests[1:], None][: len(tests)], strict=True)


class Settled:
    """No test looks up what failed for another mutant, and none waits for long."""

    def pytest_configure(self) -> None:
        settings.register_profile("mutants", settings.get_profile("house"), database=None)
        settings.load_profile("mutants")


class Watch:
    """Which functions of some files are entered, between two looks."""

    def __init__(self, files: list[str]) -> None:
        self._files = {str(Path.cwd() / path): path for path in files}
        self._entered: set[str] = set()

    def __enter__(self) -> "Watch":
        if sys.version_info < (3, 12):
            sys.setprofile(lambda frame, event, _: self._enter(frame.f_code, 0))
            return self
        monitoring = sys.monitoring
        monitoring.use_tool_id(TOOL, "mutants")
        monitoring.register_callback(TOOL, monitoring.events.PY_START, self._enter)
        monitoring.set_events(TOOL, monitoring.events.PY_START)
        return self

    def __exit__(self, *_: object) -> None:
        if sys.version_info < (3, 12):
            sys.setprofile(None)
            return
        sys.monitoring.set_events(TOOL, 0)
        sys.monitoring.free_tool_id(TOOL)

    def _enter(self, code: CodeType, _: int) -> object:
        if path := self._files.get(code.co_filename):
            self._entered.add(f"{path}::{code.co_qualname.partition('.<locals>')[0]}")
        return NEVER_AGAIN

    def look(self) -> list[str]:
        """What was entered since the last look."""
        entered = sorted(self._entered)
        self._entered.clear()
        if sys.version_info >= (3, 12):
            sys.monitoring.restart_events()
        return entered


class Serving(Settled):
    """Collects tests once, and then notes what they reach, and sets mutants."""

    def __init__(self, speech: Speech, *, forks: bool) -> None:
        self._speech = speech
        self._forks = forks
        self._items: dict[str, pytest.Item] = {}
        self._neighbours: dict[str, str] = {}
        self._green: set[str] = set()
        self._untrusted: set[str] = set()
        self._red = False
        self._asked = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._red |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._items = {item.nodeid: item for item in session.items if is_usable(item)}
        self._neighbours = neighbours(list(self._items))
        functions = changed_code.Functions()
        self._speech.say({"ready": len(self._items)})
        for order in self._speech.orders():
            if not self._forks:  # a service that runs makes functions
                functions = changed_code.Functions()
            if "note" in order:
                self._note(order["note"], order["files"])
            else:
                self._speech.say(self._try(order, functions))
        return True

    def _note(self, test_files: list[str], files: list[str]) -> None:
        """Say of each test of these files how long it takes, and what it enters; then, that all
        did. Tests without servers in one process of theirs, so that nothing is left of them."""
        tests = [
            test
            for test, item in self._items.items()
            if test.partition("::")[0] in set(test_files) and is_pure(item) == self._forks
        ]

        def work(say: Callable[[str], None]) -> None:
            with Watch(files) as watch:
                for test, following in in_turn(tests):
                    watch.look()
                    begun = time.monotonic()
                    passed = self._run(test, following)
                    seconds = round(time.monotonic() - begun, 3)
                    say(
                        json.dumps(
                            {
                                "test": test,
                                "passed": passed,
                                "seconds": seconds,
                                "entered": watch.look(),
                            }
                        )
                    )

        def relay(line: str) -> None:
            self._speech.say(json.loads(line))

        if self._forks:
            in_fork(work, 3600, relay)
        else:
            work(relay)
        self._speech.say({"noted": len(tests)})

    def _try(self, order: Order, functions: changed_code.Functions) -> Answer:
        """Set the mutant and ask its tests. One that failed with it, and without it afterwards on
        the same service, is ``doubted`` on a new one: it passes there twice before the mutant is
        set, or is not asked."""
        path = str(Path.cwd() / order["path"])
        swaps = functions.swaps(path, order["original"], order["mutated"])
        if not swaps:
            return {"outcome": "elsewhere"}
        known = [each for each in order["tests"] if each in self._items]
        tests = [each for each in known if each not in self._untrusted]
        run = self._forked if self._forks else self._here
        self._asked = 0

        def passes_without(test: str) -> bool:
            return run([test], order["seconds"], functions, [])[0] == "green"

        doubted: str | None = order.get("doubted")
        if doubted is not None and doubted in tests:
            tests.remove(doubted)
            if passes_without(doubted) and passes_without(doubted):  # it can be run twice
                tests.insert(0, doubted)
            else:
                self._untrusted.add(doubted)
                doubted = None
        while tests:
            begun = time.monotonic()
            outcome, by = run(tests, order["seconds"], functions, swaps)
            took = round(time.monotonic() - begun, 2)
            if outcome == "green":
                break
            killed = {"outcome": "killed", "by": by, "how": outcome, "seconds": took}
            if by in self._green and self._forks:
                return killed
            if passes_without(by):
                self._green.add(by)
                return killed
            if not self._forks:
                return (killed if by == doubted else {"outcome": "spoiled", "by": by}) | {
                    "spoiled": True
                }
            self._untrusted.add(by)
            tests = tests[tests.index(by) + 1 :]
        return {"outcome": "survived", "tests": self._asked or len(known)}

    def _run(self, test: str, following: str | None) -> bool:
        """Whether it passed; what was set up for more than this test stays."""
        self._red = False
        item, following = self._items[test], following or self._neighbours[test]
        item.ihook.pytest_runtest_protocol(item=item, nextitem=self._items.get(following))
        return not self._red

    def _here(
        self,
        tests: list[str],
        seconds: float,
        functions: changed_code.Functions,
        swaps: list[changed_code.Swap],
    ) -> Outcome:
        """In this process, on the service that runs in it; no test begins after ``seconds``."""
        self._tear_down_for(tests[0])
        end = time.monotonic() + seconds
        functions.give(swaps)
        try:
            for test, following in in_turn(tests):
                self._asked += 1
                if not self._run(test, following if following != test else None):
                    return "red", test
                if time.monotonic() > end:
                    break
            return "green", ""
        finally:
            functions.take_back(swaps)

    def _tear_down_for(self, test: str) -> None:
        """What another file's tests left set up goes before the mutant comes: pytest fails a test
        that finds it, which would be no fault of the mutant's."""
        item = self._items[test]
        with suppress(Exception):  # of what an earlier mutant spoiled
            item.session._setupstate.teardown_exact(item)

    def _forked(
        self,
        tests: list[str],
        seconds: float,
        functions: changed_code.Functions,
        swaps: list[changed_code.Swap],
    ) -> Outcome:
        """In a process of its own, which is killed when it does not end."""

        def work(say: Callable[[str], None]) -> None:
            functions.give(swaps)
            for test, following in in_turn(tests):
                say(test)
                if not self._run(test, following):
                    say("red")
                    return
            say("green")

        return forked(work, seconds, CPU_SECONDS["forks"])


def in_fork(
    work: Callable[[Callable[[str], None]], None],
    seconds: float,
    hear: Callable[[str], None],
    cpu_seconds: int = resource.RLIM_INFINITY,
) -> bool:
    """Do work in a fork, and hear each line that it says; False when it did not end in time."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
        try:
            work(lambda line: _write(writing, line))
        finally:
            os._exit(0)
    os.close(writing)
    end = time.monotonic() + seconds
    said = b""
    while (left := end - time.monotonic()) > 0:
        if select.select([reading], [], [], left)[0]:
            part = os.read(reading, 1 << 16)
            if not part:
                break
            *lines, said = (said + part).split(b"\n")
            for line in lines:
                hear(line.decode())
    os.close(reading)
    if left <= 0:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return left > 0


def forked(
    work: Callable[[Callable[[str], None]], None],
    seconds: float,
    cpu_seconds: int = resource.RLIM_INFINITY,
) -> Outcome:
    """Do work in a fork; it says the test that it begins, and at last ``green`` or ``red``.

    The test of the outcome is empty when none began.
    """
    words = [""]
    in_time = in_fork(work, seconds, words.append, cpu_seconds)
    if words[-1] == "green":
        return "green", ""
    if words[-1] == "red":
        return "red", words[-2]
    return ("dead" if in_time else "late"), words[-1]


def _write(pipe: int, word: str) -> None:
    text = f"{word}\n".encode()
    while text:
        text = text[os.write(pipe, text) :]


class FirstRed(Settled):
    """Says which test begins, and whether all were green; ends at the first that is red."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._say(nodeid)


def anew(speech: Speech, arguments: list[str], warm: list[str]) -> None:
    """Serve mutants of what is done at import: each in a process that imported nothing of ours."""
    for name in warm:
        __import__(name)
    speech.say({"ready": 0})
    for order in speech.orders():
        speech.say(_anew(order, arguments))


def _anew(order: Order, arguments: list[str]) -> Answer:
    def run(tests: list[str], mutated: str | None) -> Outcome:
        def work(say: Callable[[str], None]) -> None:
            if mutated is not None:
                changed_code.mutate_import(str(Path.cwd() / order["path"]), mutated)
            code = pytest.main(["-x", *arguments, *tests], plugins=[FirstRed(say)])
            say("green" if code == pytest.ExitCode.OK else "red")

        return forked(work, order["seconds"], CPU_SECONDS["anew"])

    begun = time.monotonic()
    outcome, by = run(order["tests"], order["mutated"])
    took = round(time.monotonic() - begun, 2)
    if outcome == "green":
        return {"outcome": "survived", "tests": len(order["tests"])}
    if not by:
        return {"outcome": "not imported"}
    without, _ = run([by], None)
    if without != "green":
        return {"outcome": "untrusted", "by": by}
    return {"outcome": "killed", "by": by, "how": outcome, "seconds": took}


def main() -> None:
    job = json.loads(sys.argv[1])
    speech = Speech(job["orders"], job["answers"])
    arguments = [
        "-q",
        "-p",
        "no:cacheprovider",
        "--no-header",
        f"--hypothesis-seed={job['seed']}",
    ]
    if job["work"] == "anew":
        anew(speech, [*arguments, f"--timeout={SANDBOX_SECONDS}"], job["warm"])
        return
    forks = job["work"] == "forks"
    arguments.append(f"--timeout={300 if forks else SANDBOX_SECONDS}")
    if not job["slow"]:
        arguments.append("--quick")
    plugin = Serving(speech, forks=forks)
    code = pytest.main([*arguments, *job["tests"]], plugins=[plugin])
    speech.say({"ended": int(code)})
