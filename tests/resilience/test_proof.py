"""What finds nothing wrong proves nothing, unless it would have found it."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from chassis.bus.failpoints import ASIDE, STEPS

from .support.city import City, Tally
from .support.deaths import DISCARD, REDRIVER, REPLAY, REQUEST, TIMER
from .support.proof import Proof, balance, prove
from .support.summary import PASSED, Scenario, Summary, tallied

GOOD = Proof(5, 5, 0, 0, 0, 0, 0, 0)
LOSES = Proof(5, 4, 0, 0, 1, 0, 0, 0)


@pytest.fixture
async def city_that_notes_wrongly(whole_city: City) -> AsyncIterator[City]:
    """Its figures are not for the summary: they must be bad."""
    whole_city.declarer.start()
    whole_city.noter.start(TOY_SPOILS="1")
    for toy in (whole_city.declarer, whole_city.noter):
        await toy.becomes_ready()
    yield whole_city
    await whole_city.end()


async def test_a_reader_that_loses_doubles_and_confuses_is_found_out(
    city_that_notes_wrongly: City,
) -> None:
    city = city_that_notes_wrongly
    keys = [uuid4() for _ in range(4)]
    for key in keys:
        assert await city.declare(key, 1, events=9)
    city.accepted.append((uuid4(), 1))
    proof = await prove(city, within=5)
    assert not proof.holds
    assert (proof.unkept, proof.unpublished, proof.lost, proof.doubled) == (1, 0, 4, 4)
    assert proof.out_of_order >= 8, "each double, and the seventh after the eighth"


def test_one_too_many_makes_up_for_none_that_is_missing() -> None:
    assert balance(["a", "a", "b"], ["a", "b", "a"]) == (0, 0)
    assert balance(["a", "a", "b"], ["a", "b", "b"]) == (1, 1)
    assert not Proof(5, 5, 0, 0, 0, 0, 1, 0).holds


def figures(*scenarios: Scenario) -> dict[str, Any]:
    summary = Summary()
    for number, scenario in enumerate(scenarios):
        summary.add(f"scenario {number}", scenario)
    return summary.figures()


def test_a_summary_says_which_scenario_failed_and_counts_what_went_wrong() -> None:
    good = Scenario(Tally(kills=2, proofs=[GOOD]), 1.0, passed=True)
    loses = Scenario(Tally(kills=1, proofs=[LOSES]), 1.0, passed=False)
    found = figures(good, loses)
    assert (found["ok"], found["kills"], found["lost"]) == (False, 3, 1)
    assert found["faults"] == {"scenario 0": True, "scenario 1": False}
    assert figures(good)["ok"]


@pytest.mark.parametrize(
    "scenario",
    [
        pytest.param(Scenario(Tally(proofs=[GOOD]), 1.0, passed=False), id="it failed otherwise"),
        pytest.param(Scenario(Tally(), 1.0, passed=True), id="it proved nothing"),
        pytest.param(Scenario(Tally(proofs=[GOOD, LOSES]), 1.0, passed=True), id="it lost once"),
    ],
)
def test_a_scenario_is_not_good_because_its_figures_are(scenario: Scenario) -> None:
    assert not figures(scenario)["ok"]


def test_nothing_at_all_is_not_good() -> None:
    assert not figures()["ok"]


async def test_a_city_that_cannot_be_put_in_order_spoils_its_scenario() -> None:
    """What comes after it would begin with its leavings."""

    async def end() -> None:
        raise TimeoutError

    city: Any = SimpleNamespace(tally=Tally(proofs=[GOOD]), end=end)
    test: Any = SimpleNamespace(name="test_it", stash=pytest.Stash())
    test.stash[PASSED] = True
    summary = Summary()
    with pytest.raises(TimeoutError):
        async with tallied(city, summary, test):
            pass
    assert summary.figures()["faults"] == {"it": False}


@pytest.mark.parametrize(
    ("page", "most_are_in", "at_least"),
    [
        ("tests/resilience/README.md", ".", 40),
        ("docs/decisions/0111-*.md", "chassis/tests/bus", 30),
    ],
)
def test_every_proof_that_is_named_is_there(
    pytestconfig: pytest.Config, page: str, most_are_in: str, at_least: int
) -> None:
    root = Path(pytestconfig.rootpath)
    (document,) = root.glob(page)
    found = re.findall(r"`([\w/]+\.py)::(\w+)`", document.read_text())
    named = [(path if "/" in path else f"{most_are_in}/{path}", name) for path, name in found]
    assert len(named) > at_least
    missing = [
        (path, name)
        for path, name in named
        if not (root / path).exists() or f"def {name}(" not in (root / path).read_text()
    ]
    assert missing == []


def test_every_step_of_the_bus_is_died_at() -> None:
    """Whoever gives the bus a new step finds here that nobody dies there yet."""
    tested = {*STEPS, *REQUEST, *REDRIVER, *DISCARD, *REPLAY, *TIMER, "retention.erased"}
    assert {*STEPS, *ASIDE} - tested == set()
