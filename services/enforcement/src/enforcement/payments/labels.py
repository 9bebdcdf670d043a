"""Labels of payments: states and steps of a claim, kinds of bookings, lines; amounts in euro."""

from decimal import Decimal

from babel import numbers

from chassis.web.pages.languages import language, mark
from chassis.web.pages.site import FORMATS
from enforcement.payments.rules.balance import CAME_BACK, TAKEN_BACK, BookingKind
from enforcement.payments.rules.claim import ClaimState, ClaimStep
from enforcement.payments.rules.court_costs import CostsDebtor, CostsStep
from enforcement.payments.rules.instalments import InstalmentState
from enforcement.payments.rules.statement import LineState

STATE = {
    ClaimState.TE_BETALEN: mark("Te betalen"),
    ClaimState.HERINNERD: mark("Herinnerd"),
    ClaimState.AANGEMAAND: mark("Aangemaand"),
    ClaimState.VISUM_COLLEGE: mark("Visum van het college"),
    ClaimState.BETEKEND: mark("Betekend"),
    ClaimState.BETAALD: mark("Betaald"),
    ClaimState.ONINBAAR: mark("Oninbaar"),
    ClaimState.VERJAARD: mark("Verjaard"),
}
STEP = {
    ClaimStep.REMINDER: mark("Herinnering verstuurd"),
    ClaimStep.NOTICE: mark("Aangetekende aanmaning verstuurd"),
    ClaimStep.VISA: mark("Visum van het college gekregen"),
    ClaimStep.SERVICE: mark("Dwangbevel betekend"),
    ClaimStep.INTERRUPTION: mark("Verjaring gestuit"),
    ClaimStep.WRITE_OFF: mark("Oninbaar verklaard"),
    ClaimStep.PRESCRIPTION: mark("Verjaring vastgesteld"),
    ClaimStep.PAID: mark("Helemaal betaald"),
    ClaimStep.REOPENING: mark("Weer te betalen"),
}
NOTED = {
    "claim-opened": mark("Te betalen"),
    "claim-revised": mark("Ander bedrag na vonnis"),
    "instalments-agreed": mark("Afbetaling afgesproken"),
    "instalments-ended": mark("Afbetaling gestopt"),
    "instalment-missed": mark("Termijn van de afbetaling gemist"),
    "paid-ahead": mark("Betaald voor de boete definitief is"),
    "paid-ahead-undone": mark("Betaling vooraf ongedaan gemaakt"),
    CostsStep.OWED_BY_PERSON: mark("Gerechtskosten: de persoon moet ze betalen"),
    CostsStep.OWED_BY_CITY: mark("Gerechtskosten: de stad moet ze betalen"),
    CostsStep.SETTLED: mark("Gerechtskosten betaald"),
    CostsStep.REOPENED: mark("Gerechtskosten toch niet betaald"),
    CostsStep.SERVED: mark("Vonnis over de gerechtskosten betekend"),
}
"""Other lines of a timeline that payments write."""
HINT = {
    ClaimStep.REMINDER: mark("De dag waarop de gewone brief vertrok. Daarna zijn er 14 dagen."),
    ClaimStep.NOTICE: mark("De dag waarop de aangetekende brief vertrok. Daarna zijn er 14 dagen."),
    ClaimStep.VISA: mark("De dag van de zitting van het college."),
    ClaimStep.SERVICE: mark("De dag waarop de deurwaarder betekende. De verjaring begint opnieuw."),
    ClaimStep.INTERRUPTION: mark("De dag van de daad die de verjaring stuit."),
    ClaimStep.WRITE_OFF: mark("Daarna vraagt niemand dit bedrag nog."),
    ClaimStep.PRESCRIPTION: mark("Daarna mag niemand dit bedrag nog vragen."),
}
BOOKING = {
    BookingKind.BETALING: mark("Betaling"),
    BookingKind.TERUGBETALING: mark("Terugbetaling"),
    BookingKind.CORRECTIE: mark("Correctie"),
}
BY_THE_BANK = {
    TAKEN_BACK: mark("Teruggeboekt door de bank"),
    CAME_BACK: mark("De terugbetaling kwam terug van de bank"),
}
"""Reasons of bookings that no person gave."""
INSTALMENT = {
    InstalmentState.BETAALD: mark("betaald"),
    InstalmentState.OPEN: mark("nog niet betaald"),
    InstalmentState.GEMIST: mark("gemist"),
}
LINE = {
    LineState.TE_BEKIJKEN: mark("Te bekijken"),
    LineState.GEKOPPELD: mark("Gekoppeld"),
    LineState.TERZIJDE: mark("Geen geldboete"),
}


def euros(cents: int) -> str:
    """The amount as people of the page's language write it, to the cent."""
    locale = FORMATS.get(language(), language())
    return str(numbers.format_currency(Decimal(cents) / 100, "EUR", locale=locale))


COSTS = {
    CostsDebtor.PERSOON: mark("De persoon betaalt de kosten aan de stad"),
    CostsDebtor.STAD: mark("De stad betaalt de kosten aan de persoon"),
}
