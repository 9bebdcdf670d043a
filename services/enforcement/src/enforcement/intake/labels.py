"""Labels of the intake: what the checks of a case say."""

from chassis.web.pages.languages import mark
from enforcement.intake.rules import Check

CHECK = {
    Check.OVERLEG: mark("Opgeschort: overleg"),
    Check.GEEN_REGEL: mark("Geen regel op de dag van de feiten, of te jong"),
    Check.MINDERJARIG: mark("Minderjarig op de dag van de feiten"),
    Check.LEEFTIJD_ONBEKEND: mark("Leeftijd niet gekend: kijk na"),
    Check.PARKET_BESLIST: mark("Gemengd: het parket moet eerst ja zeggen"),
    Check.PARKET_TERMIJN: mark("Gemengd: het parket krijgt eerst zijn termijn"),
    Check.DUBBEL: mark("Misschien dezelfde feiten als"),
    Check.IN_ORDE: mark("Nagekeken: niets bijzonders"),
}
CHECK_COLOUR = dict.fromkeys(Check, "govuk-tag--orange") | {
    Check.OVERLEG: "govuk-tag--yellow",
    Check.IN_ORDE: "govuk-tag--green",
}
