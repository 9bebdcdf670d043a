"""One noisy run is no verdict."""

import json
from pathlib import Path

import pytest

from .summary import Summary
from .verdicts import Bar, Verdict, no_floor, told


@pytest.mark.parametrize(
    ("sign", "figures", "verdict"),
    [
        (">=", [0.95, 1.2], Verdict.MET),
        (">=", [0.7, 0.94], Verdict.MISSED),
        (">=", [0.7, 1.0, 1.1], Verdict.OPEN),
        (">=", [0.7], Verdict.MISSED),
        ("<=", [0.9, 0.95], Verdict.MET),
        ("<=", [0.96, 3.0], Verdict.MISSED),
        ("<=", [0.9, 0.96], Verdict.OPEN),
    ],
)
def test_a_bar_within_the_spread_is_not_decided(
    sign: str, figures: list[float], verdict: Verdict
) -> None:
    assert Bar(sign, 0.95).verdict(figures) is verdict


def test_what_is_missed_says_by_how_much_and_what_is_open_says_how_noisy_it_was() -> None:
    bar = Bar(">=", 0.8)
    assert told("drain.ofFloor", bar, [0.5, 0.6, 0.7]) == (
        "drain.ofFloor is missed by 25%: 0.60 (0.50 to 0.70 in 3 runs), the bar is >= 0.8"
    )
    assert told("drain.ofFloor", bar, [0.6, 0.88, 0.9]) == (
        "drain.ofFloor is not decided: 0.88 would have reached it by 10%, and the bar >= 0.8"
        " lies within the noise (0.60 to 0.90 in 3 runs); measure again where nothing else runs"
    )


def test_a_bench_that_is_broken_off_keeps_what_it_measured(tmp_path: Path) -> None:
    path = tmp_path / "bench" / "summary.json"
    bars = {("drain", "ofFloor"): Bar(">=", 0.95), ("latency", "p99"): Bar("<=", 1.5)}
    summary = Summary(path, bars)
    summary.add("drain", {"ofFloor": 1.2}, 2.5)
    summary.add("drain", {"ofFloor": 0.9}, 2.0)
    assert json.loads(path.read_text()) == {
        "drain": {"ofFloor": {"median": 1.05, "runs": [1.2, 0.9]}},
        "missed": [],
        "notDecided": [told("drain.ofFloor", bars["drain", "ofFloor"], [1.2, 0.9])],
        "notMeasured": ["latency.p99 is not measured, the bar is <= 1.5"],
        "noFloor": [no_floor("drain.ofFloor", bars["drain", "ofFloor"], [1.2, 0.9])],
        "seconds": {"drain": 4.5},
    }
    assert summary.judge()


def test_a_bar_that_was_missed_is_missed_whatever_else_was_not_measured(tmp_path: Path) -> None:
    summary = Summary(
        tmp_path / "summary.json",
        {("a", "b"): Bar(">=", 1.0), ("c", "d"): Bar(">=", 1.0)},
    )
    summary.add("a", {"b": 0.5}, 1.0)
    assert not summary.judge()


@pytest.mark.parametrize(
    ("bar", "figures", "is_none"),
    [
        (Bar(">=", 0.95), [0.9, 1.2, 1.1], True),
        (Bar(">=", 0.95), [0.9, 1.0, 1.1], False),
        (Bar(">=", 0.95), [0.99], False),
        (Bar("<=", 1.2), [0.9], True),
        (Bar("<=", 1.2), [1.1], False),
        (Bar("<=", 1.2), [], False),
    ],
)
def test_a_floor_that_is_worse_than_ours_is_said_to_be_none(
    bar: Bar, figures: list[float], is_none: bool
) -> None:
    said = no_floor("drain.ofFloor", bar, figures)
    assert (said is not None) is is_none
    assert said is None or "is no floor there;" in said
