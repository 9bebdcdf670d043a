"""Confidence intervals of a share of which only a sample was seen."""

import math
from dataclasses import dataclass

Z_95 = 1.959963984540054
Z_999 = 3.290526731491895
"""Standard deviations of the two-sided 95 % and 99.9 % intervals."""


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


def wilson(hits: int, tries: int, z: float = Z_95) -> Interval:
    """Wilson's score interval, which holds for few tries and for shares near 0 and 1.

    Without any try the share may be anything.
    """
    if tries == 0:
        return Interval(0.0, 1.0)
    share, square = hits / tries, z * z
    middle = (share + square / (2 * tries)) / (1 + square / tries)
    half = z * math.sqrt(share * (1 - share) / tries + square / (4 * tries**2))
    half /= 1 + square / tries
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == tries else min(1.0, middle + half)
    return Interval(low, high)
