"""When an organisation is reminded of the delivery of a year."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum


class Reminder(StrEnum):
    """Each is sent once for an organisation and year."""

    TWEE_WEKEN = "twee_weken"
    LAATSTE_DAG = "laatste_dag"
    TE_LAAT = "te_laat"
    MAAND_TE_LAAT = "maand_te_laat"


DAYS: dict[Reminder, int] = {
    Reminder.TWEE_WEKEN: -14,
    Reminder.LAATSTE_DAG: 0,
    Reminder.TE_LAAT: 1,
    Reminder.MAAND_TE_LAAT: 28,
}
"""Days after the last day on which a delivery is in time."""


def due(deadline: date, today: date, sent: Collection[Reminder]) -> Reminder | None:
    """The reminder to send today: the latest that is due, unless it or a later one was sent.

    After a pause of the service one message leaves, not all that were missed.
    """
    begun = [each for each in Reminder if today >= deadline + timedelta(days=DAYS[each])]
    if not begun:
        return None
    latest = begun[-1]
    return None if latest in sent else latest
