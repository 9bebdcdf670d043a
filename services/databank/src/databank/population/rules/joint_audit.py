"""Audit of rounded counts beside all that was told: what no reader may newly reckon from them.

Who was active in a month was active in its half-year and its year, and nobody was active in a
half-year who was in none of its months. So three figures may size what no two of them do: halves of
0 to 4 and 1 to 9 persons beside a year of 11 to 19 leave 2 to 4 for the first. All that was told of
a year is one system (``disclosure``), with what is to be told now as one more of its rows. What
was told before may size somebody already: that cannot be unsaid, and silences nothing that adds
nothing to it.

Readers are taken to overlook birthdays and new papers within a year: who has one age band or group
of nationalities in a month has it in the year. That narrows more than is true, so that figures
which stand against it stand against less.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, pairwise

from databank.population.rules.branch_list import BranchList
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
    sizes_nobody_more,
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
Value = Callable[[ToldCounts], int | None]
"""What was told of a count, if it was."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A code of a table. A visibility is one for each list of ``branches`` that it had: those who
    work in them are the same people whatever they are called, but not those of one name."""

    code: str
    branches: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Reader:
    """What a reader of the figures knows: those that left, and ``new`` ones, the last of all."""

    before: Sequence[ToldCounts]
    new: ToldCounts
    listed: BranchList
    system: System = field(default_factory=lambda: System(truth=[]))
    newly: list[Row] = field(default_factory=list)

    @property
    def told(self) -> list[ToldCounts]:
        return [*self.before, self.new]

    def ask(self, name: str, members: Unknown) -> None:
        """Make a group of it: it may not be sized."""
        self.system.groups.append(Group(name, members, THRESHOLD - 1, THRESHOLD))

    def learn(self, members: Unknown, each: ToldCounts, rounded: int) -> None:
        row = Row(members, (), *_sizes(each, rounded))
        (self.newly if each is self.new else self.system.rows).append(row)

    def is_safe(self) -> bool:
        """Whether the new figures size nobody more than those before do. Not where figures
        contradict each other."""
        told = replace(self.system, rows=[*self.system.rows, *self.newly])
        try:
            return sizes_nobody_more(told, self.system)
        except ContradictionError:
            return False

    def lines(self, table: str) -> dict[_Line, Value]:
        """Those of a table, and of branches and visibilities all that there are: of which nobody is
        told stands at zero, and that bounds what hangs together with it."""
        codes = dict.fromkeys(chain(self._there_are(table), *self._told(table)))
        if table != "visibilities":
            return {_Line(code): _value(table, code) for code in codes}
        branches = [*chain(*self._told("branches"))]
        visible = {
            each.span: {
                code: self.listed.visible(code, each.span.after, branches) for code in codes
            }
            for each in self.told
        }
        return {
            line: _while(visible, line)
            for line in dict.fromkeys(_Line(*of) for by in visible.values() for of in by.items())
        }

    def _told(self, table: str) -> Iterator[Mapping[str, int]]:
        return (each.counts.by.get(table, {}) for each in self.told)

    def _there_are(self, table: str) -> Iterable[str]:
        if table == "branches":
            return self.listed.codes
        if table == "visibilities":
            days = (each.span.after for each in self.told)
            return (self.listed.visibility(code, day) for day in days for code in self.listed.codes)
        return ()


def _sizes(each: ToldCounts, rounded: int) -> tuple[int, int]:
    """The least and the most that a rounded count stands for."""
    return max(0, rounded - each.base + 1), rounded + each.base - 1


def persons_are_safe(
    told: Sequence[ToldCounts], new: ToldCounts, listed: BranchList, table: str
) -> bool:
    """Whether nobody is newly sized by a table of persons and what hangs together with it.

    ``told`` are of the year of ``new``. Tables hang together by the total, to which each adds up:
    it is part of every system. Branches, visibilities and moves tell of each other, and are one.
    """
    reader = _Reader(told, new, listed)
    year = _year(reader.told)
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


def _value(table: str, code: str) -> Value:
    """A code that a told table does not have stands at zero."""

    def value(each: ToldCounts) -> int | None:
        shown = each.counts.by.get(table)
        return None if shown is None else shown.get(code, 0)

    return value


def _while(visible: Mapping[Span, Mapping[str, frozenset[str]]], line: _Line) -> Value:
    """Of a visibility: told of the line's branches only while they had it."""
    told = _value("visibilities", line.code)

    def value(each: ToldCounts) -> int | None:
        return told(each) if visible[each.span][line.code] == line.branches else None

    return value


def _without(having: Value) -> Value:
    """Who has not the code: rounded together with who has it, so that both add up."""

    def value(each: ToldCounts) -> int | None:
        number, total = having(each), each.counts.total
        return None if number is None or total is None else total - number

    return value


def _tell(
    reader: _Reader,
    year: Period,
    counts: Counts,
    additivity: Additivity,
    value: Value,
    code: str,
) -> None:
    for each in reader.told:
        rounded = value(each)
        if rounded is not None:
            reader.learn(counts[each.span.code], each, rounded)
            reader.ask(f"{code} {each.span.code}", counts[each.span.code])
    for name, members in differences(reader.system, year, counts, additivity):
        reader.ask(f"{code} {name}", members)


