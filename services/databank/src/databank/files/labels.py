"""Labels of what stands in files, and of any code within a sentence."""

from chassis.web.pages.languages import gettext, mark
from contracts.codes import InspectionKind, InspectionResult
from databank.files.rules.data_subject import Category
from databank.files.rules.timeline import Certainty, Kind
from databank.findings.labels import FACT
from databank.premises.rules import SuitabilityState
from databank.screens.labels import DOCUMENT
from databank.sightings.labels import AFTER_LOOK, FOUND, REFUTED
from databank.welfare.labels import SIGNAL

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
CERTAINTY = {
    Certainty.OPGEGEVEN: mark("Opgegeven"),
    Certainty.VASTGESTELD: mark("Vastgesteld"),
    Certainty.BEOORDELING: mark("Beoordeling"),
}
CERTAINTY_COLOUR = {
    Certainty.OPGEGEVEN: "govuk-tag--grey",
    Certainty.VASTGESTELD: "govuk-tag--green",
    Certainty.BEOORDELING: "govuk-tag--yellow",
}
_STATES = {
    SuitabilityState.GESCHIKT: mark("geschikt"),
    SuitabilityState.VOORWAARDELIJK: mark("voorwaardelijk"),
    SuitabilityState.GESCHORST: mark("geschorst"),
    SuitabilityState.VERLOPEN: mark("verlopen"),
    "aangegeven": mark("aangegeven"),
    "gewijzigd": mark("gewijzigd"),
    "geannuleerd": mark("geannuleerd"),
    "beeindigd": mark("beëindigd"),
    "klopt": mark("klopt"),
    "klopt_niet": mark("klopt niet"),
    "lopend": mark("lopend"),
    "afgerond": mark("afgerond"),
    "ingetrokken": mark("ingetrokken"),
    "ongedaan": mark("ongedaan gemaakt"),
    "ad_hoc": mark("ad hoc"),
    "melding": mark("na een melding"),
    "mondelinge_waarschuwing": mark("mondelinge waarschuwing"),
    "vaststelling": mark("vaststelling"),
    "genoteerd": mark("genoteerd"),
    "in_opmaak": mark("in opmaak"),
    "opgemaakt": mark("opgemaakt"),
    "overgemaakt": mark("overgemaakt"),
    "ingevoerd": mark("ingevoerd"),
    "geen_gevolg": mark("geen gevolg"),
    "geseponeerd": mark("geseponeerd"),
    "gemeld": mark("gemeld"),
    "getrieerd": mark("bekeken"),
    "nagegaan": mark("veiligheid nagegaan"),
    "aanbod_open": mark("hulp aangeboden"),
    "aanbod_aanvaard": mark("wil hulp"),
    "doorverwezen": mark("doorverwezen"),
    "afgesloten": mark("afgesloten"),
    "gedetecteerd": mark("nieuw"),
    "in_beoordeling": mark("in beoordeling"),
    "bevestigd": mark("bevestigd"),
    "verklaarbaar": mark("verklaarbaar"),
    "foutieve_koppeling": mark("foutieve koppeling"),
    "geen_actie": mark("geen actie"),
    "opvolging": mark("in opvolging"),
    "open": mark("nog te doen"),
    "gehouden": mark("gehouden"),
    "geweigerd": mark("geweigerd"),
    "samengevoegd": mark("samengevoegd"),
    "nageleefd": mark("nageleefd"),
    "niet_nageleefd": mark("niet nageleefd"),
    "schorsing": mark("schorsing"),
    "intrekking": mark("intrekking"),
    "tijdelijke_sluiting": mark("tijdelijke sluiting"),
    "definitieve_sluiting": mark("definitieve sluiting"),
    "extra_waarschuwing": mark("extra waarschuwing"),
    "gegevens_vergeleken": mark("gegevens vergeleken"),
    "document_vergeleken": mark("documenten vergeleken"),
    "persoon_gezien": mark("persoon gezien"),
    "verklaring_betrokkene": mark("verklaard door de persoon"),
    "document_van_iemand_anders": mark("document van iemand anders"),
    "vergissing": mark("vergissing"),
    "onduidelijk": mark("onduidelijk"),
    "aangekondigd": mark("aangekondigd"),
    "begonnen": mark("begonnen volgens de aangifte"),
    "waargenomen": mark("waargenomen"),
    "niet_gekomen": mark("niet gekomen"),
}
"""States, kinds and grounds, wherever they come from."""
_OF_KIND = {Kind.VERIFICATIE: FOUND, Kind.AANGIFTE: REFUTED}
_CODES = {
    **AFTER_LOOK,
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

_DOCUMENTS = {kind.value: label for kind, label in DOCUMENT.items()}
_SIGNALS = {kind.value: label for kind, label in SIGNAL.items()}


def phrase(code: str | None, kind: Kind | None = None) -> str:
    """A code as a phrase; one that has no words of its own is written as it reads.

    ``kind`` of the entry whose code it is, where a kind has words of its own.
    """
    if not code:
        return ""
    if kind is not None and code in _OF_KIND.get(kind, ()):
        return _OF_KIND[kind][code]
    if code in _SIGNALS:
        return gettext(_SIGNALS[code]).lower()
    if code in FACT or code in _DOCUMENTS:
        text = gettext(FACT.get(code) or _DOCUMENTS[code])
        return text[:1].lower() + text[1:]
    return _CODES.get(code) or _STATES.get(code) or ("" if code in _CODES else _as_it_reads(code))


def _as_it_reads(code: str) -> str:
    return code.replace("legacy_", "").replace("_", " ").replace(".", " ")
