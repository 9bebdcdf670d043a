"""The batch in hand: since when a partition works on it, for an alarm when that never ends.

A handler that hangs raises no error, is tried no second time and stays attached: only that time
passes tells of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from chassis import telemetry


class InHand:
    """The work of one partition at this instance."""

    def __init__(self, partition: int) -> None:
        self._since: float | None = None
        telemetry.IN_HAND.labels(str(partition)).set_function(lambda: self.seconds)

    @property
    def seconds(self) -> float:
        """Seconds since the batch was taken; 0 when none is in hand."""
        return 0.0 if self._since is None else monotonic() - self._since

    @contextmanager
    def work(self) -> Iterator[None]:
        self._since = monotonic()
        try:
            yield
        finally:
            self._since = None
