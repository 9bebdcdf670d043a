"""Marks of a figure in a report: the letter beside it, or in its place (handbook §4.8)."""

from enum import StrEnum


class Mark(StrEnum):
    """The letter that is printed between brackets: ``[c]``."""

    CONFIDENTIAL = "c"
    PROVISIONAL = "p"
    REVISED = "r"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"


MEANING = {
    Mark.CONFIDENTIAL: "vertrouwelijk: zo klein dat het over herkenbare mensen kan gaan",
    Mark.PROVISIONAL: "voorlopig: een deel van de gegevens ontbreekt nog",
    Mark.REVISED: "herzien: anders dan in de vorige versie van dit rapport",
    Mark.NOT_AVAILABLE: "niet beschikbaar: de bron meldde hierover niets",
    Mark.NOT_APPLICABLE: "niet van toepassing",
}
"""In Dutch, as each report explains them."""

INSTEAD = frozenset({Mark.CONFIDENTIAL, Mark.NOT_AVAILABLE, Mark.NOT_APPLICABLE})
"""These stand in the place of a figure; the others beside one."""
