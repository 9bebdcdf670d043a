"""Groups of one to four who went, came or are there, sized by who counts with three programs.

Each program is built once and asked about every group; an organisation that reads the linked totals
too, and knows its own register, asks the same program again with what it knows besides.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from services.registry.tests.support.attack import keeps_its_secret
from services.registry.tests.support.truth import Sizes
from services.registry.tests.support.two_tellings import (
    ADDED,
    ASKED,
    GONE,
    Knows,
    TwoTellings,
    fated,
)

from registry.minimum_format.rules.records import Rows

from .years import SIZES

T, K = 5, 20
PERSONS = ("clienten", "begeleidingen")
CONTACTS = (*PERSONS, "contacten")
CONTACTS_TOO = range(1, 20)
"""Of these years of the smallest size contacts are asked too, which takes ten times as long."""

Group = tuple[str, str, dict[str, str], set[str], tuple[str, ...], int, tuple[int, int]]
"""What the reader knew; measure, codes, lives and fates; the real size, and the bounds of it."""
Reads = Callable[[Mapping[str, Any], str, Knows, int], TwoTellings]
Insider = Callable[[TwoTellings], None]
"""Tells a reader what another organisation knows besides."""
INSIDER = "an organisation that"
"""Its findings begin so."""


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
    reads: Reads = TwoTellings,
    insider: Insider | None = None,
) -> tuple[list[Group], int]:
    """The small groups that a reader sizes who knows nothing of the change, or rightly that persons
    only went or only came; and how many were asked. Of an insider too, where there is one."""
    groups = {
        (GONE,): _only(old, _codes(old) - _codes(new)),
        (ADDED,): _only(new, _codes(new) - _codes(old)),
        ASKED[-1]: new,
    }
    sizes = {fates: Sizes(rows) for fates, rows in groups.items()}
    found: list[Group] = []
    asked = 0
    for knows in _true(groups):
        reader = reads(document, organisation, knows, K)
        small = [
            (group, real)
            for group in reader.asked()
            if 0 < (real := sizes[group[-1]].of(*group[:-1])) < T
        ]
        asked += len(small)
        found += _sized(reader, small, knows)
        if insider is not None:
            insider(reader)
            asked += len(small)
            found += _sized(reader, small, f"{INSIDER} knows {knows}")
    return found, asked


def _sized(
    reader: TwoTellings,
    small: list[tuple[tuple[str, dict[str, str], set[str], tuple[str, ...]], int]],
    knows: str,
) -> Iterator[Group]:
    for (measure, dims, lives, fates), real in small:
        among = fated(lives, *fates)
        if keeps_its_secret(reader.sizes(measure, dims, among), T):
            continue
        bounds = reader.bounds(measure, dims, among)
        assert bounds[0] <= real <= bounds[1], "the reader was told what is not true"
        if not keeps_its_secret(bounds, T):
            yield knows, measure, dims, lives, fates, real, bounds


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
