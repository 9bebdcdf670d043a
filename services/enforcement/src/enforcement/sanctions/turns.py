"""Turns in the sanction procedure (handbook §2.7)."""

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Function
from contracts.codes import DecidingBody
from enforcement.cases.turns import Elsewhere, Mark, Turn, Turns, hearing_has_come
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.council_of_state.turns import council_turns
from enforcement.functions import BODIES, CASE_WORKERS, COLLEGE
from enforcement.sanctions.agenda import deciding_body
from enforcement.sanctions.repeat import warned_before
from enforcement.sanctions.rules import DEFENCE_TERM, SANCTION, SanctionState, SanctionStep
from enforcement.sanctions.rules.states import DEFENDED, HANDLED, PROPOSED, WARNING_TERM
from enforcement.sanctions.store import SanctionCase
from enforcement.sanctions.warn import is_on_its_way

S, Step = SanctionState, SanctionStep
WORKER = frozenset({Function.DOSSIERBEHANDELAAR_BH})
LAWYER = frozenset({Function.JURIST_BH})


async def _body_today(tx: Transaction, case: SanctionCase) -> DecidingBody | None:
    return await deciding_body(tx, case, city_day(tx.now))


async def _body_that_decided(_tx: Transaction, case: SanctionCase) -> DecidingBody | None:
    return DecidingBody(case.deciding_body) if case.deciding_body else None


async def _link_first(tx: Transaction, case: SanctionCase) -> Elsewhere | None:
    """A finding that may follow an earlier warning is linked in the case of that warning."""
    before = await warned_before(tx, case)
    return None if before is None else Elsewhere(before.case_id, Step.NEXT_FINDING)


async def _warning_left(tx: Transaction, case: SanctionCase) -> bool:
    return await is_on_its_way(tx, case.case_id)


TURNS = Turns(
    owed=(
        Turn(by=LAWYER, states=(S.OPGESCHORT_OVERLEG,), steps=(Step.RELEASE,)),
        Turn(
            by=WORKER,
            states=(S.VASTSTELLING_ONTVANGEN,),
            steps=(Step.PV_NOTIFICATION,),
            first=_link_first,
        ),
        Turn(
            by=WORKER,
            states=(S.PV_TER_KENNIS_GEBRACHT,),
            steps=(Step.WARNING,),
            first=_link_first,
            under_way=_warning_left,
        ),
        Turn(by=WORKER, states=(S.VOLGENDE_VASTSTELLING,), steps=(Step.HEARING_INVITATION,)),
        Turn(
            by=CASE_WORKERS,
            states=(S.HOORZITTING_UITGENODIGD,),
            steps=(Step.HEARING, Step.NO_DEFENCE),
            over=DEFENCE_TERM,
            when=hearing_has_come,
        ),
        Turn(by=LAWYER, states=DEFENDED, steps=(Step.PROPOSAL,)),
        Turn(by=BODIES, states=PROPOSED, steps=(Step.DECISION,), body=_body_today),
        Turn(by=COLLEGE | WORKER, states=(S.BESLIST,), steps=(Step.NOTIFICATION,)),
        Turn(by=LAWYER, states=(S.UITVOERING_GECONTROLEERD,), steps=(Step.SEQUEL,)),
        *council_turns(CASE_WORKERS, SANCTION),
        # Annulled: the body decides anew, or the case ends.
        Turn(
            by=BODIES,
            states=(*HANDLED, S.IN_UITVOERING),
            steps=(Step.RETAKE,),
            only=Mark.ANNULLED,
            body=_body_that_decided,
        ),
        Turn(by=CASE_WORKERS, states=HANDLED, steps=(Step.CLOSING,), only=Mark.ANNULLED),
    ),
    exceptional=frozenset(
        {
            # what the police, an owner or the Council of State did: noted when it came
            Step.NEXT_FINDING,
            Step.WRITTEN_DEFENCE,
            Step.COUNCIL_APPEAL,
            Step.COUNCIL_RULING,
            # what the city may do, and need not
            Step.AGENDA,
            Step.ADJOURNMENT,
            Step.RETURN,
            Step.EXECUTION_CHECK_REQUEST,
            Step.EXECUTION_CHECK_WITHDRAWAL,
            Step.REOPENING,
            Step.CORRECTION,
        }
    ),
    of_others=frozenset({WARNING_TERM, DEFENCE_TERM, APPEAL_TERM}),
)
