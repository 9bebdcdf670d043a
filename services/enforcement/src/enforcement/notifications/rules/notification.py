"""Ways of posting, and the day on which the law takes a letter as received (Ger.W. art. 53bis).

A term runs from the day after the notification: that day itself is the day of the event, which
``legal_terms`` does not count. Whoever starts a term hands it the day that ``notified_on`` gives.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from chassis.days import city_day, day_start
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.legal_terms.rules import WorkingDays, deemed_received


class Mode(StrEnum):
    """Ways in which a letter goes to its addressee."""

    AANGETEKEND = "aangetekend"
    AANGETEKEND_MET_ONTVANGSTBEWIJS = "aangetekend_met_ontvangstbewijs"
    TEGEN_ONTVANGSTBEWIJS = "tegen_ontvangstbewijs"
    GEWONE_POST = "gewone_post"


@dataclass(frozen=True, slots=True)
class Proof:
    """The day that the law presumed for a letter, and the later one that its addressee proved."""

    presumed_on: date
    proven_on: date


PRESENTED = frozenset({Mode.AANGETEKEND_MET_ONTVANGSTBEWIJS, Mode.TEGEN_ONTVANGSTBEWIJS})
"""The day comes from a receipt: without it nobody was notified."""


def notified_on(
    mode: Mode,
    posted_on: date,
    presented_on: date | None,
    proven_on: date | None,
    days: WorkingDays,
) -> date:
    """The day of the notification; a term's first day is the day after.

    A letter without receipt counts as received on the third working day after posting, whatever
    the addressee says, unless they prove a later day (``proven_on``). With a receipt it is the day
    that stands on it (``presented_on``): of the presentation, also when the letter was refused or
    never fetched. Raises ``FieldRefusedError`` for a day that is missing or before the posting.
    """
    _not_before(posted_on, "presentedOn", presented_on)
    _not_before(posted_on, "provenOn", proven_on)
    if mode in PRESENTED:
        if presented_on is None:
            raise FieldRefusedError(
                "presentedOn", lazy("Geef de dag die op het ontvangstbewijs staat.")
            )
        return presented_on
    deemed = deemed_received(posted_on, days.legal)
    return deemed if proven_on is None else max(deemed, proven_on)


def arrival(sent_on: date, received_on: date | None, today: date, days: WorkingDays) -> date:
    """The day on which something counts as received: as its receipt says, else by law.

    Raises ``FieldRefusedError`` for a receipt of before it left, or of a day that is to come.
    """
    if received_on is None:
        return deemed_received(sent_on, days.legal)
    _not_before(sent_on, "receivedOn", received_on)
    if received_on > today:
        raise FieldRefusedError("receivedOn", lazy("Deze dag ligt in de toekomst."))
    return received_on


def counts_from(received: date, handed_over: datetime | None) -> datetime:
    """The first moment at which a fact comes after a warning that was received on a day.

    What happens on that day may have come before it, unless somebody handed the warning over at
    an hour that is known: a day that people give without one begins at midnight.
    """
    if handed_over is not None and handed_over != day_start(city_day(handed_over)):
        return handed_over
    return day_start(received + timedelta(days=1))


def _not_before(posted_on: date, field: str, day: date | None) -> None:
    if day is not None and day < posted_on:
        raise FieldRefusedError(field, lazy("Deze dag ligt voor de dag waarop de brief vertrok."))
