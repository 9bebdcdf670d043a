import signal
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

import pytest

from launcher import processes
from launcher.infra import Infrastructure
from launcher.rundir import RunDir

Krachtlijn = Callable[..., Popen[str]]
Living = Callable[[Path], set[int]]


GENEROUS = 120
"""Seconds: a busy machine takes one minute to start what a platform is made of."""


def wait_for(condition: Callable[[], bool], process: Popen[str]) -> None:
    until = time.monotonic() + GENEROUS
    while not condition():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


@pytest.mark.night(
    "a demonstration of stand-ins, beside the true one",
    stays=(
        "::test_an_interrupted_demo_stops_all_it_started",
        "tests/journeys/test_demo.py::test_the_city_lives_and_what_the_services_show_is_true",
    ),
)
def test_demo_stops_all_it_started_and_ends_as_the_simulator_did(
    checkout: Path, stand_ins: Path, krachtlijn: Krachtlijn, living: Living
) -> None:
    demo = krachtlijn("demo", "--root", str(checkout), packages=stand_ins)
    folder = checkout / ".run" / "demo"
    wait_for((folder / "summary.json").exists, demo)
    second = krachtlijn("demo", "--root", str(checkout), packages=stand_ins)
    assert "A demo is running in this checkout already" in second.communicate(timeout=GENEROUS)[0]
    assert second.returncode == 1
    (folder / "enough").touch()
    output = demo.communicate(timeout=GENEROUS)[0]
    assert demo.returncode == 7, output
    assert living(checkout) == set()


def test_an_interrupted_demo_stops_all_it_started(
    checkout: Path, stand_ins: Path, krachtlijn: Krachtlijn, living: Living
) -> None:
    demo = krachtlijn("demo", "--root", str(checkout), packages=stand_ins)
    wait_for(lambda: processes.running(RunDir(checkout, "demo"), "rabbitmq") is not None, demo)
    demo.send_signal(signal.SIGINT)
    output = demo.communicate(timeout=GENEROUS)[0]
    assert demo.returncode == 130, output
    assert living(checkout) == set()


@pytest.mark.night(
    "a platform of stand-ins, killed whole", stays="::test_an_interrupted_demo_stops_all_it_started"
)
def test_down_clears_what_a_killed_launcher_left_and_touches_no_other_checkout(
    checkout: Path,
    stand_ins: Path,
    infra: Infrastructure,
    krachtlijn: Krachtlijn,
    living: Living,
) -> None:
    neighbours = living(infra.run.root)
    up = krachtlijn("up", "--root", str(checkout), packages=stand_ins)
    wait_for((checkout / ".run" / "platform" / "summary.json").exists, up)
    up.kill()
    up.wait()  # not for its output: the simulator still writes there
    assert len(living(checkout)) > 7  # servers, five services and the simulator
    down = krachtlijn("down", "--root", str(checkout))
    assert down.wait(GENEROUS) == 0
    assert living(checkout) == set()
    assert living(infra.run.root) == neighbours
    status = krachtlijn("status", "--root", str(checkout))
    assert "Nothing runs in this checkout." in status.communicate(timeout=GENEROUS)[0]
