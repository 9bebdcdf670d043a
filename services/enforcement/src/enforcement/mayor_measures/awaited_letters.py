"""Letters that measures of the mayor await, by state (NGW arts. 133-135; handbook §2.8)."""

from sqlalchemy import and_, false, true
from sqlmodel import col

from enforcement.cases.rules import DEFENCE_ANSWER
from enforcement.mayor_measures.rules.states import NOTIFIED, ORDERED, MeasureState, MeasureStep
from enforcement.mayor_measures.store import MayorMeasure
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
    awaited_when_ended(CASE_ID, frozenset(M), by_hand=false()),
)
AWAITED = AwaitedLetters(
    case_id=CASE_ID,
    number=col(MayorMeasure.number),
    state=col(MayorMeasure.state),
    letters=LETTERS,
)
