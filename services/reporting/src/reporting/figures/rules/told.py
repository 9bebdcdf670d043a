"""Figures as their source told them, which protected them there; and sums of those.

What was told may stand beside what else was told. A sum is reckoned here, and must tell no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """A told figure, or the sum of so many ``terms`` of which ``least`` is the least, now or first.

    ``first`` is what it was at first, where it or one of its terms was told again.
    """

    least: int
    terms: int = 1
    first: int | None = None

    @property
    def is_sum(self) -> bool:
        return self.terms > 1


class MayBeTold:
    """A figure that its source may have told, once or again."""

    __slots__ = ()

    told: Provenance | None

    @property
    def first(self) -> int | None:
        """The figure that was told first, where it was told again."""
        return self.told.first if self.told else None


def of(value: int | None, first: int | None = None) -> Provenance | None:
    """Of one figure; of a hidden one there is nothing to say."""
    if value is None:
        return None
    return Provenance(value if first is None else min(value, first), first=first)


def added(terms: Iterable[tuple[int, Provenance | None]]) -> Provenance | None:
    """Of the sum of values; None where one of them was counted here."""
    known = list(terms)
    sources = [told for _, told in known if told is not None]
    if not sources or len(sources) < len(known):
        return None
    again = any(told.first is not None for told in sources)
    first = sum(
        value if told is None or told.first is None else told.first for value, told in known
    )
    return Provenance(
        min(told.least for told in sources),
        sum(told.terms for told in sources),
        first if again else None,
    )
