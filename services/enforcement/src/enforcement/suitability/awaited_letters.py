"""Letters that dossiers of declarations await, by state (handbook §2.9).

A reminder that a declaration ends is a service, of which the office chooses when and to whom: no
dossier awaits it.
"""

from sqlalchemy import and_, true
from sqlmodel import col, func, select

from enforcement.cases.rules import HEARING_MOVED
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.store.awaited import Awaited, AwaitedLetters, last_taken
from enforcement.suitability.rules import EXAMINED, VALID, DossierState, DossierStep
from enforcement.suitability.store import Dossier
from enforcement.suitability.store.changes import Change

K, D, Step = LetterKind, DossierState, DossierStep
DOSSIER_ID = col(Dossier.dossier_id)
HEARABLE = frozenset({D.IN_ADVIES, D.KLAAR_VOOR_BESLISSING, *VALID})
ASSESSED = (
    select(func.max(Change.assessed_at))
    .where(Change.dossier_id == DOSSIER_ID)
    .correlate_except(Change)
    .scalar_subquery()
)
REFUSED_ELSEWHERE = and_(
    col(Dossier.state) == DossierState.GEWEIGERD, col(Dossier.decided_at).is_(None)
)
"""By an investigation into integrity, which has a letter of its own."""
DECIDED = last_taken(DOSSIER_ID, Step.DECISION)
RETAKEN = last_taken(DOSSIER_ID, Step.RETAKE)
LETTERS = (
    Awaited(
        letter=K.AANVULLING,
        states=frozenset({D.ONVOLLEDIG}),
        since=last_taken(DOSSIER_ID, Step.COMPLETENESS),
    ),
    Awaited(
        letter=K.UITNODIGING_HOORZITTING,
        states=HEARABLE,
        when=and_(col(Dossier.defence_until).is_not(None), col(Dossier.hearing_at).is_not(None)),
        since=last_taken(DOSSIER_ID, Step.HEARING_INVITATION),
        by_hand=true(),
    ),
    Awaited(
        letter=K.VERSLAG_HOORZITTING,
        states=HEARABLE,
        when=and_(
            col(Dossier.heard).is_(True),
            last_taken(DOSSIER_ID, Step.HEARING) > col(Dossier.invited_at),
        ),
        since=last_taken(DOSSIER_ID, Step.HEARING, HEARING_MOVED),
        by_hand=true(),
    ),
    Awaited(
        letter=K.BESLISSING,
        states=frozenset({D.TOEGEKEND, D.VOORWAARDELIJK_TOEGEKEND, D.GEWEIGERD}),
        when=and_(DECIDED.is_not(None), col(Dossier.notified_at).is_(None), ~REFUSED_ELSEWHERE),
        since=DECIDED,
    ),
    Awaited(
        letter=K.HERNEMING,
        states=frozenset({*EXAMINED, D.VERNIEUWING_LOPEND}),
        when=and_(RETAKEN.is_not(None), RETAKEN > DECIDED),
        since=RETAKEN,
    ),
    Awaited(letter=K.VERVALLEN, states=frozenset({D.VERVALLEN})),
    Awaited(letter=K.STOPZETTING, states=frozenset({D.STOPGEZET})),
    Awaited(
        letter=K.MELDING_BEOORDEELD,
        states=frozenset({*VALID}),
        when=ASSESSED.is_not(None),
        since=ASSESSED,
    ),
)
AWAITED = AwaitedLetters(
    case_id=DOSSIER_ID,
    number=col(Dossier.number),
    state=col(Dossier.state),
    letters=LETTERS,
)
