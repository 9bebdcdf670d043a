"""Figures by cell that are told of one period, or were."""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.codes import CountKind
from registry.counts.rules.cells import Key
from registry.counts.rules.counted import COUNTED
from registry.disclosure.rules.told_register import ToldRegister
from registry.minimum_format.rules.records import Period

THRESHOLD = 5
"""The T of the rules: groups of 1 to T-1 persons are protected."""
PERSON_MEASURES = tuple(name for name, of in COUNTED.items() if of is CountKind.PERSONEN)


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` is empty when hidden. A figure ``rounded_to`` b may be up to b-1 off either way.

    ``first`` is what was told first, where a year was told again (decision on re-issues).
    """

    value: int | None
    rounded_to: int | None = None
    first: int | None = None


Figures = Mapping[Key, Figure]
PUBLIC_FROM, PUBLIC_BASE = 10, 5


def for_public(figures: Figures) -> dict[Key, Figure]:
    """The public's version: of each shown figure of ten or more the nearest multiple of five.

    It follows from what is shown already, so who reads both learns nothing more; a second choice
    of cells, or rounding of its own, would tell. What was rounded to tens when it was told passes
    as it is.
    """
    return {key: _of_public(figure) for key, figure in figures.items()}


def _of_public(figure: Figure) -> Figure:
    if figure.value is None or figure.value < PUBLIC_FROM:
        return Figure(None)
    if figure.first is not None:
        return _of_public_again(figure, figure.value, figure.first)
    if figure.rounded_to:
        return figure
    return Figure(_to_fives(figure.value), PUBLIC_BASE)


def _of_public_again(figure: Figure, value: int, first: int) -> Figure:
    """A figure that was told again ends as the first one did, which the public may not read."""
    off = PUBLIC_BASE // 2
    return Figure(
        _to_fives(value),
        (figure.rounded_to or 1) + off,
        _to_fives(first) if first >= PUBLIC_FROM else None,
    )


def _to_fives(value: int) -> int:
    return PUBLIC_BASE * round(value / PUBLIC_BASE)


@dataclass(frozen=True, slots=True)
class ToldPeriod:
    """Figures of a period as they were told, the first time.

    ``register`` are the counts behind the acts of a half that was told by itself.
    """

    period: Period
    figures: Figures
    register: ToldRegister | None = None
