"""Letters that street bans await, by state (NGW art. 134sexies §§2-4)."""

from sqlalchemy import and_, false, true
from sqlmodel import col

from enforcement.cases.rules import DEFENCE_ANSWER
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.store.awaited import (
    Awaited,
    AwaitedLetters,
    last_taken,
    noted_since,
)
from enforcement.notifications.store.ended import awaited_when_ended
from enforcement.street_bans.rules import BanState, BanStep
from enforcement.street_bans.store import StreetBanCase

K, B, Step = LetterKind, BanState, BanStep
CASE_ID = col(StreetBanCase.case_id)
LETTERS = (
    Awaited(
        letter=K.WAARSCHUWING,
        states=frozenset({B.VOORSTEL}),
        when=and_(col(StreetBanCase.warned_at).is_(None), col(StreetBanCase.skipped).is_(None)),
        by_hand=true(),
    ),
    Awaited(
        letter=K.UITNODIGING_HOORZITTING,
        states=frozenset({B.UITGENODIGD, B.ACTIEF}),
        when=and_(col(StreetBanCase.hearing_at).is_not(None), col(StreetBanCase.heard).is_(False)),
        since=last_taken(CASE_ID, Step.HEARING_INVITATION),
        by_hand=true(),
    ),
    Awaited(
        letter=K.BESLISSING,
        states=frozenset({B.BEVOLEN}),
        since=last_taken(CASE_ID, Step.ORDER, Step.RENEWAL),
        by_hand=~noted_since(CASE_ID, DEFENCE_ANSWER, Step.ORDER, Step.RENEWAL),
    ),
    awaited_when_ended(CASE_ID, frozenset(B), by_hand=false()),
)
AWAITED = AwaitedLetters(
    case_id=CASE_ID,
    number=col(StreetBanCase.number),
    state=col(StreetBanCase.state),
    held=col(StreetBanCase.on_hold).is_(True),
    letters=LETTERS,
)
