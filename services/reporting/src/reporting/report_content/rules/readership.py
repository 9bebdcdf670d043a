"""Readerships of a report, those who serve the plan and everybody, each with its protection."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from contracts.codes import CountKind


class Readership(StrEnum):
    INTERN = "intern"
    PUBLIEK = "publiek"


@dataclass(frozen=True, slots=True)
class Protection:
    """Fewer than ``threshold`` are not shown of what is counted so (handbook §4.8)."""

    threshold: int
    small: frozenset[CountKind]


OF_PERSONS = frozenset({CountKind.PERSONEN, CountKind.HANDELINGEN})
"""Behind these are persons; what tells how few they are is refused."""
PROTECTION: Mapping[Readership, Protection] = {
    Readership.INTERN: Protection(5, OF_PERSONS),
    Readership.PUBLIEK: Protection(10, OF_PERSONS | {CountKind.AMBTSHANDELINGEN}),
}
"""Official acts are exact for who serves the plan, and in no small number for everybody."""
