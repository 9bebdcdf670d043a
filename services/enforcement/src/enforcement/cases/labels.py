"""Labels of cases: procedures, states, steps and what else a timeline tells, lists, terms."""

from collections.abc import Mapping
from datetime import date

from chassis.web import Function
from chassis.web.access_log.review.labels import FUNCTIONS as CHASSIS_FUNCTIONS
from chassis.web.pages import branches
from chassis.web.pages.languages import gettext, mark, ngettext
from contracts.codes import OffenderRole
from enforcement.cases.rules import (
    CAME_LATE,
    DEFENCE_ANSWER,
    HEARING_MOVED,
    NO_DEFENCE,
    NOBODY,
    PROPORTION,
    PROVEN,
    RENEWAL_MOVED,
    REVIEW,
    CaseKind,
    Early,
    Purpose,
    WorkList,
)
from enforcement.legal_terms.labels import TERM

FUNCTIONS = CHASSIS_FUNCTIONS
branch_word = branches.branch_word
KIND: Mapping[str, str] = {
    CaseKind.GAS: mark("GAS-dossier"),
    CaseKind.SANCTION: mark("Sanctiedossier"),
    CaseKind.SUITABILITY: mark("Dossier van een geschiktheidsverklaring"),
    CaseKind.INTEGRITY: mark("Integriteitsonderzoek"),
    CaseKind.MEASURE: mark("Maatregel van de burgemeester"),
    CaseKind.STREET_BAN: mark("Straatverbod"),
}
LIST = {
    WorkList.MIJN: mark("Van mij"),
    WorkList.VRIJ: mark("Van niemand"),
    WorkList.TEAM: mark("Hele team"),
}
EMPTY = {
    WorkList.MIJN: mark("Je hebt nu geen dossiers. Neem er een uit ‘Van niemand’."),
    WorkList.VRIJ: mark("Elk dossier heeft iemand die eraan werkt."),
    WorkList.TEAM: mark("Er lopen nu geen dossiers."),
}
ROLE = {
    NOBODY: mark("Niemand genoemd"),
    OffenderRole.EXPLOITANT: mark("Uitbater"),
    OffenderRole.PROSTITUANT: mark("Klant"),
    OffenderRole.PROSTITUEE: mark("Sekswerker"),
}
PURPOSE: Mapping[str, str] = {
    Purpose.PROCEDURE: mark("Een lopende procedure"),
    Purpose.BEROEP: mark("Beroep tegen een beslissing"),
    Purpose.INZAGE: mark("Iemand vraagt inzage in het eigen dossier"),
}
NOTED: Mapping[str, str] = {
    "opening": mark("Dossier geopend"),
    "toegewezen": mark("Toegewezen"),
    "losgelaten": mark("Niet meer toegewezen"),
    "vaststelling_toegevoegd": mark("Vaststelling toegevoegd"),
    "antwoord_parket": mark("De politie kreeg antwoord van het parket"),
    "maatregel_begonnen": mark("Maatregel van de burgemeester begonnen op dit rapport"),
    "te_laat_ter_kennis_gebracht": mark("Te laat ter kennis gebracht"),
    "ook_ter_kennis_gebracht": mark("Ook aan een andere geadresseerde ter kennis gebracht"),
    "uitnodiging_ter_kennis_gebracht": mark("Uitnodiging ter kennis gebracht"),
    "waarschuwing_ontvangen": mark("Waarschuwing ontvangen"),
    "opnieuw_gewaarschuwd": mark("Opnieuw gewaarschuwd, zonder te koppelen"),
    "niets_meer_te_zeggen": mark("De persoon zegt dat er niets meer volgt"),
    "afspraken_in_bemiddeling": mark("Afspraken in de bemiddeling: langere termijn"),
    CAME_LATE: mark("De uitnodiging kwam te laat aan. Nodig opnieuw uit."),
    HEARING_MOVED: mark("De hoorzitting was op een andere dag"),
    RENEWAL_MOVED: mark("De vernieuwing werd op een andere dag gevraagd"),
    REVIEW: mark("Kijk dit na: het volgde te vroeg en kan niet vanzelf terug"),
    PROVEN: mark("Bewezen dat de brief later aankwam"),
    "controle_ingetrokken": mark("De politie hoeft niet meer te controleren"),
    "zonder_gevolg": mark("Kwam aan, zonder gevolg voor de procedure"),
    "claim-opened": mark("Betaling gevraagd"),
    "claim-revised": mark("Bedrag aangepast"),
    "claim-withdrawn": mark("Er is niets meer te betalen"),
    "beroep_na_termijn": mark("Ingesteld na de beroepstermijn: de rechtbank oordeelt daarover"),
    "nog_een_beroep": mark("Nog iemand stelde beroep in: meld het de rechtbank"),
    "een_beroep_ingetrokken": mark("Eén beroep is ingetrokken, een ander loopt nog"),
    "beroep_zonder_voorwerp": mark("Het beroep verliest zijn voorwerp: meld het de rechtbank"),
    "instalments-asked": mark("Afbetaling gevraagd door de persoon"),
    "instalments-refused": mark("Afbetaling geweigerd"),
    "instalments-agreed": mark("Afbetaling afgesproken"),
    "instalments-ended": mark("Afbetaling gestopt"),
    "instalment-missed": mark("Schijf niet betaald"),
    "brief_gepost": mark("Brief gepost"),
    "pv_zelf_bijgevoegd": mark("Kopie van het pv zelf bij de brief gelegd"),
    "brief_ontvangen": mark("Brief ontvangen"),
    "brief_teruggekomen": mark("Brief teruggekomen"),
    "stuk_toegevoegd": mark("Stuk toegevoegd"),
    "stuk_ingetrokken": mark("Stuk uit het dossier gehaald"),
    DEFENCE_ANSWER: mark("Antwoord op het verweer"),
    PROPORTION: mark("Waarom de sanctie in verhouding staat"),
    "termijn_nadert": mark("Een termijn nadert"),
    "termijn_verstreken": mark("Een termijn is verstreken"),
}
EARLY = {
    Early.BESLIST: mark("Er is beslist voor het einde van de verweertermijn."),
    Early.AFWEZIG: mark("Er is beslist of bevolen alsof de persoon niet wou komen."),
    Early.GEWAARSCHUWD: mark("Het nieuwe feit ligt voor de ontvangst van de waarschuwing."),
    Early.TE_LAAT: mark("De beslissing kwam aan na de beslissingstermijn."),
    Early.INGEVORDERD: mark("Er is al ingevorderd terwijl beroep nog kon."),
    Early.BETEKEND: mark("Een deurwaarder betekende het vonnis terwijl betalen nog kon."),
    Early.GEWERKT: mark("De beslissing werkte al voor de kennisgeving."),
    Early.VERNIETIGD: mark("Gegevens zijn al vernietigd terwijl beroep nog kon."),
    Early.STOPGEZET: mark("De aanvraag is stopgezet terwijl aanvullen nog kon."),
    Early.HERHALING: mark("Een eerdere geldboete, die hier meetelde, is gevallen."),
    Early.TERUG: mark("Een brief die al meetelde, kwam terug."),
    Early.PARKET: mark("Ook het parket of de strafrechter heeft deze feiten. Weeg dat eerst af."),
    Early.MILDER: mark("De boeteregel is milder gemaakt, ook voor de dag van deze feiten."),
    Early.VERTROKKEN: mark("Een brief was al weg toen het dossier veranderde."),
}
"""What followed too early, and why somebody must look."""
REASON: Mapping[str, str] = {
    **{str(early): said for early, said in EARLY.items()},
    NO_DEFENCE: NO_DEFENCE,
    "opgeschort: overleg": mark("Opgeschort: overleg"),
    "overleg beëindigd": mark("Overleg beëindigd"),
    "geen_bewijs": mark("Het parket seponeert: te weinig bewijs"),
    "vrijgesproken": mark("De strafrechter sprak de persoon vrij"),
    "veroordeeld": mark("De strafrechter veroordeelde de persoon"),
    **TERM,
}
"""Reasons that every procedure writes; that of a term which nears or is over is its id."""

SYSTEM = "systeem"
SYSTEMS = {
    "klok": mark("de klok"),
    "databank": mark("de politie"),
    "betrokkene": mark("de betrokkene zelf"),
}


def fact(code: str) -> str:
    return code.replace(".", ": ").replace("_", " ").replace("-", " ").capitalize()


def left(day: date, today: date) -> str:
    """The days to go in words: never a colour alone."""
    days = (day - today).days
    if days == 0:
        return gettext("vandaag")
    if days < 0:
        return ngettext("%(num)s dag te laat", "%(num)s dagen te laat", -days) % {"num": -days}
    return ngettext("nog %(num)s dag", "nog %(num)s dagen", days) % {"num": days}


def called(shown_as: str | None, subject: str | None) -> str:
    """The name that somebody chose; else the last signs of the pseudonym."""
    if subject is None:
        return gettext("niemand")
    return shown_as or f"…{subject[-6:]}"


def author(function: str, subject: str) -> str:
    """The function of whoever took a step; the clock and the police have none."""
    if function == SYSTEM:
        return SYSTEMS.get(subject, subject)
    return FUNCTIONS.get(Function(function), function)
