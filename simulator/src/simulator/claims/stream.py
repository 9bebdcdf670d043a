"""Claims with their truth, one after the other, as many as wanted, from a seed."""

from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from simulator.claims import seeds
from simulator.claims.persons import Population
from simulator.claims.rates import LIVES
from simulator.claims.writers import write_claim

MAX_CLAIMS = 60
"""Claims about one person, at most."""
TAKEN_AWAY = {
    "national-number": "nationalNumber",
    "birth-date": "birthDate",
    "documents": "documents",
    "phone": "phone",
    "address": "address",
    "alias": "alias",
    "sex": "sex",
}
FIELDS = tuple(TAKEN_AWAY)
"""The names of fields that can be taken away."""


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """A claim in the form that ``krachtlijn identity resolve`` reads, and the truth about it."""

    claim_id: str
    fields: dict[str, Any]
    person: int
    culture: str
    changed: tuple[str, ...]

    @property
    def claim(self) -> dict[str, Any]:
        return {"claimId": self.claim_id, **self.fields}

    def row(self) -> dict[str, Any]:
        truth = {"personTruth": self.person, "culture": self.culture, "changed": self.changed}
        return {**self.claim, **truth}


class Claims:
    """All claims about a population. Another ``order`` is another order of the same claims.

    Persons have 3.3 claims on average, so 70 % of claims are about somebody known by then; a third
    of the persons have one claim only, and few have dozens. Kept in memory are six bytes a claim.
    """

    def __init__(self, persons: int, seed: int = 1) -> None:
        self.population = Population(persons, seed)
        self._seed = seed
        self._persons = array("I")
        self._nth = array("B")
        chance = seeds.chance(seed, "how many")
        for person in range(persons):
            count = _how_many(chance)
            self._persons.extend([person] * count)
            self._nth.extend(range(count))

    def __len__(self) -> int:
        return len(self._persons)

    def stream(self, order: int = 0, without: Collection[str] = ()) -> Iterator[LabelledClaim]:
        places = array("I", range(len(self)))
        seeds.chance(self._seed, "order", order).shuffle(places)
        gone = {TAKEN_AWAY[field] for field in without}
        for place in places:
            yield self.claim(place, gone)

    def claim(self, place: int, gone: Collection[str] = ()) -> LabelledClaim:
        number, nth = self._persons[place], self._nth[place]
        person = self.population.person(number)
        chance = seeds.chance(self._seed, "claim", number, nth)
        fields, changed = write_claim(person, chance)
        for field in gone:
            fields.pop(field, None)
        return LabelledClaim(f"c{place:08d}", fields, number, person.culture.code, tuple(changed))


def _how_many(chance: Random) -> int:
    if chance.random() < LIVES.singletons:
        return 1
    mean = 7.2 if chance.random() < 0.2 else 1.5
    return min(MAX_CLAIMS, 2 + int(chance.expovariate(1 / (mean + 0.5))))
