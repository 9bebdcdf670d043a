"""Least of a hidden cell, as a reader knows it: not nothing, where each zero is shown.

It follows from what was told alone. A reader cannot know it where figures are rounded or were told
again, where all categories of a line are hidden, or where a half tells no lines of persons.
"""

from collections.abc import Mapping

from contracts.codes import CountKind
from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.counts.rules.counted import counted
from registry.disclosure.rules.keys import codes_of
from registry.disclosure.rules.publication import PERSON_MEASURES, Figures
from registry.minimum_format.rules.records import Period


def least_of_hidden(period: Period, figures: Figures) -> Mapping[Key, int]:
    """For each hidden cell 1, or 0 where it may be nothing."""
    hidden = {key: 1 for key, figure in figures.items() if figure.value is None}
    if not _shows_zeros(figures):
        return dict.fromkeys(hidden, 0)
    wholly = {
        line.key(code)
        for line in cells.LINES
        if line.dimension in cells.SENSITIVE
        for code in codes_of(line)
        if all(line.key(each) in hidden for each in codes_of(line))
    }
    return {key: int(key not in wholly and not _may_be_nothing(key, period)) for key in hidden}


def _may_be_nothing(key: Key, period: Period) -> bool:
    late = key.measure == cells.NAGEKOMEN_CONTACTEN
    return late or (period.half is not None and key.measure in PERSON_MEASURES)


def _shows_zeros(figures: Figures) -> bool:
    """Whether these figures are a first telling, in which what was done is exact.

    Months do not say so: in a year that is told in tens they stand as a half told them.
    """
    if any(figure.first is not None for figure in figures.values()):
        return False
    return any(
        figure.value is not None and not figure.rounded_to and _is_act(key)
        for key, figure in figures.items()
    )


def _is_act(key: Key) -> bool:
    by_month = cells.MAAND in dict(key.dimensions)
    late = key.measure == cells.NAGEKOMEN_CONTACTEN
    return counted(key) is CountKind.HANDELINGEN and not by_month and not late
