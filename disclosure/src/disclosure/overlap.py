"""Counts of periods that share persons, as unknowns of one system.

A month lies in its half-year, that in its year. How the count of a period hangs together with those
of its parts depends on what is counted (:class:`Additivity`). Whatever a reader could reckon from
it becomes an unknown too, the rest of a period beside one of its parts among it, so that it can be
asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from disclosure.system import UNBOUNDED, Members, Row, System


class Additivity(Enum):
    """The way in which counts of parts hang together with the count of their whole."""

    PERSONS = "persons"
    """Who is counted in a part is counted in the whole, and in the whole nobody else."""
    ACTS = "acts"
    """Each is counted in one part: parts add up."""
    GATHERED = "gathered"
    """Who is counted in a part is counted in the whole, as others may be: two in all."""
    LASTING = "lasting"
    """Who is counted in the whole is counted in each part that they are in: one throughout."""


@dataclass(frozen=True, slots=True)
class Period:
    """``parts`` are those that were told, or have told parts; ``complete`` when they are all."""

    code: str
    parts: tuple["Period", ...] = ()
    complete: bool = False

    def __iter__(self) -> Iterator["Period"]:
        yield self
        for part in self.parts:
            yield from part

    @property
    def overlaps(self) -> Iterator[tuple["Period", "Period"]]:
        """Each period with each that lies in it."""
        for whole in self:
            for part in whole:
                if part is not whole:
                    yield whole, part


Counts = Mapping[str, Members]
"""The count of each period, by its code."""


def count(system: System, year: Period, additivity: Additivity) -> Counts:
    """Unknown counts of one kind in a year and its parts, with the rows that tie them."""
    counts = {period.code: system.unknown() for period in year}
    for whole in year:
        if whole.parts:
            parts = [counts[part.code] for part in whole.parts]
            _tie(system, counts[whole.code], parts, additivity, complete=whole.complete)
    return counts


def _tie(
    system: System,
    whole: Members,
    parts: Sequence[Members],
    additivity: Additivity,
    *,
    complete: bool,
) -> None:
    every = tuple(unknown for part in parts for unknown in part)
    if additivity is Additivity.ACTS:
        system.rows.append(Row(whole, every, 0, 0 if complete else UNBOUNDED))
        return
    if additivity is not Additivity.LASTING:
        system.rows.extend(Row(whole, part, 0, UNBOUNDED) for part in parts)
    if additivity is not Additivity.GATHERED and complete:
        system.rows.append(Row(every, whole, 0, UNBOUNDED))


def difference(system: System, whole: Members, part: Members) -> Members:
    """An unknown that is a count without another one that lies in it."""
    rest = system.unknown()
    system.rows.append(Row(whole, part + rest))
    return rest


def differences(
    system: System, year: Period, counts: Counts, additivity: Additivity
) -> Iterator[tuple[str, Members]]:
    """Persons of a period outside one of its parts, in one part alone, in both of two."""
    if additivity is Additivity.LASTING:
        return
    for whole, part in year.overlaps:
        rest = difference(system, counts[whole.code], counts[part.code])
        yield f"{whole.code} without {part.code}", rest
    if additivity is not Additivity.PERSONS:
        return
    for whole in year:
        if whole.complete:
            yield from _alone(system, whole, counts)


def _alone(system: System, whole: Period, counts: Counts) -> Iterator[tuple[str, Members]]:
    for part in whole.parts:
        others = [counts[each.code] for each in whole.parts if each is not part]
        elsewhere = system.unknown()
        every = tuple(unknown for each in others for unknown in each)
        system.rows.extend(Row(elsewhere, each, 0, UNBOUNDED) for each in others)
        system.rows.append(Row(every, elsewhere, 0, UNBOUNDED))
        system.rows.append(Row(elsewhere + counts[part.code], counts[whole.code], 0, UNBOUNDED))
        yield (
            f"{whole.code} in {part.code} alone",
            difference(system, counts[whole.code], elsewhere),
        )
        yield (
            f"{part.code} elsewhere too",
            _both(system, counts[part.code], elsewhere, counts[whole.code]),
        )


def _both(system: System, one: Members, other: Members, whole: Members) -> Members:
    """Who is in two that together are the whole."""
    both = system.unknown()
    system.rows.append(Row(one + other, whole + both))
    return both
