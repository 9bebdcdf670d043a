"""An attacker who lays two years of one organisation side by side: who came back, who left, who is
new?

Takes it that nobody's attributes changed, and that known means: seen in the year before. As the
attacker that it builds on, it imports nothing of ours, not even names.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import product
from typing import Any, ClassVar

from .attack import IN, Attacker, Document

PARTS = ("", "1", "2", "12")
"""Of a year in which somebody was there; empty: in none."""
BOTH = tuple(f"{one}>{other}" for one, other in product(PARTS, PARTS) if one or other)
"""Lives over two years, ``12>1``: of the earlier year and of the later."""


class Fate(StrEnum):
    """Among whom a group is asked."""

    LEFT = "left"
    RETURNED = "returned"
    ARRIVED = "arrived"
    THERE_BEFORE = "there in the earlier year"
    THERE_NOW = "there in the later year"


class Supposes(StrEnum):
    """What the reader takes for granted."""

    NOTHING = "nothing"
    NOBODY_ARRIVED = "persons only left"
    NOBODY_LEFT = "persons only arrived"


def lives_of(fate: Fate) -> list[set[str]]:
    """All lives of a fate; and those in one half only of the year by which it is known, and in
    both."""
    some = {life for life in BOTH if _is(fate, life)}
    side = 0 if fate in (Fate.LEFT, Fate.THERE_BEFORE) else 1
    return [some, *({life for life in some if life.split(">")[side] == part} for part in PARTS[1:])]


class TwoYears(Attacker):
    """Bounds of who left, returned and arrived; persons alone, for acts are of one year."""

    programs: ClassVar = (False,)
    lives: ClassVar = {"persons": BOTH}
    months: ClassVar = {life: [""] for life in BOTH}

    def __init__(
        self,
        earlier: Document,
        later: Document,
        organisation: str,
        supposes: Supposes = Supposes.NOTHING,
    ) -> None:
        persons = {name: kind for name, kind in later["measures"].items() if kind == "persons"}
        cells = [
            {**cell, "side": side}
            for side, told in enumerate((earlier, later))
            for cell in told["cells"]
            if cell["measure"] in persons
        ]
        both = {
            "dimensions": later["dimensions"],
            "measures": persons,
            "at_most": [pair for pair in later["at_most"] if {*pair} <= {*persons}],
            "cells": cells,
        }
        super().__init__(both, organisation)
        never = {Supposes.NOBODY_ARRIVED: Fate.ARRIVED, Supposes.NOBODY_LEFT: Fate.LEFT}
        for (measure, _, life), column in self._columns.items():
            if measure == "clienten" and supposes in never and _is(never[supposes], life):
                self._model.changeColBounds(column, 0, 0)

    def asked(self) -> Iterator[tuple[str, dict[str, str], Fate, set[str]]]:
        """Measure, codes, fate and lives of every group."""
        for measure in self._document["measures"]:
            for table in self._tables(measure):
                for codes in self._codes(table):
                    if "eerste_contact" not in codes:
                        for fate in Fate:
                            yield from ((measure, codes, fate, some) for some in lives_of(fate))

    def _learn(self, cell: Mapping[str, Any]) -> None:
        lives = {life for life in BOTH if life.split(">")[cell["side"]] in IN[cell["period"]]}
        dims = dict(cell["dims"])
        if cell["side"] == 1 and "eerste_contact" in dims:  # whom the year before saw
            fate = Fate.RETURNED if dims.pop("eerste_contact") == "gekend" else Fate.ARRIVED
            lives = {life for life in lives if _is(fate, life)}
        columns = self._sum(cell["measure"], dims, lives)
        if cell["value"] is None:
            self._row(columns, set(), cell["hidden_from"], 1e9)
        else:
            off = (cell["rounded_to"] or 1) - 1
            self._row(columns, set(), cell["value"] - off, cell["value"] + off)

    def _compare(self, fewer: str, more: str) -> None:
        """Who is in ``fewer`` is in ``more``, in each half of each year, and in both years."""
        some = [
            {life for life in BOTH if life.split(">")[side] in IN[half]}
            for side, half in product((0, 1), IN)
        ]
        shared = [table for table in self._tables(fewer) if table in self._tables(more)]
        for table, lives in product(shared, [*some, {life for life in BOTH if _is_both(life)}]):
            for codes in self._codes(table):
                self._row(self._sum(fewer, codes, lives), self._sum(more, codes, lives), -1e9, 0)


def _is(fate: Fate, life: str) -> bool:
    before, now = life.split(">")
    return {
        Fate.LEFT: not now,
        Fate.RETURNED: _is_both(life),
        Fate.ARRIVED: not before,
        Fate.THERE_BEFORE: bool(before),
        Fate.THERE_NOW: bool(now),
    }[fate]


def _is_both(life: str) -> bool:
    return all(life.split(">"))
