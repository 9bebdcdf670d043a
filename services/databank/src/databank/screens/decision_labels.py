"""What officers read where they decide: questions of identity, signals, patterns, rules."""

from chassis.web.pages.languages import gettext, mark
from contracts.codes import Priority, Sex, SignalKind
from databank.detection.cases.rules import FollowUp
from databank.detection.rule_versions.lifecycle import Reason
from databank.detection.rules.version import Stage
from databank.files import labels as files
from databank.review.rules.question import Answer, Ground, Kind
from databank.review.rules.record_comparison import Agreement
from databank.review.waterfall import Strength
from databank.screens.labels import DOCUMENT, SEX
from databank.welfare.labels import NOTICED, SIGNAL
from databank.welfare.rules.protection import State as SignalState
from databank.welfare.rules.protection import Step

KIND = {
    Kind.KOPPELING: mark("Horen deze gegevens bij deze persoon?"),
    Kind.SAMENVOEGEN: mark("Zijn deze twee personen één persoon?"),
    Kind.STEEKPROEF: mark("Blinde steekproef: is dit dezelfde persoon?"),
}
WHY = {
    "twijfel": mark("Het systeem twijfelt."),
    "twee_personen": mark("De gegevens passen bij twee personen."),
    "ander_rijksregisternummer": mark("Veel klopt, maar het nationaal nummer is anders."),
    "naam_en_geboortedatum_anders": mark("Iets klopt, maar naam en geboortedatum zijn anders."),
    "geslacht_en_geboortedatum_anders": mark(
        "Iets klopt, maar geslacht en geboortedatum zijn anders."
    ),
    "foutieve_koppeling": mark("Een collega zei dat deze koppeling niet klopt."),
    "steekproef": mark("Een collega antwoordde anders dan het systeem besliste."),
}
"""Reasons of a question; of a proposal the reason is the ground of who asked."""
ANSWER = {
    Answer.DEZELFDE: mark("Dezelfde persoon"),
    Answer.ANDERE: mark("Iemand anders"),
    Answer.NIET_TE_ZEGGEN: mark("Niet te zeggen"),
}
GROUND = {
    Ground.GEGEVENS_VERGELEKEN: mark("Ik heb de gegevens vergeleken"),
    Ground.DOCUMENT_VERGELEKEN: mark("Ik heb de documenten vergeleken"),
    Ground.PERSOON_GEZIEN: mark("Ik heb de persoon gezien"),
    Ground.VERKLARING_BETROKKENE: mark("De persoon heeft het zelf verklaard"),
    Ground.DOCUMENT_VAN_IEMAND_ANDERS: mark("Het document was van iemand anders"),
    Ground.VERGISSING: mark("Er is een vergissing gebeurd"),
}
AGREEMENT = {
    Agreement.GELIJK: mark("= gelijk"),
    Agreement.LIJKT: mark("≈ lijkt erop"),
    Agreement.VERSCHILT: mark("≠ verschilt"),
    Agreement.ONTBREEKT: mark("? ontbreekt"),
}
AGREEMENT_COLOUR = {
    Agreement.GELIJK: "govuk-tag--green",
    Agreement.LIJKT: "govuk-tag--yellow",
    Agreement.VERSCHILT: "govuk-tag--red",
    Agreement.ONTBREEKT: "govuk-tag--grey",
}
STRENGTH = {
    Strength.STERK_VOOR: mark("spreekt sterk voor dezelfde persoon"),
    Strength.DUIDELIJK_VOOR: mark("spreekt duidelijk voor dezelfde persoon"),
    Strength.ZWAK_VOOR: mark("spreekt een beetje voor dezelfde persoon"),
    Strength.WEINIG: mark("zegt weinig"),
    Strength.ZWAK_TEGEN: mark("spreekt een beetje tegen dezelfde persoon"),
    Strength.DUIDELIJK_TEGEN: mark("spreekt duidelijk tegen dezelfde persoon"),
    Strength.STERK_TEGEN: mark("spreekt sterk tegen dezelfde persoon"),
    Strength.VERREKENING: mark("verrekend, zodat niets dubbel telt"),
}
SOURCE = {
    "shift": mark("aangifte"),
    "verification": mark("controle ter plaatse"),
    "inspection": mark("controleactie"),
    "attempt": mark("poging tot aangifte"),
    "validation": mark("identiteitscontrole"),
    "finding": mark("vaststelling"),
}
CHANGE = {
    "samengevoegd": mark("Samengevoegd"),
    "gesplitst": mark("Gesplitst"),
    "ongedaan_gemaakt": mark("Samenvoeging ongedaan gemaakt"),
}
PRIORITY = {Priority.DRINGEND: mark("Dringend"), Priority.GEWOON: mark("Gewoon")}
SIGNAL_STATE = {
    SignalState.GEMELD: mark("Nog niet bekeken"),
    SignalState.GETRIEERD: mark("Bekeken"),
    SignalState.NAGEGAAN: mark("Veiligheid nagegaan"),
    SignalState.AANBOD_OPEN: mark("Hulp aangeboden"),
    SignalState.AANBOD_AANVAARD: mark("Wil hulp"),
    SignalState.DOORVERWEZEN: mark("Doorverwezen"),
    SignalState.AFGESLOTEN: mark("Afgesloten"),
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
    "gelijktijdig": mark("Op twee plaatsen tegelijk"),
    "weekuren": mark("Veel meer uren in een week dan de grens"),
    "rust": mark("Te weinig rust tussen aangiften"),
    "samen_verplaatst": mark("Samen met anderen verhuisd naar een ander pand"),
    "afwezig": mark("Vaak aangegeven, maar niet aanwezig"),
    "betwisting": mark("De sekswerker betwist de aangifte"),
    "eerste_contact": mark("Gezien bij het eerste contact"),
    "vaststelling_mogelijk_slachtoffer": mark("Vaststelling over een mogelijk slachtoffer"),
}
FACT = {
    "startsAt": mark("begin"),
    "endsAt": mark("einde"),
    "attemptedAt": mark("geprobeerd op"),
    "observedAt": mark("gezien op"),
    "overlapStartsAt": mark("overlap vanaf"),
    "overlapEndsAt": mark("overlap tot"),
    "at": mark("op"),
}
"""Moments among the facts of a signal; ids are not for people, and stay out."""
FOLLOW_UP = {
    FollowUp.CONTACT: mark("Contact met de persoon"),
    FollowUp.DOORVERWIJZING: mark("Hulp aanbieden en doorverwijzen"),
    FollowUp.RIR: mark("RIR opstellen"),
}
FIGURE = {
    "minutes": mark("minuten tegelijk"),
    "hours": mark("uren"),
    "persons": mark("personen"),
    "absences": mark("keer afwezig"),
    "looked": mark("keer gecontroleerd"),
    "lookedAt": mark("keer gecontroleerd"),
    "share": mark("aandeel afwezig"),
    "limit": mark("grens"),
}
PATTERN_VERDICT = {
    "bevestigd": mark("Bevestigd: we beschermen en volgen op"),
    "verklaarbaar": mark("Verklaarbaar"),
    "foutieve_koppeling": mark("Foutieve koppeling: dit is iemand anders"),
    "geen_actie": mark("Geen actie nodig"),
}
STAGE = {
    Stage.ONTWERP: mark("Ontwerp"),
    Stage.SCHADUW: mark("In schaduw"),
    Stage.ACTIEF: mark("Actief"),
    Stage.VERVANGEN: mark("Vervangen"),
    Stage.INGETROKKEN: mark("Ingetrokken"),
}
STAGE_COLOUR = {
    Stage.ONTWERP: "govuk-tag--grey",
    Stage.SCHADUW: "govuk-tag--purple",
    Stage.ACTIEF: "govuk-tag--green",
    Stage.VERVANGEN: "govuk-tag--grey",
    Stage.INGETROKKEN: "govuk-tag--orange",
}
REASON = {
    Reason.TE_VEEL_VALSE_MELDINGEN: mark("Te veel valse meldingen"),
    Reason.TE_VEEL_GEMIST: mark("Te veel gemist"),
    Reason.TE_VEEL_VERKLAARBAAR: mark("Te veel verklaarbaar"),
    Reason.NIEUWE_WERKWIJZE: mark("Nieuwe werkwijze"),
    Reason.NIEUW_BELEID: mark("Nieuw beleid"),
    Reason.GOED_BEVONDEN: mark("Goed bevonden"),
    Reason.FOUT_IN_REGEL: mark("Fout in de regel"),
    Reason.NIET_MEER_NODIG: mark("Niet meer nodig"),
    Reason.EERSTE_INVOERING: mark("Eerste invoering"),
}
RULE_STEP = {
    "leveren": mark("Geleverd met het systeem"),
    "opstellen": mark("Opgesteld"),
    "wijzigen": mark("Gewijzigd"),
    "terugtoetsen": mark("Teruggetoetst"),
    "schaduw": mark("In schaduw gezet"),
    "activeren": mark("Geactiveerd"),
    "intrekken": mark("Ingetrokken"),
    "vervangen": mark("Vervangen door een nieuwere versie"),
}
TEST_STATE = {
    "wacht": mark("Wacht"),
    "bezig": mark("Bezig"),
    "klaar": mark("Klaar"),
    "geannuleerd": mark("Geannuleerd"),
    "mislukt": mark("Mislukt"),
}


