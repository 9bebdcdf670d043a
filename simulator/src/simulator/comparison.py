"""Comparison of figures with the city's own truth, and an honest count of what was compared.

A figure counts once: a headline, a part, or a row of a dimension that either side shows or knows.
What is nothing on both sides, or hidden to protect people, proves nothing and counts for nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.periods import Period

Split = Mapping[str, int]


@dataclass(frozen=True)
class Figure:
    """Answer that an indicator must give of a period: ``value``, its parts and its breakdowns.

    Without a ``value`` the headline is not compared; with ``of_parts`` no other parts are.
    ``may_differ``: by so much a figure may be off beyond what reporting says of it itself.
    """

    value: int | None
    parts: Split
    breakdowns: Mapping[str, Split]
    of_parts: frozenset[str] | None = None
    may_differ: int = 0


@dataclass(slots=True)
class Tally:
    """Figures that were compared, and dimensions with something in them."""

    figures: int = 0
    dimensions: int = 0


@dataclass
class Comparison:
    """``remarks`` are sentences about what reporting shows otherwise than it is.

    ``shown`` has the breakdowns of each indicator and year, as reporting shows them; ``compared``
    what was compared, by indicator and period.
    """

    remarks: list[str] = field(default_factory=list)
    shown: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)
    compared: dict[str, dict[str, Tally]] = field(default_factory=dict)

    def add(self, indicator: str, period: Period, shown: Mapping[str, Any], truth: Figure) -> None:
        tally = Tally()
        self.remarks += compare(f"{indicator} of {period.id}", shown, truth, tally)
        self.count(indicator, period, tally)
        if period.is_year and truth.breakdowns:
            self.shown[f"{indicator} of {period.id}"] = breakdowns(shown)

    def count(self, indicator: str, period: Period, tally: Tally) -> None:
        if tally.figures:
            self.compared.setdefault(indicator, {})[period.id] = tally


def document(comparisons: Iterable[Comparison]) -> dict[str, dict[str, Any]]:
    """By indicator its periods, and how many figures and dimensions of them were compared."""
    found: dict[str, dict[str, Tally]] = {}
    for comparison in comparisons:
        for indicator, periods in comparison.compared.items():
            found.setdefault(indicator, {}).update(periods)
    return {
        indicator: {
            "periods": sorted(of, key=lambda period: (period[:4], len(period), period)),
            "figures": sum(tally.figures for tally in of.values()),
            "dimensions": sum(tally.dimensions for tally in of.values()),
        }
        for indicator, of in sorted(found.items())
    }


def compare(
    what: str, shown: Mapping[str, Any], truth: Figure, tally: Tally | None = None
) -> list[str]:
    """Compare an answer of reporting with what it must show, part by part."""
    tally, remarks = tally or Tally(), list[str]()
    if truth.value is not None and (shown["value"] is not None or not shown.get("suppressed")):
        tally.figures += bool(shown["value"] or truth.value)
        if abs((shown["value"] or 0) - truth.value) > _margin(shown, truth):
            remarks.append(f"{what} is {shown['value']}, not {truth.value}")
    lists = {"the parts are": ([*_asked(shown["parts"], truth)], truth.parts)}
    known = {each["dimension"]: each["rows"] for each in shown["breakdowns"]}
    for dimension, counts in truth.breakdowns.items():
        lists[f"{dimension} is"] = (known.get(dimension, []), counts)
    for name, (rows, counts) in lists.items():
        compared = _rows(rows, counts, truth)
        tally.figures += len(compared)
        tally.dimensions += bool(compared) and not name.startswith("the parts")
        if any(abs(seen - true) > margin for seen, true, margin in compared.values()):
            seen = {row["code"]: row["value"] for row in rows if row["value"]}
            colon = f"{what}: {name} {words(seen)}, not {words(counts)}"
            remarks.append(colon)
    return remarks


def breakdowns(shown: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Without rows that count nothing."""
    return {
        each["dimension"]: {row["code"]: row["value"] for row in each["rows"] if row["value"]}
        for each in shown["breakdowns"]
    }


def words(counts: Split) -> str:
    there = {code: count for code, count in counts.items() if count}
    return ", ".join(f"{code} {count}" for code, count in sorted(there.items())) or "empty"


def _asked(parts: Iterable[Mapping[str, Any]], truth: Figure) -> Iterable[Mapping[str, Any]]:
    return (each for each in parts if truth.of_parts is None or each["code"] in truth.of_parts)


def _rows(
    rows: Iterable[Mapping[str, Any]], counts: Split, truth: Figure
) -> dict[str, tuple[int, int, int]]:
    """By code what is shown, what is true and by how much they may differ; no hidden ones."""
    found = {code: (0, count, truth.may_differ) for code, count in counts.items() if count}
    for row in rows:
        code, value = row["code"], row["value"]
        if value is None and row.get("suppressed"):
            found.pop(code, None)
        elif value or code in found:
            found[code] = (value or 0, counts.get(code, 0), _margin(row, truth))
    return found


def _margin(shown: Mapping[str, Any], truth: Figure) -> int:
    return (shown.get("margin") or 0) + truth.may_differ
