"""Turns in a measure of the mayor (handbook §2.8)."""

from datetime import date, timedelta

from chassis.db import Transaction
from contracts.codes import OrderMeans
from enforcement.cases.store import timeline
from enforcement.cases.turns import Mark, Turn, Turns, hearing_has_come
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.council_of_state.turns import council_turns
from enforcement.functions import CASE_WORKERS, COLLEGE, MAYOR
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.guards import MeasureFile
from enforcement.mayor_measures.rules.law import (
    COUNCIL_NOTICE,
    NOTICE_TERM,
    PENALTY_TERM,
    RENEWABLE,
)
from enforcement.mayor_measures.rules.procedure import MEASURE
from enforcement.mayor_measures.rules.states import (
    ENDED,
    HEARD,
    NOTIFIED,
    ORDERED,
    MeasureState,
    MeasureStep,
)
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.mayor_measures.tell_means import is_under_way
from enforcement.meetings.next_meeting import ENTER_MEETING
from enforcement.meetings.rules import CONFIRMATION_TERM

S, Step = MeasureState, MeasureStep
CALLED_BEFORE = timedelta(days=14)
"""So long before its end the mayor's cabinet is asked whether to renew a closure for trafficking
(``mayor.closure_trafficking_max_months``), or to let it end."""


def _ends_soon(file: MeasureFile, today: date) -> bool:
    """An order that the law renews, and that is about to end."""
    ends_soon = file.until is not None and today >= file.until - CALLED_BEFORE
    return ends_soon and file.basis in RENEWABLE


def _was_disrespected(file: MeasureFile, _today: date) -> bool:
    return file.complied is False


async def _may_claim(tx: Transaction, case: MayorMeasure) -> bool:
    """A penalty that was told runs, and nothing was claimed since the police looked."""
    told = any(
        each.means is OrderMeans.DWANGSOM and each.notified_on is not None
        for each in await store.means(tx, case)
    )
    seen = await timeline.latest(tx, case.case_id, Step.EXECUTION_CHECKED)
    claimed = await timeline.latest(tx, case.case_id, Step.FORFEITURE)
    return told and (claimed is None or (seen is not None and claimed < seen))


async def _nothing_enforces(tx: Transaction, case: MayorMeasure) -> bool:
    return not await store.means(tx, case)


TURNS = Turns(
    owed=(
        Turn(by=CASE_WORKERS, states=(S.ERNSTIGE_AANWIJZINGEN,), steps=(Step.CONSULTATION,)),
        Turn(
            by=CASE_WORKERS,
            states=(S.VOORSTEL, S.OVERLEG_GERECHTELIJK),
            steps=(Step.HEARING_INVITATION,),
        ),
        # After an order that could not wait, the hearing is still to come.
        Turn(
            by=CASE_WORKERS,
            states=(S.UITGENODIGD, *ORDERED),
            steps=(Step.HEARING, Step.ABSENCE),
            over=NOTICE_TERM,
            when=lambda file, today: not file.heard and hearing_has_come(file, today),
        ),
        Turn(by=CASE_WORKERS, states=HEARD, steps=(Step.PROPOSAL,)),
        Turn(by=MAYOR, states=(S.BEVEL_OPGESTELD,), steps=(Step.ORDER,)),
        # A renewal, which is an order of its own, as well.
        Turn(by=CASE_WORKERS, states=ORDERED, steps=(Step.NOTIFICATION,)),
        Turn(
            by=COLLEGE,
            states=ORDERED,
            steps=(Step.CONFIRMATION, Step.REFUSAL),
            nearing=CONFIRMATION_TERM,
        ),
        Turn(
            by=COLLEGE,
            states=ORDERED,
            steps=(Step.CONFIRMATION, Step.REFUSAL),
            only=Mark.NO_MEETING,
            page=ENTER_MEETING,
        ),
        Turn(
            by=COLLEGE,
            states=(*ORDERED, *ENDED),
            steps=(Step.COUNCIL_NOTICE,),
            nearing=COUNCIL_NOTICE,
        ),
        Turn(
            by=CASE_WORKERS,
            states=(*NOTIFIED, *ENDED),
            steps=(Step.COLLECTION,),
            nearing=PENALTY_TERM,
        ),
        Turn(
            by=CASE_WORKERS,
            states=NOTIFIED,
            steps=(Step.MEANS_NOTIFICATION,),
            under_way=is_under_way,
        ),
        # The police saw that the order is not respected.
        Turn(
            by=CASE_WORKERS,
            states=(S.UITVOERING_GECONTROLEERD,),
            steps=(Step.FORFEITURE,),
            when=_was_disrespected,
            asked=_may_claim,
        ),
        Turn(
            by=MAYOR,
            states=(S.UITVOERING_GECONTROLEERD,),
            steps=(Step.ENFORCEMENT,),
            when=_was_disrespected,
            asked=_nothing_enforces,
        ),
        Turn(by=MAYOR, states=NOTIFIED, steps=(Step.RENEWAL,), when=_ends_soon),
        *council_turns(CASE_WORKERS, MEASURE),
        # Annulled: the mayor orders anew, or the case ends.
        Turn(by=MAYOR, states=(*ORDERED, *ENDED), steps=(Step.RETAKE,), only=Mark.ANNULLED),
        Turn(by=CASE_WORKERS, states=ENDED, steps=(Step.CLOSING,), only=Mark.ANNULLED),
    ),
    exceptional=frozenset(
        {
            # what somebody else did: noted when it came
            Step.WRITTEN_DEFENCE,
            Step.COUNCIL_APPEAL,
            Step.COUNCIL_RULING,
            # what the city may do, and need not
            Step.EXECUTION_CHECK_REQUEST,
            Step.LIFTING,
            Step.CORRECTION,
        }
    ),
    of_others=frozenset({NOTICE_TERM, APPEAL_TERM}),
)
