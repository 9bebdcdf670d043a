"""The grid of slots: rooms and people that are taken."""

from dataclasses import dataclass, field

from simulator.city.people import Person
from simulator.city.premises import Premises
from simulator.city.span import Slot


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """One room of one house."""

    premises: int
    room: str


@dataclass
class Grid:
    """Keeps two shifts out of one room, and one person out of two rooms or two shifts in a row."""

    houses: tuple[Premises, ...]
    set_aside: frozenset[Spot] = frozenset()
    _rooms: set[tuple[int, Spot]] = field(default_factory=set)
    _people: set[tuple[int, str]] = field(default_factory=set)

    def spots(self, house: Premises) -> list[Spot]:
        """The rooms of a house that are let in ordinary life."""
        return [spot for spot in spots_of(house) if spot not in self.set_aside]

    def free(self, house: Premises, slot: Slot) -> list[Spot]:
        return [spot for spot in self.spots(house) if (slot.index, spot) not in self._rooms]

    def rested(self, person: Person, slot: Slot) -> bool:
        near = (slot.index - 1, slot.index, slot.index + 1)
        return all((index, person.id) not in self._people for index in near)

    def take(self, spot: Spot, slot: Slot, person: Person | None = None) -> None:
        if (slot.index, spot) in self._rooms:
            raise ValueError("this room is taken")
        self._rooms.add((slot.index, spot))
        if person is not None:
            self._people.add((slot.index, person.id))


def spots_of(house: Premises) -> list[Spot]:
    return [Spot(house.number, room) for room in house.rooms]
