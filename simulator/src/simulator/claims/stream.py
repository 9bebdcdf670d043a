"""Claims with their truth, one after the other, as many as wanted, from a seed."""

from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from simulator.claims import seeds
from simulator.claims.persons import Population
from simulator.claims.rates import LIVES
from simulator.claims.scenarios import SCENARIOS, mix_up, source
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
    source: str = ""

    @property
    def claim(self) -> dict[str, Any]:
        said_by = {"source": self.source} if self.source else {}
        return {"claimId": self.claim_id, **said_by, **self.fields}

    def row(self) -> dict[str, Any]:
        truth = {"personTruth": self.person, "culture": self.culture, "changed": self.changed}
        return {**self.claim, **truth}


class Claims:
    """All claims about a population. Another ``order`` is another order of the same claims.

    Persons have 3.3 claims on average, so 70 % of claims are about somebody known by then; a third
    of the persons have one claim only, and few have dozens. Kept in memory are six bytes a claim.
    ``scenario`` is a name in ``SCENARIOS``.
    """

    def __init__(self, persons: int, seed: int = 1, scenario: str = "mixed") -> None:
        self.scenario = SCENARIOS[scenario]
        self.population = Population(persons, seed, self.scenario.lives)
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
        if self.scenario.registered:
            places = array("I", sorted(places, key=self._comes_later))
        gone = {TAKEN_AWAY[field] for field in without}
        for place in places:
            yield self.claim(place, gone)

    def claim(self, place: int, gone: Collection[str] = ()) -> LabelledClaim:
        number, nth = self._persons[place], self._nth[place]
        person = self.population.person(number)
        chance = seeds.chance(self._seed, "claim", number, nth)
        fields, changed = write_claim(person, chance)
        relative = self.population.relative_of(number) if self.scenario.mixed_up else None
        if relative and chance.random() < self.scenario.mixed_up:
            slip = mix_up(fields, lambda: write_claim(relative, chance)[0], chance)
            changed += [slip] if slip else []
        said_by = source(nth == 0, chance) if self.scenario.sources else ""
        for field in gone:
            fields.pop(field, None)
        return LabelledClaim(
            f"c{place:08d}", fields, number, person.culture.code, tuple(changed), said_by
        )

    def _comes_later(self, place: int) -> bool:
        """Whether a claim is none of the register's, which comes first."""
        chance = seeds.chance(self._seed, "registered", self._persons[place])
        return self._nth[place] > 0 or chance.random() >= self.scenario.registered


def _how_many(chance: Random) -> int:
    if chance.random() < LIVES.singletons:
        return 1
    mean = 7.2 if chance.random() < 0.2 else 1.5
    return min(MAX_CLAIMS, 2 + int(chance.expovariate(1 / (mean + 0.5))))
