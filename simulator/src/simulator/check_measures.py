"""Check of the measures: every dimension of their indicators, against the truth."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from simulator.play.actors import REPORTER
from simulator.play.http import Http, SurpriseError
from simulator.truth_measures import Measures, Split

FINES = "IND-2.2-01"


async def measures(http: Http, truth: Measures, now: datetime) -> list[str]:
    """A sentence for each dimension that reporting shows otherwise than it is."""
    remarks = []
    for year in truth.years:
        answer = await http.get(
            "reporting", f"/v1/indicators/{FINES}", REPORTER, now, period=str(year)
        )
        if not answer.ok:
            raise SurpriseError("reporting", answer)
        remarks += compare(f"{FINES} of {year}", answer.body, truth.of_fines(year))
    return remarks


def compare(what: str, figure: Mapping[str, Any], truth: Mapping[str, Split]) -> list[str]:
    """``role`` is looked for among the parts, everything else among the breakdowns."""
    shown: dict[str, dict[str, int]] = {
        each["dimension"]: {row["code"]: row["value"] for row in each["rows"]}
        for each in figure["breakdowns"]
    }
    shown["role"] = {part["code"]: part["value"] for part in figure["parts"] if part["value"]}
    return [
        f"{what}: {dimension} is {_words(shown.get(dimension, {}))}, not {_words(counts)}"
        for dimension, counts in truth.items()
        if shown.get(dimension, {}) != dict(counts)
    ]


def _words(counts: Split) -> str:
    return ", ".join(f"{code} {count}" for code, count in sorted(counts.items())) or "empty"
