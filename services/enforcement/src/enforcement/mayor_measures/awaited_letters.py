"""Letters that measures of the mayor await, by state (NGW arts. 133-135; handbook §2.8)."""

from sqlalchemy import and_, false, true
from sqlmodel import col, select

from enforcement.cases.rules import DEFENCE_ANSWER
from enforcement.mayor_measures.rules.states import (
    ENDED,
    NOTIFIED,
    ORDERED,
    MeasureState,
    MeasureStep,
)
from enforcement.mayor_measures.store import MayorMeasure, MeasureForfeit
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.store.awaited import (
    Awaited,
    AwaitedLetters,
    last_taken,
    noted_since,
)
from enforcement.notifications.store.ended import awaited_when_ended

K, M, Step = LetterKind, MeasureState, MeasureStep
CASE_ID = col(MayorMeasure.case_id)
UNASKED = (
    select(MeasureForfeit.forfeit_id)
    .where(
        MeasureForfeit.case_id == CASE_ID,
        col(MeasureForfeit.told_on).is_(None),
        col(MeasureForfeit.amount_cents) > 0,
        col(MeasureForfeit.collected_on).is_(None),
        col(MeasureForfeit.given_up).is_(False),
    )
    .correlate_except(MeasureForfeit)
    .exists()
)
LETTERS = (
    Awaited(
        letter=K.UITNODIGING_HOORZITTING,
        states=frozenset({M.UITGENODIGD, *ORDERED}),
        when=and_(col(MayorMeasure.hearing_at).is_not(None), col(MayorMeasure.heard).is_(False)),
        since=last_taken(CASE_ID, Step.HEARING_INVITATION),
        by_hand=true(),
    ),
    # Whoever was heard gets the answer that the mayor gave (law of 29 July 1991); an order that
    # could not wait, and its renewal, has none.
    Awaited(
        letter=K.BESLISSING,
        states=frozenset({M.ONDERTEKEND, *NOTIFIED}),
        when=col(MayorMeasure.pending).is_(True),
        since=last_taken(CASE_ID, Step.ORDER, Step.RENEWAL),
        by_hand=and_(
            col(MayorMeasure.heard).is_(True),
            ~noted_since(CASE_ID, DEFENCE_ANSWER, Step.ORDER, Step.RENEWAL),
        ),
    ),
    Awaited(
        letter=K.DWANGMIDDEL,
        states=frozenset({*NOTIFIED}),
        when=col(MayorMeasure.means_pending).is_(True),
        since=last_taken(CASE_ID, Step.ENFORCEMENT),
    ),
    Awaited(
        letter=K.DWANGSOM_VERBEURD,
        states=frozenset({*NOTIFIED, *ENDED}),
        when=UNASKED,
        since=last_taken(CASE_ID, Step.FORFEITURE),
    ),
    awaited_when_ended(CASE_ID, frozenset(M), by_hand=false()),
)
AWAITED = AwaitedLetters(
    case_id=CASE_ID,
    number=col(MayorMeasure.number),
    state=col(MayorMeasure.state),
    letters=LETTERS,
)
