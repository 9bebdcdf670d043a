"""Random controlled rounding: multiples of a base that still add up, drawn by a secret key.

Each value becomes the multiple below or above it, above with a chance of ``(value mod base) /
base``, so that figures are right on average; a total and all its lines agree. Who knows the method
is left with ``rounded - base + 1`` to ``rounded + base - 1``. The draw follows from the key and the
name alone: the same figures are rounded in the same way again, and say nothing new.
"""

import hmac
from collections.abc import Iterable, Mapping
from hashlib import sha256

Line = Mapping[str, int]
"""The value of each category."""


def chance(key: bytes, name: str) -> float:
    """A number from 0 up to 1 that only who has the key can work out."""
    return int.from_bytes(hmac.digest(key, name.encode(), sha256)[:7]) / 2**56


def round_controlled(
    total: int, lines: Mapping[str, Line], base: int, key: bytes, name: str
) -> tuple[int, dict[str, dict[str, int]]]:
    """The rounded total, and each line rounded so that its categories add up to it.

    ``lines`` are named; every line must add up to ``total``. ``name`` tells one publication from
    another.
    """
    # Systematic sampling: categories lie behind each other, as long as what they exceed their
    # multiple; every base-th point from one random start on makes the category it hits go up. One
    # start for all lines makes them, and the total, agree.
    start = chance(key, f"{name}|start") * base
    rounded = {
        line: _round(values, base, start, order=_order(values, key, f"{name}|{line}"))
        for line, values in lines.items()
    }
    whole = _round({"": total}, base, start, [""])[""]
    return whole, rounded


def _order(values: Line, key: bytes, name: str) -> list[str]:
    return sorted(values, key=lambda category: chance(key, f"{name}|{category}"))


def _round(values: Line, base: int, start: float, order: Iterable[str]) -> dict[str, int]:
    rounded = {}
    passed = 0.0
    for category in order:
        below, excess = values[category] // base * base, values[category] % base
        up = _points(passed + excess, base, start) > _points(passed, base, start)
        passed += excess
        rounded[category] = below + base * up
    return rounded


def _points(until: float, base: int, start: float) -> int:
    """How many of start, start + base, start + 2 base, ... lie below ``until``."""
    return max(0, -int((start - until) // base)) if until > start else 0
