"""The year calendar of the plan: what was, is and is to be, from the register of regie.

A line names a kind, a subject and a partner, all of which the register keeps free of persons.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from reporting.regie.rules.kinds import Occasion, RegieKind, RegieStatus
from reporting.regie.rules.records import RecordVersion, RegieEntry

ON_A_DAY = frozenset(
    {
        RegieKind.OVERLEG,
        RegieKind.TOELICHTING,
        RegieKind.RAPPORTAGEMOMENT,
        RegieKind.INFORMATIEOVERDRACHT,
    }
)
"""Kinds that take place; of the others only terms stand in a calendar."""


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A day of a record. ``number`` is the place of the task; ``is_open`` while it is to be done.

    ``text`` is the subject, or the task. ``of_planning``: the record is a report that is planned.
    """

    day: date
    occasion: Occasion
    kind: RegieKind
    type: str
    text: str
    record_id: UUID
    number: int = 0
    is_open: bool = False
    of_planning: bool = False

    @property
    def key(self) -> str:
        """The same for as long as it is the same line, whatever its day."""
        return f"{self.record_id}-{self.occasion}-{self.number}"


def year_calendar(
    records: Iterable[RecordVersion], year: int, planned: Iterable[CalendarLine] = ()
) -> list[CalendarLine]:
    """All lines of a year, by day, with the reports that are ``planned``; nothing of what was
    withdrawn or called off."""
    noted = (
        line
        for record in records
        if not record.entry.withdrawn
        for line in _lines(record.entry, record.record_id)
    )
    lines = [line for line in (*noted, *planned) if line.day.year == year]
    return sorted(lines, key=lambda line: (line.day, line.kind, line.text))


def _lines(entry: RegieEntry, record_id: UUID) -> Iterator[CalendarLine]:
    about = (entry.kind, entry.type)
    if entry.kind in ON_A_DAY and entry.status != RegieStatus.AFGELAST:
        planned = entry.status == RegieStatus.GEPLAND
        yield CalendarLine(
            entry.day, Occasion.DAG, *about, entry.subject, record_id, is_open=planned
        )
    if entry.minutes.next_on is not None:
        yield CalendarLine(
            entry.minutes.next_on, Occasion.VOLGEND_OVERLEG, *about, entry.subject, record_id
        )
    if entry.until is not None:
        is_report = entry.kind is RegieKind.RAPPORTAGEMOMENT
        occasion = Occasion.RAPPORT_VERWACHT if is_report else Occasion.EINDE_OVEREENKOMST
        yield CalendarLine(entry.until, occasion, *about, entry.subject, record_id)
    for number, task in enumerate(entry.minutes.follow_up):
        yield CalendarLine(
            task.due, Occasion.AFSPRAAK, *about, task.what, record_id, number, not task.done
        )
