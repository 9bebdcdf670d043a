"""Attackers who know more than what is published: somebody in the data, and another organisation.

As the attacker that they build on, they import nothing of ours, not even names.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from .attack import IN, Attacker, Document

Unit = tuple[str, Mapping[str, str], str]
"""Measure, codes in each dimension, life: one thing that somebody knows of themselves."""


class Somebody(Attacker):
    """A person in the data: knows what was written down of them, and asks about the others."""

    def __init__(self, document: Document, organisation: str, own: Iterable[Unit]) -> None:
        super().__init__(document, organisation)
        self._own = [*own]
        for measure in {measure for measure, _, _ in self._own}:
            for clique in self._cliques[measure]:
                cells = Counter(
                    (tuple(sorted((name, codes[name]) for name in clique)), life)
                    for one, codes, life in self._own
                    if one == measure
                )
                for (dims, life), number in cells.items():
                    columns = self._in_clique(measure, clique, dict(dims), {life})
                    self._row(columns, set(), number, 1e9)

    def among_others(
        self, measure: str, dims: Mapping[str, str], lives: Iterable[str]
    ) -> tuple[int, int]:
        """Least and most of a group, without oneself."""
        some = {*lives}
        mine = sum(
            one == measure and life in some and dims.items() <= codes.items()
            for one, codes, life in self._own
        )
        low, high = self.bounds(measure, dims, some)
        return low - mine, high - mine


class OtherOrganisation(Attacker):
    """An organisation that knows its own clients by branch, and reads the linked totals."""

    def __init__(
        self, document: Mapping[str, Any], organisation: str, own: Mapping[str | None, int]
    ) -> None:
        super().__init__(document, organisation)
        for cell in document["linked"]:
            if cell["at_least"] is None:
                continue
            theirs = self._sum(cell["measure"], cell["dims"], IN["Y"])
            mine = own[cell["dims"].get("branche")]
            self._row(theirs, set(), cell["at_least"] - mine, cell["at_most"])
