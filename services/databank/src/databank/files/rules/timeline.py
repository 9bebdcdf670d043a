"""Entries of a timeline: the kind of thing that happened, and how sure anybody may be of it."""

from enum import StrEnum


class Standing(StrEnum):
    """Standing of an entry: facts, what people say and what they think stand apart (DP-06)."""

    OPGEGEVEN = "opgegeven"
    VASTGESTELD = "vastgesteld"
    BEOORDELING = "beoordeling"


class Kind(StrEnum):
    """Kind of entry.

    In the order in which things of one moment stand, the newest first: what follows from another
    stands above it.
    """

    SAMENVOEGING = "samenvoeging"
    SPLITSING = "splitsing"
    VERSCHUIVING = "verschuiving"
    SIGNAAL = "signaal"
    ANTWOORD = "antwoord"
    VASTSTELLING = "vaststelling"
    SANCTIE = "sanctie"
    OPHEFFING = "opheffing"
    UITVOERING = "uitvoering"
    IDENTITEIT = "identiteit"
    EERSTE_CONTACT = "eerste_contact"
    CONTROLE = "controle"
    VERIFICATIE = "verificatie"
    WAARNEMING = "waarneming"
    AANGIFTE = "aangifte"
    GESCHIKTHEID = "geschiktheid"


RANK = {kind.value: number for number, kind in enumerate(Kind)}
STANDING: dict[Kind, Standing] = {
    Kind.AANGIFTE: Standing.OPGEGEVEN,
    Kind.ANTWOORD: Standing.OPGEGEVEN,
    Kind.VERSCHUIVING: Standing.BEOORDELING,
    Kind.SIGNAAL: Standing.BEOORDELING,
    Kind.SAMENVOEGING: Standing.BEOORDELING,
    Kind.SPLITSING: Standing.BEOORDELING,
}
"""All other kinds are things that an officer or the city established."""


def standing(kind: Kind) -> Standing:
    return STANDING.get(kind, Standing.VASTGESTELD)
