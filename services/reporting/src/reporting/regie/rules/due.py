"""Days by which something of regie is to be done, and when its reminder leaves: once for each day.

A task that follows from a record has its partner and its day; an agreement in force has its end.
Another day is another due date; what is done, ended, called off or taken back is reminded no more.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from reporting.regie.rules.kinds import Occasion, RegieKind, RegieStatus
from reporting.regie.rules.records import ENDS_SOON, RecordVersion

TASK_AHEAD = timedelta(days=14)
LATEST = timedelta(days=28)
"""A day that passed longer ago is reminded no more: ``/regie`` shows it as too late."""
OVER = frozenset({RegieStatus.AFGELAST, RegieStatus.BEEINDIGD})


@dataclass(frozen=True, slots=True)
class DueDay:
    """``by`` is the partner who does the task; None where the city's own keepers decide."""

    record_id: UUID
    kind: RegieKind
    occasion: Occasion
    text: str
    due: date
    by: str | None

    @property
    def key(self) -> UUID:
        """The same for as long as it is the same task by the same day."""
        return uuid5(NAMESPACE_OID, f"{self.record_id} {self.occasion} {self.text} {self.due}")

    @property
    def reminded_from(self) -> date:
        is_end = self.occasion is Occasion.EINDE_OVEREENKOMST
        return self.due - (ENDS_SOON if is_end else TASK_AHEAD)


def due_days(record: RecordVersion) -> Iterator[DueDay]:
    """All days by which something of a record is still to be done."""
    entry = record.entry
    if entry.withdrawn or entry.status in OVER:
        return
    for task in entry.minutes.follow_up:
        if not task.done:
            yield DueDay(
                record.record_id, entry.kind, Occasion.AFSPRAAK, task.what, task.due, task.by
            )
    if entry.status == RegieStatus.ONDERTEKEND and entry.until is not None:
        occasion = Occasion.EINDE_OVEREENKOMST
        yield DueDay(record.record_id, entry.kind, occasion, entry.subject, entry.until, None)


def to_remind(
    records: Iterable[RecordVersion], today: date, sent: Collection[UUID]
) -> list[DueDay]:
    """Days whose reminder is due today and did not leave yet, the soonest first."""
    found = [
        each
        for record in records
        for each in due_days(record)
        if each.reminded_from <= today <= each.due + LATEST and each.key not in sent
    ]
    return sorted(found, key=lambda each: (each.due, each.key))


def reminders(
    records: Iterable[RecordVersion], sent: Mapping[UUID, datetime]
) -> dict[tuple[UUID, str, date], datetime]:
    """When each reminder of what is still to be done left, by record, text and day."""
    return {
        (each.record_id, each.text, each.due): sent[each.key]
        for record in records
        for each in due_days(record)
        if each.key in sent
    }
