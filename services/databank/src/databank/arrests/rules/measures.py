"""Arrests and judicial measures: their kinds, and the ground that fits each kind."""

from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError


class MeasureKind(StrEnum):
    """An arrest by the police, or another measure in a judicial inquiry."""

    BESTUURLIJKE_AANHOUDING = "bestuurlijke_aanhouding"
    GERECHTELIJKE_AANHOUDING = "gerechtelijke_aanhouding"
    HUISZOEKING = "huiszoeking"
    INBESLAGNEMING = "inbeslagneming"
    VERZEGELING = "verzegeling"


class ArrestReason(StrEnum):
    """Groups of reasons for an administrative arrest (art. 31 of the law on the police function;
    ``verblijf``: art. 21, who stays without the papers for it)."""

    OPENBARE_RUST = "openbare_rust"
    MISDRIJF_VOORKOMEN = "misdrijf_voorkomen"
    MISDRIJF_DOEN_OPHOUDEN = "misdrijf_doen_ophouden"
    VERKEER = "verkeer"
    VERBLIJF = "verblijf"


class FactGroup(StrEnum):
    """Groups of facts behind a judicial arrest or measure."""

    MENSENHANDEL = "mensenhandel"
    MENSENSMOKKEL = "mensensmokkel"
    MISBRUIK_VAN_PROSTITUTIE = "misbruik_van_prostitutie"
    DRUGS = "drugs"
    GEWELD = "geweld"
    ANDERE_FEITEN = "andere_feiten"


GROUNDS: dict[MeasureKind, type[StrEnum]] = {
    kind: ArrestReason if kind is MeasureKind.BESTUURLIJKE_AANHOUDING else FactGroup
    for kind in MeasureKind
}
"""The codes that say why, by kind."""


class WrongGroundError(FieldRefusedError):
    """A ground that does not go with the kind: a judicial arrest is for facts, not for a reason."""

    def __init__(self, kind: MeasureKind) -> None:
        fits = ", ".join(GROUNDS[kind])
        super().__init__("ground", lazy("Die reden past niet. Kies een van: %(fits)s.", fits=fits))


def check_ground(kind: MeasureKind, ground: str) -> None:
    if ground not in [*GROUNDS[kind]]:
        raise WrongGroundError(kind)
