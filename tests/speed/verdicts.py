"""Verdicts on figures that were measured several times: met, missed, or not decided.

One run on a busy machine decides nothing: a bar that lies between the lowest and the highest of the
runs is neither met nor missed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median


class Verdict(StrEnum):
    MET = "met"
    MISSED = "missed"
    OPEN = "not decided"
    UNKNOWN = "not measured"


@dataclass(frozen=True, slots=True)
class Bar:
    """``sign`` is ``>=`` or ``<=``."""

    sign: str
    value: float

    def is_met_by(self, figure: float) -> bool:
        return figure >= self.value if self.sign == ">=" else figure <= self.value

    def verdict(self, figures: Sequence[float]) -> Verdict:
        """One figure alone decides."""
        if not figures:
            return Verdict.UNKNOWN
        met = [self.is_met_by(figure) for figure in figures]
        if all(met):
            return Verdict.MET
        return Verdict.OPEN if any(met) else Verdict.MISSED

    def __str__(self) -> str:
        return f"{self.sign} {self.value:g}"


def told(name: str, bar: Bar, figures: Sequence[float]) -> str:
    """A bar that was not met, in words."""
    if not figures:
        return f"{name} is not measured, the bar is {bar}"
    middle = median(figures)
    by = abs(middle - bar.value) / bar.value
    side = "reached" if bar.is_met_by(middle) else "missed"
    spread = f"{min(figures):.2f} to {max(figures):.2f} in {len(figures)} runs"
    if bar.verdict(figures) is Verdict.MISSED:
        return f"{name} is missed by {by:.0%}: {middle:.2f} ({spread}), the bar is {bar}"
    return (
        f"{name} is not decided: {middle:.2f} would have {side} it by {by:.0%}, and the bar {bar}"
        f" lies within the noise ({spread}); measure again where nothing else runs"
    )


def no_floor(name: str, bar: Bar, figures: Sequence[float]) -> str | None:
    """A ratio to the floor that is better than the floor, in words: then it is none in these runs.

    None for what is not, or was not measured.
    """
    if not figures or not Bar(bar.sign, 1.0).is_met_by(middle := median(figures)) or middle == 1:
        return None
    return (
        f"{name} is {middle:.2f}: what is written by hand was worse than ours, and is no floor"
        " there; the ratio says that ours costs no more than plain code, not that it is better"
    )
