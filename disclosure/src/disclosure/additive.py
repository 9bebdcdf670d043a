"""Random rounding of numbers that may be negative, of which some are the sum of others.

Each number becomes the multiple of the base below or above it, at random so that it is right on
average, and every sum that held still holds: lines, and the tables in which they cross. Since all
is drawn at once, who adds up what was told finds no more of one number than was told of it.

After L. H. Cox, *A constructive procedure for unbiased controlled rounding* (1987): as long as a
number lies between two multiples, find others that can move with it without breaking a sum, and
move them one way or the other, by a chance that keeps the expectation, until one meets a multiple.
Fractions are exact, so that the same key draws the same numbers on every machine.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Generic, TypeVar

from disclosure.rounding import chance

Name = TypeVar("Name", bound=Hashable)
Sum = tuple[Name, Sequence[Name]]
"""A number, and those that it is the sum of."""


def round_additive(
    values: Mapping[Name, int], sums: Iterable[Sum[Name]], base: int, key: bytes, name: str
) -> dict[Name, int]:
    """Every value as a multiple of ``base``, less than ``base`` away. ``name`` tells draws apart.

    Raises ``ValueError`` where no multiples add up, as three dimensions crossed may not.
    """
    beyond = {each: Fraction(value % base) for each, value in values.items() if value % base}
    order = sorted(beyond, key=lambda each: chance(key, f"{name}|{each}"))
    movable = _Movable(order, sums)
    steps = 0
    while (moves := movable.direction()) is not None:
        up = min(_room(beyond[each], by, base) for each, by in moves.items())
        down = min(_room(beyond[each], -by, base) for each, by in moves.items())
        steps += 1
        by = up if chance(key, f"{name}|{steps}") < down / (up + down) else -down
        for each, share in moves.items():
            beyond[each] += by * share
        movable.settle([each for each in moves if beyond[each] in (0, base)])
    if any(0 < rest < base for rest in beyond.values()):
        raise ValueError(f"{name} cannot be rounded so that its sums hold")
    return {each: value // base * base + int(beyond.get(each, 0)) for each, value in values.items()}


def _room(beyond: Fraction, by: Fraction, base: int) -> Fraction:
    """How far a number can move this way before it meets a multiple."""
    return (base - beyond if by > 0 else beyond) / abs(by)


class _Movable(Generic[Name]):
    """Numbers that lie between two multiples, and which of them move together.

    Some are free; each of the others, by the sums, moves by a share of every free one.
    """

    def __init__(self, order: Iterable[Name], sums: Iterable[Sum[Name]]) -> None:
        self._free = dict.fromkeys(order)
        self._tied: dict[Name, dict[Name, Fraction]] = {}
        for whole, parts in sums:
            shares: dict[Name, Fraction] = {}
            for each, sign in ((whole, -1), *((part, 1) for part in parts)):
                for free, share in self._in_free(each).items():
                    _add(shares, free, sign * share)
            self._tie(shares)

    def direction(self) -> dict[Name, Fraction] | None:
        """Moves of all when the first free one moves by one; none when nothing can."""
        free = next(iter(self._free), None)
        if free is None:
            return None
        tied = {each: shares[free] for each, shares in self._tied.items() if free in shares}
        return {free: Fraction(1), **tied}

    def settle(self, met: Iterable[Name]) -> None:
        """These have met a multiple, and move no more."""
        for each in met:
            if each in self._free:
                del self._free[each]
                for shares in self._tied.values():
                    shares.pop(each, None)
            else:
                self._tie(self._tied.pop(each))

    def _in_free(self, each: Name) -> Mapping[Name, Fraction]:
        return {each: Fraction(1)} if each in self._free else self._tied.get(each, {})

    def _tie(self, shares: Mapping[Name, Fraction]) -> None:
        """These shares of free ones add up to nothing: the first follows from the others."""
        if not shares:
            return
        first = next(each for each in self._free if each in shares)
        del self._free[first]
        rest = {each: -share / shares[first] for each, share in shares.items() if each != first}
        for tied in self._tied.values():
            if first in tied:
                by = tied.pop(first)
                for each, share in rest.items():
                    _add(tied, each, by * share)
        self._tied[first] = rest


def _add(shares: dict[Name, Fraction], each: Name, share: Fraction) -> None:
    left = shares.get(each, Fraction(0)) + share
    if left:
        shares[each] = left
    else:
        shares.pop(each, None)
