"""Nobody who reads a half in September and its year in March sizes who was erased in between.

Persons, by the three programs as far as they are true. A few years in every run; more by
``make test-long``.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest
from services.registry.tests.support.history import without
from services.registry.tests.support.two_tellings import HalfThenYear, Knows

from .support.counting import PERSONS, about, sized
from .support.stories import half_and_year
from .support.years import SIZES, organisation_of, year_of

QUICK = ((75, 0, 1), (75, 1, 3), (240, 0, 3))


def years() -> Iterator[object]:
    for clients, seed, erased in QUICK:
        yield pytest.param(clients, seed, erased, id=f"{clients}-{seed}-{erased}")
    for clients, seed, erased in product(SIZES, range(2, 22), (1, 3)):
        name = f"{clients}-{seed}-{erased}"
        yield pytest.param(clients, seed, erased, marks=pytest.mark.long, id=name)


@pytest.mark.parametrize(("clients", "seed", "erased"), [*years()])
def test_nobody_is_sized(clients: int, seed: int, erased: int) -> None:
    history, codes = half_and_year(clients, seed, erased)
    old = year_of(clients, seed)
    found, asked = sized(
        about(json.loads(history.internal()), PERSONS),
        organisation_of(clients),
        old,
        without(old, codes),
        reader,
    )
    assert asked > 20
    assert found == []


def reader(document: Mapping[str, Any], organisation: str, knows: Knows, _: int) -> HalfThenYear:
    return HalfThenYear(document, organisation, knows)
