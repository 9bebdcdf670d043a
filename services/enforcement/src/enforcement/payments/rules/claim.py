"""The claim of a final fine: from the day that it must be paid to paid, written off or prescribed.

GAS law arts. 33 and 43; for forced collection the decree on local government art. 177, 2°: a
registered notice first, then the visa of the college, then the bailiff. Each step is a person's.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from chassis.messages import lazy
from chassis.refusals import NotFoundError
from enforcement.cases.rules import Attempt, Procedure

PAYMENT_TERM = "gas.payment_days"
PRESCRIPTION_TERM = "gas.fine_prescription_years"
PRESCRIPTION_BASIS = "law:2013-06-24:43"
COLLECTION_BASIS = "decree:2017-12-22:177"
GRACE_DAYS = 14
"""Days that a reminder, and a notice after it, leave to pay: policy of the city, no law."""


class ClaimState(StrEnum):
    TE_BETALEN = "te_betalen"
    HERINNERD = "herinnerd"
    AANGEMAAND = "aangemaand"
    VISUM_COLLEGE = "visum_college"
    BETEKEND = "betekend"
    BETAALD = "betaald"
    ONINBAAR = "oninbaar"
    VERJAARD = "verjaard"


class ClaimStep(StrEnum):
    REMINDER = "payment-reminder"
    NOTICE = "formal-notice"
    VISA = "college-visa"
    SERVICE = "service-of-writ"
    INTERRUPTION = "prescription-interrupted"
    WRITE_OFF = "write-off"
    PRESCRIPTION = "prescription"
    PAID = "claim-paid"
    REOPENING = "claim-reopened"


S, Step = ClaimState, ClaimStep
OPEN = (S.TE_BETALEN, S.HERINNERD, S.AANGEMAAND, S.VISUM_COLLEGE, S.BETEKEND)
"""Claims of which something is still to be paid, and somebody still has to do something."""
COLLECTED = (S.VISUM_COLLEGE, S.BETEKEND)
REMINDED = (S.HERINNERD, S.AANGEMAAND, *COLLECTED)
GIVEN_UP = (S.ONINBAAR, S.VERJAARD)
"""Nobody asks for the money any more."""
ENDS = (S.BETAALD, *GIVEN_UP)
ASKED_FOR = (S.TE_BETALEN, S.HERINNERD, S.AANGEMAAND)
"""The next step waits until the last day that the one before left."""


@dataclass(frozen=True, slots=True)
class DueFine:
    """A final fine: the amount that is due, and the first day on which it is enforceable.

    ``asked_from`` is the day from which its days to pay run: not before a hold ended, somebody
    weighed a prosecution of the same facts, or noted the judgment: who is told later is late later.
    ``prescribes_from`` is the day from which it was enforceable by law, whether an amount was
    corrected since or not (art. 43).
    """

    case_id: UUID
    amount_cents: int
    due_from: date
    asked_from: date
    prescribes_from: date


class ClaimNotFoundError(NotFoundError):
    """There is no claim for this case: its fine is not final, or it has none."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze vordering"))


class BookingNotFoundError(NotFoundError):
    """The claim has no booking with this id."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze boeking"))


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """``waits_until`` is the last day that the latest letter leaves to pay.

    ``plan_kept``: instalments were agreed and none was missed. ``amount_untold``: somebody has
    another amount in hand than the fine has now.
    """

    state: ClaimState
    due_on: date
    prescribes_on: date
    waits_until: date
    outstanding_cents: int
    plan_kept: bool
    appeal_runs: bool
    on_hold: bool
    amount_untold: bool = False


def owes_something(file: ClaimFile, _attempt: Attempt) -> str | None:
    if file.outstanding_cents <= 0:
        return lazy("Van deze boete is niets meer te betalen.")
    return None


def is_not_held(file: ClaimFile, _attempt: Attempt) -> str | None:
    if file.on_hold:
        return lazy("Het dossier is opgeschort. De invordering wacht.")
    return None


def appeal_is_over(file: ClaimFile, _attempt: Attempt) -> str | None:
    if file.appeal_runs:
        return lazy("Er loopt beroep tegen deze boete. De invordering wacht.")
    return None


def amount_is_told(file: ClaimFile, _attempt: Attempt) -> str | None:
    if file.amount_untold:
        return lazy(
            "Nog niet iedereen kreeg de brief over het juiste bedrag. De invordering wacht."
        )
    return None


def no_plan_is_kept(file: ClaimFile, _attempt: Attempt) -> str | None:
    if file.plan_kept:
        return lazy("Er loopt een afbetalingsplan dat gevolgd wordt. De invordering wacht.")
    return None


def is_late(file: ClaimFile, attempt: Attempt) -> str | None:
    if attempt.today <= file.waits_until:
        return lazy("Er kan nog op tijd betaald worden. Wacht tot na de laatste dag.")
    return None


def is_not_prescribed(file: ClaimFile, attempt: Attempt) -> str | None:
    if attempt.today > file.prescribes_on:
        return lazy("Deze boete is verjaard. Ze kan niet meer ingevorderd worden.")
    return None


def is_prescribed(file: ClaimFile, attempt: Attempt) -> str | None:
    if attempt.today <= file.prescribes_on:
        return lazy("Deze boete is nog niet verjaard.")
    return None


def is_paid(file: ClaimFile, _attempt: Attempt) -> str | None:
    if file.outstanding_cents > 0:
        return lazy("Deze boete is nog niet helemaal betaald.")
    return None


_COLLECT = (
    owes_something,
    is_not_held,
    appeal_is_over,
    amount_is_told,
    no_plan_is_kept,
    is_not_prescribed,
    is_late,
)

CLAIM: Procedure[ClaimState, ClaimStep, ClaimFile] = Procedure(
    transitions={
        (S.TE_BETALEN, Step.REMINDER): S.HERINNERD,
        (S.HERINNERD, Step.NOTICE): S.AANGEMAAND,
        (S.AANGEMAAND, Step.VISA): S.VISUM_COLLEGE,
        (S.VISUM_COLLEGE, Step.SERVICE): S.BETEKEND,
        # A claim stays where it is when the five years begin anew.
        **{(state, Step.INTERRUPTION): state for state in OPEN},
        **{(state, Step.WRITE_OFF): S.ONINBAAR for state in OPEN},
        **{(state, Step.PRESCRIPTION): S.VERJAARD for state in OPEN},
        # Money may come after the city gave up: it is kept, and never asked for.
        **{(state, Step.PAID): S.BETAALD for state in (*OPEN, *GIVEN_UP)},
        (S.BETAALD, Step.REOPENING): {str(state): state for state in S if state is not S.BETAALD},
    },
    guards={
        Step.REMINDER: _COLLECT,
        Step.NOTICE: _COLLECT,
        Step.VISA: _COLLECT,
        Step.SERVICE: _COLLECT,
        Step.INTERRUPTION: (is_not_prescribed,),
        # Who waits for consultation may prove to be a victim: then the fine is withdrawn.
        Step.WRITE_OFF: (is_not_held,),
        Step.PRESCRIPTION: (is_prescribed,),
        Step.PAID: (is_paid,),
    },
    automatic=frozenset({Step.PAID, Step.REOPENING}),
)


def waits_until(due_on: date, asked_on: date | None) -> date:
    """The last day to pay before the next step: of the term, which a hold moves, or of the letter
    that came last.
    """
    return due_on if asked_on is None else max(due_on, asked_on + timedelta(days=GRACE_DAYS))
