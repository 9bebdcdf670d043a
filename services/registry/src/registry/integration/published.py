"""All that was ever published about a year, in one document: for who wants to attack it."""

from collections.abc import Mapping, Sequence
from typing import Any

from contracts.codes import Counted
from registry.deliveries.rules.records import Period
from registry.disclosure.rules.lives import name_of
from registry.disclosure.rules.publication import Figures
from registry.integration.rules import cells
from registry.integration.rules.cells import Key
from registry.integration.rules.counted import counted

PERSONS, ACTS = "persons", "acts"
AT_MOST = (
    (cells.BEGELEIDINGEN, cells.CLIENTEN),
    (cells.CLIENTEN, cells.CONTACTEN),
    (cells.DOORVERWIJZINGEN, cells.CONTACTEN),
)
Published = tuple[str, Period, int, Figures]
"""Organisation, period, revision, figures."""


def document(
    published: list[Published], threshold: int, linked: Sequence[Mapping[str, Any]] = ()
) -> Mapping[str, Any]:
    """The knowledge of readers, and what they may take for granted.

    ``cells`` are of persons (``persons``: who may appear in both halves) and of what was done for
    them (``acts``: each in one half); ``nobodys`` the rest. ``at_most`` are pairs of measures of
    which the first never exceeds the second, cell by cell. With ``zeros_shown`` a hidden cell
    (``null``) is at least 1. ``linked`` are distinct persons over organisations (decision 0086):
    none of them is a sum, and what is real lies from ``at_least`` to ``at_most``.
    """
    personal: list[dict[str, Any]] = []
    nobodys: list[dict[str, Any]] = []
    kinds: dict[str, str] = {}
    for organisation, period, revision, figures in published:
        for key, figure in figures.items():
            measure = _measure(key)
            if measure is not None:
                kinds[measure] = _kind(key)
            (nobodys if measure is None else personal).append(
                {
                    "organisation": organisation,
                    "period": name_of(period),
                    "revision": revision,
                    "measure": measure or key.measure,
                    "dims": {name: code for name, code in key.dimensions if name != cells.TYPE}
                    if measure
                    else dict(key.dimensions),
                    "value": figure.value,
                    "rounded_to": figure.rounded_to,
                }
            )
    years = {period.year for _, period, _, _ in published}
    months = tuple(month for year in sorted(years) for month in Period(year).months)
    return {
        "threshold": threshold,
        "zeros_shown": True,
        "dimensions": {
            **{name: [*some] for name, some in cells.CATEGORIES.items()},
            cells.MAAND: [*months],
        },
        "measures": dict(sorted(kinds.items())),
        "at_most": [[*pair] for pair in AT_MOST if kinds.keys() >= {*pair}],
        "city": {},
        "cells": personal,
        "nobodys": nobodys,
        "linked": [*linked],
    }


def _measure(key: Key) -> str | None:
    """Acts of each type are a measure of their own, for each has a total of its own."""
    if counted(key) is Counted.ZAKEN:
        return None
    type_ = dict(key.dimensions).get(cells.TYPE)
    return f"{key.measure} {type_}" if type_ else key.measure


def _kind(key: Key) -> str:
    return PERSONS if counted(key) is Counted.PERSONEN else ACTS
