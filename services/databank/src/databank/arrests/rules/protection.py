"""Protection of counts before they leave the police: what they must not tell is hidden."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from databank.arrests.rules.counts import Codes, Counts
from disclosure import Cell, IrreparableError, Measure, System, Unit, Unknowns, groups, suppress

THRESHOLD = 5
"""Handbook §4.8: fewer persons than this are not told."""
COSTS = {"total": 60.0, "branch": 4.0, "ground": 4.0, "kind": 4.0}
"""Cost of hiding a cell: the total is the last to go."""


def protect(units: Sequence[Codes], threshold: int = THRESHOLD) -> Counts:
    """The counts of single arrests or measures, with the small ones and what tells them hidden.

    Each is taken for a person apart: the databank does not know who was arrested. The total comes
    first: a table that could only be told without it is not told at all.
    """
    every = sorted({dimension for unit in units for dimension in unit})
    best = _protected(units, [], threshold)
    for left_out in range(len(every)):
        for without in combinations(every, left_out):
            dimensions = [each for each in every if each not in without]
            found = _protected(units, dimensions, threshold)
            if found.total is not None or best.total is None:
                return found
    return best


def _protected(units: Sequence[Codes], dimensions: Sequence[str], threshold: int) -> Counts:
    tables = {name: Counter(unit[name] for unit in units) for name in dimensions}
    hidden = _hidden([{name: unit[name] for name in tables} for unit in units], tables, threshold)

    def shown(name: str, count: int) -> int | None:
        return None if name in hidden else count

    return Counts(
        shown("total", len(units)),
        {
            dimension: {
                code: shown(f"{dimension}={code}", count) for code, count in sorted(table.items())
            }
            for dimension, table in tables.items()
        },
    )


def _hidden(
    units: Sequence[Codes], tables: Mapping[str, Counter[str]], threshold: int
) -> Collection[str]:
    """The names of the cells to hide; all of them where nothing less is safe."""
    if not units:
        return ()
    system = System(truth=[])
    life = frozenset({"half"})
    measure = Measure(
        "acts",
        {dimension: tuple(sorted(table)) for dimension, table in tables.items()},
        tuple((dimension,) for dimension in tables) or ((),),
        {"H": life},
    )
    unknowns = Unknowns.add(
        system, measure, [Unit(codes, "half", str(nr)) for nr, codes in enumerate(units)]
    )
    cells: list[Codes] = [{}, *({name: code} for name, table in tables.items() for code in table)]
    for where in cells:
        members = unknowns.of_period("H", where)
        cost = min((COSTS[dimension] for dimension in where), default=COSTS["total"])
        value = system.value(members)
        system.cells.append(Cell(_name(where), members, value, cost + value / 100))
    system.groups += groups(unknowns, cells, [life], threshold)
    names = [cell.name for cell in system.cells]
    try:
        return {names[nr] for nr in suppress(system)}
    except IrreparableError:
        return names


def _name(where: Codes) -> str:
    return next((f"{dimension}={code}" for dimension, code in where.items()), "total")


def protect_total(count: int, threshold: int = THRESHOLD) -> Counts:
    """A count of persons that stands alone."""
    return Counts(None if 0 < count < threshold else count)


def spread(counts: Iterable[tuple[Codes, int]]) -> list[Codes]:
    """Single units of counts that came as such, as the prosecutor's."""
    return [codes for codes, count in counts for _ in range(count)]
