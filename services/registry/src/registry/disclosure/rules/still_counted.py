"""Persons that a year still counts since a half of it told them, though their rows are gone.

A half tells 20, so 11 at least; one of 11 is erased, and a year of 10 would say that she was there
in that half, and in which branch if the half told lines. So the year counts as many as its half
said at least: of them is known that they were there. Chosen are codes that fit, never hers, and of
those the code of most others: who is added there changes least of what is told.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from registry.counts.rules import cells
from registry.counts.rules.aggregation import CLIENT_DIMENSIONS
from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import Figures

Person = Mapping[str, str]
"""The code in each dimension."""


@dataclass(frozen=True, slots=True)
class CountedHalf:
    """A told half: persons by the rows of the year, and figures and contacts by branch as told.

    ``few``: where so many persons or more are of another code than the half told, that tells of
    nobody, and the codes stand as they are.
    """

    figures: Figures
    clients: Sequence[Person]
    guided: Sequence[Person]
    contacts: Mapping[str, int]
    few: int


def still_counted(half: CountedHalf) -> tuple[list[Person], list[Person]]:
    """Clients, and persons in guidance, whom the year counts beside those of its rows."""
    here, guided = (_by(cells.BRANCHE, some) for some in (half.clients, half.guided))
    more_guided = _lacking(half, cells.BEGELEIDINGEN, half.guided, cells.BRANCHE)
    number = max(_lacking_in_all(half, cells.BEGELEIDINGEN, half.guided), more_guided.total())
    more_guided = _filled(more_guided, number, _room(half, cells.BRANCHE, here - guided), guided)
    branches = _lacking(half, cells.CLIENTEN, half.clients, cells.BRANCHE)
    branches |= (guided + more_guided) - here
    lacking = {
        dimension: _lacking(half, cells.CLIENTEN, half.clients, dimension)
        for dimension in CLIENT_DIMENSIONS
    } | {cells.BRANCHE: branches}
    number = max(
        _lacking_in_all(half, cells.CLIENTEN, half.clients),
        *(some.total() for some in lacking.values()),
    )
    untold = {dimension: _by(dimension, half.clients) for dimension in lacking}
    untold[cells.BRANCHE] = Counter(half.contacts) - here
    columns = {
        dimension: [*filled.elements()]
        for dimension, some in lacking.items()
        for room in [_room(half, dimension, untold[dimension])]
        for filled in [_filled(some, number, room, _by(dimension, half.clients))]
    }
    clients: list[Person] = [
        {dimension: codes[nr] for dimension, codes in columns.items()} for nr in range(number)
    ]
    return clients, [{cells.BRANCHE: branch} for branch in more_guided.elements()]


def _lacking_in_all(half: CountedHalf, measure: str, persons: Sequence[Person]) -> int:
    return max(0, _least(half.figures, Key(measure)) - len(persons))


def _lacking(
    half: CountedHalf, measure: str, persons: Sequence[Person], dimension: str
) -> Counter[str]:
    """By code, how many fewer there are than the half told at least."""
    here = _by(dimension, persons)
    told = {
        code: _least(half.figures, Key(measure).where(dimension, code))
        for code in cells.CATEGORIES[dimension]
    }
    found = Counter(told) - here
    changed = found.total() - _lacking_in_all(half, measure, persons)
    return found if changed < half.few else Counter()


def _room(half: CountedHalf, dimension: str, untold: Counter[str]) -> dict[str, int]:
    """By code, how many more there may be: by what the half told, and else where most are."""
    here = _by(dimension, half.clients)
    room = {}
    for code in cells.CATEGORIES[dimension]:
        figure = half.figures.get(Key(cells.CLIENTEN).where(dimension, code))
        room[code] = untold[code]
        if figure is not None and figure.value is not None:
            most = figure.value + (figure.rounded_to or 1) - 1 - here[code]
            room[code] = min(most, untold[code]) if dimension == cells.BRANCHE else most
    return room


def _filled(
    lacking: Counter[str], number: int, room: Mapping[str, int], here: Counter[str]
) -> Counter[str]:
    """So many codes in all: what lacks first, then those of most who are here, where there is room;
    and where there is none, where least is too much."""
    filled = Counter(lacking)

    def order(code: str) -> tuple[bool, int, int, str]:
        left = room[code] - filled[code]
        return left > 0, here[code] if left > 0 else 0, left, code

    for _ in range(number - lacking.total()):
        filled[max(room, key=order)] += 1
    return filled


def _by(dimension: str, persons: Sequence[Person]) -> Counter[str]:
    return Counter(person[dimension] for person in persons)


def _least(figures: Figures, key: Key) -> int:
    figure = figures.get(key)
    if figure is None or figure.value is None:
        return 0
    return max(0, figure.value - (figure.rounded_to or 1) + 1)
