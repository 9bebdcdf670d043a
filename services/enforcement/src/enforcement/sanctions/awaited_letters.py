"""Letters that sanction cases await, by state (GAS law art. 45; handbook §2.7)."""

from sqlalchemy import ColumnElement, false, true
from sqlmodel import col, func, select

from enforcement.cases.rules import DEFENCE_ANSWER, HEARING_MOVED
from enforcement.cases.store.timeline import TimelineEntry
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.store.awaited import (
    Awaited,
    AwaitedLetters,
    last_taken,
    noted_since,
)
from enforcement.notifications.store.ended import awaited_when_ended
from enforcement.sanctions.rules import SanctionState, SanctionStep
from enforcement.sanctions.rules.states import IN_FORCE, PROPOSED
from enforcement.sanctions.store import SanctionCase

K, S, Step = LetterKind, SanctionState, SanctionStep
CASE_ID = col(SanctionCase.case_id)


def _is_invited_anew() -> ColumnElement[bool]:
    times = select(func.count()).where(
        TimelineEntry.case_id == CASE_ID, TimelineEntry.step == str(Step.HEARING_INVITATION)
    )
    return times.correlate_except(TimelineEntry).scalar_subquery() > 1


def _invitation(letter: LetterKind, when: ColumnElement[bool]) -> Awaited:
    return Awaited(
        letter=letter,
        states=frozenset({S.HOORZITTING_UITGENODIGD}),
        when=when,
        since=last_taken(CASE_ID, Step.HEARING_INVITATION),
        by_hand=true(),
    )


LETTERS = (
    Awaited(
        letter=K.WAARSCHUWING,
        states=frozenset({S.PV_TER_KENNIS_GEBRACHT}),
        when=col(SanctionCase.warned_at).is_(None),
        by_hand=true(),
    ),
    _invitation(K.UITNODIGING_HOORZITTING, ~_is_invited_anew()),
    _invitation(K.UITNODIGING_OPNIEUW, _is_invited_anew()),
    Awaited(
        letter=K.VERSLAG_HOORZITTING,
        states=frozenset({S.HOORZITTING_GEHOUDEN}),
        when=col(SanctionCase.heard).is_(True),
        since=last_taken(CASE_ID, Step.HEARING, HEARING_MOVED),
        by_hand=true(),
    ),
    Awaited(
        letter=K.VERSLAG_HOORZITTING,
        states=frozenset({*PROPOSED}),
        when=last_taken(CASE_ID, HEARING_MOVED) > last_taken(CASE_ID, Step.HEARING),
        since=last_taken(CASE_ID, HEARING_MOVED),
        by_hand=true(),
    ),
    Awaited(
        letter=K.VOORSTEL,
        states=frozenset({S.ADVIES_OPGEMAAKT}),
        since=last_taken(CASE_ID, Step.PROPOSAL),
    ),
    Awaited(
        letter=K.BESLISSING,
        states=frozenset({S.BESLIST}),
        since=last_taken(CASE_ID, Step.DECISION),
        by_hand=~noted_since(CASE_ID, DEFENCE_ANSWER, Step.DECISION),
    ),
    Awaited(
        letter=K.OPHEFFING,
        states=frozenset({*IN_FORCE}),
        when=col(SanctionCase.reopened_at).is_not(None),
        since=last_taken(CASE_ID, Step.REOPENING),
    ),
    awaited_when_ended(CASE_ID, frozenset(S), by_hand=false()),
)
AWAITED = AwaitedLetters(
    case_id=CASE_ID,
    number=col(SanctionCase.number),
    state=col(SanctionCase.state),
    letters=LETTERS,
)
