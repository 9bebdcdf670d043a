"""Letters that fine cases await, by state (GAS law arts. 16, 18, 25 and 27; DLB art. 177).

To ask the parents for their part (art. 17), to offer an adult mediation (art. 12), and to propose
community service are choices of the city: no case awaits them before somebody chose.
"""

from typing import Any

from sqlalchemy import ColumnElement, DateTime, Select, and_, cast, literal, or_, true
from sqlalchemy import select as select_columns
from sqlmodel import col, func, select

from enforcement.cases.rules import DEFENCE_ANSWER
from enforcement.gas.rules import STARTED, GasState, GasStep
from enforcement.gas.rules.states import ALTERNATIVE, APPEALABLE, IN_DEFENCE
from enforcement.gas.store import DEBT_HEADS, GasCase
from enforcement.hearings.store import Hearing
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import IN_FAVOUR
from enforcement.notifications.store.awaited import (
    TODAY,
    Awaited,
    AwaitedLetters,
    last_taken,
    noted_since,
    still_to_leave,
)
from enforcement.payments.rules.claim import ClaimState
from enforcement.payments.rules.court_costs import CostsDebtor, CostsStep
from enforcement.payments.store.claims import is_late
from enforcement.payments.store.court_costs import CourtCosts

K, G, Step = LetterKind, GasState, GasStep
CASE_ID = col(GasCase.case_id)
MINOR = col(GasCase.minor).is_(True)
NOT_PROSECUTED = and_(
    col(GasCase.prosecution_bars).is_(False),
    or_(col(GasCase.prosecution).is_(None), col(GasCase.prosecution_weighed_on).is_not(None)),
)
UNREASONED = ~noted_since(CASE_ID, DEFENCE_ANSWER, Step.FINE)
"""Fines of before an officer said these reasons with the decision."""
HEARING_PLANNED = (
    select(Hearing.position)
    .where(
        col(Hearing.case_id) == CASE_ID,
        col(Hearing.outcome).is_(None),
        col(Hearing.planned_at).is_not(None),
        col(Hearing.invited_on).is_(None),
    )
    .correlate_except(Hearing)
    .exists()
)


def _is_late(state: ClaimState) -> ColumnElement[bool]:
    """Of a fine: whether it is barred, the claim does not know."""
    unbarred = col(GasCase.prosecution_bars).is_(False)
    return and_(unbarred, is_late(DEBT_HEADS, "gas_case.case_id", state))


def _costs(column: Any) -> Select[Any]:
    """Of the costs that a person still owes, while no bailiff has the judgment."""
    asked = (
        col(CourtCosts.case_id) == CASE_ID,
        col(CourtCosts.owed_by) == CostsDebtor.PERSOON,
        col(CourtCosts.settled_on).is_(None),
        col(CourtCosts.served_on).is_(None),
    )
    return select_columns(column).where(*asked).correlate_except(CourtCosts)


DAY_AFTER = func.timezone("Europe/Brussels", cast(col(CourtCosts.due_on) + 1, DateTime()))
COSTS_LATE_SINCE = _costs(DAY_AFTER).where(col(CourtCosts.due_on) < TODAY).scalar_subquery()
"""When the last day that a letter left was over: costs are asked for once more."""


def _told() -> ColumnElement[bool]:
    return col(GasCase.start_notified_on).is_not(None)


