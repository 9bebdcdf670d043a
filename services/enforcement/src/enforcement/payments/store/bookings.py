"""Bookings on claims: only added to. A correction is a booking of its own."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlmodel import BigInteger, Field, col, select

from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from enforcement.cases.store.timeline import By
from enforcement.payments.rules.balance import BookingKind
from enforcement.tables import Table


class Booking(Table, table=True):
    """Money that came (positive) or left (negative), in cents. ``paid_on`` is the bank's day.

    ``case_id`` is that of the fine, also before it is final and has a claim. ``undoes`` is the
    booking that a correction takes back: each at most once.
    """

    __tablename__ = "payment_booking"
    __table_args__ = (one_of("kind", BookingKind),)

    booking_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(index=True)
    kind: BookingKind = Field(sa_type=code(BookingKind, varchar=True))
    amount_cents: int = Field(sa_type=BigInteger)
    paid_on: date
    booked_at: datetime = Field(sa_type=MOMENT)
    booked_by: str
    reason: str | None = None
    undoes: UUID | None = Field(default=None, foreign_key="payment_booking.booking_id", unique=True)
    line_id: UUID | None = Field(default=None, index=True)


def add(
    tx: Transaction,
    case_id: UUID,
    kind: BookingKind,
    amount_cents: int,
    paid_on: date,
    by: By,
    *,
    undoes: UUID | None = None,
    reason: str | None = None,
    line_id: UUID | None = None,
) -> Booking:
    booking = Booking(
        booking_id=uuid4(),
        case_id=case_id,
        kind=kind,
        amount_cents=amount_cents,
        paid_on=paid_on,
        booked_at=tx.now,
        booked_by=by.subject,
        reason=reason,
        undoes=undoes,
        line_id=line_id,
    )
    tx.session.add(booking)
    return booking


async def of_case(tx: Transaction, case_id: UUID) -> Sequence[Booking]:
    """The bookings of a case, in the order in which they were made."""
    query = select(Booking).where(Booking.case_id == case_id)
    query = query.order_by(col(Booking.booked_at), col(Booking.booking_id))
    return (await tx.session.exec(query)).all()
