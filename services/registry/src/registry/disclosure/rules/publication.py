"""Figures by cell that are published for one period, or were."""

from collections.abc import Mapping
from dataclasses import dataclass

from registry.deliveries.rules.records import Period
from registry.integration.rules.cells import Key


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` is empty when hidden. A figure ``rounded_to`` b may be up to b-1 off either way."""

    value: int | None
    rounded_to: int | None = None


Figures = Mapping[Key, Figure]


@dataclass(frozen=True, slots=True)
class Publication:
    """An earlier publication for the same organisation and year, of any period and revision."""

    period: Period
    figures: Figures
