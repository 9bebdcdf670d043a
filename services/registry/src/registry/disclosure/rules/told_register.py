"""The register of a told half in counts: what was done, by unknown, as it was counted then.

Rows of a client who is erased go at once, and the figures of a told half stand. So that the year
may hold that half as it was told, its acts are kept in counts: never rows, nor whose they were.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

Clique = tuple[str, ...]
Cell = tuple[tuple[str, ...], str]
"""A code for each dimension of a clique, and a life."""


@dataclass(frozen=True, slots=True)
class ToldRegister:
    """Acts behind each unknown, by measure and clique; what is 0 is left out."""

    counts: Mapping[str, Mapping[Clique, Mapping[Cell, int]]]

    def plain(self) -> dict[str, Any]:
        """As JSON: by measure its cliques, each with its counted cells."""
        return {
            measure: [
                {
                    "clique": [*clique],
                    "counts": [
                        [[*some], life, number] for (some, life), number in sorted(by_cell.items())
                    ],
                }
                for clique, by_cell in cliques.items()
            ]
            for measure, cliques in self.counts.items()
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """As :meth:`plain` wrote it."""
        return cls(
            {
                measure: {
                    tuple(one["clique"]): {
                        (tuple(some), life): number for some, life, number in one["counts"]
                    }
                    for one in cliques
                }
                for measure, cliques in kept.items()
            }
        )
