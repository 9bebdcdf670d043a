"""The main job, end to end, as ``make demo`` runs it: a short life of the city, twice."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TIMES = {"detectionLatencyMs", "seconds", "slow"}
SCENARIOS = {"1", "2", "3", "5", "6", "7", "9", "13", "14", "16", "21"}
AUTUMN = "2026-10-24"
"""The night after it has thirteen hours of work, and New Year can be planned."""


def play(root: Path) -> tuple[int, str, dict[str, Any]]:
    command = Path(sys.executable).with_name("krachtlijn")
    done = subprocess.run(
        [command, "demo", "--days", "1", "--seed", "7", "--from", AUTUMN, "--root", root],
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    summary = root / ".run" / "demo" / "summary.json"
    said = done.stdout + done.stderr
    assert summary.exists(), said
    return done.returncode, said, json.loads(summary.read_text())


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, dict[str, Any]]:
    return play(tmp_path_factory.mktemp("first"))


def test_the_city_lives_and_what_the_services_show_is_true(
    first: tuple[int, str, dict[str, Any]],
) -> None:
    code, said, summary = first
    assert code == 0, said
    events = summary["events"]
    assert events["published"] > 500
    assert (events["lost"], events["doubled"], events["parked"]) == (0, 0, 0)
    shifts = summary["branchShifts"]
    assert shifts["expected"] == shifts["detected"] > 0
    assert (shifts["missed"], shifts["false"]) == (0, 0)
    assert summary["scenarios"] == dict.fromkeys(SCENARIOS, "ok")
    assert len(summary["indicators"]) == 62


@pytest.mark.long
def test_the_same_seed_gives_the_same_figures_except_times(
    first: tuple[int, str, dict[str, Any]], tmp_path: Path
) -> None:
    _, _, again = play(tmp_path)
    _, _, before = first
    for time in TIMES:
        before.pop(time, None)
        again.pop(time, None)
    assert again == before
