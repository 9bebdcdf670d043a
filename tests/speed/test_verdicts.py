"""One noisy run is no verdict."""

import pytest

from .verdicts import Bar, Verdict, told


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
