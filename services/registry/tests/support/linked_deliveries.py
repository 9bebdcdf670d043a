"""Deliveries of a year that is linked, by two organisations with clients in common."""

from typing import Any

from chassis.web import Function

from .deliveries import of_branches
from .linkage import LinkedYear

REGISTRAR = Function.ZORG_REGISTRATOR


BOYS = of_branches({"raam": 100})


GHAPRO = of_branches({"raam": 150, "straat": 50})


PARENTS = ("Ann", "Bert", "Chris", "Dora", "Eef", "Frank", "Gust", "Hilde", "Imke", "Joris")


def people(codes: list[str], start: int = 0) -> dict[str, tuple[str, str, int]]:
    """Parents and a year of birth for each client; the same number is the same person."""
    return {
        code: (PARENTS[nr % 10], PARENTS[nr // 10 % 10], 1980 + nr // 100)
        for nr, code in enumerate(codes, start)
    }


def codes_of(tables: Any) -> list[str]:
    return [row["client_code"] for row in tables.clienten]


async def delivered(linking: LinkedYear, *, measured: bool = True) -> None:
    """Two organisations; the last fifty of one are the first fifty of the other.

    Both coded a hundred a second time, unless not ``measured``.
    """
    await linking.opened()
    await linking.deliver("GHAPRO", GHAPRO, people(codes_of(GHAPRO)))
    await linking.deliver("BOYS", BOYS, people(codes_of(BOYS), 150))
    if measured:
        await linking.sampled("GHAPRO", "BOYS")
    await linking.frozen("FREECLINIC")
