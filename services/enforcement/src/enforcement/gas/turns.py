"""Turns in the fine procedure (handbook §2.6): case workers prepare, lawyers go to court and to the
prosecutor, the officer hears and decides."""

from chassis.web import Function
from enforcement.cases.turns import Turn, Turns
from enforcement.functions import SANCTIONING
from enforcement.gas.rules import GasState, GasStep, basis
from enforcement.gas.rules.states import IN_DEFENCE, UNDECIDED
from enforcement.notifications.rules import LetterKind
from enforcement.payments.rules.claim import PAYMENT_TERM, PRESCRIPTION_TERM
from enforcement.payments.rules.court_costs import COSTS_TERM

S, Step = GasState, GasStep
WORKER = frozenset({Function.DOSSIERBEHANDELAAR_BH})
LAWYER = frozenset({Function.JURIST_BH})
DECISION = (basis.DECISION_TERM,)

TURNS = Turns(
    owed=(
        Turn(
            by=WORKER,
            states=(S.GEREGISTREERD,),
            steps=(Step.TRIAGE,),
            within=DECISION,
            when=lambda file, _today: file.envisaged is None,
        ),
        Turn(
            by=WORKER,
            states=(S.GEREGISTREERD,),
            letters=(LetterKind.OPSTARTBRIEF,),
            within=DECISION,
        ),
        Turn(by=LAWYER, states=(S.OPGESCHORT_OVERLEG,), steps=(Step.RELEASE,), within=DECISION),
        Turn(
            by=LAWYER,
            states=(S.WACHT_OP_PARKET,),
            steps=(Step.PROSECUTOR_SILENCE,),
            within=DECISION,
            over=basis.PROSECUTOR_TERM,
        ),
        Turn(by=WORKER, states=IN_DEFENCE, steps=(Step.READY,), within=DECISION),
        Turn(
            by=WORKER,
            states=(S.BEMIDDELING_LOPEND,),
            steps=(Step.MEDIATION_END,),
            nearing=basis.DECISION_TERM,
        ),
        Turn(
            by=WORKER,
            states=(S.GEMEENSCHAPSDIENST_LOPEND,),
            steps=(Step.COMMUNITY_SERVICE_END,),
            within=DECISION,
            over=basis.SERVICE_TERM,
        ),
        Turn(
            by=SANCTIONING,
            states=(S.HOORZITTING_GEPLAND,),
            steps=(Step.HEARING, Step.NO_SHOW, Step.PROSECUTION_WEIGHED),
            within=DECISION,
        ),
        Turn(
            by=SANCTIONING,
            states=(S.KLAAR_VOOR_BESLISSING,),
            steps=(Step.VICTIM_CHECK, Step.PROSECUTION_WEIGHED, Step.FINE, Step.DISMISSAL),
            within=DECISION,
        ),
        # Nobody may fine any more: the case ends as what it is.
        Turn(
            by=SANCTIONING,
            states=(*UNDECIDED, S.TER_KENNIS_GEBRACHT, S.VONNIS),
            steps=(Step.EXPIRY,),
            over=basis.DECISION_TERM,
        ),
        Turn(
            by=WORKER,
            states=(S.GELDBOETE_OPGELEGD,),
            letters=(LetterKind.BESLISSING,),
            within=DECISION,
        ),
        Turn(
            by=LAWYER,
            states=(S.BEROEP_INGESTELD,),
            steps=(Step.APPEAL_LAWYER, Step.APPEAL_FILE, Step.JUDGMENT),
        ),
    ),
    exceptional=frozenset(
        {
            # what a person, a bar, a mediator, the prosecutor or the police did: noted when it came
            Step.COUNSEL,
            Step.PROSECUTOR_COPY,
            Step.PROSECUTOR_ANSWER,
            Step.PROSECUTION,
            Step.MEDIATION_ACCEPTANCE,
            Step.MEDIATOR,
            Step.MEDIATION_AGREEMENT,
            Step.SERVICE_ACCEPTANCE,
            Step.NOT_CONTESTED,
            Step.WRITTEN_DEFENCE,
            Step.HEARING_REQUEST,
            Step.HEARING_WITHDRAWAL,
            Step.APPEAL,
            # what the city may do, and need not
            Step.PROSECUTOR_REFERRAL,
            Step.INADMISSIBLE,
            Step.SHELVING,
            Step.JOIN,
            Step.SEPARATION,
            Step.SERVICE_OFFER,
            Step.NEW_INVITATION,
            Step.FINDER_CHECK,
            Step.CORRECTION,
            Step.WITHDRAWAL,
            Step.CLOSING,
        }
    ),
    of_others=frozenset(
        {
            basis.DEFENCE_TERM,
            basis.LAWYER_TERM,
            basis.APPEAL_TERM,
            basis.PROSECUTOR_TERM,
            basis.SERVICE_TERM,
            PAYMENT_TERM,
            PRESCRIPTION_TERM,
            COSTS_TERM,
        }
    ),
)
"""What is to be paid waits for finance, on its own first page."""
