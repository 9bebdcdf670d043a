"""All that was ever published about a year, in one document: for who wants to attack it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from contracts.codes import CountKind
from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.counts.rules.counted import counted
from registry.disclosure.rules.hidden import least_of_hidden
from registry.disclosure.rules.lives import name_of
from registry.disclosure.rules.publication import Figures
from registry.minimum_format.rules.records import Period

PERSONS, ACTS = "persons", "acts"
AT_MOST = (
    (cells.BEGELEIDINGEN, cells.CLIENTEN),
    (cells.DOORVERWIJZINGEN, cells.CONTACTEN),
)
UNLESS_LATE = ((cells.CLIENTEN, cells.CONTACTEN),)
"""True but for clients whose only contacts came after their half was told."""
Published = tuple[str, Period, int, Figures]
"""Organisation, period, revision, figures."""


def document(
    published: list[Published], threshold: int, linked: Sequence[Mapping[str, Any]] = ()
) -> Mapping[str, Any]:
    """The knowledge of readers, and what they may take for granted.

    ``cells`` are of persons (``persons``: who may appear in both halves) and of what was done for
    them (``acts``: each in one half); ``nobodys`` the rest. ``at_most`` are pairs of measures of
    which the first never exceeds the second, cell by cell. A hidden cell (``null``) is
    ``hidden_from`` or more: 0 where it may be nothing. ``late`` are contacts of halves that were
    told before their year, which no other cell counts; where there may be any, the pairs of
    ``at_most_unless_late`` are not certain, and persons of a half who are ``most_unless_late`` may
    be more than was told of it. ``linked`` are distinct persons over organisations
    (decision 0086): none of them is a sum, and what is real lies from ``at_least`` to ``at_most``.
    """
    personal: list[dict[str, Any]] = []
    nobodys: list[dict[str, Any]] = []
    late: list[dict[str, Any]] = []
    kinds: dict[str, str] = {}
    with_late = {
        (of, period.year)
        for of, period, _, figures in published
        if Key(cells.NAGEKOMEN_CONTACTEN) in figures
    }
    for organisation, period, revision, figures in published:
        least = least_of_hidden(period, figures)
        for key, figure in figures.items():
            measure = _measure(key)
            cell = {
                "organisation": organisation,
                "period": name_of(period),
                "revision": revision,
                "measure": measure or key.measure,
                "dims": {
                    name: code for name, code in key.dimensions if not measure or name != cells.TYPE
                },
                "value": figure.value,
                "rounded_to": figure.rounded_to,
                "hidden_from": least.get(key),
                "most_unless_late": period.half is not None
                and (organisation, period.year) in with_late
                and counted(key) is CountKind.PERSONEN,
            }
            if measure is None:
                nobodys.append(cell)
            elif measure == cells.NAGEKOMEN_CONTACTEN:
                late.append(cell)
            else:
                kinds[measure] = _kind(key)
                personal.append(cell)
    years = {period.year for _, period, _, _ in published}
    months = tuple(month for year in sorted(years) for month in Period(year).months)
    return {
        "threshold": threshold,
        "dimensions": {
            **{name: [*some] for name, some in cells.CATEGORIES.items()},
            cells.MAAND: [*months],
        },
        "measures": dict(sorted(kinds.items())),
        "at_most": _told(kinds, AT_MOST if late else (*AT_MOST, *UNLESS_LATE)),
        "at_most_unless_late": _told(kinds, UNLESS_LATE if late else ()),
        "city": {},
        "cells": personal,
        "late": late,
        "nobodys": nobodys,
        "linked": [*linked],
    }


def _told(kinds: Collection[str], pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    return [[*pair] for pair in pairs if {*pair} <= {*kinds}]


def _measure(key: Key) -> str | None:
    """Acts of each type are a measure of their own, for each has a total of its own."""
    if counted(key) is CountKind.ZAKEN:
        return None
    type_ = dict(key.dimensions).get(cells.TYPE)
    return f"{key.measure} {type_}" if type_ else key.measure


def _kind(key: Key) -> str:
    return PERSONS if counted(key) is CountKind.PERSONEN else ACTS
