"""Lines that stand in a re-issue: a batch of one kind would tell what each of its persons is.

Where one branch goes, or a whole place comes late, the change of a line is nearly each person's own
code. Such a line keeps the figures that were told first, beside a total that moved. That tells that
one code carried the change, and neither which nor by how much.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from disclosure import Unit
from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.disclosure.rules.changes import ACTS_OF_PERSONS
from registry.disclosure.rules.publication import PERSON_MEASURES
from registry.disclosure.rules.two_registers import TwoRegisters, Units

TIED = frozenset({cells.AARD, cells.PLAATS, cells.CONSULTATIE})
"""A consultation at one of two places is told by nature and place too."""


def standing_dimensions(registers: TwoRegisters, threshold: int) -> Mapping[str, frozenset[str]]:
    """Dimensions that stand, by measure of known persons.

    Clients and contacts hold all others: what stands there stands in guidance and referrals too, or
    those would tell what they keep.
    """
    carried = {
        measure: {
            dimension
            for dimension in _dimensions(registers.measures[measure])
            if _is_carried(registers, registers.measures[measure], dimension, threshold)
        }
        for measure in (*PERSON_MEASURES, *ACTS_OF_PERSONS)
    }
    everywhere = carried[cells.CLIENTEN] | carried[cells.CONTACTEN]
    if everywhere & TIED:
        everywhere |= TIED
    return {measure: frozenset(own | everywhere) for measure, own in carried.items()}


def may_move(registers: TwoRegisters, measure: str, least: int, threshold: int) -> bool:
    """Whether a measure of acts moves of which nobody knows whose they are: all of it, or nothing.

    Each act stands for a person of its own, so ``least`` of them must be other ones.
    """
    units = registers.measures[measure]
    return max(len(units.gone), len(units.came)) >= least and not any(
        _is_carried(registers, units, dimension, threshold) for dimension in _dimensions(units)
    )


def stands(key: Key, dimensions: Mapping[str, frozenset[str]]) -> bool:
    """A grid stands with either of its lines, or their sums would tell the line."""
    standing = dimensions.get(key.measure, frozenset())
    return any(name in standing for name, _ in key.dimensions)


def _dimensions(units: Units) -> Iterator[str]:
    measure = units.old.measure
    yield from dict.fromkeys(name for clique in measure.cliques for name in clique)
    if measure.name.startswith(cells.ACTIVITEITEN):
        yield cells.MAAND


def _is_carried(registers: TwoRegisters, units: Units, dimension: str, threshold: int) -> bool:
    """Whether one category holds three quarters of who went, or of who came, and a tenth more than
    its share of all who were told.

    A batch of fewer than ``threshold`` decides nothing, or whether a line moves would tell of them.
    """

    def codes(units: Iterable[Unit]) -> Counter[tuple[str | None, str]]:
        return Counter((registers.person(unit), _code(unit, dimension)) for unit in units)

    gone, came = codes(units.gone), codes(units.came)
    first = _by_code(codes(units.old.units))
    return any(
        batch.total() >= threshold
        and 4 * held >= 3 * batch.total()
        and 10 * (held * first.total() - first[code] * batch.total())
        >= batch.total() * first.total()
        for batch in (_by_code(gone - came), _by_code(came - gone))
        for code, held in batch.items()
    )


def _code(unit: Unit, dimension: str) -> str:
    """The life of an act that is told by month is its month."""
    return unit.codes.get(dimension, unit.life)


def _by_code(codes: Counter[tuple[str | None, str]]) -> Counter[str]:
    by_code: Counter[str] = Counter()
    for (_, code), number in codes.items():
        by_code[code] += number
    return by_code
