"""The balance of a claim: all amounts are whole cents, and a booking is never changed.

What was booked wrongly is booked back, so that the sum of all bookings is what the city holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, RefusedError

MOST_CENTS = 10_000_000
"""No payment of a fine is larger: a hundred thousand euros is a slip of the keyboard."""

TAKEN_BACK = "teruggeboekt door de bank"
CAME_BACK = "terugbetaling kwam terug"
"""Reasons of bookings that a line of the bank brings, and no person."""


class BookingKind(StrEnum):
    BETALING = "betaling"
    TERUGBETALING = "terugbetaling"
    CORRECTIE = "correctie"


class BookingEntry(Protocol):
    """The view of a booking that the rules need; ``amount_cents`` is negative when money leaves."""

    @property
    def booking_id(self) -> UUID: ...
    @property
    def kind(self) -> BookingKind: ...
    @property
    def amount_cents(self) -> int: ...
    @property
    def undoes(self) -> UUID | None: ...
    @property
    def line_id(self) -> UUID | None: ...


@dataclass(frozen=True, slots=True)
class Balance:
    """``credit_cents`` is what was paid too much and a person still has to give back."""

    owed_cents: int
    paid_cents: int

    @property
    def outstanding_cents(self) -> int:
        return max(0, self.owed_cents - self.paid_cents)

    @property
    def credit_cents(self) -> int:
        return max(0, self.paid_cents - self.owed_cents)


def balance(owed_cents: int, bookings: Iterable[BookingEntry]) -> Balance:
    return Balance(owed_cents, sum(booking.amount_cents for booking in bookings))


def check_amount(field: str, amount_cents: int) -> None:
    """Raises ``FieldRefusedError`` for an amount that no payment can have."""
    if not 1 <= amount_cents <= MOST_CENTS:
        raise FieldRefusedError(field, lazy("Dit bedrag kan niet. Kijk het na."))


def check_refund(of: Balance, amount_cents: int) -> None:
    """Nothing is given back but what was paid too much. Raises ``FieldRefusedError``."""
    check_amount("amountCents", amount_cents)
    if amount_cents > of.credit_cents:
        raise FieldRefusedError("amountCents", lazy("Zoveel is er niet te veel betaald."))


def check_taken_back(of: Balance, amount_cents: int) -> None:
    """A bank takes no more back than came in. Raises ``FieldRefusedError``."""
    check_amount("amountCents", amount_cents)
    if amount_cents > of.paid_cents:
        raise FieldRefusedError("claim", lazy("Zoveel is er op deze boete niet betaald."))


def check_came_back(bookings: Iterable[BookingEntry], amount_cents: int) -> None:
    """No refund comes back that was not given. Raises ``FieldRefusedError``."""
    check_amount("amountCents", amount_cents)
    if amount_cents > given_back(bookings):
        raise FieldRefusedError("claim", lazy("Zoveel is er van deze boete niet terugbetaald."))


def given_back(bookings: Iterable[BookingEntry]) -> int:
    """Cents of refunds that nobody undid."""
    rows = [*bookings]
    undone = {booking.undoes for booking in rows}
    return -sum(
        booking.amount_cents
        for booking in rows
        if booking.kind is BookingKind.TERUGBETALING and booking.booking_id not in undone
    )


def to_undo(bookings: Sequence[BookingEntry], booking_id: UUID) -> BookingEntry | None:
    """The booking with this id, None when the claim has none.

    Raises ``RefusedError`` when it was undone before, or is itself a correction.
    """
    booking = next((each for each in bookings if each.booking_id == booking_id), None)
    if booking is None:
        return None
    if booking.kind is BookingKind.CORRECTIE:
        raise RefusedError(lazy("Een correctie kan je niet ongedaan maken. Boek opnieuw."))
    if any(each.undoes == booking_id for each in bookings):
        raise RefusedError(lazy("Deze boeking is al ongedaan gemaakt."))
    return booking


def check_undo(paid_cents: int, wrong: BookingEntry) -> None:
    """Never less than nothing is paid, or more would be asked than is owed. ``RefusedError``."""
    if paid_cents < wrong.amount_cents:
        raise RefusedError(lazy("Van deze betaling ging al geld terug. Maak eerst dat ongedaan."))


def standing_of_line(bookings: Sequence[BookingEntry], line_id: UUID) -> BookingEntry:
    """The booking of a matched line of a statement: the one that nobody undid."""
    undone = {booking.undoes for booking in bookings}
    return next(
        booking
        for booking in bookings
        if booking.line_id == line_id
        and booking.kind is not BookingKind.CORRECTIE
        and booking.booking_id not in undone
    )
