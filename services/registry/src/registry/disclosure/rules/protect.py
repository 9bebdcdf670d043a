"""Protect the figures of one delivery: round, hide, and attack before anything leaves (DP-15).

Handbook §4.8, by the method of decisions 0055, 0081 and 0164. A period is told one time. The
delivery of a year tells its halves too, in one choice, but for those that the organisation had told
before:

* **Year**: exact; a cell behind which 1 to T-1 persons stand is hidden (T is the threshold, 5), and
  the cheapest others, until nobody can size a small group: of any cell, in the year, in a half,
  and among those who came in one half only or in both. Which others are cheapest depends on a
  secret, or who runs the method on all possible years would learn from the choice.
* **Halves**: persons rounded to a multiple of 2T, by a secret too, and the lines only where that
  total is :data:`LINES_FROM`; what was done for them exact, with cells hidden.
* **A half that was told is part of its year**: what was done in it counts as it was told, by month
  too, whoever was erased since. What came late over it is one rounded number, or hidden.
* **In tens** is told, year or half, what so few persons tell from the year before that both exact
  figures would say who they are: totals and lines of one dimension, nothing else.
* **Zeros** are shown, so a hidden cell is 1 at least. But all cells of ages and of groups of
  nationalities are hidden where everybody falls into one, or where the total is below
  :data:`SENSITIVE_FROM`: there, and where lines of a half are hidden, it may be 0.
* Contacts, referrals and acts are as sensitive as the persons behind them, also where one person
  makes most of a number (p % rule). Moments, contacts with partners and website visits are
  nobody's, and always shown.

Nothing is published that the attack in whole numbers gets through: ``UnprotectableError`` names the
groups.
"""

from collections.abc import Iterator, Sequence
from math import inf

from disclosure import Cell, Group, IrreparableError, chance, groups, round_controlled, suppress
from disclosure.measures import Codes, Measure, Unknowns
from registry.counts.rules import cells
from registry.counts.rules.aggregation import aggregate
from registry.counts.rules.cells import Key, Line
from registry.disclosure.rules.hidden import least_of_hidden
from registry.disclosure.rules.keys import codes_of, known, lines_of, nobodys, personal
from registry.disclosure.rules.late_contacts import late_figure
from registry.disclosure.rules.lives import OF_PERSONS, half_of, name_of
from registry.disclosure.rules.publication import PERSON_MEASURES, Figure
from registry.disclosure.rules.question import NONE, Question
from registry.disclosure.rules.register import Register, ToldHalf, stands_in, where_of
from registry.disclosure.rules.same_persons import under_codes_of
from registry.disclosure.rules.small_group import SmallGroup, UnprotectableError
from registry.disclosure.rules.told_acts import ERASED
from registry.disclosure.rules.year_before import DIFFERENT
from registry.minimum_format.rules import codes
from registry.minimum_format.rules.records import Period

LINES_FROM = 200
"""Told below so many persons, a half tells their total alone: lines in tens would say little."""
SENSITIVE_FROM = 30
"""Told below so many persons, nothing is told of their ages and nationalities."""
COSTS = {0: 60.0, 1: 4.0, 2: 1.0}
"""What hiding a cell is worth, by its number of dimensions; four times that in a year's table."""
LATE = Key(cells.NAGEKOMEN_CONTACTEN)


def protect(question: Question) -> dict[Period, dict[Key, Figure]]:
    """Every cell to publish, by period.

    Raises ``UnprotectableError`` when nothing can be published safely.
    """
    for lines in (True, False):
        try:
            return _protect(question, lines=lines)
        except UnprotectableError:
            continue
    return _protect(question, lines=False, totals=False)


def _protect(
    question: Question, *, lines: bool, totals: bool = True
) -> dict[Period, dict[Key, Figure]]:
    work = _Work(question)
    work.recall()
    for period in reversed(question.published):  # a year reads the months of its halves
        if totals:
            work.round(period, lines=lines)
        for key in personal(question.organisation, period):
            work.consider(key, period)
    work.find_groups()
    work.choose()
    return {period: work.told(period) for period in question.published}


