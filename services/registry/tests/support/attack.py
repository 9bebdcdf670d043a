"""Attackers: they see published cells and find every table that fits. Nothing of ours in here
but the names of the cells."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from operator import add, le, sub

from registry.disclosure.rules import Table
from registry.integration.rules.aggregation import Count
from registry.integration.rules.cells import Key, Line

Values = tuple[int, ...]


def persons(number: int, mark: str) -> Count:
    return Count(number, frozenset(f"{mark} {nr}" for nr in range(number)))


def line_counts(line: Line, categories: Sequence[str], counts: Iterable[Count]) -> dict[Key, Count]:
    found = {line.key(name): count for name, count in zip(categories, counts, strict=True)}
    return {**found, line.total: sum(found.values(), Count())}


def compositions(total: int, parts: int) -> Iterator[Values]:
    """Every way to divide ``total`` over so many cells."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in compositions(total - first, parts - 1):
            yield (first, *rest)


def visible(table: Table) -> frozenset[tuple[Key, int | None]]:
    return frozenset(table.items())


Life = tuple[int, ...]
"""What one category went through in a year: only the first half, only the second, both."""

HALVES: Mapping[int | None, Callable[[Life], int]] = {
    1: lambda life: life[0] + (life[2] if len(life) > 2 else 0),
    2: lambda life: life[1] + (life[2] if len(life) > 2 else 0),
    None: sum,
}


def possible(
    line: Line,
    categories: Sequence[str],
    published: Mapping[int | None, Table],
    *,
    parts: int,
    most: int,
) -> dict[tuple[str, int | None], set[int]]:
    """Every value that each cell of a year can still have, for who knows all publications; also
    cells of a half that is not published.

    ``parts`` is 3 for persons (who may come in both halves), 2 for contacts; ``most`` is how large
    a part may be, and large enough that it tells the attacker nothing.
    """
    periods = [*published]
    told = {
        period: table[line.total]
        for period, table in published.items()
        if table[line.total] is not None
    }
    totals = tuple(told.values())
    fitting = [
        [
            life
            for life in product(range(most + 1), repeat=parts)
            if all(
                published[period][line.key(name)] in (None, HALVES[period](life))
                for period in periods
            )
        ]
        for name in categories
    ]
    seen = [{tuple(HALVES[it](life) for it in told) for life in lives} for lives in fitting]
    found: dict[tuple[str, int | None], set[int]] = {}
    for place, name in enumerate(categories):
        rests = _sums([values for nr, values in enumerate(seen) if nr != place], totals)
        reached = {values for values in seen[place] if tuple(map(sub, totals, values)) in rests}
        for life in fitting[place]:
            if tuple(HALVES[period](life) for period in told) in reached:
                for period, value_in in HALVES.items():
                    found.setdefault((name, period), set()).add(value_in(life))
    return found


def _sums(parts: Sequence[set[Values]], totals: Values) -> set[Values]:
    """What the other categories can add up to in the periods whose total is told."""
    sums: set[Values] = {(0,) * len(totals)}
    for part in parts:
        added = {tuple(map(add, one, other)) for one, other in product(sums, part)}
        sums = {values for values in added if all(map(le, values, totals))}
    return sums
