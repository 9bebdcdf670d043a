"""Name cultures: which names there are, how common each is, and how clerks respell them."""

import shlex
import tomllib
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random

from simulator.claims import seeds

_FLATTENED = 4
"""Added to a rank, so that the commonest name is common and not everybody's (Mandelbrot, 1953)."""
_STEEP_GIVEN, _STEEP_FAMILY = 1.1, 0.85


class NamePool:
    """Names by how common they are: the n-th is given with a chance of about 1/n."""

    def __init__(self, names: Iterable[str], steepness: float) -> None:
        self.names = tuple(dict.fromkeys(names))
        ranks = range(1, len(self.names) + 1)
        self._up_to = list(accumulate((rank + _FLATTENED) ** -steepness for rank in ranks))

    def draw(self, chance: Random) -> str:
        return self.names[bisect(self._up_to, chance.random() * self._up_to[-1])]


@dataclass(frozen=True, slots=True)
class Culture:
    """``countries`` are ISO 3166-1 alpha-3; ``respell`` holds (written, otherwise written) pairs.

    A pair whose first part ends in ``$`` holds at the end of a name only. ``feminine`` turns the
    family name of a man into that of a woman. ``script`` names a table of ``romanising``: the
    names are in that alphabet, and every writer puts them in Latin letters in a way of her own.
    """

    code: str
    share: float
    countries: tuple[str, ...]
    document: str
    women: NamePool
    men: NamePool
    family: NamePool
    respell: tuple[tuple[str, str], ...]
    nicknames: dict[str, str]
    feminine: tuple[tuple[str, str], ...]
    patronymics: tuple[str, ...]
    script: str | None
    double_given: float
    double_family: float
    family_first: float
    spaced_given: float

    def given(self, sex: str, chance: Random) -> tuple[str, ...]:
        ranked = self.women if sex == "F" else self.men
        first = ranked.draw(chance)
        if chance.random() >= self.double_given:
            return (first,)
        if self.patronymics:
            return (first, self.of_sex(chance.choice(self.patronymics), sex))
        second = ranked.draw(chance)
        return (first, second) if second != first else (first,)

    def family_names(self, sex: str, chance: Random) -> tuple[str, ...]:
        first = self.of_sex(self.family.draw(chance), sex)
        if chance.random() >= self.double_family:
            return (first,)
        second = self.of_sex(self.family.draw(chance), sex)
        return (first, second) if second != first else (first,)

    def of_sex(self, family: str, sex: str) -> str:
        for man, woman in self.feminine if sex == "F" else ():
            if family.endswith(man):
                return family.removesuffix(man) + woman
        return family


@cache
def cultures() -> tuple[Culture, ...]:
    text = (files("simulator.claims") / "cultures.toml").read_text("utf-8")
    return tuple(_culture(code, table) for code, table in tomllib.loads(text).items())


@cache
def _up_to() -> list[float]:
    return list(accumulate(culture.share for culture in cultures()))


def draw(chance: Random) -> Culture:
    return cultures()[bisect(_up_to(), chance.random() * _up_to()[-1])]


def _culture(code: str, table: dict[str, str | float]) -> Culture:
    def words(key: str) -> list[str]:
        return shlex.split(str(table.get(key, "")))

    def pairs(key: str, mark: str) -> list[tuple[str, str]]:
        return [(one, other) for one, _, other in (word.partition(mark) for word in words(key))]

    def rate(key: str) -> float:
        return float(table.get(key, 0.0))

    order = seeds.chance(0, code)
    begin, women_end, men_end = (
        words("given_begin"),
        words("given_end_women"),
        words("given_end_men"),
    )
    return Culture(
        code=code,
        share=rate("share"),
        countries=tuple(words("countries")),
        document=str(table["document"]),
        women=NamePool([*words("women"), *_composed(order, begin, [""], women_end)], _STEEP_GIVEN),
        men=NamePool([*words("men"), *_composed(order, begin, [""], men_end)], _STEEP_GIVEN),
        family=NamePool(
            [
                *words("family"),
                *_composed(
                    order,
                    words("family_begin"),
                    [middle.strip("-") for middle in words("family_middle")],
                    words("family_end"),
                ),
            ],
            _STEEP_FAMILY,
        ),
        respell=tuple(pairs("respell", ">")),
        nicknames=dict(pairs("nicknames", ":")),
        feminine=tuple(pairs("feminine", ">")),
        patronymics=tuple(words("patronymics")),
        script=str(table["script"]) if "script" in table else None,
        double_given=rate("double_given"),
        double_family=rate("double_family"),
        family_first=rate("family_first"),
        spaced_given=rate("spaced_given"),
    )


def _composed(
    order: Random, beginnings: list[str], middles: list[str], endings: list[str]
) -> list[str]:
    """Every combination, in an order of its own: which of them are common is chance."""
    every = [a + b + c for a in beginnings for b in middles for c in endings]
    order.shuffle(every)
    return every
