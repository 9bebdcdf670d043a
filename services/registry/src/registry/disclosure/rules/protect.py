"""Protect the figures of one delivery: round, hide, and attack before anything leaves (DP-15).

Handbook §4.8, by the method of decisions 0055 and 0081. The delivery of a year gives its halves
too, in one choice:

* **Year**: exact; a cell behind which 1 to T-1 persons stand is hidden (T is the threshold, 5), and
  the cheapest others, until nobody can size a small group: of any cell, in the year, in a half,
  and among those who came in one half only or in both. Which others are cheapest depends on a
  secret, or who runs the method on all possible years would learn from the choice.
* **Halves**: persons rounded to a multiple of 2T, by a secret too, and the lines only from
  :data:`LINES_FROM` persons on; what was done for them exact, with cells hidden.
* **Zeros** are shown, so a hidden cell is 1 at least. Where everybody falls into one age class or
  group of nationalities, that whole line is left out; so is a zero that an earlier revision hid.
* Contacts, referrals and acts are as sensitive as the persons behind them, also where one person
  makes most of a number (p % rule). Moments, contacts with partners and website visits are
  nobody's, and always shown.
* In a later revision a cell that changed by 1 to T-1 is hidden, and one that was hidden stays so
  until it has changed by T: a wrong delivery that was accepted hides nothing of the right one.

Nothing is published that the attack in whole numbers gets through: ``UnprotectableError`` names the
groups.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf

from disclosure import Cell, Group, IrreparableError, chance, groups, round_controlled, suppress
from disclosure.measures import Codes, Measure, Unknowns
from registry.deliveries.rules.records import Period, Rows
from registry.disclosure.rules.keys import codes_of, known, published
from registry.disclosure.rules.lives import OF_PERSONS, name_of
from registry.disclosure.rules.publication import (
    PERSON_MEASURES,
    THRESHOLD,
    Figure,
    Publication,
)
from registry.disclosure.rules.register import Register, where_of
from registry.disclosure.rules.small_group import SmallGroup, UnprotectableError
from registry.integration.rules import cells
from registry.integration.rules.aggregation import Count, Counts, aggregate
from registry.integration.rules.cells import Key

LINES_FROM = 200
"""Below so many persons a half-year shows their total alone: lines rounded to tens say little."""
NOBODY = Count()
COSTS = {0: 60.0, 1: 4.0, 2: 1.0}
"""What hiding a cell is worth, by its number of dimensions; four times that in a year's table."""


@dataclass(frozen=True, slots=True)
class Question:
    """A delivery to publish: the counts of ``period`` and, behind them, the rows of the year.

    ``rows`` are those of the newest delivery of the whole year where there is one, else of this
    period. ``halves`` (1, 2) are published out of the year with it. ``secret`` is the
    organisation's and year's own, never told.
    """

    organisation: str
    period: Period
    counts: Counts
    rows: Rows
    secret: bytes
    threshold: int = THRESHOLD
    earlier: Sequence[Publication] = ()
    halves: Sequence[int] = ()

    @property
    def published(self) -> tuple[Period, ...]:
        """The periods whose figures leave."""
        return self.period, *(Period(self.period.year, half) for half in self.halves)


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
    register = Register(question.organisation, question.rows, question.period.year)
    work = _Work(question, register)
    work.recall()
    for period in work.periods():
        if period.half is not None and totals:
            work.round_persons(period, lines=lines)
        for key in published(question.organisation, work.counts[period], period):
            work.consider(key, period)
    work.find_groups()
    try:
        hidden = {work.cells[nr] for nr in suppress(work.register.system, start=work.forced)}
    except IrreparableError as failure:
        raise UnprotectableError(work.named(failure.groups)) from failure
    return {
        period: {
            key: Figure(None) if (key, period) in hidden else figure
            for (key, of), figure in work.figures.items()
            if of == period
        }
        for period in question.published
    }


