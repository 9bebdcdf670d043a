"""The summary says plainly whether all is as it should be."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from simulator.summary import Summary, percentiles

GOOD = Summary(
    events={"published": 100, "handled": 190, "parked": 0, "lost": 0, "doubled": 0},
    branch_shifts={
        "expected": 4,
        "detected": 4,
        "missed": 0,
        "false": 0,
        "announced": 3,
        "confirmed": 2,
        "withdrawn": 1,
    },
    latency_ms={"p50": 20.0, "p95": 60.0, "p99": 90.0},
    scenarios={"1": "ok", "3": "ok"},
    indicators={"IND-2-01": 6, "IND-2-04": None},
    seconds=41.26,
    days=14,
    ends_at=datetime(2026, 1, 19, 5, tzinfo=UTC),
    seed=1,
    requests=4542,
)


def test_a_good_run_has_nothing_wrong() -> None:
    assert GOOD.wrong == []


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("events", {**GOOD.events, "lost": 2}, "2 events lost"),
        ("events", {**GOOD.events, "doubled": 1}, "1 events doubled"),
        ("events", {**GOOD.events, "parked": 3}, "3 events parked"),
        ("branch_shifts", {**GOOD.branch_shifts, "missed": 1}, "1 branch shifts missed"),
        ("branch_shifts", {**GOOD.branch_shifts, "false": 1}, "1 branch shifts false"),
        ("scenarios", {"1": "ok", "3": "the case is open"}, "scenario 3: the case is open"),
        ("troubles", ["declare S1: refused"], "declare S1: refused"),
    ],
)
def test_each_trouble_is_named(part: str, value: Any, said: str) -> None:
    changes: dict[str, Any] = {part: value}
    assert replace(GOOD, **changes).wrong == [said]


def test_slowness_is_said_and_is_no_failure() -> None:
    slow = replace(GOOD, latency_ms={**GOOD.latency_ms, "p99": 251.0})
    assert slow.slow == ["detection took 251 ms (p99), more than 250 ms"]
    assert slow.wrong == []
    assert "Slow: detection took 251 ms" in " ".join(slow.words())


def test_the_document_holds_what_was_agreed(tmp_path: Path) -> None:
    path = tmp_path / "demo" / "summary.json"
    GOOD.write(path)
    document = orjson.loads(path.read_bytes())
    assert document["events"] == GOOD.events
    assert document["branchShifts"] == GOOD.branch_shifts
    assert document["detectionLatencyMs"] == GOOD.latency_ms
    assert document["scenarios"] == GOOD.scenarios
    assert document["indicators"] == GOOD.indicators
    assert document["seconds"] == 41.3


def test_the_words_say_the_same() -> None:
    said = " ".join(GOOD.words())
    assert "14 days in 41 s" in said
    assert "4 of 4 found, 0 missed, 0 false" in said
    assert "Of 3 announced, 2 came true and 1 were withdrawn" in said
    assert "Scenarios: 2 of 2" in said


def test_percentiles_are_those_of_the_nearest_rank() -> None:
    assert percentiles([float(n) for n in range(1, 101)]) == {"p50": 50, "p95": 95, "p99": 99}
    assert percentiles([5.0]) == {"p50": 5.0, "p95": 5.0, "p99": 5.0}
    assert percentiles([]) == {"p50": None, "p95": None, "p99": None}


def test_the_measures_stand_there_as_reporting_shows_them() -> None:
    shown = {"IND-2.2-02 of 2026": {"kind": {"schorsing": 1}, "kind_college": {"schorsing": 1}}}
    summary = replace(GOOD, measures=shown)
    assert summary.document()["measures"] == shown


COMPARED = {"IND-2-01": {"periods": ["2025", "2026-H1", "2026-03"], "figures": 7, "dimensions": 2}}


def test_what_was_compared_is_told_apart_from_what_is_merely_shown() -> None:
    why = {"IND-2-04": "nothing of it happened in these days"}
    summary = replace(GOOD, compared=COMPARED, not_compared=why)
    assert summary.document()["compared"] == COMPARED
    assert summary.document()["notCompared"] == why
    said = " ".join(summary.words())
    assert (
        "Compared with the city's own truth: 1 of 2 indicators, 7 figures of 1 years, 1 half-years"
        " and 1 months. Not compared: IND-2-04." in said
    )
    assert "with a figure" not in said


def test_what_takes_the_place_of_others_is_said() -> None:
    assert {"login", "bank", "registers"} <= GOOD.document()["standIns"].keys()
    said = " ".join(GOOD.words())
    assert "In place of others, so not proved with them: login, people, bank, post" in said


def test_nothing_compared_reads_as_nothing() -> None:
    said = " ".join(GOOD.words())
    assert "Compared with the city's own truth: 0 of 2 indicators, 0 figures" in said
    assert "Not compared: IND-2-01, IND-2-04." in said


def test_a_scenario_without_a_control_is_named() -> None:
    controls: dict[str, list[str] | str] = {"1": ["a declared minute"], "3": "none"}
    summary = replace(GOOD, controls=controls)
    assert summary.document()["controls"] == controls
    said = " ".join(summary.words())
    assert "1 neighbours in which 1 scenarios must not fire, and did not" in said
    assert "without a control: 3." in said


def test_a_pause_of_a_reader_is_told() -> None:
    operations = {"pauses": 1, "resumes": 1, "heldEvents": 7, "pausedMs": 1400}
    paused = replace(GOOD, operations=operations)
    assert paused.document()["operations"] == operations
    assert "paused a reader for 1,400 ms: 7 events waited" in " ".join(paused.words())
    assert "paused" not in " ".join(GOOD.words())
