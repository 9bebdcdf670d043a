"""Keep what is paid before a fine is final: it counts on the day on which its claim opens.

A decision names its reference and its amount, so that whoever pays at once does what it asks. The
money waits with the case, whether an appeal follows or not; a fine that falls gives it back.
"""

from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.payments import book
from enforcement.payments.open_claim import open_to_give_back
from enforcement.payments.rules.balance import (
    TAKEN_BACK,
    BookingKind,
    check_amount,
    check_undo,
    standing_of_line,
)
from enforcement.payments.store import bookings, claims, debts, statements

PAID_AHEAD = "paid-ahead"
AHEAD_UNDONE = "paid-ahead-undone"


async def receive(
    tx: Transaction, case_id: UUID, amount_cents: int, paid_on: date, by: By, *, line_id: UUID
) -> None:
    """A payment of a fine that was decided, in whatever state it is. Raises ``RefusedError``.

    The case is locked first, so that a claim which opens at the same time waits or is seen.
    """
    if await claims.find(tx, case_id) is None:
        case = await debts.lock_fine(tx, case_id)
        if await claims.find_now(tx, case_id) is None:
            if case.runs:
                check_amount("amountCents", amount_cents)
                kind = BookingKind.BETALING
                bookings.add(tx, case_id, kind, amount_cents, paid_on, by, line_id=line_id)
                timeline.note(tx, case_id, PAID_AHEAD, (case.state, case.state), by)
                await give_back_excess(tx, case_id, case.amount_cents)
                return
            await open_to_give_back(tx, case_id)
    await book.register_payment(tx, case_id, amount_cents, paid_on, by, line_id=line_id)


async def take_back(
    tx: Transaction, case_id: UUID, amount_cents: int, paid_on: date, by: By, *, line_id: UUID
) -> None:
    """The bank took back what was paid ahead. Raises ``FieldRefusedError``."""
    case = await debts.lock_fine(tx, case_id)
    if amount_cents > await received(tx, case_id):
        raise FieldRefusedError("claim", lazy("Zoveel is er op deze boete niet betaald."))
    kind, reason = BookingKind.TERUGBETALING, TAKEN_BACK
    bookings.add(tx, case_id, kind, -amount_cents, paid_on, by, line_id=line_id, reason=reason)
    timeline.note(tx, case_id, AHEAD_UNDONE, (case.state, case.state), by, reason=reason)


async def undo(tx: Transaction, case_id: UUID, line_id: UUID, reason: str, by: By) -> None:
    """Book back what a line was booked for by mistake; the line is to be looked at anew."""
    case = await debts.lock_fine(tx, case_id)
    rows = await bookings.of_case(tx, case_id)
    wrong = standing_of_line(rows, line_id)
    check_undo(sum(booking.amount_cents for booking in rows), wrong)
    bookings.add(
        tx,
        case_id,
        BookingKind.CORRECTIE,
        -wrong.amount_cents,
        city_day(tx.now),
        by,
        undoes=wrong.booking_id,
        reason=reason,
        line_id=line_id,
    )
    timeline.note(tx, case_id, AHEAD_UNDONE, (case.state, case.state), by, reason=reason)
    await statements.reopen(tx, line_id)


async def received(tx: Transaction, case_id: UUID) -> int:
    """Cents that came in for a case so far."""
    return sum(booking.amount_cents for booking in await bookings.of_case(tx, case_id))


async def waiting(tx: Transaction, case_id: UUID) -> int:
    """Cents that wait for a claim; none once it is open, since its balance has them."""
    return 0 if await claims.find(tx, case_id) is not None else await received(tx, case_id)


async def give_back(tx: Transaction, case_id: UUID) -> None:
    """A fine fell before it was final: what was paid ahead is a credit that finance gives back."""
    if await waiting(tx, case_id):
        await open_to_give_back(tx, case_id)


async def give_back_excess(tx: Transaction, case_id: UUID, owed_cents: int) -> None:
    """More was paid ahead than the fine is now: finance gives the rest back at once, whatever
    becomes of the fine.
    """
    if await waiting(tx, case_id) > owed_cents:
        await open_to_give_back(tx, case_id, owed_cents)
