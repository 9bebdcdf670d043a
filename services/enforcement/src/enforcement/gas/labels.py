"""Labels of fine cases: states, steps that are no acts, and the answers that a page offers."""

from collections.abc import Mapping
from enum import StrEnum

from chassis.web.pages.languages import mark
from contracts.codes import AppealVerdict, MediationResult
from enforcement.gas.rules import (
    CommunityServiceResult,
    DefenceOutcome,
    DismissalKind,
    GasState,
    GasStep,
    Likeness,
    MixedOffence,
    Prosecution,
    ProsecutorAnswer,
)

STATE = {
    GasState.GEREGISTREERD: mark("Geregistreerd"),
    GasState.OPGESCHORT_OVERLEG: mark("Opgeschort: overleg"),
    GasState.WACHT_OP_PARKET: mark("Wacht op het parket"),
    GasState.OVERGENOMEN_DOOR_PARKET: mark("Overgenomen door het parket"),
    GasState.ONONTVANKELIJK: mark("Onontvankelijk"),
    GasState.GESEPONEERD: mark("Geseponeerd"),
    GasState.GEVOEGD: mark("Gevoegd bij een ander dossier"),
    GasState.OPGESTART: mark("Opgestart: verweer kan"),
    GasState.BEMIDDELING_LOPEND: mark("Bemiddeling loopt"),
    GasState.BEMIDDELING_GESLAAGD: mark("Bemiddeling geslaagd"),
    GasState.GEMEENSCHAPSDIENST_LOPEND: mark("Gemeenschapsdienst loopt"),
    GasState.GEMEENSCHAPSDIENST_VOLBRACHT: mark("Gemeenschapsdienst volbracht"),
    GasState.VERWEER_ONTVANGEN: mark("Verweer ontvangen"),
    GasState.HOORZITTING_GEPLAND: mark("Hoorzitting gepland"),
    GasState.HOORZITTING_GEHOUDEN: mark("Hoorzitting gehouden"),
    GasState.NIET_VERSCHENEN: mark("Niet verschenen op de hoorzitting"),
    GasState.KLAAR_VOOR_BESLISSING: mark("Klaar voor beslissing"),
    GasState.GELDBOETE_OPGELEGD: mark("Geldboete opgelegd"),
    GasState.GEEN_GELDBOETE: mark("Geen geldboete"),
    GasState.WAARSCHUWING: mark("Waarschuwing"),
    GasState.TER_KENNIS_GEBRACHT: mark("Beslissing ter kennis gebracht"),
    GasState.BEROEP_INGESTELD: mark("Beroep ingesteld"),
    GasState.VONNIS: mark("Vonnis: boete bevestigd"),
    GasState.HERZIEN: mark("Vonnis: boete herzien"),
    GasState.VERNIETIGD: mark("Vonnis: boete vernietigd"),
    GasState.DEFINITIEF: mark("Definitief"),
    GasState.TE_BETALEN: mark("Te betalen"),
    GasState.AANMANING: mark("Aangemaand"),
    GasState.DWANGINVORDERING: mark("In dwanginvordering"),
    GasState.BETAALD: mark("Betaald"),
    GasState.ONINBAAR: mark("Oninbaar"),
    GasState.VERJAARD: mark("Verjaard"),
    GasState.VERVALLEN: mark("Vervallen"),
    GasState.INGETROKKEN: mark("Ingetrokken"),
    GasState.AFGESLOTEN: mark("Afgesloten"),
}
STEP: Mapping[StrEnum, str] = {
    GasStep.RELEASE: mark("Overleg beëindigen"),
    GasStep.HOLD: mark("Opschorten voor overleg"),
    GasStep.JOIN: mark("Bij een ander dossier voegen"),
    GasStep.FACTS_JOINED: mark("Feiten toegevoegd"),
    GasStep.FACTS_SEPARATED: mark("Feiten weer afgesplitst"),
    GasStep.START_LETTER: mark("Opstartbrief ter kennis gebracht"),
    GasStep.BAR_NOTICE: mark("Stafhouder verwittigen"),
    GasStep.MEDIATION_OFFER: mark("Bemiddeling aangeboden"),
    GasStep.COMMUNITY_SERVICE: mark("Gemeenschapsdienst opleggen"),
    GasStep.HEARING_AWAITED: mark("De gevraagde hoorzitting moet nog plaatsvinden"),
    GasStep.ABSENCE_VOID: mark("Niet verschenen telt niet: de uitnodiging kwam te laat aan"),
    GasStep.DEFENCE_REOPENING: mark("Verweer kan weer: de opstartbrief kwam later aan"),
    GasStep.APPEAL_REOPENING: mark("Beroep kan weer: de beslissing kwam later aan"),
    GasStep.DECISION_NOTIFICATION: mark("Beslissing ter kennis gebracht"),
    GasStep.FINAL: mark("Definitief geworden"),
    GasStep.CLAIM: mark("Te betalen"),
    GasStep.REMINDER: mark("Aanmaning"),
    GasStep.COLLECTION: mark("Dwanginvordering"),
    GasStep.PAYMENT: mark("Betaald"),
    GasStep.IRRECOVERABLE: mark("Oninbaar verklaren"),
    GasStep.PRESCRIPTION: mark("Verjaard"),
    GasStep.CLAIM_REOPENING: mark("Opnieuw te betalen"),
}
"""Steps of the police, the clock, letters and the ledger, and those with pages of their own; each
act has its own words."""
LIKENESS = {
    Likeness.PERSOON: mark("zelfde persoon"),
    Likeness.RAPPORT: mark("zelfde rapport"),
    Likeness.DAG: mark("zelfde dag"),
    Likeness.PLAATS: mark("zelfde plaats"),
}
MIXED = {
    MixedOffence.ZWAAR: mark("Zwaar: het parket moet eerst ja zeggen"),
    MixedOffence.LICHT: mark("Licht: als het parket zwijgt, mag de stad verder"),
}
REPLY = {
    ProsecutorAnswer.AFGEZIEN: mark("Het parket vervolgt niet: de stad mag verder"),
    ProsecutorAnswer.VERVOLGT: mark("Het parket vervolgt zelf: het dossier van de stad stopt"),
}
PROSECUTION = {
    Prosecution.VERVOLGT: mark("Het parket vervolgt of onderzoekt"),
    Prosecution.GEEN_BEWIJS: mark("Het parket seponeert: te weinig bewijs"),
    Prosecution.VRIJGESPROKEN: mark("De strafrechter sprak de persoon vrij"),
    Prosecution.VEROORDEELD: mark("De strafrechter veroordeelde de persoon"),
}
MEDIATION = {
    MediationResult.GESLAAGD: mark("Geslaagd: er kan geen geldboete meer volgen"),
    MediationResult.GEWEIGERD: mark("Geweigerd"),
    MediationResult.MISLUKT: mark("Mislukt"),
}
SERVICE = {
    CommunityServiceResult.VOLBRACHT: mark("Volbracht: er kan geen geldboete meer volgen"),
    CommunityServiceResult.NIET_VOLBRACHT: mark("Niet volbracht of geweigerd"),
}
DEFENCE = {
    DefenceOutcome.GEEN_VERWEER: mark("Er was geen verweer"),
    DefenceOutcome.VERWORPEN: mark("Verworpen"),
    DefenceOutcome.DEELS_AANVAARD: mark("Deels aanvaard"),
}
DISMISSAL = {
    DismissalKind.GEEN_GELDBOETE: mark("Geen geldboete"),
    DismissalKind.WAARSCHUWING: mark("Een waarschuwing"),
}
VERDICT = {
    AppealVerdict.BEVESTIGD: mark("De boete blijft"),
    AppealVerdict.HERZIEN: mark("De boete wordt een ander bedrag"),
    AppealVerdict.VERNIETIGD: mark("De boete is vernietigd"),
    AppealVerdict.AFSTAND: mark("Het beroep is ingetrokken"),
}
