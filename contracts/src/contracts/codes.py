"""Code lists that more than one service speaks. Dutch codes are the field's own words."""

from enum import StrEnum


class CountKind(StrEnum):
    """The kind of thing that a count is of, by declaration: it decides how the count is protected.

    Handbook §4.8. ``PERSONEN``: different persons, each once. ``HANDELINGEN``: what was done for or
    with one person each time, or a person counted each time: one may be behind several.
    ``AMBTSHANDELINGEN``: acts of the police or the city in a procedure against somebody. ``ZAKEN``:
    what is nobody's, as moments, premises and meetings.
    """

    PERSONEN = "personen"
    HANDELINGEN = "handelingen"
    AMBTSHANDELINGEN = "ambtshandelingen"
    ZAKEN = "zaken"


class Visibility(StrEnum):
    """The visibility of a branch, a second attribute: the plan lists massage salons twice."""

    ZICHTBAAR = "zichtbaar"
    MINDER_ZICHTBAAR = "minder_zichtbaar"
    VERDOKEN = "verdoken"


class DocumentKind(StrEnum):
    EID = "eID"
    PASPOORT = "paspoort"
    ID_KAART_EU = "ID-kaart EU"
    VERBLIJFSKAART = "verblijfskaart"
    ANDERE = "andere"


class Sex(StrEnum):
    """The sex on an identity document; never derived from a number, never asked of an owner."""

    VROUW = "vrouw"
    MAN = "man"
    X = "x"


class InspectionKind(StrEnum):
    MAANDACTIE = "maandactie"
    PANDKALENDER = "pandkalender"
    AD_HOC = "ad_hoc"
    MELDING = "melding"


class InspectionResult(StrEnum):
    GEEN_OPMERKINGEN = "geen_opmerkingen"
    MONDELINGE_WAARSCHUWING = "mondelinge_waarschuwing"
    VASTSTELLING = "vaststelling"


class ReportKind(StrEnum):
    """Kinds of report. RIR and informatierapport are apart in the plan, so they stay apart (A6)."""

    PV = "PV"
    RIR = "RIR"
    INFORMATIERAPPORT = "INFORMATIERAPPORT"


class Addressee(StrEnum):
    SANCTIONEREND_AMBTENAAR = "sanctionerend_ambtenaar"
    PARKET = "parket"
    GEMENGD = "gemengd"
    BESTUUR = "bestuur"
    INTERN = "intern"


class OffenderRole(StrEnum):
    PROSTITUEE = "prostituee"
    PROSTITUANT = "prostituant"
    EXPLOITANT = "exploitant"


class Procedure(StrEnum):
    """Procedures of the city that a transferred finding opens."""

    GAS = "gas"
    SANCTIE = "sanctie"


class SignalKind(StrEnum):
    MINDERJARIGHEID = "minderjarigheid"
    DWANG = "dwang"
    MENSENHANDEL = "mensenhandel"
    MENSONWAARDIGE_OMSTANDIGHEDEN = "mensonwaardige_omstandigheden"
    DUBBELE_AANGIFTE = "dubbele_aangifte"
    GROEPSVERPLAATSING = "groepsverplaatsing"
    OVERMATIGE_WERKUREN = "overmatige_werkuren"
    SCHIJNAANGIFTE = "schijnaangifte"


SIGNAL_LABELS: dict[SignalKind, str] = {
    SignalKind.MINDERJARIGHEID: "Mogelijk minderjarig",
    SignalKind.DWANG: "Mogelijk onder dwang",
    SignalKind.MENSENHANDEL: "Mogelijk slachtoffer van mensenhandel",
    SignalKind.MENSONWAARDIGE_OMSTANDIGHEDEN: "Mensonwaardige omstandigheden",
    SignalKind.DUBBELE_AANGIFTE: "Op twee plaatsen tegelijk",
    SignalKind.GROEPSVERPLAATSING: "Samen met anderen naar een ander pand verplaatst",
    SignalKind.OVERMATIGE_WERKUREN: "Werkt te lang of zonder rust",
    SignalKind.SCHIJNAANGIFTE: "Naam aangegeven door een ander, zelf er niet",
}
"""Dutch labels of the kinds of signal."""


