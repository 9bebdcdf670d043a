"""Labels of letters: kinds, states, ways of posting, roles, and lists of what to do."""

from enum import StrEnum

from chassis.web.pages.languages import mark
from enforcement.notifications.rules import LetterKind, Mode
from enforcement.notifications.rules.letters import AddresseeRole, LetterState, ReturnReason


class ToDo(StrEnum):
    """Lists of letters, as the address names them."""

    MAKEN = "maken"
    NAKIJKEN = "nakijken"
    POSTEN = "posten"
    ONDERWEG = "onderweg"
    TERUGGEKOMEN = "teruggekomen"


LISTS = {
    ToDo.MAKEN: mark("Te maken"),
    ToDo.NAKIJKEN: mark("Na te kijken"),
    ToDo.POSTEN: mark("Te posten"),
    ToDo.ONDERWEG: mark("Onderweg"),
    ToDo.TERUGGEKOMEN: mark("Teruggekomen"),
}
KIND = {
    LetterKind.OPSTARTBRIEF: mark("Opstartbrief"),
    LetterKind.OUDERLIJKE_BETROKKENHEID: mark("Vraag aan de ouders"),
    LetterKind.MELDING_STAFHOUDER: mark("Melding aan de stafhouder"),
    LetterKind.BEMIDDELINGSAANBOD: mark("Bemiddelingsaanbod"),
    LetterKind.GEMEENSCHAPSDIENST: mark("Voorstel van gemeenschapsdienst"),
    LetterKind.UITNODIGING_HOORZITTING: mark("Uitnodiging voor een hoorzitting"),
    LetterKind.VERSLAG_HOORZITTING: mark("Verslag van een hoorzitting"),
    LetterKind.UITKOMST_VERWEER: mark("Uitkomst van het verweer"),
    LetterKind.BESLISSING: mark("Beslissing"),
    LetterKind.HERINNERING: mark("Herinnering"),
    LetterKind.AANMANING: mark("Aangetekende aanmaning"),
    LetterKind.WAARSCHUWING: mark("Waarschuwing"),
    LetterKind.UITNODIGING_OPNIEUW: mark("Nieuwe uitnodiging voor een hoorzitting"),
    LetterKind.VOORSTEL: mark("Voorstel van een sanctie"),
    LetterKind.OPHEFFING: mark("Opheffing van een sanctie"),
    LetterKind.AANVULLING: mark("Wat er nog ontbreekt"),
    LetterKind.HERINNERING_VERNIEUWING: mark("Herinnering: de verklaring eindigt"),
    LetterKind.VERVALLEN: mark("De verklaring is vervallen"),
    LetterKind.AFLOOP: mark("Afloop van het dossier"),
    LetterKind.STOPZETTING: mark("De aanvraag is stopgezet"),
    LetterKind.MELDING_BEOORDEELD: mark("Wat de stad van een melding vindt"),
    LetterKind.INTREKKING: mark("De geldboete is ingetrokken"),
    LetterKind.RECHTZETTING: mark("Het bedrag is rechtgezet"),
    LetterKind.GERECHTSKOSTEN: mark("Gerechtskosten"),
    LetterKind.HERNEMING: mark("De beslissing geldt niet meer"),
    LetterKind.DWANGMIDDEL: mark("Dwangsom of verzegeling"),
    LetterKind.DWANGSOM_VERBEURD: mark("Een verbeurde dwangsom: betalen"),
}
STATE = {
    LetterState.CONCEPT: mark("Concept"),
    LetterState.NAGEKEKEN: mark("Nagekeken"),
    LetterState.GEPOST: mark("Gepost"),
    LetterState.GEACHT_ONTVANGEN: mark("Geacht ontvangen"),
    LetterState.ONTVANGEN: mark("Ontvangen"),
    LetterState.GEANNULEERD: mark("Geannuleerd"),
    LetterState.TERUGGEKOMEN: mark("Teruggekomen"),
}
RETURN = {
    ReturnReason.ONBEKEND: mark("Onbekend op dit adres"),
    ReturnReason.VERTROKKEN: mark("Verhuisd"),
    ReturnReason.ONVOLLEDIG_ADRES: mark("Het adres is niet volledig of bestaat niet"),
    ReturnReason.OVERLEDEN: mark("Overleden"),
    ReturnReason.GEWEIGERD: mark("Geweigerd"),
    ReturnReason.NIET_AFGEHAALD: mark("Niet afgehaald"),
}
RETURNED = {
    True: mark(
        "Genoteerd: deze brief kreeg niemand. Geef het nieuwe adres en stuur een nieuwe brief, of "
        "geef hem af tegen ontvangstbewijs. Tot dan gaat het dossier niet verder tegen de persoon."
    ),
    False: mark("Genoteerd. De brief werd aangeboden, dus telt hij als ontvangen."),
}
"""By whether the letter reached nobody."""
MODE = {
    Mode.AANGETEKEND: mark("Aangetekend"),
    Mode.AANGETEKEND_MET_ONTVANGSTBEWIJS: mark("Aangetekend met ontvangstbewijs"),
    Mode.TEGEN_ONTVANGSTBEWIJS: mark("Afgegeven tegen ontvangstbewijs"),
    Mode.GEWONE_POST: mark("Gewone post"),
}
ROLE = {
    AddresseeRole.OVERTREDER: mark("Overtreder of eigenaar"),
    AddresseeRole.OUDERLIJK_GEZAG: mark("Heeft het ouderlijk gezag"),
    AddresseeRole.ADVOCAAT: mark("Advocaat"),
    AddresseeRole.STAFHOUDER: mark("Stafhouder"),
    AddresseeRole.PARKET: mark("Parket"),
    AddresseeRole.RECHTBANK: mark("Rechtbank"),
}
PARTICULAR = {
    "hearing_when": mark("Dag en uur van de hoorzitting"),
    "hearing_where": mark("Plaats van de hoorzitting"),
    "hearing_present": mark("Wie was aanwezig?"),
    "hearing_report": mark("Wat werd er gezegd?"),
    "service_what": mark("Welk werk of welke opleiding?"),
    "motivation": mark("Waarom?"),
    "remedy": mark("Wat kan de ontvanger doen?"),
    "defence_answer": mark("Antwoord op het verweer"),
    "proportionality": mark("Waarom staat dit in verhouding tot de feiten?"),
    "rule_extract": mark("Tekst van de overtreden regel"),
    "envisaged_sanction": mark("Welke sanctie overwegen we?"),
}
LONG = frozenset(
    {
        "hearing_report",
        "service_what",
        "motivation",
        "remedy",
        "defence_answer",
        "proportionality",
        "rule_extract",
        "envisaged_sanction",
    }
)
"""Particulars that take more than a line."""
