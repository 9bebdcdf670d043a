"""Labels of fine cases: states, steps, and the answers that a form offers."""

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
    ProsecutorAnswer,
)
from enforcement.gas.rules.intake import Check

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
STEP = {
    GasStep.RELEASE: mark("Overleg beëindigen"),
    GasStep.HOLD: mark("Opschorten voor overleg"),
    GasStep.PROSECUTOR_REFERRAL: mark("Naar het parket sturen"),
    GasStep.PROSECUTOR_ANSWER: mark("Antwoord van het parket vastleggen"),
    GasStep.PROSECUTOR_SILENCE: mark("Vastleggen dat het parket niet antwoordde"),
    GasStep.TRIAGE: mark("Bekijken en beoogde boete kiezen"),
    GasStep.INADMISSIBLE: mark("Onontvankelijk verklaren"),
    GasStep.SHELVING: mark("Seponeren"),
    GasStep.JOIN: mark("Bij een ander dossier voegen"),
    GasStep.SEPARATION: mark("De voeging ongedaan maken"),
    GasStep.FACTS_JOINED: mark("Feiten toegevoegd"),
    GasStep.FACTS_SEPARATED: mark("Feiten weer afgesplitst"),
    GasStep.START_LETTER: mark("Opstartbrief ter kennis gebracht"),
    GasStep.BAR_NOTICE: mark("Stafhouder verwittigen"),
    GasStep.COUNSEL: mark("Advocaat van de minderjarige vastleggen"),
    GasStep.PROSECUTOR_COPY: mark("Kopie naar het parket vastleggen"),
    GasStep.MEDIATION_OFFER: mark("Bemiddeling aangeboden"),
    GasStep.MEDIATION_ACCEPTANCE: mark("Bemiddeling aanvaard"),
    GasStep.MEDIATOR: mark("Vastleggen wie bemiddelt"),
    GasStep.MEDIATION_END: mark("Einde van de bemiddeling vastleggen"),
    GasStep.SERVICE_OFFER: mark("Uren gemeenschapsdienst voorstellen"),
    GasStep.COMMUNITY_SERVICE: mark("Gemeenschapsdienst opleggen"),
    GasStep.SERVICE_ACCEPTANCE: mark("Vastleggen dat de gemeenschapsdienst aanvaard is"),
    GasStep.COMMUNITY_SERVICE_END: mark("Einde van de gemeenschapsdienst vastleggen"),
    GasStep.NOT_CONTESTED: mark("Vastleggen dat de persoon niet betwist"),
    GasStep.WRITTEN_DEFENCE: mark("Schriftelijk verweer vastleggen"),
    GasStep.HEARING_REQUEST: mark("Hoorzitting gevraagd: plannen"),
    GasStep.HEARING_AWAITED: mark("De gevraagde hoorzitting moet nog plaatsvinden"),
    GasStep.HEARING_WITHDRAWAL: mark("De vraag om een hoorzitting is ingetrokken"),
    GasStep.HEARING: mark("De hoorzitting vastleggen"),
    GasStep.NO_SHOW: mark("Niet verschenen"),
    GasStep.ABSENCE_VOID: mark("Niet verschenen telt niet: de uitnodiging kwam te laat aan"),
    GasStep.DEFENCE_REOPENING: mark("Verweer kan weer: de opstartbrief kwam later aan"),
    GasStep.APPEAL_REOPENING: mark("Beroep kan weer: de beslissing kwam later aan"),
    GasStep.NEW_INVITATION: mark("Opnieuw uitnodigen"),
    GasStep.READY: mark("Klaarzetten voor beslissing"),
    GasStep.FINDER_CHECK: mark("Nakijken wie de feiten vaststelde"),
    GasStep.VICTIM_CHECK: mark("Bij de politie nagaan of er overleg nodig is"),
    GasStep.FINE: mark("Beslissen: geldboete"),
    GasStep.DISMISSAL: mark("Beslissen: geen geldboete of een waarschuwing"),
    GasStep.DECISION_NOTIFICATION: mark("Beslissing ter kennis gebracht"),
    GasStep.APPEAL: mark("Beroep vastleggen"),
    GasStep.APPEAL_LAWYER: mark("Advocaat van de stad aanstellen"),
    GasStep.APPEAL_FILE: mark("Dossier bij de rechtbank neergelegd"),
    GasStep.JUDGMENT: mark("Vonnis vastleggen"),
    GasStep.FINAL: mark("Definitief geworden"),
    GasStep.CLAIM: mark("Te betalen"),
    GasStep.REMINDER: mark("Aanmaning"),
    GasStep.COLLECTION: mark("Dwanginvordering"),
    GasStep.PAYMENT: mark("Betaald"),
    GasStep.IRRECOVERABLE: mark("Oninbaar verklaren"),
    GasStep.PRESCRIPTION: mark("Verjaard"),
    GasStep.CLAIM_REOPENING: mark("Opnieuw te betalen"),
    GasStep.CORRECTION: mark("Het bedrag van de geldboete rechtzetten"),
    GasStep.WITHDRAWAL: mark("De geldboete intrekken"),
    GasStep.EXPIRY: mark("Bevestigen dat de termijn voorbij is"),
    GasStep.CLOSING: mark("Het dossier afsluiten"),
}
CHECK = {
    Check.OVERLEG: mark("Opgeschort: overleg"),
    Check.GEEN_REGEL: mark("Geen regel op de dag van de feiten, of te jong"),
    Check.MINDERJARIG: mark("Minderjarig op de dag van de feiten"),
    Check.LEEFTIJD_ONBEKEND: mark("Leeftijd niet gekend: kijk na"),
    Check.PARKET_BESLIST: mark("Gemengd: het parket moet eerst ja zeggen"),
    Check.PARKET_TERMIJN: mark("Gemengd: het parket krijgt eerst zijn termijn"),
    Check.DUBBEL: mark("Misschien dezelfde feiten als"),
    Check.IN_ORDE: mark("Nagekeken: niets bijzonders"),
}
LIKENESS = {
    Likeness.PERSOON: mark("zelfde persoon"),
    Likeness.RAPPORT: mark("zelfde rapport"),
    Likeness.DAG: mark("zelfde dag"),
    Likeness.PLAATS: mark("zelfde plaats"),
}
CHECK_COLOUR = dict.fromkeys(Check, "govuk-tag--orange") | {
    Check.OVERLEG: "govuk-tag--yellow",
    Check.IN_ORDE: "govuk-tag--green",
}
MIXED = {
    MixedOffence.ZWAAR: mark("Zwaar: het parket moet eerst ja zeggen"),
    MixedOffence.LICHT: mark("Licht: als het parket zwijgt, mag de stad verder"),
}
REPLY = {
    ProsecutorAnswer.AFGEZIEN: mark("Het parket vervolgt niet: de stad mag verder"),
    ProsecutorAnswer.VERVOLGT: mark("Het parket vervolgt zelf: het dossier van de stad stopt"),
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
