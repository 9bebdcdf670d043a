"""What each published cell counts: persons, what was done for or with them, or what is nobody's.

A declaration, by measure and type of activity, with the units that :mod:`.aggregation` gives: the
event carries it, and whoever protects or audits a figure reads it there.
"""

from collections.abc import Mapping

from contracts.codes import Counted
from registry.deliveries.rules import codes
from registry.integration.rules import cells
from registry.integration.rules.cells import Key

COUNTED: Mapping[str, Counted] = {
    cells.CLIENTEN: Counted.PERSONEN,
    cells.BEGELEIDINGEN: Counted.PERSONEN,
    cells.CONTACTEN: Counted.HANDELINGEN,
    cells.HULPVRAGEN: Counted.HANDELINGEN,
    cells.DOORVERWIJZINGEN: Counted.HANDELINGEN,
    cells.NAGEKOMEN_CONTACTEN: Counted.HANDELINGEN,
    cells.BEREIK: Counted.HANDELINGEN,
    cells.SAMENWERKINGSCONTACTEN: Counted.ZAKEN,
    cells.WEBSITESTATISTIEK: Counted.ZAKEN,
}
ACTIVITIES: Mapping[str, Counted] = {
    **dict.fromkeys(codes.MOMENTEN, Counted.ZAKEN),
    **dict.fromkeys(codes.HANDELINGEN, Counted.HANDELINGEN),
}
"""By type. A moment is for a group or the public; its number says nothing about one person."""


def counted(key: Key) -> Counted:
    """What a cell counts; ``KeyError`` for a measure that nobody declared."""
    if key.measure == cells.ACTIVITEITEN:
        return ACTIVITIES[dict(key.dimensions)[cells.TYPE]]
    return COUNTED[key.measure]
