"""Metrics of deciding who is who: how many claims, how quickly, and in which shares.

A number of persons never shows: outcomes are told as shares of the last decisions, in whole per
cents, and of a few decisions nothing is told.
"""

from collections import Counter as Tally
from collections import deque
from collections.abc import Iterable

from prometheus_client import Counter, Gauge, Histogram

from databank.matching.rules.outcomes import LinkOutcome

LAST = 1000
ENOUGH = 100

DECISIONS = Counter("krachtlijn_identity_decisions_total", "Claims that were decided on")
SECONDS = Histogram(
    "krachtlijn_identity_decision_seconds",
    "Time to decide on a claim, those of one message together",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5),
)
SHARE = Gauge(
    "krachtlijn_identity_decision_share", "Share of outcomes in the last decisions", ["outcome"]
)

_last: deque[LinkOutcome] = deque(maxlen=LAST)


def note(outcomes: Iterable[LinkOutcome], seconds: float) -> None:
    """Count the decisions of one call, which took ``seconds`` together."""
    decided = list(outcomes)
    if not decided:
        return
    DECISIONS.inc(len(decided))
    SECONDS.observe(seconds / len(decided))
    _last.extend(decided)
    if len(_last) >= ENOUGH:
        tally = Tally(_last)
        for outcome in LinkOutcome:
            SHARE.labels(outcome.value).set(round(tally[outcome] / len(_last), 2))
