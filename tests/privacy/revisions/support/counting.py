"""Groups of one to four who went, came or are there, sized by who counts with three programs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from services.registry.tests.support.attack import keeps_its_secret
from services.registry.tests.support.truth import size
from services.registry.tests.support.two_tellings import (
    ADDED,
    ASKED,
    GONE,
    Knows,
    TwoTellings,
    fated,
)

from registry.deliveries.rules.records import Rows

from .years import SIZES

T, K = 5, 20
PERSONS = ("clienten", "begeleidingen")
CONTACTS = (*PERSONS, "contacten")
CONTACTS_TOO = range(1, 20)
"""Of these years of the smallest size contacts are asked too, which takes ten times as long."""

Group = tuple[Knows, str, dict[str, str], set[str], tuple[str, ...], int, tuple[int, int]]
"""What the reader knew; measure, codes, lives and fates; the real size, and the bounds of it."""


def measures_of(clients: int, seed: int) -> tuple[str, ...]:
    """What is asked of this year."""
    return CONTACTS if clients == min(SIZES) and seed in CONTACTS_TOO else PERSONS


def about(document: Mapping[str, Any], measures: tuple[str, ...]) -> dict[str, Any]:
    """What a document says of these measures."""
    return {
        **document,
        "cells": [cell for cell in document["cells"] if cell["measure"] in measures],
        "measures": {name: kind for name, kind in document["measures"].items() if name in measures},
        "at_most": [pair for pair in document["at_most"] if {*pair} <= {*measures}],
    }


def sized(
    document: Mapping[str, Any],
    organisation: str,
    old: Rows,
    new: Rows,
    reads: Callable[[Mapping[str, Any], str, Knows, int], TwoTellings] = TwoTellings,
) -> tuple[list[Group], int]:
    """The small groups that a reader sizes who knows nothing of the change, or rightly that persons
    only went or only came; and how many were asked."""
    groups = {
        (GONE,): _only(old, _codes(old) - _codes(new)),
        (ADDED,): _only(new, _codes(new) - _codes(old)),
        ASKED[-1]: new,
    }
    found: list[Group] = []
    asked = 0
    for knows in _true(groups):
        reader = reads(document, organisation, knows, K)
        for measure, dims, lives, fates in reader.asked():
            real = size(groups[fates], measure, dims, lives)
            if not 0 < real < T:
                continue
            asked += 1
            among = fated(lives, *fates)
            if keeps_its_secret(reader.sizes(measure, dims, among), T):
                continue
            bounds = reader.bounds(measure, dims, among)
            assert bounds[0] <= real <= bounds[1], "the reader was told what is not true"
            if not keeps_its_secret(bounds, T):
                found.append((knows, measure, dims, lives, fates, real, bounds))
    return found, asked


def _true(groups: Mapping[tuple[str, ...], Rows]) -> Iterator[Knows]:
    yield Knows.NOTHING
    if not groups[ADDED,].clienten:
        yield Knows.ONLY_GONE
    if not groups[GONE,].clienten:
        yield Knows.ONLY_ADDED


def _codes(rows: Rows) -> set[str]:
    return {client.client_code for client in rows.clienten}


def _only(rows: Rows, codes: set[str]) -> Rows:
    return replace(
        rows,
        clienten=tuple(row for row in rows.clienten if row.client_code in codes),
        contacten=tuple(row for row in rows.contacten if row.client_code in codes),
    )
