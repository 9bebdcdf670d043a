"""Counts of persons of a report beside those that other reports told of months, halves and years.

A reader subtracts: a year without its first half is the second one. What the registry and the
databank told was attacked there, with all that they ever told, and whoever attacks it again without
the truth behind it finds groups that nobody is in. So it is taken here for what readers know: told
figures may stand beside each other, and whatever is counted or added up here must size no group
that they do not. All tellings of a year are attacked together, by the threshold of their readers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.codes import CountKind
from disclosure import (
    Additivity,
    ContradictionError,
    Group,
    Row,
    System,
    count,
    differences,
    sized_groups,
)
from disclosure import Period as Told
from reporting.periods.rules import Period, PeriodKind
from reporting.report_content.rules.content import PERIODS, Report
from reporting.report_content.rules.marks import Mark
from reporting.report_content.rules.readership import PROTECTION

UNBOUNDED = float("inf")
ADDITIVITY = {CountKind.PERSONEN: Additivity.PERSONS, CountKind.HANDELINGEN: Additivity.ACTS}
"""Of the counts that are attacked."""

Place = tuple[str, tuple[str, ...]]
"""The code of a table, and the name of a row."""
Declared = Mapping[Place, CountKind]
"""What each place counts: an older report did not say it."""


@dataclass(frozen=True, slots=True)
class ToldCount:
    """A count as a report told it of a period; ``so_far`` when it was provisional.

    ``is_told``: by its source, so that it was protected there.
    """

    place: Place
    caption: str
    period: Period
    additivity: Additivity
    value: int
    margin: int
    so_far: bool
    is_told: bool

    @property
    def is_exact(self) -> bool:
        return not self.margin


@dataclass(frozen=True, slots=True)
class SizedGroup:
    """A group of a place that reports size together; None when they contradict each other."""

    place: Place
    caption: str
    group: str | None


def declared(report: Report) -> Declared:
    """The kind of count of each row of its tables."""
    return {
        (table.code, table.name(row)): counts
        for table in report.tables
        for nr, row in enumerate(table.rows)
        if (counts := table.counted(nr)) is not None
    }


def tellings(report: Report, of: Declared) -> Iterator[ToldCount]:
    """The counts in it of persons, and of what was done for them."""
    of_label = _periods(report)
    for table in report.tables:
        for row in table.rows:
            place = (table.code, table.name(row))
            additivity = ADDITIVITY.get(of.get(place, CountKind.ZAKEN))
            if additivity is None:
                continue
            for number in range(table.keys, len(row)):
                period, cell = of_label.get(table.header[number]), row[number]
                if period is not None and isinstance(cell.value, int):
                    yield ToldCount(
                        place,
                        table.caption,
                        period,
                        additivity,
                        cell.value,
                        cell.margin,
                        cell.mark is Mark.PROVISIONAL,
                        cell.terms == 1,
                    )


def sized_beside(report: Report, others: Sequence[Report]) -> list[SizedGroup]:
    """Groups of few that this report sizes beside the others, oldest first, and they did not."""
    of, threshold = declared(report), PROTECTION[report.readership].threshold
    own = list(tellings(report, of))
    places = {(each.place, each.period.year) for each in own if not each.is_told}
    earlier = [told for each in others for told in tellings(each, of)]
    before = _latest([*earlier, *(each for each in own if each.is_told)])
    after = _latest([*earlier, *own])
    known = {*_sized(before.values(), places, threshold)}
    return [each for each in _sized(after.values(), places, threshold) if each not in known]


def small_steps(report: Report, others: Sequence[Report]) -> list[ToldCount]:
    """Exact counts that an other report told with a few more or less."""
    of, threshold = declared(report), PROTECTION[report.readership].threshold
    earlier = [told for each in others for told in tellings(each, of) if told.is_exact]
    return [
        told
        for told in tellings(report, of)
        if told.is_exact
        and any(
            (each.place, each.period) == (told.place, told.period)
            and 0 < abs(each.value - told.value) < threshold
            for each in earlier
        )
    ]


def _periods(report: Report) -> Mapping[str, Period]:
    """The period of each header that names one: those of care name the year and its halves."""
    own = Period.parse(report.period)
    known = {each.label: each for each in (own, own.previous) if each is not None}
    if own.kind is PeriodKind.JAAR:
        halves = [Period(PeriodKind.HALFJAAR, own.year, half) for half in (1, 2)]
        known |= dict(zip(PERIODS, (own, *halves), strict=True))
    return known


def _latest(told: Iterable[ToldCount]) -> dict[tuple[Place, Period], ToldCount]:
    return {(each.place, each.period): each for each in told}


def _sized(
    told: Iterable[ToldCount], places: Iterable[tuple[Place, int]], threshold: int
) -> Iterator[SizedGroup]:
    told = list(told)
    for place, year in sorted(places):
        of_year = [each for each in told if (each.place, each.period.year) == (place, year)]
        in_tree = [each for each in of_year if each.period.kind is not PeriodKind.PLANPERIODE]
        if len(in_tree) > 1:
            yield from _attack(place, in_tree, threshold)


def _attack(place: Place, told: Sequence[ToldCount], threshold: int) -> Iterator[SizedGroup]:
    system = System(truth=[])
    year, additivity = _tree(told), told[0].additivity
    counts = count(system, year, additivity)
    for each in told:
        low = max(0, each.value - each.margin)
        high = UNBOUNDED if each.so_far else each.value + each.margin
        system.rows.append(Row(counts[each.period.id], (), low, high))
    groups = [*counts.items(), *differences(system, year, counts, additivity)]
    system.groups = [Group(name, who, threshold - 1, threshold) for name, who in groups]
    try:
        found = [group.name for group in sized_groups(system)]
    except ContradictionError:
        yield SizedGroup(place, told[0].caption, None)
        return
    for name in found:
        yield SizedGroup(place, told[0].caption, name)


def _tree(told: Sequence[ToldCount]) -> Told:
    year = told[0].period.year
    halves = []
    for number in (1, 2):
        half = Period(PeriodKind.HALFJAAR, year, number)
        months = sorted(
            each.period.id
            for each in told
            if each.period.kind is PeriodKind.MAAND and each.period.first in half
        )
        if months or any(each.period == half for each in told):
            halves.append(Told(half.id, tuple(map(Told, months)), complete=len(months) == 6))
    return Told(Period(PeriodKind.JAAR, year).id, tuple(halves), complete=len(halves) == 2)
