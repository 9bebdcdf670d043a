"""Precision of a rule, by the outcomes that people gave its cases (DP-10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from databank.detection.cases.rules import Outcome

_Z = 1.959964
"""Standard deviations on either side of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """``share`` of ``out_of``, with the bounds of Wilson's 95 % interval; empty out of nothing."""

    count: int
    out_of: int
    share: float | None
    low: float | None
    high: float | None

    @classmethod
    def of(cls, count: int, out_of: int) -> "Share":
        if out_of == 0:
            return cls(count, out_of, None, None, None)
        share, z2 = count / out_of, _Z * _Z
        middle = (share + z2 / (2 * out_of)) / (1 + z2 / out_of)
        half = _Z * sqrt(share * (1 - share) / out_of + z2 / (4 * out_of**2)) / (1 + z2 / out_of)
        return cls(count, out_of, share, max(0.0, middle - half), min(1.0, middle + half))


@dataclass(frozen=True, slots=True)
class Precision:
    """``right``: the link held, whatever explains the case (bevestigd, verklaarbaar), against a
    wrong link. ``confirmed``: bevestigd among all that were assessed. ``false_positives`` is the
    rate that DP-10 asks for: wrong links among the cases whose link was judged."""

    assessed: int
    right: Share
    confirmed: Share
    false_positives: Share

    @classmethod
    def of(cls, outcomes: Mapping[Outcome, int]) -> "Precision":
        confirmed = outcomes.get(Outcome.BEVESTIGD, 0)
        right = confirmed + outcomes.get(Outcome.VERKLAARBAAR, 0)
        wrong = outcomes.get(Outcome.FOUTIEVE_KOPPELING, 0)
        assessed = right + wrong + outcomes.get(Outcome.GEEN_ACTIE, 0)
        return cls(
            assessed,
            Share.of(right, right + wrong),
            Share.of(confirmed, assessed),
            Share.of(wrong, right + wrong),
        )
