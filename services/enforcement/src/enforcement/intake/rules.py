"""Checks at the intake of a case: what somebody has to know before anything is sent."""

from collections.abc import Iterator
from enum import StrEnum

from enforcement.gas.rules import MixedOffence


class Check(StrEnum):
    """Results of the checks; ``IN_ORDE`` where none of the others applies."""

    OVERLEG = "overleg"
    GEEN_REGEL = "geen_regel"
    MINDERJARIG = "minderjarig"
    LEEFTIJD_ONBEKEND = "leeftijd_onbekend"
    PARKET_BESLIST = "parket_beslist"
    PARKET_TERMIJN = "parket_termijn"
    DUBBEL = "dubbel"
    IN_ORDE = "in_orde"


def check_intake(
    *,
    on_hold: bool,
    competent: bool,
    minor: bool | None,
    mixed: MixedOffence | None,
    doubles: bool,
) -> list[Check]:
    """The hold first: it goes before all else."""

    def found() -> Iterator[Check]:
        if on_hold:
            yield Check.OVERLEG
        if not competent:
            yield Check.GEEN_REGEL
        if minor is None:
            yield Check.LEEFTIJD_ONBEKEND
        elif minor:
            yield Check.MINDERJARIG
        if mixed is MixedOffence.ZWAAR:
            yield Check.PARKET_BESLIST
        elif mixed is MixedOffence.LICHT:
            yield Check.PARKET_TERMIJN
        if doubles:
            yield Check.DUBBEL

    return [*found()] or [Check.IN_ORDE]
