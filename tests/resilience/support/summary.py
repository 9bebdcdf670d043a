"""The figures of a run, for people and for whoever compares runs."""

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .city import City, Tally

PASSED = pytest.StashKey[bool]()
"""On a test: whether nothing of it has failed so far."""


@dataclass(frozen=True)
class Scenario:
    """``passed`` counts more than figures: some things are asserted that no figure shows."""

    tally: Tally
    seconds: float
    passed: bool

    @property
    def ok(self) -> bool:
        proofs = self.tally.proofs
        return self.passed and bool(proofs) and all(proof.holds for proof in proofs)


class Summary:
    def __init__(self) -> None:
        self._scenarios: dict[str, Scenario] = {}

    def add(self, name: str, scenario: Scenario) -> None:
        self._scenarios[name] = scenario

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(self.figures(), indent=2) + "\n")

    def figures(self) -> dict[str, Any]:
        """``faults`` says of each scenario whether its test passed, all that it proves held."""
        tallies = [scenario.tally for scenario in self._scenarios.values()]
        proofs = [proof for tally in tallies for proof in tally.proofs]
        faults = {name: scenario.ok for name, scenario in self._scenarios.items()}
        return {
            "ok": bool(faults) and all(faults.values()),
            "kills": sum(tally.kills for tally in tallies),
            "faults": faults,
            "published": sum(proof.published for proof in proofs),
            "discarded": sum(proof.discarded for proof in proofs),
            "effects": sum(proof.effects for proof in proofs),
            "lost": sum(proof.lost + proof.unkept + proof.unpublished for proof in proofs),
            "doubled": sum(proof.doubled + proof.invented for proof in proofs),
            "outOfOrder": sum(proof.out_of_order for proof in proofs),
            "recoverySecondsMax": _most(second for tally in tallies for second in tally.recovery),
            "stopSecondsMax": _most(second for tally in tallies for second in tally.stops),
            "scenarios": {
                name: {
                    "seconds": round(scenario.seconds, 1),
                    "recoverySeconds": [round(s, 2) for s in scenario.tally.recovery],
                    "stopSeconds": [round(s, 2) for s in scenario.tally.stops],
                }
                for name, scenario in self._scenarios.items()
            },
        }


@asynccontextmanager
async def tallied(city: City, summary: Summary, test: pytest.Item) -> AsyncIterator[None]:
    """One scenario in a city, which is put in order after it; its figures go to the summary."""
    began, tally = time.monotonic(), city.tally
    in_order = False
    yield
    try:
        await city.end()
        in_order = True
    finally:
        passed = in_order and test.stash.get(PASSED, False)
        scenario = Scenario(tally, time.monotonic() - began, passed)
        summary.add(test.name.removeprefix("test_"), scenario)
    assert scenario.ok or not passed, "it passed without a proof"


def _most(seconds: Any) -> float:
    return round(max(seconds, default=0.0), 2)
