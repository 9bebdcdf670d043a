"""The figures of a bench as they come: each is in the file before the next is measured.

A run that is broken off leaves all it has measured, and says which bars it did not come to.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from .verdicts import Bar, Verdict, no_floor, told

Figures = dict[str, list[float]]
"""What one measure found in each of its runs, by name."""
Bars = Mapping[tuple[str, str], Bar]
"""By the measure and its figure."""


class Summary:
    """All figures of a bench, with the seconds that each measure took."""

    def __init__(self, path: Path, bars: Bars) -> None:
        self._path = path
        self._bars = bars
        self._found: dict[str, Figures] = {}
        self._seconds: dict[str, float] = {}
        self._write()

    def add(self, name: str, figures: Mapping[str, float], seconds: float) -> None:
        """Note one run of a measure, and write it down."""
        runs = self._found.setdefault(name, {})
        for key, value in figures.items():
            runs.setdefault(key, []).append(round(value, 3))
        self._seconds[name] = self._seconds.get(name, 0) + seconds
        self._write()

    def show(self, name: str) -> None:
        title = f"{name}, {self._seconds[name]:.0f} s"
        table = Table("", title, "lowest", "highest", "bar", "", title_justify="left")
        for key, values in self._found[name].items():
            bar = self._bars.get((name, key))
            row = [f"{value:,.3f}" for value in (median(values), min(values), max(values))]
            verdict = bar.verdict(values) if bar else ""
            table.add_row(key, *row, str(bar or ""), verdict)
        Console().print(table)

    def judge(self) -> bool:
        """Say which bars were not met, and why; whether none was missed."""
        said = self._said()
        console = Console(stderr=True, soft_wrap=True)
        for sentences in (*said.values(), self._no_floors()):
            for sentence in sentences:
                console.print(sentence, highlight=False)
        counts = {verdict: len(sentences) for verdict, sentences in said.items()}
        met = len(self._bars) - sum(counts.values())
        console.print(
            f"{met} of {len(self._bars)} bars are met, {counts[Verdict.MISSED]} missed,"
            f" {counts[Verdict.OPEN]} not decided, {counts[Verdict.UNKNOWN]} not measured;"
            f" {sum(self._seconds.values()) / 60:.0f} minutes of measuring."
        )
        return not said[Verdict.MISSED]

    def _said(self) -> dict[Verdict, list[str]]:
        said: dict[Verdict, list[str]] = {
            verdict: [] for verdict in Verdict if verdict is not Verdict.MET
        }
        for (name, key), bar in self._bars.items():
            values = self._found.get(name, {}).get(key, [])
            verdict = bar.verdict(values)
            if verdict in said:
                said[verdict].append(told(f"{name}.{key}", bar, values))
        return said

    def _no_floors(self) -> list[str]:
        sentences = [
            no_floor(f"{name}.{key}", bar, self._found.get(name, {}).get(key, []))
            for (name, key), bar in self._bars.items()
            if key.lower().endswith("offloor")
        ]
        return [sentence for sentence in sentences if sentence]

    def _write(self) -> None:
        said = self._said()
        content = {
            name: {
                key: {"median": median(values), "runs": values} if len(values) > 1 else values[0]
                for key, values in figures.items()
            }
            for name, figures in self._found.items()
        }
        ending = {
            "missed": said[Verdict.MISSED],
            "notDecided": said[Verdict.OPEN],
            "notMeasured": said[Verdict.UNKNOWN],
            "noFloor": self._no_floors(),
            "seconds": {name: round(taken, 1) for name, taken in self._seconds.items()},
        }
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps({**content, **ending}, indent=2) + "\n")
