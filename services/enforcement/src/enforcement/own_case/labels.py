"""Words for whoever sees the own case."""

from chassis.web.pages.languages import mark
from enforcement.own_case.rules import Offer, Progress, Waiting
from enforcement.payments.rules.court_costs import CostsDebtor

PROGRESS = {
    Progress.BEKEKEN: mark("De stad bekijkt uw dossier. Er is nog niets beslist."),
    Progress.VERWEER: mark(
        "De procedure is gestart. U kan zich verdedigen. Er is nog niets beslist."
    ),
    Progress.BEMIDDELING: mark(
        "De stad bood u een bemiddeling aan. Wat u kan doen, staat in de brief."
    ),
    Progress.GEMEENSCHAPSDIENST: mark(
        "De stad stelde u een gemeenschapsdienst voor. Wat u kan doen, staat in de brief."
    ),
    Progress.HOORZITTING: mark("U vroeg om uw verweer te komen vertellen."),
    Progress.BESLISSING_VOLGT: mark(
        "De sanctionerend ambtenaar beslist binnenkort. U krijgt de beslissing met de post."
    ),
    Progress.BESLIST: mark("Er is beslist. De beslissing staat in de brief die u kreeg."),
    Progress.BEROEP: mark("Een rechter bekijkt de beslissing. Dat heet beroep."),
    Progress.TE_BETALEN: mark("De geldboete staat vast. U moet ze betalen."),
    Progress.BETALEN_WACHT: mark("De geldboete staat vast. U moet ze nu nog niet betalen."),
    Progress.BETAALD: mark("De geldboete is betaald."),
    Progress.ZONDER_BOETE: mark("U hoeft geen geldboete te betalen."),
    Progress.INGETROKKEN: mark(
        "De stad trok de geldboete in. U hoeft niets te betalen. Wat u al betaalde, krijgt u terug."
    ),
    Progress.AFGESLOTEN: mark("Dit dossier is afgesloten."),
}
WAITING = {
    Waiting.BEROEP: mark("Een rechter bekijkt de beslissing nog."),
    Waiting.BEDRAG: mark("De stad zette het bedrag recht. U krijgt daarover een brief."),
    Waiting.NAKIJKEN: mark("De stad kijkt in dit dossier nog iets na."),
}
COSTS = {
    CostsDebtor.PERSOON: mark("De rechter besliste dat u deze kosten aan de stad moet betalen."),
    CostsDebtor.STAD: mark("De rechter besliste dat de stad deze kosten aan u moet betalen."),
}
OFFER = {
    Offer.BEMIDDELING: mark("Antwoord op het aanbod van bemiddeling"),
    Offer.GEMEENSCHAPSDIENST: mark("Antwoord op het voorstel van gemeenschapsdienst"),
}
OFFER_QUESTION = {
    Offer.BEMIDDELING: mark("Wil u meedoen aan de bemiddeling?"),
    Offer.GEMEENSCHAPSDIENST: mark("Wil u de gemeenschapsdienst doen?"),
}
OFFER_CONSEQUENCE = {
    Offer.BEMIDDELING: (
        mark("Meedoen is gratis en u kiest het zelf. Lukt het, dan krijgt u geen geldboete."),
        mark(
            "Zegt u nee of lukt het niet, dan gaat het dossier verder. Er kan dan nog een "
            "gemeenschapsdienst of een geldboete volgen. U kan uw antwoord hier niet meer "
            "veranderen."
        ),
    ),
    Offer.GEMEENSCHAPSDIENST: (
        mark("Doet u de uren, dan krijgt u geen geldboete. Hoe het gaat, staat in de brief."),
        mark(
            "Zegt u nee, dan gaat het dossier verder en kan er nog een geldboete volgen. U kan uw "
            "antwoord hier niet meer veranderen."
        ),
    ),
}
RECEIPT = mark(
    "Ontvangstbewijs: de stad kreeg uw verweer. Bewaar dit blad. Het bewijst dat u zich verdedigd "
    "hebt, en wanneer."
)
MAIL_WORDS = mark(
    "Ik wil een e-mail krijgen als de stad mij over dit dossier een brief stuurt. Ik kan dat "
    "altijd weer afzeggen."
)
"""The words of the consent, which is recorded with them."""
PROBLEMS = {
    401: (mark("U was te lang weg"), mark("Geef de code van uw brief opnieuw.")),
    403: (
        mark("Deze stap kan niet"),
        mark("Deze stap kwam niet van onze eigen pagina. Begin opnieuw."),
    ),
    404: (
        mark("Deze pagina bestaat niet"),
        mark("Misschien is de link oud, of is dit gewist. Begin opnieuw."),
    ),
    405: (mark("Deze stap kan niet"), mark("Er is niets veranderd. Begin opnieuw.")),
    413: (
        mark("Dit is te groot"),
        mark("Er is niets veranderd. Kies een kleiner bestand, of minder bestanden."),
    ),
    429: (mark("U probeerde te vaak"), mark("Wacht even en probeer dan opnieuw.")),
}
UNREADABLE = (mark("Dit kunnen we niet lezen"), mark("Er is niets veranderd. Begin opnieuw."))
OURS = (
    mark("Er ging iets mis bij ons"),
    mark("Kijk eerst na of het toch gelukt is. Probeer het anders over enkele minuten opnieuw."),
)


def problem(status: int) -> tuple[str, str]:
    """Title and advice for a status; in Dutch, to be translated where they are shown."""
    return OURS if status >= 500 else PROBLEMS.get(status, UNREADABLE)
