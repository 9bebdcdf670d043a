"""Entries of a timeline: the kind of thing that happened, and how sure anybody may be of it."""

from enum import StrEnum


class Certainty(StrEnum):
    """Certainty of an entry: facts, what people say and what they think stand apart (DP-06)."""

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
CERTAINTY: dict[Kind, Certainty] = {
    Kind.AANGIFTE: Certainty.OPGEGEVEN,
    Kind.ANTWOORD: Certainty.OPGEGEVEN,
    Kind.VERSCHUIVING: Certainty.BEOORDELING,
    Kind.SIGNAAL: Certainty.BEOORDELING,
    Kind.SAMENVOEGING: Certainty.BEOORDELING,
    Kind.SPLITSING: Certainty.BEOORDELING,
}
"""All other kinds are things that an officer or the city established."""


def certainty(kind: Kind) -> Certainty:
    return CERTAINTY.get(kind, Certainty.VASTGESTELD)
