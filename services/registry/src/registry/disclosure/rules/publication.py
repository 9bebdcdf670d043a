"""Figures by cell that are published for one period, or were."""

from collections.abc import Mapping
from dataclasses import dataclass

from registry.deliveries.rules.records import Period
from registry.integration.rules import cells
from registry.integration.rules.aggregation import Counts
from registry.integration.rules.cells import Key

THRESHOLD = 5
"""The T of the rules: groups of 1 to T-1 persons are protected."""
PERSON_MEASURES = (cells.CLIENTEN, cells.BEGELEIDINGEN)
YEAR, HALF = "Y", ("H1", "H2")


def name_of(period: Period) -> str:
    """``Y``, ``H1`` or ``H2``."""
    return HALF[period.half - 1] if period.half else YEAR


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` is empty when hidden. A figure ``rounded_to`` b may be up to b-1 off either way."""

    value: int | None
    rounded_to: int | None = None


Figures = Mapping[Key, Figure]


@dataclass(frozen=True, slots=True)
class Publication:
    """An earlier publication for the same organisation and year, of any period and revision.

    ``counts`` is what was really counted then, as long as its rows are kept: only who has it knows
    whether a hidden figure changed.
    """

    period: Period
    figures: Figures
    counts: Counts | None = None
