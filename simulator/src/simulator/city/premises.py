"""Owners and their window premises: 303 rooms in three streets, one house of 51."""

from dataclasses import dataclass
from random import Random

STREETS = ("Schippersstraat", "Vingerlingstraat", "Verversrui")
POSTCODE = "2000"
OWNERS = 48
PREMISES = 66
ROOMS = 303
LARGEST_HOUSE = 51
MOST_ROOMS = 9
"""Of any other house."""
LEGAL_PERSONS = 0.6


@dataclass(frozen=True, slots=True)
class Owner:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Premises:
    """``number`` counts from 0; services know premises by ids of their own."""

    number: int
    label: str
    street: str
    house_number: str
    owner: Owner
    rooms: tuple[str, ...]


def build(chance: Random) -> tuple[Premises, ...]:
    owners = _owners(chance)
    sizes = [LARGEST_HOUSE, *_sizes(chance)]
    holders = [owners[0], *_holders(owners[1:], chance)]
    numbers = dict.fromkeys(STREETS, 0)
    houses = []
    for number, (size, owner) in enumerate(zip(sizes, holders, strict=True)):
        street = STREETS[number % len(STREETS)]
        numbers[street] += chance.randint(1, 3)
        houses.append(
            Premises(
                number=number,
                label=f"{street} {numbers[street]}",
                street=street,
                house_number=str(numbers[street]),
                owner=owner,
                rooms=tuple(f"R-{room:02d}" for room in range(1, size + 1)),
            )
        )
    return tuple(houses)


def _owners(chance: Random) -> list[Owner]:
    owners = []
    for number in range(1, OWNERS + 1):
        kind = "bv" if chance.random() < LEGAL_PERSONS else "eenmanszaak"
        owners.append(Owner(f"OWN-{number:03d}", f"Vensterhuizen {number} {kind}"))
    return owners


def _holders(owners: list[Owner], chance: Random) -> list[Owner]:
    """Everybody has one house at least, some have more."""
    holders = owners + [chance.choice(owners) for _ in range(PREMISES - 1 - len(owners))]
    chance.shuffle(holders)
    return holders


def _sizes(chance: Random) -> list[int]:
    sizes = [chance.choice((1, 2, 3, 3, 4, 4, 5, 6, 7)) for _ in range(PREMISES - 1)]
    while (missing := ROOMS - LARGEST_HOUSE - sum(sizes)) != 0:
        house = chance.randrange(len(sizes))
        if 1 <= sizes[house] + (step := 1 if missing > 0 else -1) <= MOST_ROOMS:
            sizes[house] += step
    return sizes
