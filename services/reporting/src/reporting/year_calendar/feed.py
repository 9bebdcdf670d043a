"""Addresses at which calendar programs subscribe to the year calendar.

A program that subscribes cannot sign in, so each address has a key of its own: 256 bits, shown
before it works and never again, kept as its SHA-256, and revocable. What it opens holds no person.
"""

from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID, uuid4

from chassis.days import city_day
from chassis.db import Transaction
from chassis.refusals import NotFoundError
from reporting.year_calendar import store
from reporting.year_calendar.read_calendar import read_calendar
from reporting.year_calendar.rules import CalendarLine

KEY_BYTES = 32
KEY = r"[A-Za-z0-9_-]{43}"
"""A key in an address: 32 bytes in base 64."""
YEARS_BEFORE, YEARS_AFTER = 1, 1


class FeedNotFoundError(NotFoundError):
    """There is no such subscription, or it was revoked."""

    def __init__(self) -> None:
        super().__init__("Dit abonnement")


def new_key() -> str:
    """A key that opens nothing yet."""
    return token_urlsafe(KEY_BYTES)


async def subscribe(tx: Transaction, key: str, by: str) -> None:
    """Let a key that was shown open the calendar; ``by`` is a function. Twice is as once."""
    await store.add_feed(tx, uuid4(), _digest(key), by)


async def revoke(tx: Transaction, feed_id: UUID) -> None:
    """Programs with this key get nothing any more. Twice is as once."""
    if not await store.revoke_feed(tx, feed_id):
        raise FeedNotFoundError


async def read_feed(tx: Transaction, key: str) -> list[CalendarLine]:
    """The calendar of last year to next year. Raises ``FeedNotFoundError``."""
    if not await store.is_feed(tx, _digest(key)):
        raise FeedNotFoundError
    year = city_day(tx.now).year
    return await read_calendar(tx, range(year - YEARS_BEFORE, year + YEARS_AFTER + 1))


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()