def _add_up(reader: _Reader, year: Period, totals: Counts, lines: Sequence[Counts]) -> None:
    for period in year:
        every = _all(counts[period.code] for counts in lines)
        reader.system.rows.append(Row(every, totals[period.code]))


def _overlapping(reader: _Reader, year: Period, table: str, totals: Counts) -> dict[_Line, Counts]:
    having: dict[_Line, Counts] = {}
    for line, value in reader.lines(table).items():
        having[line] = count(reader.system, year, Additivity.PERSONS)
        lacking = count(reader.system, year, Additivity.LASTING)
        _add_up(reader, year, totals, [having[line], lacking])
        _tell(reader, year, having[line], Additivity.PERSONS, value, line.code)
        _tell(reader, year, lacking, Additivity.LASTING, _without(value), f"not {line.code}")
    return having


def _several(
    reader: _Reader, period: str, branches: Mapping[_Line, Counts], lines: Mapping[str, Counts]
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
    reader: _Reader, span: Span, of_codes: Mapping[str, Mapping[_Line, Counts]], totals: Counts
) -> None:
    """A visibility is that of branches; who moved was seen in the branch that they moved to."""
    rows, period = reader.system.rows, span.code
    branches = {line.code: counts[period] for line, counts in of_codes["branches"].items()}
    for visibility, counts in of_codes["visibilities"].items():
        visible = _visible(branches, visibility)
        rows.extend(Row(counts[period], members, 0, UNBOUNDED) for members in visible)
        rows.append(Row(_all(visible), counts[period], 0, UNBOUNDED))
    for move, counts in of_codes["moves"].items():
        _, _, target = move.code.partition(":")
        if target in branches:
            rows.append(Row(branches[target], counts[period], 0, UNBOUNDED))
    rows.append(Row(_all(branches.values()), totals[period], 0, UNBOUNDED))


def places_are_safe(told: Sequence[ToldCounts], new: ToldCounts, listed: BranchList) -> bool:
    """The same of establishments, beside all that were ever told.

    They are those known at the end of a period: of two periods with one end the same, of an
    earlier end fewer.
    """
    reader = _Reader(told, new, listed)
    totals = _places(reader, lambda each: each.counts.total)
    branches = {line: _places(reader, value) for line, value in reader.lines("branches").items()}
    visibilities = {
        line: _places(reader, value) for line, value in reader.lines("visibilities").items()
    }
    for day, total in totals.items():
        of_day = {line.code: counts[day] for line, counts in branches.items()}
        reader.system.rows.append(Row(_all(of_day.values()), total))
        for visibility, counts in visibilities.items():
            reader.system.rows.append(Row(_all(_visible(of_day, visibility)), counts[day]))
    return reader.is_safe()


def _visible(branches: Counts, visibility: _Line) -> list[Unknown]:
    return [members for code, members in branches.items() if code in visibility.branches]


def _places(reader: _Reader, value: Value) -> dict[date, Unknown]:
    """Establishments of one kind on each day, with what was told of them and of those that came."""
    days = sorted({each.span.after for each in reader.told})
    counts = {day: reader.system.unknown() for day in days}
    for each in reader.told:
        rounded = value(each)
        if rounded is not None:
            reader.learn(counts[each.span.after], each, rounded)
            reader.ask(each.span.code, counts[each.span.after])
    stretches = _stretches(reader, value, days)
    for stretch in stretches:
        for earlier, later in pairwise(stretch):
            reader.system.rows.append(Row(counts[later], counts[earlier], 0, UNBOUNDED))
        for earlier, later in _between(stretch, reader.new.span.after):
            came = difference(reader.system, counts[later], counts[earlier])
            reader.ask(f"from {earlier} to {later}", came)
    for before, after in pairwise(stretches):
        went = difference(reader.system, counts[before[-1]], counts[after[0]])
        reader.ask(f"fewer on {after[0]} than on {before[-1]}", went)
    return counts


def _stretches(reader: _Reader, value: Value, days: Iterable[date]) -> list[list[date]]:
    """Days in a row of which nothing that was told says that there were fewer than before: no
    establishment goes, but one may turn out to be of another branch."""
    stretches: list[list[date]] = [[]]
    floor = 0
    for day in days:
        sizes = [
            _sizes(each, rounded)
            for each in reader.told
            if each.span.after == day and (rounded := value(each)) is not None
        ]
        if any(high < floor for _, high in sizes):
            stretches.append([])
            floor = 0
        stretches[-1].append(day)
        floor = max([floor, *(low for low, _ in sizes)])
    return stretches


def _between(days: Sequence[date], newest: date) -> list[tuple[date, date]]:
    """Days between which establishments came: each and the next, and the newest and any other."""
    pairs = {*pairwise(days)}
    if newest in days:
        pairs |= {(min(day, newest), max(day, newest)) for day in days if day != newest}
    return sorted(pairs)


def _all(counts: Iterable[Unknown]) -> Unknown:
    return tuple(unknown for members in counts for unknown in members)
