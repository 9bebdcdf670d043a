"""Acts of a told half, counted when it is told and rebuilt when its year is.

Apart from :mod:`registry.disclosure.rules.told_register`, which tables read where no solver is
installed.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from chassis.messages import lazy
from chassis.refusals import RefusedError
from disclosure import Measure, Unit
from registry.disclosure.rules.acts import Acts, acts
from registry.disclosure.rules.told_register import Cell, Clique, ToldRegister
from registry.minimum_format.rules.records import Period, Rows

ERASED = " gewist"
"""Whoever is gone counts as one person, who has more of each cell than any of them had: what is
told to be safe with that one is safe with each of them."""


class OtherCountsError(RefusedError):
    """A told half was kept in other counts than this release makes: it cannot be rebuilt from them.

    Its year waits, or it would hold that half without whoever was erased since.
    """

    def __init__(self, organisation: str, period: Period, measures: Collection[str]) -> None:
        super().__init__(
            lazy(
                "De tellingen van %(organisation)s, %(period)s, zijn bewaard door een andere versie"
                " van Krachtlijn, die anders telde (%(measures)s). Er is niets gepubliceerd. Meld"
                " dit aan de technisch beheerder: alleen een versie die deze tellingen kan lezen,"
                " kan dit jaar publiceren.",
                organisation=organisation,
                period=str(period),
                measures=", ".join(sorted(measures)),
            ),
            code="tellingen-anders",
        )


def told_register(organisation: str, rows: Rows, period: Period) -> ToldRegister:
    """The counts of a period that is told out of these rows."""
    inside = rows.within(period.months)
    return ToldRegister(
        {
            one.measure.name: {
                clique: _counted(clique, one.units) for clique in one.measure.cliques
            }
            for one in acts(organisation, inside, period.year)
        }
    )


def all_as_told(
    organisation: str, period: Period, register: ToldRegister, left: Collection[Acts]
) -> list[Acts]:
    """Each measure of a told half with the units that it had then. Raises ``OtherCountsError``.

    No measure more or less than was kept, and each along the same cliques: what one release left
    out another would take for nothing, or for the rows that are left.
    """
    now = {one.measure.name: {*one.measure.cliques} for one in left}
    then = {name: {*counts} for name, counts in register.counts.items()}
    if other := {name for name in {**now, **then} if now.get(name) != then.get(name)}:
        raise OtherCountsError(organisation, period, other)
    return [replace(one, units=as_told(register, one)) for one in left]


def as_told(register: ToldRegister, left: Acts) -> tuple[Unit, ...]:
    """The units of a measure as they were told: those whose rows are ``left``, and the others
    rebuilt as one person's.

    Cliques tell which codes go together; what else a unit was, nobody kept, and no table asks.
    """
    told = register.counts[left.measure.name]
    gone = {
        clique: _difference(counts, _counted(clique, left.units)) for clique, counts in told.items()
    }
    if all(number >= 0 for cells in gone.values() for number in cells.values()):
        return (*left.units, *_rebuilt(left.measure, gone))
    return _rebuilt(left.measure, told)


def _counted(clique: Clique, units: tuple[Unit, ...]) -> Counter[Cell]:
    return Counter((tuple(unit.codes[name] for name in clique), unit.life) for unit in units)


def _difference(told: Mapping[Cell, int], left: Mapping[Cell, int]) -> dict[Cell, int]:
    return {cell: told.get(cell, 0) - left.get(cell, 0) for cell in {**told, **left}}


def _rebuilt(measure: Measure, counts: Mapping[Clique, Mapping[Cell, int]]) -> tuple[Unit, ...]:
    """Units that count so, clique by clique along what each shares with one before it."""
    first, *others = measure.cliques
    built = _each(first, counts[first])
    before = [first]
    for clique in others:
        other = max(before, key=lambda one: len(set(one) & set(clique)))
        shared = [name for name in clique if name in other]
        built = _joined(built, _each(clique, counts[clique]), shared)
        before.append(clique)
    return tuple(Unit(some, life, ERASED) for some, life in built)


Part = tuple[dict[str, str], str]
"""Codes of a unit as far as they are known, and its life."""


def _each(clique: Clique, counts: Mapping[Cell, int]) -> list[Part]:
    return [
        (dict(zip(clique, some, strict=True)), life)
        for (some, life), number in sorted(counts.items())
        for _ in range(number)
    ]


def _joined(built: list[Part], more: list[Part], shared: list[str]) -> list[Part]:
    """Both in one order by what they share, where they count the same."""

    def place(part: Part) -> tuple[str, ...]:
        some, life = part
        return life, *(some[name] for name in shared)

    return [
        ({**one, **other}, life)
        for (one, life), (other, _) in zip(
            sorted(built, key=place), sorted(more, key=place), strict=True
        )
    ]
