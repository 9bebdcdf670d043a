"""The one place that reads the time. Everything else is told what time it is."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class ShiftedClock:
    """Runs as the real one, ``behind`` it by a fixed time: a simulated city that lives on."""

    def __init__(self, behind: timedelta) -> None:
        self._behind = behind

    def now(self) -> datetime:
        return datetime.now(UTC) - self._behind


class DrivenClock:
    """A clock that a simulation moves on, by requests and by the events that arrive.

    It goes back only where all begins again. Until it is told a first moment it shows that at
    which the simulation ``begins``, or else the real time: what a service does each morning by
    itself, it then does in the simulated days too.
    """

    def __init__(self, begins: datetime | None = None) -> None:
        self._begins = begins
        self._now: datetime | None = None

    def now(self) -> datetime:
        return self._now or self._begins or datetime.now(UTC)

    def advance(self, to: datetime) -> None:
        """Move on to a moment with an offset; earlier moments change nothing."""
        if self._now is None or to > self._now:
            self._now = to.astimezone(UTC)

    def begin_again(self, at: datetime) -> None:
        """Show ``at``, though it may be earlier: where nothing is left of what was told before."""
        self._now = at.astimezone(UTC)
