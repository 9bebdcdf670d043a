"""The hold: a partition waits at a message that only a newer release of the service can handle.

While two releases work side by side the older one may meet what only the newer knows. It gives the
partition up, untried, to whoever takes it: to a newer instance where there is one. Somebody is told
when that takes longer than a roll-out should.
"""

from dataclasses import dataclass, field
from time import monotonic
from uuid import UUID

import structlog

from chassis import telemetry
from chassis.bus.dispatcher import Delivery

SILENT_SECONDS = 5.0
"""An instance that is attached so long without meeting the message again: another one has it."""

log = structlog.get_logger("consumer")


@dataclass
class Hold:
    """The hold of one partition at this instance. After ``overdue_after`` seconds it is an alarm.

    The time counts from when this message was first met, however often it was given up since.
    """

    partition: int
    overdue_after: float
    event_id: UUID | None = None
    event_type: str = ""
    given_up: bool = False
    """Whether this instance ever met something newer here: then it stands behind all others."""
    _met_at: float = 0.0
    _attached_at: float | None = None
    _told: bool = field(default=False, repr=False)

    def __post_init__(self) -> None:
        partition = str(self.partition)
        telemetry.AHEAD.labels(partition).set_function(lambda: self.seconds)
        telemetry.AHEAD_OVERDUE.labels(partition).set_function(lambda: float(self.is_overdue))

    def meet(self, delivery: Delivery) -> None:
        """Note a message that must wait."""
        envelope = delivery.envelope
        if envelope.id != self.event_id:
            self.event_id, self.event_type = envelope.id, envelope.type
            self._met_at, self._told = monotonic(), False
            log.warning("waits for a newer release", **self._what)
        self.given_up, self._attached_at = True, None
        if self.is_overdue and not self._told:
            self._told = True
            log.error("no newer release came", **self._what)

    def attach(self) -> None:
        """Note that the broker may deliver to this instance again."""
        self._attached_at = monotonic()

    def pass_on(self) -> None:
        """Note that messages of the partition have their effect here."""
        self.event_id = None

    @property
    def seconds(self) -> float:
        """Seconds since the message was met first; 0 when nothing waits for a newer release."""
        now = monotonic()
        if self.event_id is None:
            return 0.0
        if self._attached_at is not None and now > self._attached_at + SILENT_SECONDS:
            return 0.0
        return now - self._met_at

    @property
    def is_overdue(self) -> bool:
        return self.seconds > self.overdue_after

    @property
    def _what(self) -> dict[str, object]:
        return {
            "event_type": self.event_type,
            "event_id": str(self.event_id),
            "partition": self.partition,
        }
