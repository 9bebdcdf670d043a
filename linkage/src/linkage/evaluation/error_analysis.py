"""Error analysis: slips of a writer that go with errors of the matcher."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SlipPattern:
    """Claims with these slips: how many there are, were lost, and were put with somebody else."""

    slips: tuple[str, ...]
    claims: int
    lost: int
    false: int


@dataclass(slots=True)
class SlipCounts:
    """Slips that go with errors: each by itself, and all of a claim together."""

    _single: dict[tuple[str, ...], list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0, 0, 0])
    )
    _whole: dict[tuple[str, ...], list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0, 0, 0])
    )

    def add(self, slips: Collection[str], *, false: bool, lost: bool) -> None:
        names = tuple(sorted(slips))
        _add(self._whole[names], lost, false)
        for name in names:
            _add(self._single[(name,)], lost, false)

    def singly(self) -> Iterator[SlipPattern]:
        return _worst(self._single)

    def together(self) -> Iterator[SlipPattern]:
        return _worst(self._whole)


def _add(counts: list[int], lost: bool, false: bool) -> None:
    counts[0] += 1
    counts[1] += lost
    counts[2] += false


def _worst(counted: dict[tuple[str, ...], list[int]]) -> Iterator[SlipPattern]:
    patterns = (SlipPattern(slips, *counts) for slips, counts in counted.items() if any(counts[1:]))
    return iter(sorted(patterns, key=lambda p: (-p.lost - p.false, p.slips)))
