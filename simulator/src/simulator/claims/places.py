"""Houses where people work, and addresses where they live; no address has a real street."""

from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from simulator.claims import seeds

_MUNICIPALITIES = (
    ("2000", "Antwerpen"), ("2018", "Antwerpen"), ("2020", "Antwerpen"), ("2060", "Antwerpen"),
    ("2100", "Deurne"), ("2140", "Borgerhout"), ("2170", "Merksem"), ("2600", "Berchem"),
    ("2610", "Wilrijk"), ("2660", "Hoboken"), ("9000", "Gent"), ("1000", "Brussel"),
    ("1030", "Schaarbeek"), ("4000", "Luik"), ("2800", "Mechelen"), ("3500", "Hasselt"),
)  # fmt: skip
_STEMS = [
    "Zilveren",
    "Mane",
    "Ankers",
    "Tonge",
    "Veer",
    "Korenbloem",
    "Lanteern",
    "Wissel",
    "Zonne",
    "Bever",
    "Klaver",
    "Linde",
    "Nachtegaal",
    "Olm",
    "Peerle",
    "Regenboog",
    "Sleutel",
    "Trommel",
    "Vlier",
    "Wimpel",
    "Zwaluw",
    "Amandel",
    "Braam",
    "Distel",
    "Eikel",
    "Fakkel",
    "Gulden",
    "Hazelaar",
    "Iris",
    "Jasmijn",
    "Kwartel",
    "Leeuwerik",
    "Meidoorn",
    "Narcis",
    "Ooievaar",
    "Populier",
    "Rozemarijn",
    "Salie",
    "Tijm",
    "Uil",
    "Vinken",
    "Weegbree",
    "IJzer",
    "Zavel",
    "Akelei",
    "Berken",
    "Citroen",
    "Duiven",
    "Esdoorn",
    "Fluit",
]
_ENDINGS = ("straat", "laan", "lei", "plein", "weg", "dreef", "kaai", "steeg", "hof")


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    house_number: str
    postcode: str
    municipality: str


@dataclass(frozen=True, slots=True)
class House:
    """A house in which several people work; ``phone`` is answered for all of them."""

    address: Address
    phone: str


def address(chance: Random) -> Address:
    postcode, municipality = chance.choice(_MUNICIPALITIES)
    number = str(1 + int(chance.expovariate(1 / 45)))
    if chance.random() < 0.12:
        number += chance.choice(("A", "B", " bus 1", " bus 2", "/3"))
    street = chance.choice(_STEMS) + chance.choice(_ENDINGS)
    return Address(street, number, postcode, municipality)


def phone(chance: Random) -> str:
    """A mobile number with one digit more than any has, so that it is nobody's."""
    return f"+3244{chance.randrange(10**8):08d}"


class Houses:
    """As many as the population needs; few are large and most are small."""

    def __init__(self, persons: int, seed: int) -> None:
        self._seed = seed
        self._up_to = list(accumulate((n + 8) ** -0.7 for n in range(max(12, persons // 30))))

    def draw(self, chance: Random) -> House:
        number = bisect(self._up_to, chance.random() * self._up_to[-1])
        own = seeds.chance(self._seed, "house", number)
        return House(address(own), phone(own))
