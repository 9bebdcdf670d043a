"""Declaration of what cells count: persons, what was done for or with them, or what is nobody's.

A declaration, by measure and type of activity, with the units that :mod:`.aggregation` gives: the
event carries it, and whoever protects or audits a figure reads it there.
"""

from collections.abc import Mapping

from contracts.codes import CountKind
from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.minimum_format.rules import codes

COUNTED: Mapping[str, CountKind] = {
    cells.CLIENTEN: CountKind.PERSONEN,
    cells.BEGELEIDINGEN: CountKind.PERSONEN,
    cells.CONTACTEN: CountKind.HANDELINGEN,
    cells.HULPVRAGEN: CountKind.HANDELINGEN,
    cells.DOORVERWIJZINGEN: CountKind.HANDELINGEN,
    cells.NAGEKOMEN_CONTACTEN: CountKind.HANDELINGEN,
    cells.BEREIK: CountKind.HANDELINGEN,
    cells.SAMENWERKINGSCONTACTEN: CountKind.ZAKEN,
    cells.WEBSITESTATISTIEK: CountKind.ZAKEN,
}
ACTIVITIES: Mapping[str, CountKind] = {
    **dict.fromkeys(codes.MOMENTEN, CountKind.ZAKEN),
    **dict.fromkeys(codes.HANDELINGEN, CountKind.HANDELINGEN),
}
"""By type. A moment is for a group or the public; its number says nothing about one person."""


def counted(key: Key) -> CountKind:
    """The kind of count of a cell; ``KeyError`` for a measure that nobody declared."""
    if key.measure == cells.ACTIVITEITEN:
        return ACTIVITIES[dict(key.dimensions)[cells.TYPE]]
    return COUNTED[key.measure]