class Priority(StrEnum):
    GEWOON = "gewoon"
    DRINGEND = "dringend"


class CancelReason(StrEnum):
    ZIEK = "ziek"
    AFGEZEGD = "afgezegd"
    FOUT_INGEGEVEN = "fout_ingegeven"
    ANDERE = "andere"


class LapseReason(StrEnum):
    """Reasons for which a declared shift could not take place; of an identity no more than that."""

    PAND_GEBLOKKEERD = "pand_geblokkeerd"
    ANDERE_EIGENAAR = "andere_eigenaar"
    IDENTITEIT = "identiteit"


class ChangeReason(StrEnum):
    UREN = "uren"
    RUIMTE = "ruimte"
    VERLENGING = "verlenging"
    INKORTING = "inkorting"


class DisputeReason(StrEnum):
    """Grounds on which a worker disputes a declared shift; the first two call for protection."""

    GEDWONGEN = "gedwongen"
    ONVEILIG = "onveilig"
    HUURT_NIET = "huurt_niet"
    WAS_ER_NIET = "was_er_niet"
    UREN_KLOPPEN_NIET = "uren_kloppen_niet"


class ApplicationKind(StrEnum):
    """Kinds of application: a request about a declaration of suitability, or news of a change."""

    AANVRAAG = "aanvraag"
    WIJZIGING_HOUDER = "wijziging_houder"
    WIJZIGING_BEHEERDER = "wijziging_beheerder"
    VERNIEUWING = "vernieuwing"


class ApplicationAnswer(StrEnum):
    """Answers of the city. ``na_te_kijken``: no dossier fits, a person looks.

    A change of holder or manager is ``aanvaard`` or ``niet_aanvaard``; decisions about a
    declaration are events of their own.
    """

    GEREGISTREERD = "geregistreerd"
    NA_TE_KIJKEN = "na_te_kijken"
    ONVOLLEDIG = "onvolledig"
    VOLLEDIG = "volledig"
    STOPGEZET = "stopgezet"
    AANVAARD = "aanvaard"
    NIET_AANVAARD = "niet_aanvaard"


class VisitKind(StrEnum):
    REACTIEF = "reactief"
    PROACTIEF = "proactief"


class VisitReason(StrEnum):
    AANVRAAG = "aanvraag"
    VERNIEUWING = "vernieuwing"
    MELDING = "melding"
    JAARLIJKS = "jaarlijks"


class VisitResult(StrEnum):
    IN_ORDE = "in_orde"
    TEKORTEN = "tekorten"


class SanctionKind(StrEnum):
    GEEN_SANCTIE = "geen_sanctie"
    EXTRA_WAARSCHUWING = "extra_waarschuwing"
    SCHORSING = "schorsing"
    INTREKKING = "intrekking"
    TIJDELIJKE_SLUITING = "tijdelijke_sluiting"
    DEFINITIEVE_SLUITING = "definitieve_sluiting"


class CouncilRuling(StrEnum):
    """Rulings of the Council of State, also that the applicant gave up."""

    SCHORSING = "schorsing"
    GEEN_SCHORSING = "geen_schorsing"
    VERNIETIGING = "vernietiging"
    VERWERPING = "verwerping"
    AFSTAND = "afstand"


class FineBand(StrEnum):
    """Bands of a fine in euros: enough to count by, too coarse to know a fine again."""

    TOT_70 = "tot_70"
    TOT_175 = "tot_175"
    TOT_350 = "tot_350"
    BOVEN_350 = "boven_350"


