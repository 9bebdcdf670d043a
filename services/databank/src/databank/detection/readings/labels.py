"""Labels of readings: what the whole record says, in a sentence."""

from chassis.web.pages.languages import mark
from databank.detection.readings.rules.reading import Kind

READING = {
    Kind.WERKT_OOK: mark(
        "Deze persoon werkt in %(from_branch)s en ook in %(to_branch)s: daar gezien van %(after)s"
        " tot %(before)s."
    ),
    Kind.VERSCHOVEN: mark(
        "Deze persoon ging van %(from_branch)s naar %(to_branch)s, tussen %(after)s en %(before)s."
    ),
    Kind.TERUGGEKEERD: mark(
        "Deze persoon ging van %(from_branch)s naar %(to_branch)s, tussen %(after)s en"
        " %(before)s, en kwam later terug."
    ),
}
KIND = {
    Kind.WERKT_OOK: mark("Werkt in twee vormen"),
    Kind.VERSCHOVEN: mark("Verschoven"),
    Kind.TERUGGEKEERD: mark("Verschoven en teruggekeerd"),
}


def certainty(probability: float) -> str:
    """A probability in words; none is told below 0.7."""
    if probability >= 0.98:
        return mark("bijna zeker")
    return mark("zeer waarschijnlijk") if probability >= 0.9 else mark("waarschijnlijk")
