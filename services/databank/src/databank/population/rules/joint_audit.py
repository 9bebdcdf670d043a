"""Audit of rounded counts of all periods together: what no reader may reckon from them.

Who was active in a month was active in its half-year and its year, and nobody was active in a
half-year who was in none of its months. So three figures may size what no two of them do: halves of
0 to 4 and 1 to 9 persons beside a year of 11 to 19 leave 2 to 4 for the first. All that was told of
a year is one system (``disclosure``), with what is to be told now as one more of its rows.

Readers are taken to overlook birthdays and new papers within a year: who has one age band or group
of nationalities in a month has it in the year. That narrows more than is true, so that figures
which stand against it stand against less.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, pairwise

from databank.population.rules.origins import AGE_BANDS, ORIGINS
from databank.population.rules.rounded import KNOWN, MORE, NEW, ONE
from databank.population.rules.spans import Span
from databank.population.rules.told import THRESHOLD, TOTAL, ToldCounts
from disclosure import (
    Additivity,
    ContradictionError,
    Group,
    Period,
    Row,
    System,
    count,
    difference,
    differences,
    sizes_nobody,
)

MOST = 100_000
"""Persons in a period of which nothing was told: nobody takes more for possible."""
UNBOUNDED = float("inf")
LINES = {
    "known": {NEW: Additivity.ACTS, KNOWN: Additivity.LASTING},
    "branch_counts": {ONE: Additivity.LASTING, MORE: Additivity.GATHERED},
    "age_bands": dict.fromkeys(AGE_BANDS, Additivity.PERSONS),
    "origin_groups": dict.fromkeys(ORIGINS, Additivity.PERSONS),
}
"""Tables in which each person has one code. Who is new in a year was new in one of its months; who
was in one branch all year was so in each."""
OVERLAPPING = ("branches", "visibilities", "moves")
"""Tables in which a person may have several codes: told are who has each, and who has it not."""
OF_BRANCHES = ("branch_counts", *OVERLAPPING)

Unknown = tuple[int, ...]
Counts = Mapping[str, Unknown]


@dataclass(frozen=True, slots=True)
class BranchList:
    """The branches there are, and how visible each is on a day: a reader knows both."""

    codes: tuple[str, ...]
    visibility: Callable[[str, date], str]


@dataclass(slots=True)
class _Reader:
    """What a reader of the figures knows."""

    told: Sequence[ToldCounts]
    listed: BranchList
    system: System = field(default_factory=lambda: System(truth=[]))

    def ask(self, name: str, members: Unknown) -> None:
        """Make a group of it: it may not be sized."""
        self.system.groups.append(Group(name, members, THRESHOLD - 1, THRESHOLD))

    def learn(self, members: Unknown, rounded: int, base: int) -> None:
        low, high = max(0, rounded - base + 1), rounded + base - 1
        self.system.rows.append(Row(members, (), low, high))

    def is_safe(self) -> bool:
        """Not where the figures contradict each other."""
        try:
            return sizes_nobody(self.system)
        except ContradictionError:
            return False

    def codes(self, table: str) -> list[str]:
        """Those of a table, and of branches and visibilities all that there are: of which nobody is
        told stands at zero, and that bounds what hangs together with it."""
        told = (each.counts.by.get(table, {}) for each in self.told)
        return list(dict.fromkeys(chain(self._there_are(table), *told)))

    def _there_are(self, table: str) -> Iterable[str]:
        if table == "branches":
            return self.listed.codes
        if table == "visibilities":
            days = (each.span.after for each in self.told)
            return (self.listed.visibility(code, day) for day in days for code in self.listed.codes)
        return ()


def persons_are_safe(told: Sequence[ToldCounts], listed: BranchList, table: str) -> bool:
    """Whether nobody is sized by a table of persons and what hangs together with it.

    ``told`` are periods of one year. Tables hang together by the total, to which each adds up: it
    is part of every system. Branches, visibilities and moves tell of each other, and are one.
    """
    year = _year(told)
    reader = _Reader(told, listed)
    totals = count(reader.system, year, Additivity.PERSONS)
    reader.system.rows.extend(Row(members, (), 0, MOST) for members in totals.values())
    _tell(reader, year, totals, Additivity.PERSONS, lambda each: each.counts.total, "total")
    if table in OF_BRANCHES:
        _branches(reader, year, totals)
    elif table != TOTAL:
        _line(reader, year, table, totals)
    return reader.is_safe()


def _line(reader: _Reader, year: Period, table: str, totals: Counts) -> dict[str, Counts]:
    lines = {code: count(reader.system, year, how) for code, how in LINES[table].items()}
    _add_up(reader, year, totals, list(lines.values()))
    for code, counts in lines.items():
        _tell(reader, year, counts, LINES[table][code], _value(table, code), code)
    return lines


def _branches(reader: _Reader, year: Period, totals: Counts) -> None:
    lines = _line(reader, year, "branch_counts", totals)
    of_codes = {table: _overlapping(reader, year, table, totals) for table in OVERLAPPING}
    for period in year:
        _several(reader, period.code, of_codes["branches"], lines)
    for each in reader.told:
        _branches_tell(reader, each.span, of_codes, totals)


def _year(told: Iterable[ToldCounts]) -> Period:
    spans = {each.span for each in told}
    first = min(spans, key=lambda each: each.first).first.replace(month=1)
    halves = [Span(first.replace(month=month), 6) for month in (1, 7)]
    parts = []
    for half in halves:
        months = [each for each in sorted(spans, key=lambda s: s.first) if each in half]
        if months or half in spans:
            parts.append(
                Period(half.code, tuple(Period(each.code) for each in months), len(months) == 6)
            )
    return Period(Span(first, 12).code, tuple(parts), len(parts) == len(halves))


def _value(table: str, code: str) -> Callable[[ToldCounts], int | None]:
    """A code that a told table does not have stands at zero."""

    def value(each: ToldCounts) -> int | None:
        shown = each.counts.by.get(table)
        return None if shown is None else shown.get(code, 0)

    return value


def _without(table: str, code: str) -> Callable[[ToldCounts], int | None]:
    """Who has not the code: rounded together with who has it, so that both add up."""
    having = _value(table, code)

    def value(each: ToldCounts) -> int | None:
        number, total = having(each), each.counts.total
        return None if number is None or total is None else total - number

    return value


def _tell(
    reader: _Reader,
    year: Period,
    counts: Counts,
    additivity: Additivity,
    value: Callable[[ToldCounts], int | None],
    code: str,
) -> None:
    for each in reader.told:
        rounded = value(each)
        if rounded is not None:
            reader.learn(counts[each.span.code], rounded, each.base)
            reader.ask(f"{code} {each.span.code}", counts[each.span.code])
    for name, members in differences(reader.system, year, counts, additivity):
        reader.ask(f"{code} {name}", members)


def _add_up(reader: _Reader, year: Period, totals: Counts, lines: Sequence[Counts]) -> None:
    for period in year:
        every = _all(counts[period.code] for counts in lines)
        reader.system.rows.append(Row(every, totals[period.code]))


def _overlapping(reader: _Reader, year: Period, table: str, totals: Counts) -> dict[str, Counts]:
    having: dict[str, Counts] = {}
    for code in reader.codes(table):
        having[code] = count(reader.system, year, Additivity.PERSONS)
        lacking = count(reader.system, year, Additivity.LASTING)
        _add_up(reader, year, totals, [having[code], lacking])
        _tell(reader, year, having[code], Additivity.PERSONS, _value(table, code), code)
        _tell(reader, year, lacking, Additivity.LASTING, _without(table, code), f"not {code}")
    return having


def _several(
    reader: _Reader, period: str, branches: Mapping[str, Counts], lines: Mapping[str, Counts]
) -> None:
    """Who is in one branch is in one of them alone, who is in more in two at least."""
    rows = reader.system.rows
    one, more, again = lines[ONE][period], lines[MORE][period], reader.system.unknown()
    rows.append(Row(more, again))
    alone, beside = [], []
    for counts in branches.values():
        alone.append(reader.system.unknown())
        beside.append(reader.system.unknown())
        rows.append(Row(counts[period], alone[-1] + beside[-1]))
        rows.append(Row(more, beside[-1], 0, UNBOUNDED))
    rows.append(Row(_all(alone), one))
    rows.append(Row(_all(beside), more + again, 0, UNBOUNDED))


def _branches_tell(
    reader: _Reader, span: Span, of_codes: Mapping[str, Mapping[str, Counts]], totals: Counts
) -> None:
    """A visibility is that of branches; who moved was seen in the branch that they moved to."""
    rows, period = reader.system.rows, span.code
    branches = {code: counts[period] for code, counts in of_codes["branches"].items()}
    for visibility, counts in of_codes["visibilities"].items():
        visible = _visible(reader.listed, branches, visibility, span.after)
        rows.extend(Row(counts[period], members, 0, UNBOUNDED) for members in visible)
        rows.append(Row(_all(visible), counts[period], 0, UNBOUNDED))
    for move, counts in of_codes["moves"].items():
        _, _, target = move.partition(":")
        if target in branches:
            rows.append(Row(branches[target], counts[period], 0, UNBOUNDED))
    rows.append(Row(_all(branches.values()), totals[period], 0, UNBOUNDED))


def places_are_safe(told: Sequence[ToldCounts], newest: Span, listed: BranchList) -> bool:
    """The same of establishments, beside all that were ever told.

    They are those known at the end of a period: of two periods with one end the same, of an
    earlier end fewer.
    """
    reader = _Reader(told, listed)
    days = sorted({each.span.after for each in told})
    totals = _growing(reader, days)
    _tell_places(reader, totals, lambda each: each.counts.total, newest)
    branches = {code: _growing(reader, days) for code in reader.codes("branches")}
    visibilities = {code: _growing(reader, days) for code in reader.codes("visibilities")}
    for table, lines in (("branches", branches), ("visibilities", visibilities)):
        for code, counts in lines.items():
            _tell_places(reader, counts, _value(table, code), newest)
    for day in days:
        reader.system.rows.append(Row(_all(of[day] for of in branches.values()), totals[day]))
        for visibility, counts in visibilities.items():
            visible = _visible(
                listed, {code: of[day] for code, of in branches.items()}, visibility, day
            )
            reader.system.rows.append(Row(_all(visible), counts[day]))
    return reader.is_safe()


def _visible(listed: BranchList, branches: Counts, visibility: str, on: date) -> list[Unknown]:
    return [of for code, of in branches.items() if listed.visibility(code, on) == visibility]


def _growing(reader: _Reader, days: Sequence[date]) -> dict[date, Unknown]:
    counts = {day: reader.system.unknown() for day in days}
    reader.system.rows.extend(
        Row(counts[later], counts[earlier], 0, UNBOUNDED) for earlier, later in pairwise(days)
    )
    return counts


def _tell_places(
    reader: _Reader,
    counts: Mapping[date, Unknown],
    value: Callable[[ToldCounts], int | None],
    newest: Span,
) -> None:
    for each in reader.told:
        rounded = value(each)
        if rounded is not None:
            reader.learn(counts[each.span.after], rounded, each.base)
            reader.ask(each.span.code, counts[each.span.after])
    pairs = {*pairwise(sorted(counts))}
    pairs |= {(min(day, newest.after), max(day, newest.after)) for day in counts}
    for earlier, later in sorted(pairs):
        if earlier == later:
            continue
        rest = difference(reader.system, counts[later], counts[earlier])
        reader.ask(f"from {earlier} to {later}", rest)


def _all(counts: Iterable[Unknown]) -> Unknown:
    return tuple(unknown for members in counts for unknown in members)