class MediationResult(StrEnum):
    GESLAAGD = "geslaagd"
    GEWEIGERD = "geweigerd"
    MISLUKT = "mislukt"


class GasOutcome(StrEnum):
    """Outcomes of a fine case, as far as the police see it."""

    GELDBOETE = "geldboete"
    GEEN_GELDBOETE = "geen_geldboete"
    OVERGENOMEN_DOOR_PARKET = "overgenomen_door_parket"


class DismissalReason(StrEnum):
    """Ends of a fine case without a fine, by the decision of a person or of the prosecutor."""

    GESEPONEERD = "geseponeerd"
    ONONTVANKELIJK = "onontvankelijk"
    OVERGENOMEN_DOOR_PARKET = "overgenomen_door_parket"
    GEEN_GELDBOETE = "geen_geldboete"
    WAARSCHUWING = "waarschuwing"


class AppealVerdict(StrEnum):
    """The court's judgment on an appeal. ``afstand``: the appeal was withdrawn."""

    BEVESTIGD = "bevestigd"
    HERZIEN = "herzien"
    VERNIETIGD = "vernietigd"
    AFSTAND = "afstand"


class DefenceOutcome(StrEnum):
    """The decision's answer to a defence."""

    GEEN_VERWEER = "geen_verweer"
    VERWORPEN = "verworpen"
    DEELS_AANVAARD = "deels_aanvaard"


class FineOutcome(StrEnum):
    """Ends of a fine that was due."""

    BETAALD = "betaald"
    ONINBAAR = "oninbaar"
    VERJAARD = "verjaard"


class DecidingBody(StrEnum):
    """Bodies that decide. The plan names both, so the body is an attribute of the decision (A3)."""

    COLLEGE = "college"
    BURGEMEESTER = "burgemeester"


class MeasureKind(StrEnum):
    """Measures of the mayor about a place (handbook §2.8); a street ban is about a person."""

    OPENBARE_ORDE = "openbare_orde"
    SLUITING_MENSENHANDEL = "sluiting_mensenhandel"


class MeasureBasis(StrEnum):
    """Articles of the New Municipal Act (NGW) on which the mayor orders."""

    NGW_135 = "ngw_135"
    NGW_134TER = "ngw_134ter"
    NGW_134QUATER = "ngw_134quater"
    NGW_134QUINQUIES = "ngw_134quinquies"


class MeasureContent(StrEnum):
    """``verbod``: to make the place available for sex work; ``schorsing``: of its permit."""

    SLUITING = "sluiting"
    VERBOD = "verbod"
    ANDER_BEVEL = "ander_bevel"
    SCHORSING = "schorsing"


class HearingManner(StrEnum):
    GEHOORD = "gehoord"
    SCHRIFTELIJK = "schriftelijk"
    NIET_VERSCHENEN = "niet_verschenen"


class BanEnd(StrEnum):
    """Ends of a street ban: ``vervallen`` without the college, ``vernietigd`` by a judge."""

    VERLOPEN = "verlopen"
    VERVALLEN = "vervallen"
    OPGEHEVEN = "opgeheven"
    VERNIETIGD = "vernietigd"


class MeasureLapse(StrEnum):
    """Reasons why an order lapses: the meeting passed it by, or refused to confirm it."""

    NIET_BEHANDELD = "niet_behandeld"
    NIET_BEVESTIGD = "niet_bevestigd"


class MeasureEnd(StrEnum):
    VERLOPEN = "verlopen"
    OPGEHEVEN = "opgeheven"
    VERVALLEN = "vervallen"
    VERNIETIGD = "vernietigd"


class OrderMeans(StrEnum):
    """Means to have an order respected (NGW art. 133ter)."""

    VERZEGELING = "verzegeling"
    DWANGSOM = "dwangsom"


class CareOrganisation(StrEnum):
    GHAPRO = "GHAPRO"
    BOYS = "BOYS"
    FREECLINIC = "FREECLINIC"
