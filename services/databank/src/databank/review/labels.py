"""Labels of clerical review: questions of identity, answers, grounds and evidence, in Dutch."""

from chassis.web.pages.languages import gettext, mark
from contracts.codes import Sex
from databank.matching.labels import phrase
from databank.matching.rules.evidence import Evidence
from databank.matching.rules.second_look import FITS_ANOTHER
from databank.review.rules.change import ChangeKind
from databank.review.rules.question import Answer, Ground, Kind
from databank.review.rules.record_comparison import Agreement
from databank.review.rules.sample_calibration import Verdict
from databank.screens.labels import DOCUMENT, SEX, plain
from linkage import explanation
from linkage.explanation import Strength

KIND = {
    Kind.KOPPELING: mark("Horen deze gegevens bij deze persoon?"),
    Kind.SAMENVOEGEN: mark("Zijn deze twee personen één persoon?"),
    Kind.STEEKPROEF: mark("Blinde steekproef: is dit dezelfde persoon?"),
}
WHY = {
    "twijfel": mark("Het systeem twijfelt."),
    "twee_personen": mark("De gegevens passen bij twee personen."),
    "dossier_van_twee": mark("Dit dossier lijkt van twee mensen."),
    FITS_ANOTHER: mark("Deze gegevens passen nu beter bij een andere persoon."),
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
VERDICT = {
    Verdict.TOO_FEW: mark("Te weinig antwoorden"),
    Verdict.FITS: mark("Klopt"),
    Verdict.TOO_SURE: mark("Te zeker"),
    Verdict.TOO_CAREFUL: mark("Te voorzichtig"),
}
VERDICT_COLOUR = {
    Verdict.TOO_FEW: "govuk-tag--grey",
    Verdict.FITS: "govuk-tag--green",
    Verdict.TOO_SURE: "govuk-tag--red",
    Verdict.TOO_CAREFUL: "govuk-tag--yellow",
}
CULTURE = {
    "slavic": mark("Slavische uitgangen"),
    "romanian": mark("Roemeense uitgangen"),
    "iberian": mark("Spaanse en Portugese uitgangen"),
    "hungarian": mark("Hongaarse uitgangen"),
    "albanian": mark("Albanese uitgangen"),
    "dutch": mark("Nederlandse uitgangen"),
    "french": mark("Franse uitgangen"),
    "thai": mark("Thaise uitgangen"),
    "west_african": mark("West-Afrikaanse uitgangen"),
    "arabic": mark("Arabische uitgangen"),
    "turkish": mark("Turkse uitgangen"),
    "east_asian": mark("Chinese, Koreaanse en Vietnamese namen"),
    "-": mark("Andere uitgangen"),
}
"""Groups of family names by how they end; never shown beside a person."""
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
    Strength.STRONG_FOR: mark("spreekt sterk voor dezelfde persoon"),
    Strength.CLEAR_FOR: mark("spreekt duidelijk voor dezelfde persoon"),
    Strength.WEAK_FOR: mark("spreekt een beetje voor dezelfde persoon"),
    Strength.LITTLE: mark("zegt weinig"),
    Strength.WEAK_AGAINST: mark("spreekt een beetje tegen dezelfde persoon"),
    Strength.CLEAR_AGAINST: mark("spreekt duidelijk tegen dezelfde persoon"),
    Strength.STRONG_AGAINST: mark("spreekt sterk tegen dezelfde persoon"),
    Strength.CORRECTION: mark("verrekend, zodat niets dubbel telt"),
}
CHANGE = {
    ChangeKind.SAMENGEVOEGD: mark("Samengevoegd"),
    ChangeKind.GESPLITST: mark("Gesplitst"),
    ChangeKind.ONGEDAAN_GEMAAKT: mark("Samenvoeging ongedaan gemaakt"),
}


def why(reason: str | None) -> str:
    """The reason of a question; of a proposal the ground of who asked."""
    if reason is None:
        return ""
    if reason in WHY:
        return gettext(WHY[reason])
    grounds = {ground.value: label for ground, label in GROUND.items()}
    return gettext(grounds[reason]) if reason in grounds else plain(reason)


def value(field: str, text: str) -> str:
    """A value of a field of one side, with its codes in words."""
    if field == "documents":
        return document(text)
    return gettext(SEX[Sex(text)]) if field == "sex" and text in [*Sex] else text


def document(text: str) -> str:
    """A document of a claim, as kind, country and number."""
    for kind, label in DOCUMENT.items():
        if text.startswith(f"{kind.value} "):
            return f"{gettext(label)}, {text.removeprefix(kind.value).strip()}"
    return text


def agreeing(evidence: Evidence) -> list[str]:
    """The two things at most that speak most for one person; no value of a field is in them."""
    steps = [step for step in explanation.shown(evidence.steps) if step.bits > 0]
    return [gettext(phrase(step)) for step in sorted(steps, key=lambda step: -step.bits)[:2]]
