"""States and steps of the fine procedure (GAS, law of 24 June 2013; handbook §2.6)."""

from enum import StrEnum


class GasState(StrEnum):
    GEREGISTREERD = "geregistreerd"
    OPGESCHORT_OVERLEG = "opgeschort_overleg"
    WACHT_OP_PARKET = "wacht_op_parket"
    OVERGENOMEN_DOOR_PARKET = "overgenomen_door_parket"
    ONONTVANKELIJK = "onontvankelijk"
    GESEPONEERD = "geseponeerd"
    GEVOEGD = "gevoegd"
    OPGESTART = "opgestart"
    BEMIDDELING_LOPEND = "bemiddeling_lopend"
    BEMIDDELING_GESLAAGD = "bemiddeling_geslaagd"
    GEMEENSCHAPSDIENST_LOPEND = "gemeenschapsdienst_lopend"
    GEMEENSCHAPSDIENST_VOLBRACHT = "gemeenschapsdienst_volbracht"
    VERWEER_ONTVANGEN = "verweer_ontvangen"
    HOORZITTING_GEPLAND = "hoorzitting_gepland"
    HOORZITTING_GEHOUDEN = "hoorzitting_gehouden"
    NIET_VERSCHENEN = "niet_verschenen"
    KLAAR_VOOR_BESLISSING = "klaar_voor_beslissing"
    GELDBOETE_OPGELEGD = "geldboete_opgelegd"
    GEEN_GELDBOETE = "geen_geldboete"
    WAARSCHUWING = "waarschuwing"
    TER_KENNIS_GEBRACHT = "ter_kennis_gebracht"
    BEROEP_INGESTELD = "beroep_ingesteld"
    VONNIS = "vonnis"
    HERZIEN = "herzien"
    VERNIETIGD = "vernietigd"
    DEFINITIEF = "definitief"
    TE_BETALEN = "te_betalen"
    AANMANING = "aanmaning"
    DWANGINVORDERING = "dwanginvordering"
    BETAALD = "betaald"
    ONINBAAR = "oninbaar"
    VERJAARD = "verjaard"
    VERVALLEN = "vervallen"
    INGETROKKEN = "ingetrokken"
    AFGESLOTEN = "afgesloten"


class GasStep(StrEnum):
    """Values are the last part of the step's path in the API, where a person takes it."""

    RELEASE = "release"
    HOLD = "hold"
    PROSECUTOR_REFERRAL = "prosecutor-referral"
    PROSECUTOR_ANSWER = "prosecutor-answer"
    PROSECUTOR_SILENCE = "prosecutor-silence"
    PROSECUTION = "prosecution"
    PROSECUTION_WEIGHED = "prosecution-weighed"
    TRIAGE = "triage"
    INADMISSIBLE = "inadmissible"
    SHELVING = "shelving"
    JOIN = "join"
    SEPARATION = "separation"
    FACTS_JOINED = "facts-joined"
    FACTS_SEPARATED = "facts-separated"
    START_LETTER = "start-letter"
    DEFENCE_REOPENING = "defence-reopening"
    BAR_NOTICE = "bar-notice"
    COUNSEL = "counsel"
    PROSECUTOR_COPY = "prosecutor-copy"
    MEDIATION_OFFER = "mediation-offer"
    MEDIATION_ACCEPTANCE = "mediation-acceptance"
    MEDIATOR = "mediator"
    MEDIATION_AGREEMENT = "mediation-agreement"
    MEDIATION_END = "mediation-end"
    SERVICE_OFFER = "community-service-offer"
    COMMUNITY_SERVICE = "community-service"
    SERVICE_ACCEPTANCE = "community-service-acceptance"
    COMMUNITY_SERVICE_END = "community-service-end"
    NOT_CONTESTED = "not-contested"
    WRITTEN_DEFENCE = "written-defence"
    HEARING_REQUEST = "hearing-request"
    HEARING_AWAITED = "hearing-awaited"
    HEARING_WITHDRAWAL = "hearing-withdrawal"
    HEARING = "hearing"
    NO_SHOW = "no-show"
    ABSENCE_VOID = "absence-void"
    NEW_INVITATION = "new-invitation"
    READY = "ready"
    FINDER_CHECK = "finder-check"
    VICTIM_CHECK = "police-consultation"
    FINE = "fine"
    DISMISSAL = "dismissal"
    DECISION_NOTIFICATION = "decision-notification"
    APPEAL_REOPENING = "appeal-reopening"
    APPEAL = "appeal"
    APPEAL_LAWYER = "appeal-lawyer"
    APPEAL_FILE = "appeal-file"
    JUDGMENT = "judgment"
    FINAL = "final"
    CLAIM = "claim"
    REMINDER = "reminder"
    COLLECTION = "collection"
    PAYMENT = "payment"
    IRRECOVERABLE = "irrecoverable"
    PRESCRIPTION = "prescription"
    CLAIM_REOPENING = "claim-reopening"
    CORRECTION = "fine-correction"
    WITHDRAWAL = "fine-withdrawal"
    EXPIRY = "expiry"
    CLOSING = "closing"


