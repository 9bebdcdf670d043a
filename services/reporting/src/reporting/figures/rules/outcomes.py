"""Answers of an indicator for one period: a figure with its parts, or why there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from reporting.figures.rules.code_labels import label_of
from reporting.figures.rules.told import MayBeTold, Provenance


class Status(StrEnum):
    """Whether there is a figure; ``GEEN_LEVERING``: there is a source, but nothing for now."""

    CIJFER = "cijfer"
    GEEN_LEVERING = "geen_levering"
    GEEN_BRON = "geen_bron"


class Completeness(StrEnum):
    VOLLEDIG = "volledig"
    GEDEELTELIJK = "gedeeltelijk"
    GEEN_BRON = "geen bron"


@dataclass(frozen=True, slots=True)
class Part(MayBeTold):
    """One figure of a compound indicator.

    ``value`` is empty when it is ``suppressed`` (too small to show) or when ``missing`` says what
    there is not yet, and may be off by ``margin`` either way where it was rounded. ``counted`` is
    false for what only stands beside the indicator. ``told`` is of what others told, and protected.
    """

    code: str
    label: str
    unit: str
    value: int | None
    suppressed: bool = False
    missing: str | None = None
    counted: bool = True
    margin: int = 0
    told: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Row(MayBeTold):
    code: str
    label: str
    value: int | None
    suppressed: bool = False
    margin: int = 0
    told: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """``label`` reads after the word "per"."""

    dimension: str
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Outcome(MayBeTold):
    """``value`` is the headline; it is empty for indicators that are never added up."""

    status: Status
    value: int | None = None
    suppressed: bool = False
    parts: tuple[Part, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    margin: int = 0
    told: Provenance | None = None

    @property
    def completeness(self) -> Completeness:
        if self.status is not Status.CIJFER:
            return Completeness.GEEN_BRON
        return Completeness.GEDEELTELIJK if self.missing else Completeness.VOLLEDIG

    @property
    def is_empty(self) -> bool:
        """Nothing was counted: no figure, part or row is above zero, or hidden as too small."""
        rows = [row for split in self.breakdowns for row in split.rows]
        shown = [self.value, *(part.value for part in self.parts), *(row.value for row in rows)]
        hidden = [self.suppressed, *(part.suppressed for part in self.parts)]
        return not any(shown) and not any([*hidden, *(row.suppressed for row in rows)])

    def lacking(self, *missing: str) -> "Outcome":
        """The same figure, which is partial for want of this too."""
        return replace(self, missing=(*self.missing, *missing))


def figure(
    value: int | None,
    *,
    parts: Iterable[Part] = (),
    breakdowns: Iterable[Breakdown] = (),
    missing: Iterable[str] = (),
    notes: Iterable[str] = (),
    suppressed: bool = False,
    margin: int = 0,
    told: Provenance | None = None,
) -> Outcome:
    """A figure. What its parts miss is missing of the whole, so it is then only partial."""
    kept = tuple(parts)
    absent = (*(part.missing for part in kept if part.missing and part.counted), *missing)
    return Outcome(
        Status.CIJFER,
        value,
        suppressed,
        kept,
        tuple(breakdown for breakdown in breakdowns if breakdown.rows),
        tuple(dict.fromkeys(absent)),
        tuple(notes),
        margin,
        told,
    )


def no_delivery(*missing: str) -> Outcome:
    """The source exists, but has told nothing for this period."""
    return Outcome(Status.GEEN_LEVERING, missing=missing)


def split(dimension: str, label: str, values: Mapping[str, int]) -> Breakdown:
    """A breakdown of counts that are no small numbers of persons, so nothing is hidden."""
    return Breakdown(
        dimension,
        label,
        tuple(Row(code, label_of(code), value) for code, value in values.items()),
    )
