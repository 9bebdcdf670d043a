"""An attacker who lays a year that was told twice side by side, and asks who went and who came.

As the attacker that it builds on, it imports nothing of ours, not even names.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, ClassVar

from .attack import IN, LIVES, MONTHS, Attacker, Document

STAYED, GONE, ADDED = "stayed", "gone", "added"
FATES = (STAYED, GONE, ADDED)
ASKED = ((GONE,), (ADDED,), (STAYED, ADDED))
"""Who went, who came, and who is there now."""
TOLD_TO = ((STAYED, GONE), (STAYED, ADDED))
"""Who was counted in the first telling, and who in the second."""


class Knows(StrEnum):
    """What the reader takes for granted of the change."""

    NOTHING = "nothing"
    ONLY_GONE = "only gone"
    ONLY_ADDED = "only added"


def fated(lives: set[str], *fates: str) -> set[str]:
    return {f"{life} {fate}" for life in lives for fate in fates}


class TwoTellings(Attacker):
    """Bounds of who stayed, went and came, by what the first telling said and the second."""

    programs: ClassVar = (False,)
    lives: ClassVar = {
        kind: tuple(f"{life} {fate}" for life in some for fate in FATES)
        for kind, some in LIVES.items()
    }
    months: ClassVar = {f"{life} {fate}": some for life, some in MONTHS.items() for fate in FATES}

    def __init__(
        self, document: Document, organisation: str, knows: Knows = Knows.NOTHING, least: int = 0
    ) -> None:
        """``least`` persons went or came: that the year was told again says so."""
        self._first = {
            _place(cell): (cell["value"], cell["rounded_to"])
            for cell in document["cells"]
            if cell["revision"] == 1
        }
        super().__init__(document, organisation)
        never = {Knows.ONLY_GONE: ADDED, Knows.ONLY_ADDED: GONE}.get(knows)
        for (_, _, life), column in self._columns.items():
            if never and life.endswith(never):
                self._model.changeColBounds(column, 0, 0)
        changed = fated(IN["Y"], GONE, ADDED)
        self._row(self._sum("clienten", {}, changed), set(), least, 1e9)

    def asked(self) -> Iterator[tuple[str, dict[str, str], set[str], tuple[str, ...]]]:
        """Every cell of a published table, in the year and in each life, among those who went, who
        came, and who are there now: measure, codes, real lives and fates."""
        for measure, kind in self._document["measures"].items():
            some = [{*LIVES[kind]}, *({life} for life in LIVES[kind])]
            for table in self._tables(measure):
                for codes in self._codes(table):
                    for lives in some:
                        yield from ((measure, codes, lives, fates) for fates in ASKED)

    def _learn(self, cell: Mapping[str, Any]) -> None:
        second = cell["revision"] > 1
        if second and (cell["value"], cell["rounded_to"]) == self._first.get(_place(cell)):
            return  # it stands as it was told, and says nothing of who is there now
        lives = fated(IN[cell["period"]], *TOLD_TO[second])
        columns = self._sum(cell["measure"], cell["dims"], lives)
        if cell["value"] is not None:
            off = (cell["rounded_to"] or 1) - 1
            most = 1e9 if cell["most_unless_late"] else cell["value"] + off
            self._row(columns, set(), cell["value"] - off, most)
        elif not second:  # one that was hidden stays so, whatever became of it
            self._row(columns, set(), cell["hidden_from"], 1e9)

    def _compare(self, fewer: str, more: str) -> None:
        """Who is in ``fewer`` is in ``more``, among those who stayed, who went and who came."""
        kinds = self._document["measures"]
        pairs = [
            (
                fated(IN[half] & {*LIVES[kinds[fewer]]}, fate),
                fated(IN[half] & {*LIVES[kinds[more]]}, fate),
            )
            for half in ("H1", "H2")
            for fate in FATES
        ]
        if kinds[fewer] == kinds[more] == "persons":
            pairs += [(fated({"12"}, fate),) * 2 for fate in FATES]
        shared = [table for table in self._tables(fewer) if table in self._tables(more)]
        for table in shared:
            for codes in self._codes(table):
                for some, others in pairs:
                    self._row(
                        self._sum(fewer, codes, some), self._sum(more, codes, others), -1e9, 0
                    )


def _place(cell: Mapping[str, Any]) -> tuple[Any, ...]:
    return cell["organisation"], cell["period"], cell["measure"], *sorted(cell["dims"].items())


PLACED = "placed"
"""Somebody whom the year counts in the place of one that its half told and that is gone."""


class HalfThenYear(TwoTellings):
    """Who was in a half that was told, and went before its year was told.

    The reader knows the rules: a year counts at least as many persons as its half told, with any
    codes. ``document`` holds the half as it was told by itself, and of the year all that was told.
    """

    lives: ClassVar = {
        kind: tuple(f"{life} {fate}" for life in some for fate in (*FATES, PLACED))
        for kind, some in LIVES.items()
    }
    months: ClassVar = {
        f"{life} {fate}": some for life, some in MONTHS.items() for fate in (*FATES, PLACED)
    }

    def __init__(
        self, document: Document, organisation: str, knows: Knows = Knows.NOTHING, least: int = 0
    ) -> None:
        super().__init__(document, organisation, knows, least)
        for measure in document["measures"]:
            placed = self._sum(measure, {}, fated(IN["Y"], PLACED))
            gone = self._sum(measure, {}, fated(IN["H1"], GONE))
            self._row(placed, gone, -1e9, 0)

    def _learn(self, cell: Mapping[str, Any]) -> None:
        half = cell["period"] == "H1"
        fates = TOLD_TO[0] if half else (*TOLD_TO[1], PLACED)
        columns = self._sum(cell["measure"], cell["dims"], fated(IN[cell["period"]], *fates))
        if cell["value"] is None:
            self._row(columns, set(), cell["hidden_from"], 1e9)
        else:
            off = (cell["rounded_to"] or 1) - 1
            self._row(columns, set(), cell["value"] - off, cell["value"] + off)