@dataclass(slots=True)
class _Work:
    question: Question
    register: Register
    counts: dict[Period, Counts] = field(default_factory=dict)
    figures: dict[tuple[Key, Period], Figure] = field(default_factory=dict)
    cells: list[tuple[Key, Period]] = field(default_factory=list)
    """By position in the system's cells."""
    forced: set[int] = field(default_factory=set)
    small: dict[str, SmallGroup] = field(default_factory=dict)
    """By the names of the system's groups."""

    @property
    def _period(self) -> Period:
        return self.question.period

    def periods(self) -> Iterator[Period]:
        """The periods to publish, and the halves that may follow once the year is known.

        What a half will tell has its place kept now, or nothing could protect it then.
        """
        self.counts[self._period] = self.question.counts
        yield self._period
        told = {self._period, *(one.period for one in self.question.earlier)}
        if any(period.half is None for period in told):
            for half in (1, 2):
                period = Period(self._period.year, half)
                if period != self._period and (half in self.question.halves or period not in told):
                    rows = self.question.rows.within(period.months)
                    self.counts[period] = aggregate(rows, period.months)
                    yield period

    def recall(self) -> None:
        """Fix what readers know already: the newest publication of each other period.

        A cell that a revision hid because it had changed by little stays out of reach.
        """
        newest = {one.period: one for one in self.question.earlier}
        for period, publication in newest.items():
            if period in self.question.published:
                continue
            for key, figure in publication.figures.items():
                if self.register.unknowns(key) is not None:
                    self._fix(key, period, figure)
                    if figure.value is None and self._was_shown(key, period):
                        self._keep_apart(key, period)

    def _was_shown(self, key: Key, period: Period) -> bool:
        return any(
            figure.value is not None
            for one in self.question.earlier
            if one.period == period and (figure := one.figures.get(key)) is not None
        )

    def _keep_apart(self, key: Key, period: Period) -> None:
        """Nobody may learn by how few a cell differs from an earlier revision."""
        name = f"{key} {period} nu en in een eerdere revisie"
        members = self.register.members(key, period)
        self.register.system.groups.append(Group(name, members, self._width, 0))
        self.small[name] = SmallGroup.between_revisions(key, period)

    def _fix(self, key: Key, period: Period, figure: Figure) -> None:
        members = self.register.members(key, period)
        if figure.value is None:
            low, high = 1.0, inf
        else:
            off = (figure.rounded_to or 1) - 1
            low, high = max(0, figure.value - off), figure.value + off
        self.register.system.fix(members, low, high)

    def round_persons(self, period: Period, *, lines: bool) -> None:
        """Totals of persons in a half, and their lines where there are many."""
        base = 2 * self.question.threshold
        for measure in PERSON_MEASURES:
            total = self._count(Key(measure), period)
            shown = [
                line
                for line in cells.LINES
                if line.total.measure == measure and line.dimension != cells.EERSTE_CONTACT
            ]
            values = {
                line.dimension: {
                    code: self._count(line.key(code), period) for code in codes_of(line)
                }
                for line in (shown if lines and total >= LINES_FROM else ())
            }
            name = f"{self.question.organisation} {name_of(period)} {measure}"
            whole, rounded = round_controlled(total, values, base, self.question.secret, name)
            self._publish_rounded(Key(measure), period, Figure(whole, base))
            for dimension, by_code in rounded.items():
                for code, value in by_code.items():
                    key = Key(measure).where(dimension, code)
                    self._publish_rounded(key, period, Figure(value, base))

    def _publish_rounded(self, key: Key, period: Period, figure: Figure) -> None:
        self.figures[key, period] = figure
        self._fix(key, period, figure)

    def consider(self, key: Key, period: Period) -> None:
        """Take one cell up: nobody's, nothing, a figure, or left out."""
        if period.half is not None and key.measure in PERSON_MEASURES:
            return
        value = self._count(key, period)
        if self.register.unknowns(key) is None:
            self.figures[key, period] = Figure(value)
            return
        must_hide = period in self.question.published and self._must_hide(key, period)
        if self._everybody_is_the_same(key, period) or (value == 0 and must_hide):
            return
        self.figures[key, period] = Figure(value)
        members = self.register.members(key, period)
        if value == 0:
            self.register.system.fix(members, 0, 0)
            return
        if must_hide:
            self.forced.add(len(self.cells))
            self._keep_apart(key, period)
        self.cells.append((key, period))
        cost = self._cost(key, period)
        self.register.system.cells.append(Cell(f"{key} {period}", members, value, cost))

    def _cost(self, key: Key, period: Period) -> float:
        """Drawn by codes alone: where clients and contacts must both hide a category, the same."""
        whole = 4 if period.half is None else 1
        name = f"{self.question.organisation} {key.dimensions}"
        dimensions = min(2, len(where_of(key)) + (cells.MAAND in dict(key.dimensions)))
        return COSTS[dimensions] * whole * (0.5 + chance(self.question.secret, name))

    def _must_hide(self, key: Key, period: Period) -> bool:
        """Changed by a small number since an earlier revision showed it, or the last hid it."""
        now = self._count(key, period)
        revisions = [one for one in self.question.earlier if one.period == period]
        shown = [one.figures[key] for one in revisions if key in one.figures]
        if any(
            figure.value is not None
            and not figure.rounded_to
            and 0 < abs(now - figure.value) < self.question.threshold
            for figure in shown
        ):
            return True
        if not shown or shown[-1].value is not None:
            return False
        counts = next(one.counts for one in reversed(revisions) if key in one.figures)
        if counts is None:
            return True
        return abs(now - counts.get(key, NOBODY).value) < self.question.threshold

    def _everybody_is_the_same(self, key: Key, period: Period) -> bool:
        for line in cells.LINES:
            code = dict(key.dimensions).get(line.dimension)
            if line.dimension in cells.SENSITIVE and code and line.key(code) == key:
                return sum(1 for one in codes_of(line) if self._count(line.key(one), period)) == 1
        return False

    @property
    def _width(self) -> int:
        return self.question.threshold - 1

    def find_groups(self) -> None:
        """Every cell that is published in any period, in each period and among each life."""
        for unknowns, wheres in self._tables():
            for where in wheres:
                lives = self._lives(unknowns.measure, where)
                for some in dict.fromkeys(lives):
                    for group in groups(unknowns, [where], [some], self.question.threshold):
                        self.register.system.groups.append(group)
                        self.small[group.name] = SmallGroup.of(unknowns.measure, where, some)

    def named(self, found: Sequence[Group]) -> list[SmallGroup]:
        """These groups as people read them, each once."""
        return [*dict.fromkeys(self.small[group.name] for group in found)]

    def _lives(self, of: Measure, where: Codes) -> list[frozenset[str]]:
        """The periods, and each life; partners are not told by month, so not in a month."""
        lives = [*of.lives.values()]
        if cells.MET not in where:
            lives += [frozenset({life}) for life in of.every_life]
        if self._about_the_year():
            return lives
        own = of.lives[name_of(self._period)]
        return [own] if of.lives is OF_PERSONS else [some for some in lives if some <= own]

    def _about_the_year(self) -> bool:
        """Does a publication say something of the whole year, so that lives can be told apart?"""
        periods = {self._period, *(one.period for one in self.question.earlier)}
        return any(period.half is None for period in periods)

    def _tables(self) -> Iterator[tuple[Unknowns, list[Codes]]]:
        by_measure: dict[str, tuple[Unknowns, dict[Key, Codes]]] = {}
        year = Period(self._period.year)
        for key in known(self.question.organisation, self.question.counts, year):
            unknowns = self.register.unknowns(key)
            if unknowns is not None:
                name = unknowns.measure.name
                where = where_of(key)
                by_measure.setdefault(name, (unknowns, {}))[1][Key.of(name, where)] = where
        for unknowns, wheres in by_measure.values():
            yield unknowns, [*wheres.values()]

    def _count(self, key: Key, period: Period) -> int:
        return self.counts[period].get(key, NOBODY).value
