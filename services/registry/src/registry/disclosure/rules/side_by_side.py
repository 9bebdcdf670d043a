"""Both tellings of a year side by side: would anybody size a small group by them?

Groups are every cell of the tables, in each period and each life, among those who went, those who
came, and those who are there now. Of those who were there the first telling kept its promise.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from disclosure import Change, Codes, Group, Row, groups
from disclosure.measures import Measure
from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.disclosure.rules.hidden import least_of_hidden
from registry.disclosure.rules.keys import known
from registry.disclosure.rules.publication import Figure, ToldPeriod
from registry.disclosure.rules.register import where_of
from registry.disclosure.rules.two_registers import TwoRegisters


@dataclass(frozen=True, slots=True)
class Move:
    """By how much a figure is told to have moved; it is less than ``base`` off."""

    by: int
    base: int


def sizes_nobody(
    registers: TwoRegisters,
    told: Iterable[ToldPeriod],
    moves: Mapping[Key, Move],
    least: int,
    threshold: int,
) -> bool:
    """Whether figures that were ``told`` and then moved keep every small group.

    That they moved tells by itself that ``least`` clients more went than came, or the other way.
    """
    change = registers.change()
    for telling in told:
        least_hidden = least_of_hidden(telling.period, telling.figures)
        for key, figure in telling.figures.items():
            if registers.old.unknowns(key) is not None:
                members = change.before(registers.old.members(key, telling.period))
                change.system.fix(members, *_between(figure, least_hidden.get(key, 0)))
    year = registers.year
    for key, move in moves.items():
        members = registers.old.members(key, year)
        off = move.base - 1
        change.system.rows.append(
            Row(change.came(members), change.gone(members), move.by - off, move.by + off)
        )
    clients = registers.old.members(Key(cells.CLIENTEN), year)
    more, fewer = change.came(clients), change.gone(clients)
    if change.system.value(more) < change.system.value(fewer):
        more, fewer = fewer, more
    change.system.rows.append(Row(more, fewer, least, inf))
    change.system.groups += _groups(registers, change, threshold)
    return change.sizes_nobody()


def _between(figure: Figure, least_hidden: int) -> tuple[float, float]:
    if figure.value is None:
        return least_hidden, inf
    off = (figure.rounded_to or 1) - 1
    return max(0, figure.value - off), figure.value + off


def _groups(registers: TwoRegisters, change: Change, threshold: int) -> Iterator[Group]:
    for measure, wheres in _tables(registers).items():
        units = registers.measures[measure]
        states = (
            (change.gone, "gone", units.gone),
            (change.came, "came", units.came),
            (change.after, "now", units.new.units),
        )
        for of, name, some in states:
            behind = units.old.among(some)
            for where in wheres:
                for group in groups(behind, [where], _lives(behind.measure, where), threshold):
                    members = of(group.members)
                    yield Group(f"{group.name} {name}", members, group.width, group.reach)


def _tables(registers: TwoRegisters) -> Mapping[str, Sequence[Codes]]:
    """The codes of each cell of each measure, once."""
    tables: dict[str, dict[Key, Codes]] = {}
    for key in known(registers.organisation, registers.year):
        unknowns = registers.old.unknowns(key)
        if unknowns is not None:
            measure, where = unknowns.measure.name, where_of(key)
            tables.setdefault(measure, {})[Key.of(measure, where)] = where
    return {measure: [*by_key.values()] for measure, by_key in tables.items()}


def _lives(of: Measure, where: Codes) -> list[frozenset[str]]:
    """The periods, and each life; partners are not told by month, so not in a month."""
    lives = [*of.lives.values()]
    if cells.MET not in where:
        lives += [frozenset({life}) for life in of.every_life]
    return lives
