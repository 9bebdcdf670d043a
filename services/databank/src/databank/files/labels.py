"""What stands in files, in an officer's words."""

from chassis.web.pages.languages import gettext, mark
from contracts.codes import InspectionKind, InspectionResult
from databank.access.purposes.rules import PurposeCode
from databank.files.rules.data_subject import Category
from databank.files.rules.timeline import Kind, Standing
from databank.files.state_labels import FACT, STATE
from databank.welfare.labels import SIGNAL

PURPOSE = {
    PurposeCode.TOEZICHT: mark("Toezicht op prostitutie"),
    PurposeCode.BESCHERMING: mark("Bescherming van minderjarigen en mogelijke slachtoffers"),
    PurposeCode.DOSSIER: mark("Een lopend dossier"),
    PurposeCode.ONDERHOUD: mark("Nazicht van gegevens"),
}
CATEGORY = {
    Category.SLACHTOFFER: mark("Mogelijk slachtoffer"),
    Category.VERDACHTE: mark("Verdachte"),
    Category.VEROORDEELDE: mark("Veroordeelde"),
    Category.GETUIGE_OF_ANDERE: mark("Getuige of andere"),
    Category.CONTACT_ZONDER_VERDENKING: mark("Contact zonder verdenking"),
}
KIND = {
    Kind.AANGIFTE: mark("Aangifte"),
    Kind.VERIFICATIE: mark("Controle ter plaatse"),
    Kind.CONTROLE: mark("Controleactie"),
    Kind.WAARNEMING: mark("Waarneming uit een oudere databank"),
    Kind.VASTSTELLING: mark("Vaststelling"),
    Kind.VERSCHUIVING: mark("Verschuiving"),
    Kind.IDENTITEIT: mark("Identiteit nagekeken"),
    Kind.EERSTE_CONTACT: mark("Eerste contact"),
    Kind.SAMENVOEGING: mark("Twee personen samengevoegd"),
    Kind.SPLITSING: mark("Persoon gesplitst"),
    Kind.SIGNAAL: mark("Signaal"),
    Kind.ANTWOORD: mark("Antwoord van de persoon zelf"),
    Kind.SANCTIE: mark("Schorsing of sluiting"),
    Kind.OPHEFFING: mark("Schorsing opgeheven"),
    Kind.UITVOERING: mark("Nazicht van een maatregel"),
    Kind.GESCHIKTHEID: mark("Geschiktheid volgens de stad"),
}
STANDING = {
    Standing.OPGEGEVEN: mark("Opgegeven"),
    Standing.VASTGESTELD: mark("Vastgesteld"),
    Standing.BEOORDELING: mark("Beoordeling"),
}
STANDING_COLOUR = {
    Standing.OPGEGEVEN: "govuk-tag--grey",
    Standing.VASTGESTELD: "govuk-tag--green",
    Standing.BEOORDELING: "govuk-tag--yellow",
}
IDENTITY = {
    "gevalideerd": mark("Identiteit in orde bevonden"),
    "weerlegd": mark("Identiteit niet in orde"),
    "onduidelijk": mark("Identiteit onduidelijk"),
    "te_valideren": mark("Identiteit nog na te kijken"),
    "te_hervalideren": mark("Identiteit opnieuw na te kijken"),
}
SOUGHT = {
    "family": mark("familienaam"),
    "given": mark("voornaam"),
    "birth": mark("geboortedatum"),
    "number": mark("rijksregisternummer"),
    "document": mark("documentnummer"),
    "phone": mark("telefoonnummer"),
}
_CODES = {
    "aanwezig": mark("aanwezig"),
    "andere": mark("iemand anders"),
    "afwezig": mark("niemand"),
    "niet_vast_te_stellen": mark("niet vast te stellen"),
    "bevestigd_ter_plaatse": mark("ter plaatse bevestigd"),
    "niet_gecontroleerd": mark("niet gecontroleerd"),
    "afwezig_bij_controle": mark("afwezig bij controle"),
    "weerlegd": mark("niet in orde"),
    "gevalideerd": mark("in orde"),
    "sekswerker": mark("als sekswerker"),
    "klant": mark("als klant"),
    "uitbater": mark("als uitbater"),
    "legacy_fiches": mark("gegevensfiches"),
    "legacy_expert": mark("expertdatabank"),
    "legacy_verborgen": mark("databank verborgen prostitutie"),
    "geldig": "",
    InspectionKind.MAANDACTIE.value: mark("maandelijkse actie"),
    InspectionResult.GEEN_OPMERKINGEN.value: mark("geen opmerkingen"),
}

_SIGNALS = {kind.value: label for kind, label in SIGNAL.items()}


def said(code: str | None) -> str:
    """A code as a phrase; one that has no words of its own is written as it reads."""
    if not code:
        return ""
    if code in _SIGNALS:
        return gettext(_SIGNALS[code]).lower()
    if code in FACT:
        text = gettext(FACT[code])
        return text[:1].lower() + text[1:]
    return _CODES.get(code) or STATE.get(code) or ("" if code in _CODES else _as_it_reads(code))


def _as_it_reads(code: str) -> str:
    return code.replace("legacy_", "").replace("_", " ").replace(".", " ")
