"""Workforce of the houses: people by house, for a time, and their successors."""

from dataclasses import dataclass, field
from random import Random

from simulator.city.grid import Grid
from simulator.city.people import Person, Population
from simulator.city.premises import Premises
from simulator.city.span import Slot

PLACES_PER_ROOM = 2.4
"""Workers known to a house per room: about 590 people a week share 370 shifts a day."""
TWO_HOUSES = 0.25
MEAN_SPELL_DAYS = 110
RETURNS = 0.65
"""Share of the places that somebody takes who worked here before."""


@dataclass
class Place:
    """A place in a house's list of workers; when one leaves, another takes it."""

    person: Person
    until_day: int


@dataclass
class Workforce:
    """The workers of all houses; each works about as often, and never two slots in a row."""

    population: Population
    chance: Random
    places: dict[int, list[Place]] = field(default_factory=dict)
    _worked: dict[str, list[int]] = field(default_factory=dict)
    _away: list[Person] = field(default_factory=list)

    def staff(self, houses: tuple[Premises, ...]) -> None:
        for house in houses:
            count = max(3, round(PLACES_PER_ROOM * len(house.rooms)))
            self.places[house.number] = [self._fill(0) for _ in range(count)]

    def choose(self, house: Premises, slot: Slot, grid: Grid) -> Person | None:
        """Somebody who is free and has worked least lately; nobody when all are busy."""
        self._turn_over(house, slot.day)
        people = {place.person.id: place.person for place in self.places[house.number]}
        able = [person for person in people.values() if grid.rested(person, slot)]
        if not able:
            return None
        chosen = min(able, key=lambda person: self._lately(person, slot) + self.chance.random() * 2)
        self._worked.setdefault(chosen.id, []).append(slot.day)
        return chosen

    def _lately(self, person: Person, slot: Slot) -> int:
        """Shifts in the last seven days; earlier ones are forgotten."""
        days = self._worked.get(person.id, [])
        while days and slot.day - days[0] >= 7:
            days.pop(0)
        return len(days)

    def _turn_over(self, house: Premises, day: int) -> None:
        places = self.places[house.number]
        for index, place in enumerate(places):
            if place.until_day <= day:
                places[index] = self._fill(day)
                self._away.append(place.person)

    def _fill(self, day: int) -> Place:
        until = day + 1 + int(self.chance.expovariate(1 / MEAN_SPELL_DAYS))
        if self.places and self.chance.random() < TWO_HOUSES / (1 + TWO_HOUSES):
            elsewhere = self.chance.choice(self.places[self.chance.choice(list(self.places))])
            return Place(elsewhere.person, min(until, elsewhere.until_day))
        if self._away and self.chance.random() < RETURNS:
            return Place(self._away.pop(self.chance.randrange(len(self._away))), until)
        return Place(self.population.person(self.chance), until)
