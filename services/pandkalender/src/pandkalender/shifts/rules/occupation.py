"""Which rooms and workers are taken when, while a group of shifts is being decided."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from pandkalender.shifts.rules.period import Period
from pandkalender.shifts.rules.refusal import ROOM_TAKEN, WORKER_TWICE, Refusal


@dataclass(frozen=True, slots=True)
class Taken:
    """A shift that fills a room and keeps a worker busy."""

    shift_id: UUID
    room_id: UUID
    worker_id: UUID
    period: Period


@dataclass(frozen=True, slots=True)
class Conflict:
    """The same person in two rooms by two owners: for the police alone."""

    shift_id: UUID
    other_shift_id: UUID
    overlap: Period


class Occupation:
    def __init__(self, taken: Iterable[Taken] = ()) -> None:
        self._by_room: dict[UUID, dict[UUID, Taken]] = {}
        self._by_worker: dict[UUID, dict[UUID, Taken]] = {}
        for shift in taken:
            self.take(shift)

    def take(self, shift: Taken) -> None:
        self._by_room.setdefault(shift.room_id, {})[shift.shift_id] = shift
        self._by_worker.setdefault(shift.worker_id, {})[shift.shift_id] = shift

    def refuse(self, wanted: Taken) -> Refusal | None:
        """What stands in the way, inside one owner. A shift is not in its own way."""
        if _meeting(self._by_room.get(wanted.room_id, {}), wanted):
            return ROOM_TAKEN
        if _meeting(self._by_worker.get(wanted.worker_id, {}), wanted):
            return WORKER_TWICE
        return None

    def conflicts(self, shift: Taken, same_person: Collection[UUID]) -> list[Conflict]:
        """Shifts of the same person, known as ``same_person`` elsewhere, at the same time."""
        return [
            Conflict(shift.shift_id, other.shift_id, overlap)
            for worker_id in same_person
            for other in self._by_worker.get(worker_id, {}).values()
            if (overlap := shift.period.common(other.period))
        ]


def _meeting(taken: dict[UUID, Taken], wanted: Taken) -> bool:
    return any(
        shift.shift_id != wanted.shift_id and shift.period.overlaps(wanted.period)
        for shift in taken.values()
    )