def signal(kind: SignalKind | str) -> str:
    """A kind that has no words of its own here is shown by its code."""
    known = {one.value: label for one, label in SIGNAL.items()}
    return gettext(known.get(str(kind), "")) or plain(str(kind))


def noticed(code: str) -> str:
    return gettext(NOTICED[code]) if code in NOTICED else plain(code)


def evidence(kind: str) -> str:
    return gettext(EVIDENCE[kind]) if kind in EVIDENCE else plain(kind)


def source(kind: str) -> str:
    if kind.startswith("legacy_"):
        return gettext("oudere databank")
    return gettext(SOURCE[kind]) if kind in SOURCE else plain(kind)


def why(reason: str | None) -> str:
    if reason is None:
        return ""
    if reason in WHY:
        return gettext(WHY[reason])
    grounds = {one.value: label for one, label in GROUND.items()}
    return gettext(grounds[reason]) if reason in grounds else plain(reason)


def value(field: str, text: str) -> str:
    """What one side says of a field, with its codes in words."""
    if field == "documents":
        return paper(text)
    return gettext(SEX[Sex(text)]) if field == "sex" and text in [*Sex] else text


def paper(text: str) -> str:
    """A document of a claim, as kind, country and number."""
    for kind, label in DOCUMENT.items():
        if text.startswith(f"{kind.value} "):
            return f"{gettext(label)}, {text.removeprefix(kind.value).strip()}"
    return text


def found(code: str) -> str:
    """What an officer found at a declaration."""
    return gettext(files.said(code)).capitalize()


def plain(code: str) -> str:
    return code.replace("_", " ").capitalize()
