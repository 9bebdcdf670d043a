"""Numbers of papers. None can be anybody's: documents begin with SYN, national numbers have a month
that no number of their kind has."""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from simulator.claims.rates import LIVES

_EACH = 8
"""Serials kept apart for one person's papers."""
_NUMBERS = 26 * 26 * 10**7
_SCATTER = 4_100_200_303
"""Coprime to ``_NUMBERS``: every serial has a number of its own, far from that of the next."""


@dataclass(frozen=True, slots=True)
class Paper:
    """``country`` is ISO 3166-1 alpha-3."""

    kind: str
    country: str
    number: str


def papers(kind: str, country: str, person: int, chance: Random) -> tuple[tuple[float, Paper], ...]:
    """Renewed papers have another number. From a moment (0 to 1) on, each."""
    found = [(0.0, Paper(kind, country, _printed(person * _EACH)))]
    while len(found) < 4 and chance.random() < LIVES.renewed:
        found.append((chance.random(), Paper(kind, country, _printed(person * _EACH + len(found)))))
    return tuple(sorted(found, key=lambda one: one[0]))


def second(kind: str, country: str, person: int, chance: Random) -> Paper | None:
    """A passport beside a card, or a residence card beside a passport."""
    if chance.random() >= LIVES.second_kind:
        return None
    other = "verblijfskaart" if kind == "paspoort" else "paspoort"
    return Paper(other, country, _printed(person * _EACH + _EACH - 1))


def beside(paper: Paper) -> Paper:
    """The paper that was made just after this one."""
    letters, digits = paper.number[:5], int(paper.number[5:])
    return replace(paper, number=f"{letters}{(digits + 1) % 10**7:07d}")


def _printed(serial: int) -> str:
    letters, digits = divmod(serial * _SCATTER % _NUMBERS, 10**7)
    first, second = divmod(letters, 26)
    return f"SYN{chr(65 + first)}{chr(65 + second)}{digits:07d}"


def national_number(born: date, nationality: str, chance: Random) -> str | None:
    """Most Belgians have one, of others those whom some Belgian office once registered."""
    rate = LIVES.belgian_number if nationality == "BEL" else LIVES.other_number
    if chance.random() >= rate:
        return None
    stem = f"{born:%y}{born.month + 60:02d}{born:%d}{chance.randrange(1, 998):03d}"
    return f"{stem}{97 - int(stem) % 97:02d}"
