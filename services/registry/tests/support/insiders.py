"""Attackers who know more than what is published: somebody in the data, and another organisation.

As the attacker that they build on, they import nothing of ours, not even names.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from .attack import IN, Attacker, Document
from .two_tellings import TOLD_TO, Knows, TwoTellings, fated

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
        link(self, document["linked"], own, IN["Y"])


class OtherOrganisationTwice(TwoTellings):
    """The same, where the other's year was told again; linked was what it told first."""

    def __init__(
        self,
        document: Mapping[str, Any],
        organisation: str,
        own: Mapping[str | None, int],
        knows: Knows = Knows.NOTHING,
        least: int = 0,
    ) -> None:
        super().__init__(document, organisation, knows, least)
        link(self, document["linked"], own, fated(IN["Y"], *TOLD_TO[0]))


def link(
    reader: Attacker,
    linked: Iterable[Mapping[str, Any]],
    own: Mapping[str | None, int],
    lives: set[str],
) -> None:
    """At least as many of theirs as are in the city and not mine, and no more than in the city."""
    for cell in linked:
        if cell["at_least"] is not None:
            mine = own[cell["dims"].get("branche")]
            reader.know(
                cell["measure"], cell["dims"], lives, cell["at_least"] - mine, cell["at_most"]
            )
