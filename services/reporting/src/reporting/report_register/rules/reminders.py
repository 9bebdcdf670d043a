"""Reminders of a report that is due."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum


class Reminder(StrEnum):
    """Each is sent once for a report."""

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
"""Days after the day on which a report is due."""
EARLIEST = timedelta(days=-min(DAYS.values()))


def due(due_on: date, today: date, sent: Collection[Reminder]) -> Reminder | None:
    """The latest reminder that is due, unless it was sent: after a pause one message leaves, not
    all that were missed."""
    begun = [each for each in Reminder if today >= due_on + timedelta(days=DAYS[each])]
    return begun[-1] if begun and begun[-1] not in sent else None
