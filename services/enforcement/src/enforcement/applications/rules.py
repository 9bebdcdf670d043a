"""Rules of received applications: the change of a declaration that each tells of."""

from collections.abc import Mapping

from contracts.codes import ApplicationKind
from enforcement.suitability.rules import ChangeKind

CHANGES: Mapping[ApplicationKind, ChangeKind] = {
    ApplicationKind.WIJZIGING_HOUDER: ChangeKind.HOUDER,
    ApplicationKind.WIJZIGING_BEHEERDER: ChangeKind.BEHEERDER,
}
