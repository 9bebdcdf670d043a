"""Posterior probabilities over the candidate persons, and "somebody new"."""

import math
from collections.abc import Iterable


def entropy(posteriors: Iterable[float]) -> float:
    """In bits, over the candidates and "somebody new"; 1 where nothing was computed.

    One bit is what a plain yes or no teaches that could go either way.
    """
    known = [min(max(one, 0.0), 1.0) for one in posteriors]
    if not known:
        return 1.0
    new = max(0.0, 1 - math.fsum(known))
    return math.fsum(-p * math.log2(p) for p in (*known, new) if p > 0)
