"""Letters that integrity investigations await, by state (NGW art. 119ter §§8, 11 and 13)."""

from sqlalchemy import and_, or_, true
from sqlmodel import col

from contracts.codes import CouncilRuling
from enforcement.integrity_investigations.rules import IntegrityState, IntegrityStep, Measure
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.store.awaited import Awaited, AwaitedLetters, last_taken
from enforcement.notifications.store.ended import awaited_when_ended

K, State, Step = LetterKind, IntegrityState, IntegrityStep
CASE_ID = col(IntegrityInvestigation.case_id)
NO_MEASURE = col(IntegrityInvestigation.decided) == Measure.GEEN_MAATREGEL
TAKEN_BACK = and_(
    NO_MEASURE.is_not(True),
    col(IntegrityInvestigation.lifted_at).is_(None),
    col(IntegrityInvestigation.ruling).is_distinct_from(CouncilRuling.VERNIETIGING),
)
"""By the college, for reasons that somebody writes into the letter."""
LETTERS = (
    Awaited(
        letter=K.UITNODIGING_HOORZITTING,
        states=frozenset({State.UITGENODIGD}),
        when=col(IntegrityInvestigation.hearing_at).is_not(None),
        since=last_taken(CASE_ID, Step.HEARING_INVITATION),
        by_hand=true(),
    ),
    Awaited(
        letter=K.BESLISSING,
        states=frozenset({State.BESLIST}),
        when=col(IntegrityInvestigation.undone_at).is_(None),
        since=last_taken(CASE_ID, Step.DECISION),
        by_hand=col(IntegrityInvestigation.defence_answer).is_(None),
    ),
    Awaited(
        letter=K.AFLOOP,
        states=frozenset({State.TER_KENNIS_GEBRACHT, State.IN_WERKING, State.AFGESLOTEN}),
        when=or_(
            NO_MEASURE,
            col(IntegrityInvestigation.lifted_at).is_not(None),
            col(IntegrityInvestigation.undone_at).is_not(None),
        ),
        by_hand=TAKEN_BACK,
    ),
    awaited_when_ended(CASE_ID, frozenset(State), by_hand=true()),
)
AWAITED = AwaitedLetters(
    case_id=CASE_ID,
    number=col(IntegrityInvestigation.number),
    state=col(IntegrityInvestigation.state),
    letters=LETTERS,
)