class _Work:
    """One attempt at a question."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._before = {one.period: one for one in question.told_halves}
        self._left = left = {
            half: under_codes_of(
                question.rows.within(half.months), question.half_rows.get(half, NONE)
            )
            for half in self._before
        }
        told = {
            half.half: ToldHalf(
                one.figures, one.register, left[half], DIFFERENT * question.threshold
            )
            for half, one in self._before.items()
            if half.half and (one.register or left[half] != NONE)
        }
        year = question.period.year
        self.register = Register(question.organisation, question.rows, year, told)
        self._in_tens = question.in_tens
        self._figures: dict[Period, dict[Key, Figure]] = {of: {} for of in question.published}
        self._cells: list[tuple[Key, Period]] = []
        """By position in the system's cells."""
        self._small: dict[str, SmallGroup] = {}
        """By the names of the system's groups."""
        self._with_erased: set[str] = set()
        """Names of groups of which rows are gone."""

    @property
    def _base(self) -> int:
        return 2 * self.question.threshold

    def recall(self) -> None:
        """Fix what readers know already: the halves that were told."""
        for period, told in self._before.items():
            least = least_of_hidden(period, told.figures)
            for key, figure in told.figures.items():
                if self.register.unknowns(key) is not None:
                    self._fix(key, period, figure, least.get(key, 0))

    def _fix(self, key: Key, period: Period, figure: Figure, least: int = 0) -> None:
        members = self.register.members(key, period)
        if figure.value is None:
            low, high = float(least), inf
        else:
            off = (figure.rounded_to or 1) - 1
            low, high = max(0, figure.value - off), figure.value + off
        self.register.system.fix(members, low, high)

    def round(self, period: Period, *, lines: bool) -> None:
        """Persons in a half; in a period that is told in tens all totals and lines."""
        for total, some in self._rounded(period):
            values = {
                line.dimension: {
                    code: self._count(line.key(code), period)
                    for code in cells.categories(line, period.months)
                }
                for line in some
            }
            name = f"{self.question.organisation} {name_of(period)} {_said(total)}"
            whole, rounded = round_controlled(
                self._count(total, period), values, self._base, self.question.secret, name
            )
            self._tell_rounded(total, period, whole)
            for line in some:
                if lines and self._tells_line(line, period, whole):
                    for code, value in rounded[line.dimension].items():
                        self._tell_rounded(line.key(code), period, value)

    def _rounded(self, period: Period) -> Iterator[tuple[Key, list[Line]]]:
        lines: dict[Key, list[Line]] = {}
        for line in cells.LINES:
            of_year = period.half is None or line.dimension != cells.EERSTE_CONTACT
            if of_year and (self._in_tens or line.total.measure in PERSON_MEASURES):
                lines.setdefault(line.total, []).append(line)
        if self._in_tens:
            for act in codes.HANDELINGEN:
                for line in lines_of(act):
                    lines.setdefault(line.total, []).append(line)
            lines |= {cells.attendance(moment): [] for moment in codes.MOMENTEN}
        for total, some in lines.items():
            if period.half is not None or self._in_tens:
                yield total, some

    def _tells_line(self, line: Line, period: Period, whole: int) -> bool:
        """By what is told of the total, never by what is true."""
        if line.total.measure not in PERSON_MEASURES:
            return True
        if period.half is not None:
            return whole >= LINES_FROM
        return line.dimension not in cells.SENSITIVE or whole >= SENSITIVE_FROM

    def _tell_rounded(self, key: Key, period: Period, value: int) -> None:
        figure = self._read(key, period) or Figure(value, self._base)
        self._figures[period][key] = figure
        self._fix(key, period, figure)

    def _read(self, key: Key, period: Period) -> Figure | None:
        """A month of a year as its half told it: it is the same figure."""
        month = dict(key.dimensions).get(cells.MAAND)
        if month is None or period.half is not None:
            return None
        half = Period(period.year, int(half_of(month)))
        if half in self._before:
            return self._before[half].figures.get(key)
        return self._figures.get(half, {}).get(key) if self._in_tens else None

    def consider(self, key: Key, period: Period) -> None:
        """Take up one cell that is not rounded: told before, nothing, a figure, or hidden."""
        figures = self._figures[period]
        if key in figures:
            return
        told = self._read(key, period)
        if told is not None:
            figures[key] = told
            return
        if self._in_tens or self._is_untold(key, period):
            figures[key] = Figure(None)
            return
        value = self._count(key, period)
        figures[key] = Figure(value)
        members = self.register.members(key, period)
        if value == 0:
            self.register.system.fix(members, 0, 0)
            return
        self._cells.append((key, period))
        cost = self._cost(key, period)
        self.register.system.cells.append(Cell(f"{key} {period}", members, value, cost))

    def _is_untold(self, key: Key, period: Period) -> bool:
        """Whether a cell is hidden with its whole line, so that it may be nothing."""
        if period.half is not None and key.measure in PERSON_MEASURES:
            return True
        line = _sensitive_line(key)
        if line is None:
            return False
        some = [code for code in codes_of(line) if self._count(line.key(code), period)]
        return len(some) == 1 or self._count(line.total, period) < SENSITIVE_FROM

    def _cost(self, key: Key, period: Period) -> float:
        """Drawn by codes alone: where clients and contacts must both hide a category, the same."""
        whole = 4 if period.half is None else 1
        name = f"{self.question.organisation} {key.dimensions}"
        dimensions = min(2, len(where_of(key)) + (cells.MAAND in dict(key.dimensions)))
        return COSTS[dimensions] * whole * (0.5 + chance(self.question.secret, name))

    def find_groups(self) -> None:
        """Every cell that is told in any period, in each period and among each life.

        Whoever stands in for the erased is a person, but helps no others over the threshold.
        """
        for unknowns, wheres in self._tables():
            there = unknowns.among(unit for unit in unknowns.units if not stands_in(unit))
            for where in wheres:
                lives = self._lives(unknowns.measure, where)
                for some in dict.fromkeys(lives):
                    behind = unknowns.behind(some, where)
                    small = {
                        group.name: group
                        for of in (there, unknowns)
                        for group in groups(of, [where], [some], self.question.threshold)
                    }
                    for group in small.values():
                        self.register.system.groups.append(group)
                        self._small[group.name] = SmallGroup.of(unknowns.measure, where, some)
                        if unknowns.measure.name not in PERSON_MEASURES and ERASED in behind:
                            self._with_erased.add(group.name)

    def choose(self) -> None:
        """Hide the cheapest cells that protect every group.

        Whoever was erased counts as one person, so that a group may look smaller than it was when
        its half was told. What that half's own figures tell of it was safe then and stays told.
        """
        system = self.register.system
        while True:
            try:
                self._hide(suppress(system))
            except IrreparableError as failure:
                if any(group.name not in self._with_erased for group in failure.groups):
                    raise UnprotectableError(self._named(failure.groups)) from failure
                system.groups = [each for each in system.groups if each not in failure.groups]
            else:
                return

    def _named(self, found: Sequence[Group]) -> list[SmallGroup]:
        """These groups as people read them, each once."""
        return [*dict.fromkeys(self._small[group.name] for group in found)]

    def _lives(self, of: Measure, where: Codes) -> list[frozenset[str]]:
        """The periods, and each life; partners are not told by month, so not in a month.

        A half by itself says nothing of the whole year, by which lives could be told apart.
        """
        lives = [*of.lives.values()]
        if cells.MET not in where:
            lives += [frozenset({life}) for life in of.every_life]
        if self.question.period.half is None:
            return lives
        own = of.lives[name_of(self.question.period)]
        return [own] if of.lives is OF_PERSONS else [some for some in lives if some <= own]

    def _tables(self) -> Iterator[tuple[Unknowns, list[Codes]]]:
        by_measure: dict[str, tuple[Unknowns, dict[Key, Codes]]] = {}
        for key in known(self.question.organisation, Period(self.question.period.year)):
            unknowns = self.register.unknowns(key)
            if unknowns is not None:
                name = unknowns.measure.name
                where = where_of(key)
                by_measure.setdefault(name, (unknowns, {}))[1][Key.of(name, where)] = where
        for unknowns, wheres in by_measure.values():
            yield unknowns, [*wheres.values()]

    def _hide(self, chosen: set[int]) -> None:
        """Hide these cells, and ages and nationalities where nothing is told of their total."""
        for nr in chosen:
            key, period = self._cells[nr]
            self._figures[period][key] = Figure(None)
        for figures in self._figures.values():
            for key in figures:
                line = _sensitive_line(key)
                if line is not None and figures[line.total].value is None:
                    figures[key] = Figure(None)

    def told(self, period: Period) -> dict[Key, Figure]:
        """The figures of a period, those that count nobody among them."""
        counts = self.question.counts
        if period != self.question.period:
            counts = aggregate(self.question.rows.within(period.months), period.months)
        found = {key: Figure(counts[key].value) for key in nobodys(counts)}
        if period.half is None and self._before:
            found[LATE] = late_figure(
                self.question.rows,
                self._left,
                self.question.threshold,
                self.question.secret,
                f"{self.question.organisation} {name_of(period)} {LATE.measure}",
            )
        figures = self._figures[period]
        return {key: figures[key] for key in personal(self.question.organisation, period)} | found

    def _count(self, key: Key, period: Period) -> int:
        return self.register.system.value(self.register.members(key, period))


def _sensitive_line(key: Key) -> Line | None:
    """The line of ages or of groups of nationalities that a cell is one of."""
    its = dict(key.dimensions)
    for line in cells.LINES:
        code = its.get(line.dimension)
        if line.dimension in cells.SENSITIVE and code and line.key(code) == key:
            return line
    return None


def _said(total: Key) -> str:
    """The name of a total, by which its rounding is drawn."""
    return " ".join((total.measure, *dict(total.dimensions).values()))
