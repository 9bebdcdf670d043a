"""What release 0.2 published of synthetic years and of the same years a little later.

Made once by that release's own code and kept in ``data/release_0_2.json``, so that the attack has
something to find for ever: statements once, then by year what was told of each, where ``-`` is
absent and ``null`` hidden, and who was erased; and of years of which 30 % came late the groups of
one to four among them. Nobody real.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from .learning import Pair, Statement, half_then_year

DATA = Path(__file__).parents[1] / "data" / "release_0_2.json"
ERASED = "erased after the year"
BETWEEN = "erased between half and year"
ABSENT = "-"


@cache
def pairs(clients: int, kind: str) -> list[Pair]:
    kept = json.loads(DATA.read_text())
    one = next(each for each in kept["kinds"] if (each["clients"], each["kind"]) == (clients, kind))
    statements = [
        (period, measure, tuple(sorted(dims.items())))
        for period, measure, dims in one["statements"]
    ]
    found = []
    for year in one["years"]:
        before, after = (_reading(statements, year[when]) for when in ("before", "after"))
        if kind == BETWEEN:
            found.append(half_then_year(before, after, [year["person"]]))
        else:
            found.append(Pair(before, after, [year["person"]]))
    return found


def late() -> Iterator[tuple[dict[str, Any], str, list[tuple[dict[str, str], set[str], int]]]]:
    """Of each year: the document of both tellings, the organisation, and the small groups among
    those who came: codes, lives, size."""
    for year in json.loads(DATA.read_text())["late"]:
        cells = [
            {
                "organisation": year["organisation"],
                "period": "Y",
                "revision": revision,
                "measure": "clienten",
                "dims": dims,
                "value": value,
                "rounded_to": None,
                "hidden_from": 1,
                "most_unless_late": False,
            }
            for dims, *values in year["told"]
            for revision, value in enumerate(values, start=1)
            if value != ABSENT
        ]
        document = {
            "cells": cells,
            "measures": {"clienten": "persons"},
            "at_most": [],
            "dimensions": _codes(cells),
        }
        small = [(dims, {*lives}, size) for dims, lives, size in year["small"]]
        yield document, year["organisation"], small


def _codes(cells: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    codes: dict[str, dict[str, None]] = {}
    for cell in cells:
        for name, code in cell["dims"].items():
            codes.setdefault(name, {})[code] = None
    return {name: [*some] for name, some in codes.items()}


def _reading(statements: Sequence[Statement], values: Sequence[Any]) -> dict[Statement, int | None]:
    told = zip(statements, values, strict=True)
    return {statement: value for statement, value in told if value != ABSENT}