LETTERS = (
    Awaited(
        letter=K.OPSTARTBRIEF,
        states=frozenset({G.GEREGISTREERD}),
        when=and_(col(GasCase.envisaged).is_not(None), NOT_PROSECUTED),
    ),
    Awaited(
        letter=K.OPSTARTBRIEF,
        states=frozenset({*STARTED}),
        when=and_(MINOR, col(GasCase.untold) > 0, NOT_PROSECUTED),
        lacked=True,
    ),
    Awaited(
        letter=K.MELDING_STAFHOUDER,
        states=frozenset({G.GEREGISTREERD, *STARTED}),
        when=and_(
            MINOR, col(GasCase.envisaged).is_not(None), col(GasCase.bar_notified_on).is_(None)
        ),
    ),
    Awaited(
        letter=K.BEMIDDELINGSAANBOD,
        states=frozenset({*IN_DEFENCE}),
        when=and_(MINOR, col(GasCase.mediation_offered_on).is_(None), NOT_PROSECUTED),
    ),
    Awaited(
        letter=K.BEMIDDELINGSAANBOD,
        states=frozenset({G.BEMIDDELING_LOPEND}),
        when=and_(MINOR, col(GasCase.unoffered) > 0, NOT_PROSECUTED),
        lacked=True,
    ),
    Awaited(
        letter=K.GEMEENSCHAPSDIENST,
        states=frozenset({*IN_DEFENCE, G.KLAAR_VOOR_BESLISSING}),
        when=and_(col(GasCase.service_hours).is_not(None), NOT_PROSECUTED),
        since=last_taken(CASE_ID, Step.SERVICE_OFFER),
        by_hand=true(),
    ),
    Awaited(
        letter=K.UITNODIGING_HOORZITTING,
        states=frozenset({G.HOORZITTING_GEPLAND, *ALTERNATIVE}),
        when=HEARING_PLANNED,
        since=last_taken(CASE_ID, Step.HEARING_REQUEST, Step.NEW_INVITATION),
    ),
    Awaited(
        letter=K.VERSLAG_HOORZITTING,
        states=frozenset({G.HOORZITTING_GEHOUDEN}),
        since=last_taken(CASE_ID, Step.HEARING),
        by_hand=true(),
    ),
    Awaited(
        letter=K.UITKOMST_VERWEER,
        states=frozenset({G.GEEN_GELDBOETE, G.WAARSCHUWING}),
        when=col(GasCase.defended).is_(True),
    ),
    Awaited(
        letter=K.AFLOOP,
        states=frozenset({G.GEEN_GELDBOETE, G.WAARSCHUWING}),
        when=and_(col(GasCase.defended).is_(False), _told()),
    ),
    Awaited(
        letter=K.AFLOOP,
        states=frozenset({G.BEMIDDELING_GESLAAGD, G.GEMEENSCHAPSDIENST_VOLBRACHT, G.VERVALLEN}),
        when=_told(),
    ),
    Awaited(
        letter=K.BESLISSING,
        states=frozenset({G.GELDBOETE_OPGELEGD}),
        when=NOT_PROSECUTED,
        by_hand=UNREASONED,
    ),
    Awaited(
        letter=K.BESLISSING,
        states=frozenset({*APPEALABLE} - {G.GELDBOETE_OPGELEGD}),
        when=and_(MINOR, col(GasCase.undecided) > 0, NOT_PROSECUTED),
        by_hand=UNREASONED,
        lacked=True,
    ),
    Awaited(
        letter=K.RECHTZETTING,
        states=frozenset({*APPEALABLE}),
        when=and_(col(GasCase.imposed_amount).is_not(None), col(GasCase.uncorrected) > 0),
        since=last_taken(CASE_ID, Step.CORRECTION),
    ),
    Awaited(letter=K.INTREKKING, states=frozenset({G.INGETROKKEN})),
    Awaited(
        letter=K.HERINNERING,
        states=frozenset({G.TE_BETALEN}),
        when=_is_late(ClaimState.TE_BETALEN),
    ),
    Awaited(
        letter=K.AANMANING,
        states=frozenset({G.TE_BETALEN}),
        when=_is_late(ClaimState.HERINNERD),
    ),
    Awaited(
        letter=K.GERECHTSKOSTEN,
        states=frozenset({*APPEALABLE, G.VERNIETIGD}),
        when=_costs(CourtCosts.case_id).exists(),
        since=func.greatest(last_taken(CASE_ID, CostsStep.OWED_BY_PERSON), COSTS_LATE_SINCE),
    ),
)
AWAITED = AwaitedLetters(
    case_id=CASE_ID,
    number=col(GasCase.number),
    state=col(GasCase.state),
    held=col(GasCase.on_hold).is_(True),
    minor=func.coalesce(col(GasCase.minor), literal(False)),
    letters=LETTERS,
)
LAST_WORD_DUE = still_to_leave(AWAITED, col(GasCase.closed_at), IN_FAVOUR)
"""SQL for the ids of cases whose person has yet to be told that nothing is to be paid."""
