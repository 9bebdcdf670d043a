"""Figures of law, handbook and promises against what the code reckons with.

``literals.csv`` was written from the texts: who changes a figure in the code changes it there too,
and names the text that says so. Tests elsewhere write the literal and never import the constant
(``tests/house/test_expectations.py``).
"""

import ast
import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, reduce
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ROOT / "services"
LAW = SERVICES / "enforcement/src/enforcement/data/legal_terms.toml"
DATABANK_ROWS = re.compile(r"\('([a-z_.]+)', '\d{4}-\d{2}-\d{2}', (\d+)\)")
READ_ON = date(2026, 12, 1)
SPANS = {"days", "hours", "minutes", "seconds"}
OF_MACHINES = {
    "databank.detection.patterns.rules.long_hours:HOUR",
    "databank.detection.patterns.rules.long_hours:WEEK",
    "databank.detection.patterns.rules.two_places:MINUTE",
    "databank.identity_checks.release_holder:BLINK",
    "databank.operation.ask_watch:AGAIN",
    "databank.premises.store.execution_checks:MICRO",
    "databank.review.pages.questions:LOOK_BACK",
    "databank.street_bans.rules:MICRO",
    "databank.shifts.calendar_signals:AGAIN",
    "databank.shifts.calendar_signals:SELDOM",
    "enforcement.agenda.pages.files:DAY",
    "enforcement.mayor_measures.store:MICRO",
    "enforcement.registers.bound_log:HOUR",
    "enforcement.registers.destroy:HOUR",
    "enforcement.registers.store.sanctions:NIGHT",
    "enforcement.search.rules:INSTANT",
    "pandkalender.shifts.expire:HOUR",
    "pandkalender.shifts.rules.hours:HALF_HOUR",
    "registry.retention.destroy:HOUR",
    "reporting.facts.store.facts:SETTLED",
    "reporting.indicators.tell:AGAIN",
    "reporting.indicators.tell:LATE",
}
"""Units, hours of the night, and waits between two looks: no text gives them, and nobody waits."""


@dataclass(frozen=True)
class Literal:
    source: str
    figure: str
    value: float
    unit: str
    where: str


def literals() -> list[Literal]:
    with Path(__file__).with_name("literals.csv").open(encoding="utf-8", newline="") as file:
        return [Literal(**{**row, "value": float(row["value"])}) for row in csv.DictReader(file)]


@cache
def law() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(LAW.read_text(encoding="utf-8"))["term"]
    return rows


@cache
def terms_of_the_databank() -> Mapping[str, int]:
    """Seeded by its migrations, the latest last."""
    versions = SERVICES / "databank/src/databank/migrations/versions"
    return {
        term: int(value)
        for path in sorted(versions.glob("*.py"))
        for term, value in DATABANK_ROWS.findall(path.read_text(encoding="utf-8"))
    }


def used(where: str) -> Any:
    """The value that the code uses: a term of the law on a day, of the databank, or a constant."""
    kind, _, name = where.rpartition(" ")
    if kind == "law":
        term, _, day = name.partition("@")
        on = date.fromisoformat(day) if day else READ_ON
        (row,) = [
            row
            for row in law()
            if row["id"] == term and row["valid_from"] <= on < row.get("valid_to", date.max)
        ]
        return row["value"]
    if kind == "term":
        return terms_of_the_databank()[name]
    module, _, path = where.partition(":")
    return reduce(_part, path.split("."), import_module(module))


def _part(whole: Any, name: str) -> Any:
    if isinstance(whole, Mapping):
        return next(value for key, value in whole.items() if str(key) == name)
    if isinstance(whole, tuple):
        return whole[int(name)]
    if isinstance(whole, type) and issubclass(whole, BaseModel):
        return whole.model_fields[name].default
    return getattr(whole, name)


@pytest.mark.parametrize("literal", literals(), ids=lambda literal: literal.where)
def test_the_code_reckons_with_the_figure_of_the_text(literal: Literal) -> None:
    assert literal.source and literal.figure
    value = used(literal.where)
    if isinstance(value, timedelta):
        assert literal.unit in SPANS
        assert value == timedelta(**{literal.unit: literal.value})
    else:
        assert value == literal.value


def test_every_figure_of_the_law_stands_in_the_table() -> None:
    told = {literal.where.removeprefix("law ").partition("@")[0] for literal in literals()}
    assert {row["id"] for row in law() if "value" in row} <= told
    units = {row["id"]: row["unit"] for row in law()}
    for literal in literals():
        if literal.where.startswith("law "):
            assert units[literal.where.removeprefix("law ").partition("@")[0]] == literal.unit


def test_every_term_of_the_databank_stands_in_the_table() -> None:
    told = {literal.where.removeprefix("term ") for literal in literals()}
    assert terms_of_the_databank().keys() <= told


def spans_of_services() -> Iterator[str]:
    """Module-level names that hold a span of time, as ``module:NAME``."""
    for source in sorted(SERVICES.glob("*/src")):
        for path in sorted(source.rglob("*.py")):
            if "migrations" in path.parts:
                continue
            module = ".".join(path.relative_to(source).with_suffix("").parts)
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                target = node.targets[0] if isinstance(node, ast.Assign) else None
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                if target is not None and "timedelta(" in ast.unparse(node):
                    for name in names:
                        if isinstance(name, ast.Name) and name.id.isupper():
                            yield f"{module}:{name.id}"


def test_every_span_of_time_of_a_service_stands_in_the_table() -> None:
    told = {literal.where for literal in literals()}
    spans = {each for each in spans_of_services() if isinstance(used(each), timedelta)}
    assert sorted(spans - told - OF_MACHINES) == []
    assert sorted(OF_MACHINES - spans) == []
