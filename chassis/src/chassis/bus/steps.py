"""The steps at which a process may die, by name, so that tests can make it die exactly there.

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
"""In the order in which an event passes them; ``sent`` is the broker's first sign of having it."""


def _go_on(_step: str) -> None:
    return


at: Callable[[str], None] = _go_on
"""Call it as ``steps.at(name)``, so that a replacement is seen."""
