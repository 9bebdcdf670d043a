"""Labels of protective signals: kinds (as in ``SIGNAL_LABELS``), states, steps and evidence."""

from collections.abc import Collection

from chassis.web.pages.languages import gettext, mark
from contracts.codes import DisputeReason, Priority, SignalKind
from databank.screens.labels import plain
from databank.welfare.rules.protection import State, Step

SIGNAL = {
    SignalKind.MINDERJARIGHEID: mark("Mogelijk minderjarig"),
    SignalKind.DWANG: mark("Mogelijk onder dwang"),
    SignalKind.MENSENHANDEL: mark("Mogelijk slachtoffer van mensenhandel"),
    SignalKind.MENSONWAARDIGE_OMSTANDIGHEDEN: mark("Mensonwaardige omstandigheden"),
    SignalKind.DUBBELE_AANGIFTE: mark("Op twee plaatsen tegelijk"),
    SignalKind.GROEPSVERPLAATSING: mark("Samen met anderen naar een ander pand verplaatst"),
    SignalKind.OVERMATIGE_WERKUREN: mark("Werkt te lang of zonder rust"),
    SignalKind.SCHIJNAANGIFTE: mark("Naam aangegeven door een ander, zelf er niet"),
}
NOTICED = {
    "bang": mark("is bang of staat onder druk"),
    "wordt_gecontroleerd": mark("wordt voortdurend gecontroleerd"),
    "mag_niet_weigeren": mark("mag geen klanten weigeren"),
    "verwondingen": mark("heeft verwondingen"),
    "slaapt_op_de_werkplek": mark("slaapt op de werkplek"),
    "geeft_inkomen_af": mark("geeft het grootste deel van het inkomen af"),
    "lijkt_minderjarig": mark("lijkt minderjarig"),
}
"""Observations of an officer: the signals that the city knows (handbook §4.6)."""
PRIORITY = {Priority.DRINGEND: mark("Dringend"), Priority.GEWOON: mark("Gewoon")}
SIGNAL_STATE = {
    State.GEMELD: mark("Nog niet bekeken"),
    State.GETRIEERD: mark("Bekeken"),
    State.NAGEGAAN: mark("Veiligheid nagegaan"),
    State.AANBOD_OPEN: mark("Hulp aangeboden"),
    State.AANBOD_AANVAARD: mark("Wil hulp"),
    State.DOORVERWEZEN: mark("Doorverwezen"),
    State.AFGESLOTEN: mark("Afgesloten"),
}
STEP = {
    Step.TRIAGE: mark("Is dit acuut?"),
    Step.VEILIGHEID: mark("Is de persoon veilig?"),
    Step.AANBOD: mark("Je gaf informatie en bood hulp aan. Wat antwoordde de persoon?"),
    Step.DOORVERWIJZING: mark("Naar welke hulp heb je doorverwezen?"),
    Step.AFSLUITEN: mark("Waarom sluit je dit signaal af?"),
    Step.HEROPENEN: mark("Waarom open je dit signaal opnieuw?"),
}
STEP_NAME = {
    Step.TRIAGE: mark("Bekeken"),
    Step.VEILIGHEID: mark("Veiligheid"),
    Step.AANBOD: mark("Aanbod van hulp"),
    Step.DOORVERWIJZING: mark("Doorverwijzing"),
    Step.AFSLUITEN: mark("Afgesloten"),
    Step.HEROPENEN: mark("Heropend"),
}
STEP_HINT = {
    Step.TRIAGE: mark("Bij acuut gevaar: bel 101. Wacht niet op dit scherm."),
    Step.VEILIGHEID: mark("Spreek de persoon alleen, met een tolk als dat nodig is."),
    Step.AANBOD: mark("De keuze is vrij. Weigeren sluit niets af: je mag het opnieuw aanbieden."),
    Step.DOORVERWIJZING: mark("Alleen met toestemming. Het dossier gaat niet mee."),
    Step.AFSLUITEN: mark("Alleen de leiding sluit af. Een weigering is geen reden."),
    Step.HEROPENEN: mark("Alle eerdere stappen blijven bewaard."),
}
STEP_ANSWER = {
    "acuut": mark("Ja, acuut"),
    "niet_acuut": mark("Nee, niet acuut"),
    "veilig": mark("Veilig"),
    "niet_veilig": mark("Niet veilig"),
    "niet_bereikt": mark("Niet bereikt"),
    "aanvaard": mark("Wil hulp, en stemt in met een doorverwijzing"),
    "geweigerd": mark("Wil nu geen hulp"),
    "bedenktijd": mark("Wil erover nadenken"),
    "slachtoffercentrum": mark("Een centrum voor slachtoffers van mensenhandel"),
    "opvang": mark("Opvang"),
    "gezondheid": mark("Gezondheidszorg"),
    "jeugdhulp": mark("Jeugdhulp"),
    "recht": mark("Juridische hulp"),
    "ongegrond": mark("Het signaal is ongegrond"),
    "geholpen": mark("De persoon krijgt hulp"),
    "onvindbaar": mark("De persoon is onvindbaar"),
    "nieuwe_feiten": mark("Er zijn nieuwe feiten"),
    "nieuw_aanbod": mark("We bieden opnieuw hulp aan"),
}
EVIDENCE = {
    "poging": mark("De eigenaar wou iemand aangeven die volgens de gegevens minderjarig is"),
    "verbetering": mark("De eigenaar veranderde daarna de geboortedatum"),
    "overlap": mark("Twee aangiften voor hetzelfde moment"),
    "waarneming": mark("Waargenomen door een agent"),
    "identiteit_weerlegd": mark("Vastgesteld bij een identiteitscontrole"),
    "persoon_is_niet_document": mark(
        "Iemand toonde het document van een ander. Wie het was, weten we nog niet"
    ),
    "minderjarig_aangegeven": mark("De eigenaar gaf iemand aan die minderjarig is of kan zijn"),
    "gelijktijdig": mark("Op twee plaatsen tegelijk"),
    "weekuren": mark("Veel meer uren in een week dan de grens"),
    "rust": mark("Te weinig rust tussen aangiften"),
    "samen_verplaatst": mark("Samen met anderen verhuisd naar een ander pand"),
    "afwezig": mark("Vaak aangegeven, maar niet aanwezig"),
    "snelle_wissel": mark("Bijna iedereen weg, en evenveel anderen"),
    "samen_doorgereisd": mark("Samen met anderen van pand naar pand gegaan"),
    "betwisting": mark("De sekswerker betwist de aangifte"),
    "eerste_contact": mark("Gezien bij het eerste contact"),
    "minderjarig_bij_controle": mark(
        "De geboortedatum bij een controle is die van een minderjarige"
    ),
    "minderjarig_ter_plaatse": mark(
        "De geboortedatum van wie ter plaatse was, is die van een minderjarige"
    ),
    "minderjarig_volgens_document": mark("Volgens het document is de persoon minderjarig"),
    "minderjarig_bij_vaststelling": mark(
        "De geboortedatum bij een vaststelling is die van een minderjarige"
    ),
    "minderjarig_in_oudere_databank": mark("Volgens een oudere databank is de persoon minderjarig"),
    "vaststelling_mogelijk_slachtoffer": mark("Vaststelling over een mogelijk slachtoffer"),
}
SAID = {
    DisputeReason.GEDWONGEN: mark("Ik word gedwongen"),
    DisputeReason.ONVEILIG: mark("Ik voel me niet veilig"),
    DisputeReason.HUURT_NIET: mark("Ik huur dit raam niet"),
    DisputeReason.WAS_ER_NIET: mark("Ik was er niet of ik zal er niet zijn"),
    DisputeReason.UREN_KLOPPEN_NIET: mark("De uren kloppen niet"),
}
"""What she answered, in the words of her own screen."""
CALL_FOR_HELP = {
    DisputeReason.GEDWONGEN: mark("De sekswerker zegt dat ze gedwongen wordt"),
    DisputeReason.ONVEILIG: mark("De sekswerker zegt dat ze niet veilig is"),
}
"""A dispute that is a call for help reads as one."""
NOTED_BY = {
    "poging": mark("De eigenaar, bij het aangeven"),
    "verbetering": mark("De eigenaar, bij het aangeven"),
    "betwisting": mark("De sekswerker zelf"),
}
"""Whose word it is, where no officer wrote it down."""
FACT = {
    "disputedAt": mark("gezegd op"),
    "attemptedAt": mark("geprobeerd op"),
    "observedAt": mark("gezien op"),
    "overlapStartsAt": mark("overlap vanaf"),
    "overlapEndsAt": mark("overlap tot"),
    "at": mark("op"),
}
"""Moments among the facts of a signal, besides its hours."""


def signal(kind: SignalKind | str) -> str:
    """A kind that has no words of its own here is shown by its code."""
    known = {code.value: label for code, label in SIGNAL.items()}
    return gettext(known.get(str(kind), "")) or plain(str(kind))


def noticed(code: str) -> str:
    return gettext(NOTICED[code]) if code in NOTICED else plain(code)


def evidence(kind: str, reasons: Collection[str] = ()) -> str:
    """``reasons``: those that a worker gave."""
    for reason, words in CALL_FOR_HELP.items():
        if reason in reasons:
            return gettext(words)
    return gettext(EVIDENCE[kind]) if kind in EVIDENCE else plain(kind)


def said(reason: str) -> str:
    known = {code.value: words for code, words in SAID.items()}
    return gettext(known[reason]) if reason in known else plain(reason)
