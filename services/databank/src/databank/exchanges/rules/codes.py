"""Codes of an exchange: its direction, its subject, what went over, and what came of it."""

from enum import StrEnum


class Direction(StrEnum):
    """Way of an exchange: a question of either side, or data that nobody asked for."""

    GEVRAAGD = "gevraagd"
    BEVRAAGD = "bevraagd"
    GEGEVEN = "gegeven"
    ONTVANGEN = "ontvangen"

    @property
    def is_question(self) -> bool:
        """An answer is due."""
        return self in (Direction.GEVRAAGD, Direction.BEVRAAGD)

    def leaves(self, *, answer: bool) -> bool:
        """Whether data go from the police to the partner: at first, or with the answer."""
        return (self in (Direction.GEVRAAGD, Direction.GEGEVEN)) is not answer


class About(StrEnum):
    PERSOON = "persoon"
    INRICHTING = "inrichting"
    ZAAK = "zaak"
    FENOMEEN = "fenomeen"


class Phenomenon(StrEnum):
    """Things that are seen in a branch, whoever is involved."""

    VERSCHUIVING = "verschuiving"
    NIEUWE_VORM = "nieuwe_vorm"
    ONLINE_WERVING = "online_werving"
    UITBUITING = "uitbuiting"
    OVERLAST = "overlast"


class Category(StrEnum):
    """Categories of data that go over; the data themselves are not kept here."""

    IDENTITEIT = "identiteit"
    ADRES = "adres"
    CONTROLES = "controles"
    VORMEN = "vormen"
    VASTSTELLINGEN = "vaststellingen"
    VOERTUIG = "voertuig"
    GERECHTELIJK = "gerechtelijk"
    PLAATS = "plaats"
    CIJFERS = "cijfers"


OF_PERSONS = frozenset({*Category} - {Category.PLAATS, Category.CIJFERS})
"""Categories that say something of persons; the rest is of places, or counts."""


class PartnerKind(StrEnum):
    """The law asks other things of each kind (law on the police function, art. 44/11)."""

    POLITIE = "politiedienst"
    GERECHT = "gerecht"
    INSPECTIE = "inspectie"
    STAD = "stad"


NEED_LEAVE = frozenset({PartnerKind.INSPECTIE, PartnerKind.STAD})
"""Judicial information goes to these only with leave of the judicial authority."""


class Outcome(StrEnum):
    VOLLEDIG = "volledig"
    DEELS = "deels"
    GEWEIGERD = "geweigerd"
    UITGEBLEVEN = "uitgebleven"

    @property
    def has_data(self) -> bool:
        return self in (Outcome.VOLLEDIG, Outcome.DEELS)


class FollowUp(StrEnum):
    GEEN = "geen"
    CONTROLE = "controle"
    VASTSTELLING = "vaststelling"
    BESCHERMING = "bescherming"
    OVERLEG = "overleg"


class WhichExchanges(StrEnum):
    """Lists of exchanges; those that are late are open too."""

    OPEN = "open"
    OVER_TIJD = "over_tijd"
    BEANTWOORD = "beantwoord"
    AFGESLOTEN = "afgesloten"
    INGETROKKEN = "ingetrokken"
    ALLE = "alle"
