"""Turns in a declaration of suitability (handbook §2.1): the office prepares and visits, the
college decides."""

from enforcement.cases.turns import Turn, Turns, hearing_has_come
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.council_of_state.turns import council_turns
from enforcement.functions import CASE_WORKERS, COLLEGE, OFFICE
from enforcement.suitability.rules import (
    COMPLETION_TERM,
    CONDITIONS_TERM,
    DECISION_TERM,
    DEFENCE_TERM,
    SUITABILITY,
    VALID,
    VALIDITY_TERM,
    VISIT_TERM,
    DossierState,
    DossierStep,
)
from enforcement.suitability.rules.codes import ADVICE_TERM

S, Step = DossierState, DossierStep
DECISION = (DECISION_TERM,)

TURNS = Turns(
    owed=(
        Turn(by=OFFICE, states=(S.INGEDIEND,), steps=(Step.COMPLETENESS,)),
        Turn(
            by=OFFICE,
            states=(S.ONVOLLEDIG,),
            steps=(Step.COMPLETENESS, Step.DISCONTINUATION),
            over=COMPLETION_TERM,
        ),
        Turn(by=OFFICE, states=(S.VOLLEDIG,), steps=(Step.ADVICE_REQUESTS,), within=DECISION),
        Turn(
            by=OFFICE,
            states=(S.VERNIEUWING_LOPEND,),
            steps=(Step.ADVICE_REQUESTS,),
            within=DECISION,
            when=lambda file, _today: not file.advices_requested,
        ),
        Turn(
            by=OFFICE,
            states=(S.VERNIEUWING_LOPEND,),
            steps=(Step.VISITS,),
            within=DECISION,
            when=lambda file, _today: not file.visited,
        ),
        # A service that is late keeps nobody waiting: the office may say what it knows.
        Turn(
            by=OFFICE,
            states=(S.IN_ADVIES, S.VERNIEUWING_LOPEND),
            steps=(Step.ADVICES,),
            nearing=DECISION_TERM,
            when=lambda file, _today: file.advices_awaited > 0,
        ),
        Turn(
            by=OFFICE,
            states=(S.IN_ADVIES, S.KLAAR_VOOR_BESLISSING, *VALID),
            steps=(Step.HEARING, Step.NO_DEFENCE),
            within=DECISION,
            over=DEFENCE_TERM,
            when=lambda file, today: (
                not file.heard and (file.hearing_on is None or hearing_has_come(file, today))
            ),
        ),
        Turn(
            by=COLLEGE,
            states=(S.KLAAR_VOOR_BESLISSING, S.VERNIEUWING_LOPEND),
            steps=(Step.DECISION,),
            within=DECISION,
        ),
        Turn(by=OFFICE, states=VALID, steps=(Step.VISITS,), nearing=VISIT_TERM),
        Turn(
            by=OFFICE,
            states=(S.VOORWAARDELIJK_TOEGEKEND, S.VERNIEUWING_LOPEND),
            steps=(Step.CONDITIONS_MET,),
            nearing=CONDITIONS_TERM,
        ),
        *council_turns(CASE_WORKERS, SUITABILITY),
    ),
    exceptional=frozenset(
        {
            # what an owner or the Council of State did: noted when it came
            Step.WRITTEN_DEFENCE,
            Step.RENEWAL,
            Step.CHANGES,
            Step.CHANGE_ASSESSMENT,
            Step.APPLICATION_WITHDRAWAL,
            Step.RELINQUISHMENT,
            Step.COUNCIL_APPEAL,
            Step.COUNCIL_RULING,
            # what the city may do, and need not
            Step.HEARING_INVITATION,
            Step.LIFTING,
            Step.RETAKE,
            Step.CORRECTION,
        }
    ),
    of_others=frozenset({COMPLETION_TERM, ADVICE_TERM, DEFENCE_TERM, VALIDITY_TERM, APPEAL_TERM}),
)
"""An advice waits for its service, on the first page of that one."""
