"""Turns in an integrity investigation (NGW art. 119ter)."""

from enforcement.cases.turns import Mark, Turn, Turns, hearing_has_come
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.council_of_state.turns import council_turns
from enforcement.functions import COLLEGE, INVESTIGATORS, LAWYERS, MAYOR
from enforcement.integrity_investigations.rules import INTEGRITY, IntegrityState, IntegrityStep
from enforcement.integrity_investigations.rules.codes import (
    ADVICE_TERM,
    COMPLETION_TERM,
    DEFENCE_TERM,
    EFFECT_TERM,
    INVESTIGATION_TERM,
)
from enforcement.integrity_investigations.rules.procedure import NOTIFIED, UNDECIDED

S, Step = IntegrityState, IntegrityStep
INVESTIGATION = (INVESTIGATION_TERM,)

TURNS = Turns(
    owed=(
        Turn(
            by=LAWYERS,
            states=(S.GESTART,),
            steps=(Step.CONSULTATION, Step.ADVICE_REQUEST),
            within=INVESTIGATION,
        ),
        Turn(
            by=LAWYERS,
            states=(S.ADVIES_GEVRAAGD,),
            steps=(Step.ADMISSIBILITY,),
            within=INVESTIGATION,
            nearing=COMPLETION_TERM,
        ),
        Turn(
            by=LAWYERS,
            states=(S.ADVIES_GEVRAAGD,),
            steps=(Step.ADVICE,),
            within=INVESTIGATION,
            over=ADVICE_TERM,
        ),
        Turn(
            by=LAWYERS,
            states=(S.ADVIES_ONTVANGEN,),
            steps=(Step.HEARING_INVITATION,),
            within=INVESTIGATION,
        ),
        Turn(
            by=LAWYERS,
            states=(S.UITGENODIGD,),
            steps=(Step.HEARING, Step.ABSENCE),
            within=INVESTIGATION,
            when=hearing_has_come,
        ),
        Turn(by=MAYOR, states=(S.GEHOORD,), steps=(Step.PROPOSAL,), within=INVESTIGATION),
        Turn(by=COLLEGE, states=(S.VOORGESTELD,), steps=(Step.DECISION,), within=INVESTIGATION),
        Turn(by=MAYOR, states=UNDECIDED, steps=(Step.EXTENSION,), nearing=INVESTIGATION_TERM),
        Turn(by=LAWYERS, states=(S.BESLIST,), steps=(Step.NOTIFICATION,)),
        Turn(
            by=LAWYERS,
            states=NOTIFIED,
            steps=(Step.PASSING_ON,),
            when=lambda file, _today: not file.passed_on,
        ),
        *council_turns(INVESTIGATORS, INTEGRITY),
        # Annulled: the college decides anew, or the case ends.
        Turn(by=COLLEGE, states=NOTIFIED, steps=(Step.RETAKE,), only=Mark.ANNULLED),
        Turn(by=LAWYERS, states=NOTIFIED, steps=(Step.CLOSING,), only=Mark.ANNULLED),
    ),
    exceptional=frozenset(
        {
            # what somebody else did: noted when it came
            Step.WRITTEN_DEFENCE,
            Step.COUNCIL_APPEAL,
            Step.COUNCIL_RULING,
            # what the city may do, and need not
            Step.DISCONTINUATION,
            Step.LIFTING,
            Step.REVOCATION,
            Step.CORRECTION,
        }
    ),
    of_others=frozenset({ADVICE_TERM, DEFENCE_TERM, EFFECT_TERM, APPEAL_TERM}),
)
