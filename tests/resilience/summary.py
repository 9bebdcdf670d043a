"""The figures of a run, for people and for whoever compares runs."""

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from .city import City, Tally


class Summary:
    def __init__(self) -> None:
        self._scenarios: dict[str, tuple[Tally, float]] = {}

    def add(self, scenario: str, tally: Tally, seconds: float) -> None:
        self._scenarios[scenario] = (tally, seconds)

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(self.figures(), indent=2) + "\n")

    def figures(self) -> dict[str, Any]:
        tallies = [tally for tally, _ in self._scenarios.values()]
        proofs = [proof for tally in tallies for proof in tally.proofs]
        return {
            "kills": sum(tally.kills for tally in tallies),
            "faults": {
                name: bool(tally.proofs) and all(proof.holds for proof in tally.proofs)
                for name, (tally, _) in self._scenarios.items()
            },
            "published": sum(proof.published for proof in proofs),
            "effects": sum(proof.effects for proof in proofs),
            "lost": sum(proof.lost + proof.unkept + proof.unpublished for proof in proofs),
            "doubled": sum(proof.doubled + proof.invented for proof in proofs),
            "outOfOrder": sum(proof.out_of_order for proof in proofs),
            "recoverySecondsMax": _most(second for tally in tallies for second in tally.recovery),
            "stopSecondsMax": _most(second for tally in tallies for second in tally.stops),
            "scenarios": {
                name: {
                    "seconds": round(seconds, 1),
                    "recoverySeconds": [round(second, 2) for second in tally.recovery],
                    "stopSeconds": [round(second, 2) for second in tally.stops],
                }
                for name, (tally, seconds) in self._scenarios.items()
            },
        }


@asynccontextmanager
async def tallied(city: City, summary: Summary, scenario: str) -> AsyncIterator[None]:
    """One scenario in a city, which is put in order after it; its figures go to the summary."""
    began, tally = time.monotonic(), city.tally
    yield
    await city.end()
    summary.add(scenario.removeprefix("test_"), tally, time.monotonic() - began)


def _most(seconds: Any) -> float:
    return round(max(seconds, default=0.0), 2)
