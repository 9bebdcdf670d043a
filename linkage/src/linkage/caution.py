"""Caution learned from verdicts: what is said of a link, brought down to what people found.

The model's own probabilities understate its errors, and cannot tell by how much. People who judge
links without knowing what was said can: a shift and a scale of the log odds are fitted to their
verdicts (Platt, 1999). Few links are wrong, so the prior is strong: that what is said is right.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

MIN_JUDGED = 100
"""Links that people judged, before which nothing is learned from them."""
SHIFT_SPREAD, SCALE_SPREAD = 1.0, 0.15
"""Spread of the shift around 0 and of the scale around 1 before any verdict, in natural log odds:
errors three times as many as said are no surprise, twenty times would need proof."""
MIN_SCALE = 0.25
CERTAIN = 1e-6
"""The doubt that is left of what is kept as certain: probabilities are kept with six digits."""
_ROUNDS = 50
_CLOSE = 1e-9


class JudgedLink(NamedTuple):
    """A link that people judged: the probability before any caution, and whether it was right."""

    said: float
    is_right: bool


class Caution(NamedTuple):
    """A shift and a scale of the natural log odds; as it is, it changes nothing."""

    shift: float = 0.0
    scale: float = 1.0

    def of(self, said: float) -> float:
        """The probability to go by: never more than was said, and in the same order."""
        if self == NONE or said <= 0.0:
            return said
        odds = self.shift + self.scale * _log_odds(said)
        return min(said, _share(odds))


NONE = Caution()
"""No caution but the model's own."""


def learn(judged: Sequence[JudgedLink]) -> Caution:
    """The likeliest caution after these verdicts; none where they are too few."""
    if len(judged) < MIN_JUDGED:
        return NONE
    points = [(_log_odds(link.said), link.is_right) for link in judged]
    shift, scale = NONE
    for _ in range(_ROUNDS):
        # Newton's method; the prior keeps the matrix regular and the likelihood is concave.
        by_shift, by_scale = -shift / SHIFT_SPREAD**2, (1 - scale) / SCALE_SPREAD**2
        both, shift_twice, scale_twice = 0.0, 1 / SHIFT_SPREAD**2, 1 / SCALE_SPREAD**2
        for odds, is_right in points:
            share = _share(shift + scale * odds)
            by_shift += is_right - share
            by_scale += (is_right - share) * odds
            spread = share * (1 - share)
            shift_twice += spread
            both += spread * odds
            scale_twice += spread * odds * odds
        whole = shift_twice * scale_twice - both * both
        step = (
            (scale_twice * by_shift - both * by_scale) / whole,
            (shift_twice * by_scale - both * by_shift) / whole,
        )
        # A step that is too long could run past the top and away.
        part = min(1.0, 1.0 / max(map(abs, step), default=1.0)) if any(step) else 0.0
        shift, scale = shift + part * step[0], scale + part * step[1]
        if max(map(abs, step)) < _CLOSE:
            break
    return Caution(shift, max(scale, MIN_SCALE))


def _log_odds(said: float) -> float:
    said = min(max(said, CERTAIN), 1 - CERTAIN)
    return math.log(said / (1 - said))


def _share(odds: float) -> float:
    return 1 / (1 + math.exp(-odds)) if odds > 0 else math.exp(odds) / (1 + math.exp(odds))
