"""Failpoints: named steps at which a test can make a process die.

``at`` does nothing. A test puts its own function here, in the process that is to die.
"""

from collections.abc import Callable

STEPS = (
    "producer.recorded",
    "producer.committed",
    "producer.taken",
    "producer.sent",
    "producer.confirmed",
    "producer.archived",
    "consumer.taken",
    "consumer.claimed",
    "consumer.handled",
    "consumer.committed",
    "consumer.acked",
)
"""Steps of every event, in order; ``sent`` is the broker's first sign of having it."""

ASIDE = (
    "redrive.recorded",
    "redriver.selected",
    "redriver.handled",
    "redriver.removed",
    "redriver.committed",
    "redriver.failed",
    "redriver.parked",
    "discard.recorded",
    "discard.removed",
    "replay.read",
    "replay.confirmed",
    "replay.noted",
    "replay.finished",
    "timer.taken",
    "timer.handled",
    "timer.committed",
    "timer.failed",
    "timer.postponed",
    "retention.erased",
)
"""Steps off the way of every event: parked messages, replays, deadlines, erasures."""

OUTSIDE = (
    "errand.committed",
    "errand.failed",
    "errand.postponed",
    "errand.brought",
    "errand.noted",
)
"""Steps of an errand, before and after it was at another machine."""


def _go_on(_step: str) -> None:
    return


at: Callable[[str], None] = _go_on
"""Call it as ``failpoints.at(name)``, so that a replacement is seen."""
