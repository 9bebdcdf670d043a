"""The bench measures what it says, on few people and without a clock; no speed is asserted here."""

import pytest

from launcher.sandbox import Sandbox
from linkage.decision import CAREFUL_RULES
from simulator.claims import Claims

from . import bars
from .__main__ import SHORT
from .bench import Bench
from .ours import portions


@pytest.mark.night(
    "a benchmark run whole, whose judgements are tried apart",
    stays=(
        "::test_what_was_not_reached_is_told_in_words_and_what_was_not_measured_is_not",
        "tests/identity/test_quality.py::test_people_are_told_apart_and_found_again",
    ),
)
async def test_every_bar_but_the_peers_is_measured_in_one_run(sandbox: Sandbox) -> None:
    bench = Bench(sandbox.infra.superuser_dsn(), persons=250, many=300)
    for part in [*(part for part in SHORT if part != "kernel"), "half-million"]:
        await bench.parts[part]()
    for bar in bars.BARS:
        if bar.part != "peer":
            assert isinstance(bench.found[bar.part][bar.figure], int | float), bar
    assert set(bench.found["fields"]) == {
        "without national-number",
        "without national-number birth-date",
    }
    assert set(bench.found["careful"]) == {"all rules", *CAREFUL_RULES}
    assert len(bench.found["orders"]["f1"]) == 3
    assert len(bench.found["own"]["reliability"]) > 3
    for name, found in bench.found["scenarios"].items():
        assert found["precision"] > 0.9, name
        assert found["reliability"], name
        assert "expectedFalseMerges" in found, name


def test_what_was_not_reached_is_told_in_words_and_what_was_not_measured_is_not() -> None:
    found = {"own": {"precision": 0.99, "f1": 0.98, "reviewRate": 0.012}}
    assert bars.missed(found) == ["precision, pairs of claims: 0.99, to reach >= 0.996"]


def test_the_spread_between_orders_must_be_less_than_its_bar() -> None:
    assert bars.missed({"orders": {"spread": 0.002}})
    assert not bars.missed({"orders": {"spread": 0.0019}})


def test_a_rate_is_never_of_a_few_claims_that_were_left_over() -> None:
    """The last portion was of 2,156 claims of 62,156, and its rate the bench's figure."""
    claims = list(Claims(200, 1).stream())
    for taken, sizes in ((0, []), (7, [7]), (10, [10]), (29, [10, 19]), (30, [10, 10, 10])):
        cut = list(portions(claims[:taken], 10))
        assert [len(portion) for portion in cut] == sizes
        assert [claim for portion in cut for claim in portion] == claims[:taken]
