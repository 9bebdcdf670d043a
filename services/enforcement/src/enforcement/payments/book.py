"""Book money on a claim: a payment, a correction, what goes back, or what the bank takes back."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.enforcement import GasPaymentReceived, GasPaymentUndone
from enforcement.cases.store.timeline import By
from enforcement.payments.advance import settle
from enforcement.payments.rules.balance import (
    CAME_BACK,
    TAKEN_BACK,
    BookingKind,
    check_amount,
    check_came_back,
    check_refund,
    check_taken_back,
    check_undo,
    to_undo,
)
from enforcement.payments.rules.claim import BookingNotFoundError
from enforcement.payments.store import accounts, bookings, statements
from enforcement.payments.store.accounts import Account


async def register_payment(
    tx: Transaction,
    case_id: UUID,
    amount_cents: int,
    paid_on: date | None,
    by: By,
    *,
    line_id: UUID | None = None,
) -> Account:
    """A payment of any size: a part, the whole, or too much; what people type is of no day before
    there was a debt. Raises ``RefusedError``."""
    check_amount("amountCents", amount_cents)
    account = await accounts.read_for_update(tx, case_id)
    day = _booked_day("paidOn", paid_on, tx)
    if line_id is None:
        _must_not_precede(day, account.owed_since)
    _add(tx, account, BookingKind.BETALING, amount_cents, day, by, line_id=line_id)
    tell_received(tx, account)
    await settle(tx, account, by)
    return account


async def refund(
    tx: Transaction,
    case_id: UUID,
    amount_cents: int,
    paid_on: date | None,
    by: By,
    *,
    line_id: UUID | None = None,
) -> Account:
    """Finance paid back what was too much. Raises ``RefusedError``."""
    account = await accounts.read_for_update(tx, case_id)
    check_refund(account.balance, amount_cents)
    day = _booked_day("paidOn", paid_on, tx)
    if line_id is None:
        _must_not_precede(day, min(each.paid_on for each in account.bookings))
    _add(tx, account, BookingKind.TERUGBETALING, -amount_cents, day, by, line_id=line_id)
    return account


async def take_back(
    tx: Transaction, case_id: UUID, amount_cents: int, paid_on: date, by: By, *, line_id: UUID
) -> Account:
    """The bank took a payment back: what it paid is owed again. Raises ``RefusedError``."""
    account = await accounts.read_for_update(tx, case_id)
    check_taken_back(account.balance, amount_cents)
    kind, reason = BookingKind.TERUGBETALING, TAKEN_BACK
    _add(tx, account, kind, -amount_cents, paid_on, by, line_id=line_id, reason=reason)
    _tell_undone(tx, account)
    await settle(tx, account, by)
    return account


async def refund_came_back(
    tx: Transaction, case_id: UUID, amount_cents: int, paid_on: date, by: By, *, line_id: UUID
) -> Account:
    """A refund could not be paid out: it is still to be given back. Raises ``RefusedError``."""
    account = await accounts.read_for_update(tx, case_id)
    check_came_back(account.bookings, amount_cents)
    kind, reason = BookingKind.BETALING, CAME_BACK
    _add(tx, account, kind, amount_cents, paid_on, by, line_id=line_id, reason=reason)
    await settle(tx, account, by)
    return account


async def undo_booking(
    tx: Transaction, case_id: UUID, booking_id: UUID, reason: str, by: By
) -> Account:
    """Book back what was wrong; a paid claim may be owed again. Raises ``RefusedError``.

    The line of a statement that it came from is to be looked at anew.
    """
    account = await accounts.read_for_update(tx, case_id)
    wrong = to_undo(account.bookings, booking_id)
    if wrong is None:
        raise BookingNotFoundError
    check_undo(account.balance.paid_cents, wrong)
    before = account.balance.outstanding_cents
    _add(
        tx,
        account,
        BookingKind.CORRECTIE,
        -wrong.amount_cents,
        city_day(tx.now),
        by,
        undoes=booking_id,
        reason=reason,
        line_id=wrong.line_id,
    )
    if wrong.line_id is not None:
        await statements.reopen(tx, wrong.line_id)
    if wrong.kind is BookingKind.BETALING:
        _tell_undone(tx, account)
    elif account.balance.outstanding_cents < before:
        tell_received(tx, account)
    await settle(tx, account, by)
    return account


def tell_received(tx: Transaction, account: Account) -> None:
    """The events are of fines that stand, not of penalties."""
    if account.claim.measure_id is None and account.balance.owed_cents:
        settled = account.balance.outstanding_cents == 0
        case_id = account.claim.case_id
        record(tx, GasPaymentReceived(case_id=case_id, settled=settled, received_at=tx.now))


def _tell_undone(tx: Transaction, account: Account) -> None:
    if account.claim.measure_id is not None:
        return
    settled = account.balance.outstanding_cents == 0
    record(
        tx,
        GasPaymentUndone(
            case_id=account.claim.case_id,
            settled=settled,
            in_part=not settled and account.balance.paid_cents > 0,
            undone_at=tx.now,
        ),
    )


def _booked_day(field: str, day: date | None, tx: Transaction) -> date:
    today = city_day(tx.now)
    if day is not None and day > today:
        raise FieldRefusedError(field, lazy("Deze dag ligt in de toekomst."))
    return day or today


def _must_not_precede(day: date, first: date) -> None:
    """Raises ``FieldRefusedError``."""
    if day < first:
        reason = lazy("Kijk de dag na: dit kan ten vroegste %(day)s.", day=f"{first:%d/%m/%Y}")
        raise FieldRefusedError("paidOn", reason)


def _add(
    tx: Transaction,
    account: Account,
    kind: BookingKind,
    amount_cents: int,
    paid_on: date,
    by: By,
    **more: Any,
) -> None:
    case_id = account.claim.case_id
    account.bookings.append(bookings.add(tx, case_id, kind, amount_cents, paid_on, by, **more))