class CommunityServiceResult(StrEnum):
    VOLBRACHT = "volbracht"
    NIET_VOLBRACHT = "niet_volbracht"


class DismissalKind(StrEnum):
    GEEN_GELDBOETE = "geen_geldboete"
    WAARSCHUWING = "waarschuwing"


class DefenceOutcome(StrEnum):
    """The decision answers the defence (law of 29 July 1991): each fine says which."""

    GEEN_VERWEER = "geen_verweer"
    VERWORPEN = "verworpen"
    DEELS_AANVAARD = "deels_aanvaard"


class MixedOffence(StrEnum):
    """The mixed offences of GAS law art. 3.

    ``zwaar`` (1°): no fine without the prosecutor's yes. ``licht`` (2°): his silence until the end
    of his term leaves the facts to the city.
    """

    ZWAAR = "zwaar"
    LICHT = "licht"


class Prosecution(StrEnum):
    """What a criminal court or the prosecutor does with facts of which the city has a case.

    ``geen_bewijs``: the prosecutor files them for lack of charges (GAS law art. 23 §3).
    """

    VERVOLGT = "vervolgt"
    GEEN_BEWIJS = "geen_bewijs"
    VRIJGESPROKEN = "vrijgesproken"
    VEROORDEELD = "veroordeeld"


S = GasState

UNDER_INQUIRY = (S.GEREGISTREERD, S.OPGESCHORT_OVERLEG, S.WACHT_OP_PARKET)
"""Nothing was sent yet."""
STARTED = (
    S.OPGESTART,
    S.BEMIDDELING_LOPEND,
    S.GEMEENSCHAPSDIENST_LOPEND,
    S.VERWEER_ONTVANGEN,
    S.HOORZITTING_GEPLAND,
    S.HOORZITTING_GEHOUDEN,
    S.NIET_VERSCHENEN,
    S.KLAAR_VOOR_BESLISSING,
)
"""The opening letter was notified, and nothing is decided."""
WEIGHED = (S.GEREGISTREERD, *STARTED)
"""A fine is in view, or about to be imposed."""
ALTERNATIVE = (S.BEMIDDELING_LOPEND, S.GEMEENSCHAPSDIENST_LOPEND)
"""Something else than a fine is tried."""
HEARD = (
    GasStep.HEARING_REQUEST,
    GasStep.HEARING_WITHDRAWAL,
    GasStep.HEARING,
    GasStep.NO_SHOW,
    GasStep.NEW_INVITATION,
)
"""Steps of a hearing, which an alternative that runs does not stop."""
IN_DEFENCE = (S.OPGESTART, S.VERWEER_ONTVANGEN, S.HOORZITTING_GEHOUDEN, S.NIET_VERSCHENEN)
"""The case waits for the person, or for the end of the term."""
DECIDED = (S.GELDBOETE_OPGELEGD, S.TER_KENNIS_GEBRACHT, S.BEROEP_INGESTELD, S.VONNIS, S.HERZIEN)
IN_COLLECTION = (S.TE_BETALEN, S.AANMANING, S.DWANGINVORDERING)
"""The fine is due."""
OPEN = (*UNDER_INQUIRY, *STARTED, *DECIDED, S.DEFINITIEF, *IN_COLLECTION)
"""A step may still follow that goes against the person: a hold works here."""
SETTLED = (S.BETAALD, S.ONINBAAR, S.VERJAARD)
STANDING = (*DECIDED, S.DEFINITIEF, *IN_COLLECTION, *SETTLED, S.AFGESLOTEN)
"""A fine stands, due or not: the officer may take it back, and a hold asks for a look at that."""
APPEALABLE = (
    S.GELDBOETE_OPGELEGD,
    S.TER_KENNIS_GEBRACHT,
    S.BEROEP_INGESTELD,
    S.VONNIS,
    S.DEFINITIEF,
    *IN_COLLECTION,
    *SETTLED,
    S.AFGESLOTEN,
)
"""A fine stands on which no court ruled: somebody who got the decision may appeal, though others
did before, or took theirs back, or nobody asks for the money any more.
"""
FALLEN = (S.VERNIETIGD, S.VERVALLEN, S.INGETROKKEN)
"""Whatever fine was decided, none was ever due, and none is a sanction."""
UNDECIDED = (*UNDER_INQUIRY, *STARTED, S.GELDBOETE_OPGELEGD)
"""The decision term runs: until the decision is notified."""
