"""Labels of the codes that several capabilities show."""

from chassis.web.pages import branches
from chassis.web.pages.languages import gettext, mark
from contracts.codes import DisputeReason, DocumentKind, LapseReason, Sex

branch_word = branches.branch_word
branch_words = branches.branch_words
DOCUMENT = {
    DocumentKind.EID: mark("Belgische identiteitskaart (eID)"),
    DocumentKind.PASPOORT: mark("Paspoort"),
    DocumentKind.ID_KAART_EU: mark("Identiteitskaart van een ander EU-land"),
    DocumentKind.VERBLIJFSKAART: mark("Verblijfskaart"),
    DocumentKind.ANDERE: mark("Een ander document"),
}
SEX = {Sex.VROUW: mark("Vrouw"), Sex.MAN: mark("Man"), Sex.X: mark("X")}
LAPSE = {
    LapseReason.PAND_GEBLOKKEERD: mark("Het pand mocht niet gebruikt worden"),
    LapseReason.ANDERE_EIGENAAR: mark("Het pand kreeg een andere eigenaar"),
    LapseReason.IDENTITEIT: mark("De identiteit was weerlegd"),
}
DISPUTE = {
    DisputeReason.GEDWONGEN: mark("Wordt gedwongen"),
    DisputeReason.ONVEILIG: mark("Voelt zich niet veilig"),
    DisputeReason.HUURT_NIET: mark("Huurt dit raam niet"),
    DisputeReason.WAS_ER_NIET: mark("Was er niet of zal er niet zijn"),
    DisputeReason.UREN_KLOPPEN_NIET: mark("De uren kloppen niet"),
}
"""What workers chose in their own words, told to an officer."""
SOURCE = {
    "shift": mark("aangifte"),
    "verification": mark("controle ter plaatse"),
    "inspection": mark("controleactie"),
    "attempt": mark("poging tot aangifte"),
    "validation": mark("identiteitscontrole"),
    "finding": mark("vaststelling"),
}


def source(kind: str) -> str:
    if kind.startswith("legacy_"):
        return gettext("oudere databank")
    return gettext(SOURCE[kind]) if kind in SOURCE else plain(kind)


def plain(code: str) -> str:
    return code.replace("_", " ").capitalize()
