"""A group too small to be told of, named by codes alone: never by how many it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from disclosure import Codes, Measure
from registry.disclosure.rules.lives import HALF, YEAR


class Span(StrEnum):
    """When the persons of a group came, or what was done for them."""

    YEAR = "Y"
    H1 = "H1"
    H2 = "H2"
    ONLY_H1 = "only_H1"
    ONLY_H2 = "only_H2"
    BOTH = "both"


ONE_LIFE: Mapping[str, str] = {"1": Span.ONLY_H1, "2": Span.ONLY_H2, "12": Span.BOTH}


@dataclass(frozen=True, slots=True)
class SmallGroup:
    """``span`` is a ``Span``, or a month for acts that are told by month."""

    measure: str
    dimensions: tuple[tuple[str, str], ...]
    span: str

    @classmethod
    def of(cls, measure: Measure, where: Codes, lives: frozenset[str]) -> Self:
        periods = (each for each in (YEAR, *HALF) if measure.lives.get(each) == lives)
        span = next(periods, None) or min(lives)
        return cls(measure.name, tuple(sorted(where.items())), ONE_LIFE.get(span, span))

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """As :meth:`plain` wrote it."""
        dimensions = tuple((name, code) for name, code in kept["dimensions"])
        return cls(kept["measure"], dimensions, kept["span"])

    def plain(self) -> dict[str, Any]:
        return {
            "measure": self.measure,
            "dimensions": [[*pair] for pair in self.dimensions],
            "span": self.span,
        }


class UnprotectableError(Exception):
    """No choice of figures protects these groups beside what was published before."""

    def __init__(self, groups: Sequence[SmallGroup]) -> None:
        super().__init__(", ".join(str(group) for group in groups))
        self.groups = tuple(groups)
