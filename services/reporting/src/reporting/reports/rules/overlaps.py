"""Counts of persons of a report beside those that other reports told of months, halves and years.

A reader subtracts: a year without its first half is the second one. What the registry and the
databank told is attacked there, with all that they ever told, and only copied here: whoever audits
it again without the truth behind it finds groups that nobody is in. Every other count is attacked
here, all tellings of a year together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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
from reporting.indicators.rules.periods import Period, PeriodKind
from reporting.reports.rules.builders import COUNTED_OFTEN, PERSONS
from reporting.reports.rules.content import Cells, Report, Table
from reporting.reports.rules.marks import Mark

THRESHOLD = 5
"""Persons; fewer are not shown (handbook §4.8)."""
PROTECTED = ("IND-1", "zorg.", "IND-2.4-02")
"""Beginnings of codes of tables that the registry and the databank protected."""
UNBOUNDED = float("inf")

Place = tuple[str, tuple[str, ...]]
"""The code of a table, and the name of a row."""


@dataclass(frozen=True, slots=True)
class ToldCount:
    """A count of persons as a report told it of a period; ``so_far`` when it was provisional."""

    place: Place
    caption: str
    period: Period
    additivity: Additivity
    value: int
    margin: int
    so_far: bool

    @property
    def is_exact(self) -> bool:
        return not self.margin


@dataclass(frozen=True, slots=True)
class SizedGroup:
    """A group of a place that reports size together; None when they contradict each other."""

    place: Place
    caption: str
    group: str | None


def counts_persons(table: Table, name: tuple[str, ...]) -> bool:
    """Whether a row of the table, by its name, counts persons."""
    return table.persons or (table.keys == 2 and name[-1] in PERSONS)


def tellings(report: Report) -> Iterator[ToldCount]:
    """The counts of persons in it that nobody protected before."""
    of_label = _periods(report)
    for table in report.tables:
        if table.code.startswith(PROTECTED):
            continue
        for row in table.rows:
            if counts_persons(table, table.name(row)):
                yield from _of_row(report, table, row, of_label)


def sized_beside(report: Report, others: Sequence[Report]) -> list[SizedGroup]:
    """Groups of few that this report sizes beside the others, oldest first, and they did not."""
    before = _latest(told for each in others for told in tellings(each))
    after = _latest([*before.values(), *tellings(report)])
    places = {(each.place, each.period.year) for each in tellings(report)}
    known = {*_sized(before.values(), places)}
    return [each for each in _sized(after.values(), places) if each not in known]


def small_steps(report: Report, others: Sequence[Report]) -> list[ToldCount]:
    """Exact counts that an other report told with one to four more or less."""
    earlier = [told for each in others for told in tellings(each) if told.is_exact]
    return [
        told
        for told in tellings(report)
        if told.is_exact
        and any(
            (each.place, each.period) == (told.place, told.period)
            and 0 < abs(each.value - told.value) < THRESHOLD
            for each in earlier
        )
    ]


def _periods(report: Report) -> Mapping[str, Period]:
    own = Period.parse(report.period)
    return {each.label: each for each in (own, own.previous) if each is not None}


def _of_row(
    report: Report, table: Table, row: Cells, of_label: Mapping[str, Period]
) -> Iterator[ToldCount]:
    name = table.name(row)
    unit = name[-1] if table.keys == 2 else _unit(report, table)
    additivity = Additivity.ACTS if unit in COUNTED_OFTEN else Additivity.PERSONS
    for number in range(table.keys, len(row)):
        period, cell = of_label.get(table.header[number]), row[number]
        if period is None or not isinstance(cell.value, int):
            continue
        yield ToldCount(
            (table.code, name),
            table.caption,
            period,
            additivity,
            cell.value,
            cell.margin,
            cell.mark is Mark.PROVISIONAL,
        )


def _unit(report: Report, split: Table) -> str:
    """The unit of the indicator that a table splits."""
    of = split.code.rpartition(".")[0]
    whole = next((each for each in report.tables if each.code == of and each.keys == 2), None)
    return whole.name(whole.rows[0])[-1] if whole and whole.rows else ""


def _latest(told: Iterable[ToldCount]) -> dict[tuple[Place, Period], ToldCount]:
    return {(each.place, each.period): each for each in told}


def _sized(told: Iterable[ToldCount], places: Iterable[tuple[Place, int]]) -> Iterator[SizedGroup]:
    told = list(told)
    for place, year in sorted(places):
        of_year = [each for each in told if (each.place, each.period.year) == (place, year)]
        in_tree = [each for each in of_year if each.period.kind is not PeriodKind.PLANPERIODE]
        if len(in_tree) > 1:
            yield from _attack(place, in_tree)


def _attack(place: Place, told: Sequence[ToldCount]) -> Iterator[SizedGroup]:
    system = System(truth=[])
    year, additivity = _tree(told), told[0].additivity
    counts = count(system, year, additivity)
    for each in told:
        low = max(0, each.value - each.margin)
        high = UNBOUNDED if each.so_far else each.value + each.margin
        system.rows.append(Row(counts[each.period.id], (), low, high))
    groups = [*counts.items(), *differences(system, year, counts, additivity)]
    system.groups = [Group(name, who, THRESHOLD - 1, THRESHOLD) for name, who in groups]
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
