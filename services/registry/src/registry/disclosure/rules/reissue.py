"""Re-issue a year: the one later telling, on a fixed day, of a register in which much has changed.

Handbook §4.8, by decision 0162:

* Below 4T persons who changed (20) nothing moves, nor unless the total of clients moved by 4T; and
  nothing tells that it was asked.
* A cell tells its first figure and the net change, rounded at random in one draw per measure to 2T;
  of acts, to 2T, 4T, 8T, … by the most acts that one changed person has. What was hidden stays so.
* A line in which one category carries the change stands as it was told, and so does what is
  nobody's.
* Who lays both tellings side by side sizes no small group, or everything stands.

A figure below 0 is told as 0. Who adds up its line finds what it was before that; so the attack
knows it, and 0 says no more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, log2

from registry.counts.rules import cells
from registry.counts.rules.aggregation import aggregate
from registry.counts.rules.cells import Key
from registry.disclosure.rules.changes import ACTS_OF_PERSONS, changed_persons, most_acts
from registry.disclosure.rules.publication import (
    PERSON_MEASURES,
    THRESHOLD,
    Figure,
    Figures,
    ToldPeriod,
)
from registry.disclosure.rules.rounded_change import measure_of, net_change, rounded_change
from registry.disclosure.rules.same_persons import under_codes_of
from registry.disclosure.rules.side_by_side import Move, sizes_nobody
from registry.disclosure.rules.standing_lines import may_move, standing_dimensions, stands
from registry.disclosure.rules.two_registers import TwoRegisters
from registry.minimum_format.rules.records import Period, Rows


@dataclass(frozen=True, slots=True)
class Reissue:
    """A year that was told, what is left of its rows, and those of a later delivery.

    ``told`` are the figures of the year; ``halves`` what was told of its halves, which readers have
    beside it. ``secret`` is the organisation's and year's own.
    """

    organisation: str
    year: int
    told: Figures
    old: Rows
    new: Rows
    secret: bytes
    threshold: int = THRESHOLD
    halves: Sequence[ToldPeriod] = ()

    @property
    def least(self) -> int:
        """The K of the rules: below so many persons nothing moves."""
        return 4 * self.threshold


def reissue(question: Reissue) -> dict[Key, Figure] | None:
    """The figures of the year, told again; none where everything stands."""
    if changed_persons(question.old, question.new) < question.least:
        return None
    question = replace(question, new=under_codes_of(question.old, question.new))
    months = Period(question.year).months
    net = net_change(aggregate(question.old, months), aggregate(question.new, months))
    if abs(net[Key(cells.CLIENTEN)]) < question.least:
        return None
    registers = TwoRegisters(question.organisation, question.year, question.old, question.new)
    moves = _moves(question, registers, net)
    told = (ToldPeriod(Period(question.year), question.told), *question.halves)
    if not sizes_nobody(registers, told, moves, question.least, question.threshold):
        return None
    return {
        key: _again(figure, moves[key]) if key in moves else figure
        for key, figure in question.told.items()
    }


def _moves(
    question: Reissue, registers: TwoRegisters, net: Mapping[Key, int]
) -> Mapping[Key, Move]:
    """Of each figure that is told again."""
    bases = dict(_bases(question, registers))
    rounded = rounded_change(question.organisation, question.year, net, bases, question.secret)
    standing = standing_dimensions(registers, question.threshold)
    return {
        key: Move(rounded[key], bases[measure_of(key)])
        for key, figure in question.told.items()
        if figure.value is not None and key in rounded and not stands(key, standing)
    }


def _bases(question: Reissue, registers: TwoRegisters) -> Iterator[tuple[str, int]]:
    """By measure that moves, the multiple to which its change is rounded."""
    base = 2 * question.threshold
    most = most_acts(question.old, question.new)
    for measure in registers.measures:
        if measure in PERSON_MEASURES:
            yield measure, base
        elif measure in ACTS_OF_PERSONS:
            yield measure, base * _doubled_until(most[measure] / question.threshold)
        elif may_move(registers, measure, question.least, question.threshold):
            yield measure, base


def _doubled_until(wanted: float) -> int:
    """1, 2, 4, …: everybody reads the multiple, and it must not tell how many acts one person had.

    The method asks for ``wanted`` itself, rounded up, which sizes the acts of one changed person to
    five.
    """
    return 1 if wanted <= 1 else int(2 ** ceil(log2(wanted)))


def _again(told: Figure, move: Move) -> Figure:
    """Of a figure that was rounded the first time, both roundings are what it may be off."""
    first = told.value or 0
    return Figure(max(0, first + move.by), (told.rounded_to or 1) + move.base - 1, first)
