"""The fine procedure as a table: where each step leads, and the guards beside it."""

from chassis.messages import lazy
from contracts.codes import AppealVerdict, MediationResult
from contracts.mixed_facts.codes import ProsecutorAnswer
from enforcement.cases.rules import Procedure, letters_were_delivered
from enforcement.gas.rules import guards
from enforcement.gas.rules.file import GasFile
from enforcement.gas.rules.states import (
    ALTERNATIVE,
    APPEALABLE,
    HEARD,
    IN_COLLECTION,
    IN_DEFENCE,
    OPEN,
    SETTLED,
    STANDING,
    STARTED,
    UNDECIDED,
    UNDER_INQUIRY,
    CommunityServiceResult,
    DismissalKind,
    GasState,
    GasStep,
)

S, Step = GasState, GasStep

FINED = "geldboete"
"""The outcome of :attr:`GasStep.FINE`: only with it a fine is weighed, not while asking around."""


def _after_separation(state: GasState) -> tuple[GasState, ...]:
    """Without the facts that were mixed, nothing waits for the prosecutor any more."""
    return (state, S.GEREGISTREERD) if state is S.WACHT_OP_PARKET else (state,)


GAS: Procedure[GasState, GasStep, GasFile] = Procedure(
    transitions={
        (S.OPGESCHORT_OVERLEG, Step.RELEASE): S.GEREGISTREERD,
        (S.GEREGISTREERD, Step.HOLD): S.OPGESCHORT_OVERLEG,
        (S.GEREGISTREERD, Step.PROSECUTOR_REFERRAL): S.WACHT_OP_PARKET,
        (S.WACHT_OP_PARKET, Step.PROSECUTOR_ANSWER): {
            ProsecutorAnswer.AFGEZIEN: S.GEREGISTREERD,
            ProsecutorAnswer.VERVOLGT: S.OVERGENOMEN_DOOR_PARKET,
        },
        (S.WACHT_OP_PARKET, Step.PROSECUTOR_SILENCE): S.GEREGISTREERD,
        **{
            (state, Step.PROSECUTION_WEIGHED): state
            for state in (*UNDER_INQUIRY, *STARTED, *STANDING)
        },
        (S.GEREGISTREERD, Step.TRIAGE): S.GEREGISTREERD,
        **{
            (state, Step.INADMISSIBLE): S.ONONTVANKELIJK
            for state in (S.GEREGISTREERD, S.OPGESCHORT_OVERLEG)
        },
        **{
            (state, Step.SHELVING): S.GESEPONEERD
            for state in (S.GEREGISTREERD, S.OPGESCHORT_OVERLEG, S.WACHT_OP_PARKET)
        },
        # Facts found together: one case goes into another, which is then about both (art. 7).
        **{(state, Step.JOIN): S.GEVOEGD for state in UNDER_INQUIRY},
        (S.GEVOEGD, Step.SEPARATION): {str(state): state for state in UNDER_INQUIRY},
        **{
            (state, Step.FACTS_JOINED): {str(after): after for after in (state, S.WACHT_OP_PARKET)}
            for state in UNDER_INQUIRY
        },
        **{
            (state, Step.FACTS_SEPARATED): {str(after): after for after in _after_separation(state)}
            for state in (*UNDER_INQUIRY, *STARTED)
        },
        **{
            (state, Step.START_LETTER): S.OPGESTART
            for state in (S.GEREGISTREERD, S.OPGESCHORT_OVERLEG)
        },
        **{
            (state, step): state
            for state in (S.GEREGISTREERD, S.OPGESCHORT_OVERLEG, *STARTED)
            for step in (Step.BAR_NOTICE, Step.COUNSEL, Step.PROSECUTOR_COPY)
        },
        # Also after a hearing: a minor is always offered it before a fine (arts. 16 and 18).
        **{(state, Step.MEDIATION_OFFER): S.BEMIDDELING_LOPEND for state in IN_DEFENCE},
        (S.BEMIDDELING_LOPEND, Step.MEDIATION_ACCEPTANCE): S.BEMIDDELING_LOPEND,
        (S.BEMIDDELING_LOPEND, Step.MEDIATOR): S.BEMIDDELING_LOPEND,
        (S.BEMIDDELING_LOPEND, Step.MEDIATION_AGREEMENT): S.BEMIDDELING_LOPEND,
        (S.BEMIDDELING_LOPEND, Step.MEDIATION_END): {
            MediationResult.GESLAAGD: S.BEMIDDELING_GESLAAGD,
            MediationResult.GEWEIGERD: S.OPGESTART,
            MediationResult.MISLUKT: S.OPGESTART,
        },
        **{(state, Step.SERVICE_OFFER): state for state in (*IN_DEFENCE, S.KLAAR_VOOR_BESLISSING)},
        **{
            (state, Step.COMMUNITY_SERVICE): S.GEMEENSCHAPSDIENST_LOPEND
            for state in (*IN_DEFENCE, S.KLAAR_VOOR_BESLISSING)
        },
        (S.GEMEENSCHAPSDIENST_LOPEND, Step.SERVICE_ACCEPTANCE): S.GEMEENSCHAPSDIENST_LOPEND,
        (S.GEMEENSCHAPSDIENST_LOPEND, Step.COMMUNITY_SERVICE_END): {
            CommunityServiceResult.VOLBRACHT: S.GEMEENSCHAPSDIENST_VOLBRACHT,
            CommunityServiceResult.NIET_VOLBRACHT: S.OPGESTART,
        },
        **{(state, Step.NOT_CONTESTED): state for state in (S.OPGESTART, S.BEMIDDELING_LOPEND)},
        **{
            (state, Step.WRITTEN_DEFENCE): S.VERWEER_ONTVANGEN
            for state in (*IN_DEFENCE, S.KLAAR_VOOR_BESLISSING)
        },
        # What runs goes on; the defence is kept with it.
        **{(state, Step.WRITTEN_DEFENCE): state for state in (*ALTERNATIVE, S.HOORZITTING_GEPLAND)},
        **{
            (state, Step.HEARING_REQUEST): S.HOORZITTING_GEPLAND
            for state in (S.OPGESTART, S.VERWEER_ONTVANGEN, S.KLAAR_VOOR_BESLISSING)
        },
        # Who is in mediation or does a service keeps the right to be heard: both go on.
        **{(state, step): state for state in ALTERNATIVE for step in HEARD},
        (S.OPGESTART, Step.HEARING_AWAITED): S.HOORZITTING_GEPLAND,
        (S.HOORZITTING_GEPLAND, Step.HEARING_WITHDRAWAL): S.OPGESTART,
        (S.HOORZITTING_GEPLAND, Step.HEARING): S.HOORZITTING_GEHOUDEN,
        (S.HOORZITTING_GEPLAND, Step.NO_SHOW): S.NIET_VERSCHENEN,
        **{
            (state, Step.NEW_INVITATION): S.HOORZITTING_GEPLAND
            for state in (S.HOORZITTING_GEPLAND, S.NIET_VERSCHENEN)
        },
        **{(state, Step.READY): S.KLAAR_VOOR_BESLISSING for state in IN_DEFENCE},
        **{(state, Step.FINDER_CHECK): state for state in STARTED},
        (S.KLAAR_VOOR_BESLISSING, Step.VICTIM_CHECK): S.KLAAR_VOOR_BESLISSING,
        (S.KLAAR_VOOR_BESLISSING, Step.FINE): {FINED: S.GELDBOETE_OPGELEGD},
        **{
            (state, Step.DISMISSAL): {
                DismissalKind.GEEN_GELDBOETE: S.GEEN_GELDBOETE,
                DismissalKind.WAARSCHUWING: S.WAARSCHUWING,
            }
            for state in STARTED
        },
        # A letter proves to have arrived later than the law presumed (Ger.W. art. 53bis).
        (S.KLAAR_VOOR_BESLISSING, Step.DEFENCE_REOPENING): S.OPGESTART,
        **{
            (state, Step.ABSENCE_VOID): S.NIET_VERSCHENEN
            for state in (
                S.NIET_VERSCHENEN,
                S.OPGESTART,
                S.VERWEER_ONTVANGEN,
                S.KLAAR_VOOR_BESLISSING,
            )
        },
        **{(state, Step.ABSENCE_VOID): state for state in ALTERNATIVE},
        **{
            (state, Step.APPEAL_REOPENING): S.TER_KENNIS_GEBRACHT
            for state in (S.DEFINITIEF, *IN_COLLECTION, S.BETAALD, S.AFGESLOTEN)
        },
        (S.GELDBOETE_OPGELEGD, Step.DECISION_NOTIFICATION): S.TER_KENNIS_GEBRACHT,
        # Whether an appeal came in time the court says; nobody's goes unrecorded (art. 31).
        **{(state, Step.APPEAL): S.BEROEP_INGESTELD for state in APPEALABLE},
        (S.BEROEP_INGESTELD, Step.APPEAL_LAWYER): S.BEROEP_INGESTELD,
        (S.BEROEP_INGESTELD, Step.APPEAL_FILE): S.BEROEP_INGESTELD,
        (S.BEROEP_INGESTELD, Step.JUDGMENT): {
            AppealVerdict.BEVESTIGD: S.VONNIS,
            AppealVerdict.AFSTAND: S.VONNIS,
            AppealVerdict.HERZIEN: S.HERZIEN,
            AppealVerdict.VERNIETIGD: S.VERNIETIGD,
        },
        **{
            (state, Step.FINAL): S.DEFINITIEF
            for state in (S.TER_KENNIS_GEBRACHT, S.VONNIS, S.HERZIEN)
        },
        (S.DEFINITIEF, Step.CLAIM): S.TE_BETALEN,
        (S.TE_BETALEN, Step.REMINDER): S.AANMANING,
        (S.AANMANING, Step.COLLECTION): S.DWANGINVORDERING,
        **{(state, Step.PAYMENT): S.BETAALD for state in IN_COLLECTION},
        **{(state, Step.IRRECOVERABLE): S.ONINBAAR for state in IN_COLLECTION},
        **{(state, Step.PRESCRIPTION): S.VERJAARD for state in IN_COLLECTION},
        # A payment was booked back.
        **{(state, Step.CLAIM_REOPENING): S.TE_BETALEN for state in (S.BETAALD, S.AFGESLOTEN)},
        **{(state, Step.CORRECTION): state for state in APPEALABLE},
        **{(state, Step.WITHDRAWAL): S.INGETROKKEN for state in STANDING},
        # Also of one that proves to have arrived too late, or was appealed and that was taken back.
        **{
            (state, Step.EXPIRY): S.VERVALLEN
            for state in (*UNDECIDED, S.TER_KENNIS_GEBRACHT, S.VONNIS)
        },
        **{(state, Step.CLOSING): S.AFGESLOTEN for state in SETTLED},
        # The hold lies over the state: the case stays where it is, and nothing adverse follows.
        **{(state, Step.HOLD): state for state in (*OPEN[2:], *STANDING)},
        **{
            (state, Step.RELEASE): state
            for state in (*OPEN, *STANDING)
            if state is not S.OPGESCHORT_OVERLEG
        },
        # Seldom heard, in any case that may still cost somebody a fine: last in each list of steps.
        **{(state, Step.PROSECUTION): state for state in (*UNDER_INQUIRY, *STARTED, *STANDING)},
    },
    guards={
        Step.RELEASE: (guards.is_held,),
        Step.BAR_NOTICE: (guards.is_minor, guards.tells_bar_once),
        Step.COUNSEL: (guards.is_minor, guards.bar_was_told),
        Step.PROSECUTOR_COPY: (guards.is_minor, guards.copies_once),
        Step.PROSECUTOR_REFERRAL: (guards.may_go_to_prosecutor,),
        Step.PROSECUTION_WEIGHED: (guards.prosecution_is_to_weigh,),
        Step.JOIN: (guards.is_competent, guards.is_not_prosecuted),
        Step.FACTS_JOINED: (guards.is_not_prosecuted,),
        Step.PROSECUTOR_SILENCE: (guards.is_free_of_prosecutor,),
        # A letter leaves no case on hold; that one arrived which had left is a fact.
        Step.START_LETTER: (
            guards.is_competent,
            guards.is_free_of_prosecutor,
            guards.is_not_prosecuted,
            guards.had_its_term,
            guards.is_triaged,
            guards.is_within_term,
        ),
        Step.MEDIATION_OFFER: (guards.offers_mediation_once,),
        Step.MEDIATION_ACCEPTANCE: (guards.mediation_not_accepted,),
        Step.MEDIATOR: (guards.mediation_was_accepted, guards.lacks_mediator),
        Step.MEDIATION_AGREEMENT: (guards.mediation_was_accepted,),
        Step.MEDIATION_END: (guards.everybody_was_offered, guards.mediator_is_known),
        Step.SERVICE_ACCEPTANCE: (guards.service_not_accepted,),
        Step.SERVICE_OFFER: (
            guards.minor_was_offered_mediation,
            guards.mediation_is_over,
        ),
        Step.COMMUNITY_SERVICE: (
            guards.minor_was_offered_mediation,
            guards.mediation_is_over,
        ),
        Step.HEARING_REQUEST: (guards.may_ask_hearing, guards.asks_hearing_once),
        Step.HEARING_AWAITED: (guards.hearing_is_awaited,),
        Step.HEARING_WITHDRAWAL: (guards.hearing_is_awaited,),
        Step.HEARING: (guards.hearing_is_awaited,),
        Step.NO_SHOW: (letters_were_delivered, guards.hearing_is_awaited),
        Step.NEW_INVITATION: (guards.hearing_was_asked,),
        Step.ABSENCE_VOID: (guards.hearing_was_asked,),
        Step.READY: (
            letters_were_delivered,
            guards.start_was_notified,
            guards.everybody_was_told,
            guards.defence_is_over,
            guards.was_heard_if_asked,
            guards.minor_was_offered_mediation,
            guards.mediation_is_over,
        ),
        Step.FINE: (
            guards.is_not_held,
            letters_were_delivered,
            guards.is_within_term,
            guards.is_competent,
            guards.is_free_of_prosecutor,
            guards.is_not_prosecuted,
            guards.start_was_notified,
            guards.everybody_was_told,
            guards.defence_is_over,
            guards.was_heard_if_asked,
            guards.minor_was_offered_mediation,
            guards.minor_has_counsel,
            guards.prosecutor_has_copy,
            guards.mediation_is_over,
            guards.victim_was_checked,
            guards.amount_is_lawful,
            guards.finder_was_checked,
            guards.decider_took_no_part,
            guards.defence_is_answered,
        ),
        Step.DECISION_NOTIFICATION: (guards.is_notified_in_time,),
        Step.APPEAL: (guards.court_has_not_ruled,),
        Step.CORRECTION: (guards.court_has_not_ruled,),
        Step.FINAL: (
            guards.is_not_held,
            guards.is_not_prosecuted,
            letters_were_delivered,
            guards.everybody_got_the_decision,
            guards.everybody_knows_the_amount,
            guards.came_in_time,
            guards.appeal_term_is_over,
        ),
        Step.CLAIM: (guards.is_not_held,),
        Step.REMINDER: (guards.is_not_held,),
        Step.COLLECTION: (guards.is_not_held, letters_were_delivered),
        Step.EXPIRY: (guards.is_past_term, guards.court_has_not_ruled),
    },
    automatic=frozenset(
        {
            Step.HOLD,
            Step.FACTS_JOINED,
            Step.FACTS_SEPARATED,
            Step.START_LETTER,
            Step.DEFENCE_REOPENING,
            Step.HEARING_AWAITED,
            Step.ABSENCE_VOID,
            Step.APPEAL_REOPENING,
            Step.MEDIATION_OFFER,
            Step.COMMUNITY_SERVICE,
            Step.BAR_NOTICE,
            Step.DECISION_NOTIFICATION,
            Step.FINAL,
            Step.CLAIM,
            Step.REMINDER,
            Step.COLLECTION,
            Step.PAYMENT,
            Step.IRRECOVERABLE,
            Step.PRESCRIPTION,
            Step.CLAIM_REOPENING,
        }
    ),
    # One decision (arts. 26 and 27): no text lets the city decide anew on the same facts (0176).
    closed={
        (S.INGETROKKEN, Step.FINE): lazy(
            "Deze geldboete is ingetrokken. Geen wet laat de stad toe om over dezelfde feiten nog "
            "eens te beslissen."
        ),
        (S.VERNIETIGD, Step.FINE): lazy(
            "De rechtbank vernietigde deze geldboete. Over dezelfde feiten beslist de stad niet "
            "nog eens."
        ),
        (S.VERVALLEN, Step.FINE): lazy(
            "De beslissingstermijn is voorbij. Er kan geen geldboete meer volgen."
        ),
    },
)
"""``automatic``: the police, another case, a letter that was notified, the clock, or the ledger."""


def opening_state(on_hold: bool, *, mixed: bool = False) -> GasState:
    """Against a possible victim nothing happens before a person has consulted the police."""
    if mixed:
        return S.WACHT_OP_PARKET
    return S.OPGESCHORT_OVERLEG if on_hold else S.GEREGISTREERD
