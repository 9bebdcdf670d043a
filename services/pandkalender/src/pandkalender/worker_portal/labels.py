"""Codes in a worker's words."""

from chassis.web.pages.languages import mark
from contracts.codes import DisputeReason, LapseReason

REASON = {
    DisputeReason.GEDWONGEN: mark("Ik word gedwongen"),
    DisputeReason.ONVEILIG: mark("Ik voel me niet veilig"),
    DisputeReason.HUURT_NIET: mark("Ik huur dit raam niet"),
    DisputeReason.WAS_ER_NIET: mark("Ik was er niet of ik zal er niet zijn"),
    DisputeReason.UREN_KLOPPEN_NIET: mark("De uren kloppen niet"),
}

LAPSE = {
    LapseReason.PAND_GEBLOKKEERD: mark("Dit ging niet door: het pand mocht niet gebruikt worden."),
    LapseReason.ANDERE_EIGENAAR: mark("Dit ging niet door: het pand heeft een andere eigenaar."),
    LapseReason.IDENTITEIT: mark(
        "Dit ging niet door: vraag een agent wat er is met je identiteit."
    ),
}
"""A shift that lapsed before there were reasons has none."""

PROBLEMS = {
    401: (mark("Je was te lang weg"), mark("Typ je code opnieuw.")),
    403: (
        mark("Deze stap kan niet"),
        mark("Deze stap kwam niet van onze eigen pagina. Begin opnieuw."),
    ),
    404: (mark("Deze pagina bestaat niet"), mark("Misschien is de link oud. Begin opnieuw.")),
    405: (mark("Deze stap kan niet"), mark("Er is niets veranderd. Begin opnieuw.")),
    413: (mark("Dit is te groot"), mark("Er is niets veranderd. Begin opnieuw.")),
    429: (mark("Je probeerde te vaak"), mark("Wacht even en probeer dan opnieuw.")),
}
UNREADABLE = (mark("Dit kunnen we niet lezen"), mark("Er is niets veranderd. Begin opnieuw."))
OURS = (mark("Er ging iets mis bij ons"), mark("Wacht enkele minuten en probeer dan opnieuw."))


def problem(status: int) -> tuple[str, str]:
    """Title and advice for a status; in Dutch, to be translated where they are shown."""
    return OURS if status >= 500 else PROBLEMS.get(status, UNREADABLE)
