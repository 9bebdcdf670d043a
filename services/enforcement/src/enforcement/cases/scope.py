"""Scope of a function: the procedures whose cases it reads, on every list, board and search."""

from collections.abc import Mapping

from chassis.web import Function
from enforcement.cases.rules import CaseKind, Scope
from enforcement.functions import (
    BAN_READERS,
    BODIES,
    CASE_WORKERS,
    COLLEGE,
    INTEGRITY,
    MEASURE_READERS,
    OFFICE,
    SANCTIONING,
)

READERS: Mapping[CaseKind, frozenset[Function]] = {
    CaseKind.GAS: CASE_WORKERS | SANCTIONING,
    CaseKind.SANCTION: CASE_WORKERS | BODIES,
    CaseKind.SUITABILITY: OFFICE | CASE_WORKERS | BODIES,
    CaseKind.INTEGRITY: INTEGRITY,
    CaseKind.MEASURE: MEASURE_READERS,
    CaseKind.STREET_BAN: BAN_READERS,
}
"""Functions that read the cases of a procedure (handbook §4.3)."""


def kinds_of(function: Function) -> frozenset[CaseKind]:
    return frozenset(kind for kind, readers in READERS.items() if function in readers)


def scope_of(function: Function) -> Scope:
    return Scope(kinds_of(function), college=function in COLLEGE)
