"""Occupancies of rooms and workers, while a group of shifts is being decided."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from pandkalender.moments.rules.period import Period
from pandkalender.shifts.rules.refusal import ROOM_TAKEN, WORKER_TWICE, Refusal


@dataclass(frozen=True, slots=True)
class Occupancy:
    """The hold of a shift on a room and on a worker, for a period."""

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


class Occupancies:
    """Rooms and workers that are taken, with the shifts that take them."""

    def __init__(self, occupancies: Iterable[Occupancy] = ()) -> None:
        self._by_room: dict[UUID, dict[UUID, Occupancy]] = {}
        self._by_worker: dict[UUID, dict[UUID, Occupancy]] = {}
        for occupancy in occupancies:
            self.take(occupancy)

    def take(self, occupancy: Occupancy) -> None:
        """Count a shift as taking its room and its worker."""
        self._by_room.setdefault(occupancy.room_id, {})[occupancy.shift_id] = occupancy
        self._by_worker.setdefault(occupancy.worker_id, {})[occupancy.shift_id] = occupancy

    def refuse(self, wanted: Occupancy) -> Refusal | None:
        """Refuse what another shift of the owner stands in the way of; never for itself."""
        if _overlaps_any(self._by_room.get(wanted.room_id, {}), wanted):
            return ROOM_TAKEN
        if _overlaps_any(self._by_worker.get(wanted.worker_id, {}), wanted):
            return WORKER_TWICE
        return None

    def conflicts(self, occupancy: Occupancy, same_person: Collection[UUID]) -> list[Conflict]:
        """Shifts of the same person, known as ``same_person`` elsewhere, at the same time."""
        return [
            Conflict(occupancy.shift_id, other.shift_id, overlap)
            for worker_id in same_person
            for other in self._by_worker.get(worker_id, {}).values()
            if (overlap := occupancy.period.common(other.period))
        ]


def _overlaps_any(occupancies: dict[UUID, Occupancy], wanted: Occupancy) -> bool:
    return any(
        other.shift_id != wanted.shift_id and other.period.overlaps(wanted.period)
        for other in occupancies.values()
    )
