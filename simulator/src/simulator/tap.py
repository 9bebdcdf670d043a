"""A tap on the bus: every event as it goes by, seals closed. It only listens."""

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import UUID

from aio_pika import connect_robust
from aio_pika.abc import AbstractIncomingMessage, AbstractRobustConnection

from chassis.bus.envelope import Envelope, decode
from contracts import EVENTS
from contracts.databank import (
    BranchReadingChanged,
    BranchReadingFound,
    BranchReadingWithdrawn,
    BranchShiftAnnounced,
    BranchShiftDetected,
    BranchShiftWithdrawn,
    ExpectedRecallMeasured,
)

QUEUE = "tap"
SHOWN = 6
"""Number of the last branch shifts that are kept for whoever watches."""
TOLD = {
    BranchShiftAnnounced.type: ("announced", "expectedAt"),
    BranchShiftDetected.type: ("detected", "toSeenAt"),
    BranchShiftWithdrawn.type: ("withdrawn", "withdrawnAt"),
}
"""What an event tells of a branch shift, and the field with its moment."""


@dataclass(frozen=True, slots=True)
class BranchShiftNotice:
    """A branch shift as it was told: ``announced``, ``detected`` or ``withdrawn``.

    ``arrived_at`` is monotonic real time.
    """

    case_id: str
    from_branch: str
    to_branch: str
    seen_at: str
    correlation_id: str
    arrived_at: float
    told: str


class Tap:
    """Counts events by type and publisher, and notes when branch shifts were told."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: AbstractRobustConnection | None = None
        self._ids: set[UUID] = set()
        self.types: Counter[str] = Counter()
        self.publishers: Counter[str] = Counter()
        self.repeated = 0
        """Publications of an event that was published before: the bus may, its effect may not."""
        self.notices: list[BranchShiftNotice] = []
        self.recalls: list[Mapping[str, Any]] = []
        """How many moves of a half-year would be found, as it was told."""
        self._readings: dict[str, tuple[int, Mapping[str, Any]]] = {}
        self._withdrawn: set[str] = set()
        self.latest: deque[BranchShiftNotice] = deque(maxlen=SHOWN)
        self.last_at = monotonic()

    @property
    def published(self) -> int:
        """Distinct events."""
        return len(self._ids)

    async def open(self) -> None:
        """Begin to listen: by the bus's own library, as every event of the city comes by here."""
        self._connection = await connect_robust(self._url)
        channel = await self._connection.channel()
        queue = await channel.get_queue(QUEUE, ensure=False)
        await queue.consume(self._take, no_ack=True)

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()

    @property
    def expected_effects(self) -> int:
        """Every event once for each of its readers."""
        return sum(
            count * len(EVENTS[kind].readers)
            for kind, count in self.types.items()
            if kind in EVENTS
        )

    def told_to(self, reader: str) -> int:
        """Distinct events that this reader reads."""
        return sum(
            count
            for kind, count in self.types.items()
            if kind in EVENTS and reader in EVENTS[kind].readers
        )

    @property
    def silence(self) -> float:
        """Seconds since something went by."""
        return monotonic() - self.last_at

    async def _take(self, message: AbstractIncomingMessage) -> None:
        self.note(decode(message.body), monotonic())

    def note(self, envelope: Envelope, at: float) -> None:
        self.last_at = at
        if envelope.id in self._ids:
            self.repeated += 1
            return
        self._ids.add(envelope.id)
        self.types[envelope.type] += 1
        self.publishers[envelope.publisher] += 1
        if envelope.type in TOLD:
            self._note_case(envelope, at)
        if envelope.type == ExpectedRecallMeasured.type:
            self.recalls.append(envelope.data)
        if envelope.type in (BranchReadingFound.type, BranchReadingChanged.type):
            self._note_reading(envelope.data)
        if envelope.type == BranchReadingWithdrawn.type:
            self._withdrawn.add(envelope.data["readingId"])

    @property
    def readings(self) -> list[Mapping[str, Any]]:
        """What is read of branches, and stands: each by its last revision."""
        return [
            reading
            for reading_id, (_, reading) in self._readings.items()
            if reading_id not in self._withdrawn
        ]

    def _note_reading(self, data: Mapping[str, Any]) -> None:
        revision, known = data.get("revision", 1), self._readings.get(data["readingId"])
        if known is None or revision > known[0]:
            self._readings[data["readingId"]] = revision, data["reading"]

    @property
    def cases(self) -> int:
        """Different branch shifts that were announced or detected."""
        return len({notice.case_id for notice in self.detections})

    @property
    def detections(self) -> list[BranchShiftNotice]:
        """The branch shifts that were announced or detected, each as often as it was told."""
        return [notice for notice in self.notices if notice.told != "withdrawn"]

    @property
    def announcements(self) -> dict[str, int]:
        """The cases that were announced, and of these those that came true, and that were
        withdrawn."""
        cases = {told: set[str]() for told, _ in TOLD.values()}
        for notice in self.notices:
            cases[notice.told].add(notice.case_id)
        announced = cases["announced"]
        return {
            "announced": len(announced),
            "confirmed": len(announced & cases["detected"]),
            "withdrawn": len(announced & cases["withdrawn"]),
        }

    def _note_case(self, envelope: Envelope, at: float) -> None:
        told, moment = TOLD[envelope.type]
        data = envelope.data
        notice = BranchShiftNotice(
            case_id=data["caseId"],
            from_branch=data["fromBranch"],
            to_branch=data["toBranch"],
            seen_at=data[moment],
            correlation_id=str(envelope.cause.correlation_id),
            arrived_at=at,
            told=told,
        )
        self.latest.append(notice)
        self.notices.append(notice)
