"""Sets of dimensions that were published together: what is near to a set that was not."""

from collections.abc import Iterable, Sequence

Dimensions = frozenset[str]


def nearest(asked: Dimensions, known: Iterable[Dimensions]) -> Sequence[Dimensions]:
    """The known sets, those first that share most with what was asked and add least to it."""
    return sorted(known, key=lambda each: (len(each ^ asked), len(each - asked), sorted(each)))


def written(dimensions: Dimensions) -> str:
    """A set in words of a message: its names, or the total."""
    return " x ".join(sorted(dimensions)) or "het totaal"
