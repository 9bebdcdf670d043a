"""Each term of the registers and of reports on the day before, on the day and on the day after.

Guards of indicators: ``tests/indicators/test_boundaries.py``. From how many persons a figure is
told: ``tests/report_content/test_for_public.py``.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from reporting.periods.rules import Period
from reporting.regie.rules.due import DueDay, Occasion, to_remind
from reporting.regie.rules.minutes import FollowUp, Minutes
from reporting.regie.rules.records import (
    RecordVersion,
    RegieEntry,
    RegieKind,
    RegieStatus,
    check,
    default_status,
)
from reporting.regulation.rules import Entry, Kind, Topic
from reporting.regulation.rules import check as check_regulation
from reporting.report_register import kinds
from reporting.report_register.rules.reminders import Reminder, due
from reporting.report_register.rules.schedule import slots_due
from reporting.year_calendar.rules import year_calendar

DAY = date(2026, 3, 16)
ONE = timedelta(days=1)
NOT_BEFORE, UNTIL = (False, True, True), (True, True, False)
AFTER, ON_IT = (False, False, True), (False, True, False)
AGREEMENT = RegieEntry(
    RegieKind.OVEREENKOMST,
    "protocol",
    date(2025, 1, 1),
    "x",
    (),
    RegieStatus.ONDERTEKEND,
    until=date(2026, 6, 14),
)


def at(due_on: date) -> Callable[[date], Reminder | None]:
    return lambda today: due(due_on, today, ())


MEETING = RegieEntry(
    RegieKind.OVERLEG, "eigenaars", DAY, "stand van zaken", (), RegieStatus.DOORGEGAAN
)
SIGNED = replace(AGREEMENT, type="convenant", day=DAY, signed_on=DAY, until=None)
PROPOSAL = Entry(Kind.VOORSTEL, Topic.PROSTITUTIE, DAY, "een voorstel", ("parket",))


def version(entry: RegieEntry) -> RecordVersion:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return RecordVersion(UUID(int=1), 1, entry, None, "prostitutieambtenaar", at)


def with_task(due_on: date) -> RegieEntry:
    return replace(MEETING, minutes=Minutes(follow_up=(FollowUp("plan maken", "parket", due_on),)))


def with_next(day: date) -> RegieEntry:
    return replace(MEETING, minutes=Minutes(next_on=day))


def is_reminded(due_on: date, today: date) -> bool:
    return len(to_remind([version(with_task(due_on))], today, ())) == 1


def is_planned(code: str, period: str, today: date) -> bool:
    return (code, period) in [(k.code, p.id) for k, p in slots_due(kinds.every(), today)]


def is_fine(entry: RegieEntry, today: date = DAY) -> bool:
    return check(entry, today) == []


def is_fine_proposal(entry: Entry, today: date = DAY) -> bool:
    return [*check_regulation(entry, today)] == []


def days_of(year: int, entry: RegieEntry) -> int:
    return len(year_calendar([version(entry)], year))


Holds = tuple[bool, bool, bool]
DAYS: dict[str, tuple[Callable[[date], bool], Holds]] = {
    "two weeks before a report": (
        lambda d: at(date(2026, 3, 30))(d) is Reminder.TWEE_WEKEN,
        NOT_BEFORE,
    ),
    "the last day of a report": (lambda d: at(DAY)(d) is Reminder.LAATSTE_DAG, ON_IT),
    "the day after it": (lambda d: at(DAY - ONE)(d) is Reminder.TE_LAAT, NOT_BEFORE),
    "four weeks after it": (
        lambda d: at(date(2026, 2, 16))(d) is Reminder.MAAND_TE_LAAT,
        NOT_BEFORE,
    ),
    "ninety days before the end of an agreement": (AGREEMENT.ends_soon, NOT_BEFORE),
    "the last day of an agreement": (
        lambda d: AGREEMENT.ends_soon(d + timedelta(days=90)),
        UNTIL,
    ),
    "a day of a period": (lambda d: d in Period.parse("2026-03"), (True, True, True)),
    "the first day of a half": (
        lambda d: d + timedelta(days=107) in Period.parse("2026-H2"),
        NOT_BEFORE,
    ),
    "the last day of a half": (lambda d: d + timedelta(days=106) in Period.parse("2026-H1"), UNTIL),
    "a half that ended": (
        lambda d: Period.parse("2026-H1").ended(d + timedelta(days=106)),
        AFTER,
    ),
    "fourteen days before a task": (lambda d: is_reminded(date(2026, 3, 30), d), NOT_BEFORE),
    "four weeks after a task": (lambda d: is_reminded(date(2026, 2, 16), d), UNTIL),
    "the last day on which a report is planned": (
        lambda d: is_planned("inventaris", "2025", d + timedelta(days=15)),
        UNTIL,
    ),
    "366 days before a report": (
        lambda d: is_planned("inventaris", "2026", d + timedelta(days=14)),
        NOT_BEFORE,
    ),
    "the first day of a year in its calendar": (
        lambda d: days_of(2026, replace(MEETING, day=d - timedelta(days=74))) == 1,
        NOT_BEFORE,
    ),
    "the last day of a year in its calendar": (
        lambda d: days_of(2025, replace(MEETING, day=d - timedelta(days=75))) == 1,
        UNTIL,
    ),
    "a meeting that was held today": (lambda d: is_fine(replace(MEETING, day=d)), UNTIL),
    "what is most likely of a meeting of today": (
        lambda d: default_status(RegieKind.OVERLEG, d, None, DAY) is RegieStatus.DOORGEGAAN,
        UNTIL,
    ),
    "a task on the day of its meeting": (lambda d: is_fine(with_task(d)), NOT_BEFORE),
    "the next meeting after this one": (lambda d: is_fine(with_next(d)), AFTER),
    "an agreement that was signed today": (lambda d: is_fine(replace(SIGNED, signed_on=d)), UNTIL),
    "an agreement that ends on the day of its signing": (
        lambda d: is_fine(replace(SIGNED, until=d)),
        NOT_BEFORE,
    ),
    "a proposal of today": (lambda d: is_fine_proposal(replace(PROPOSAL, day=d)), UNTIL),
    "partners consulted on the day of the proposal": (
        lambda d: is_fine_proposal(replace(PROPOSAL, consulted_on=d), DAY + 9 * ONE),
        NOT_BEFORE,
    ),
    "partners consulted today": (
        lambda d: is_fine_proposal(replace(PROPOSAL, day=DAY - 9 * ONE, consulted_on=d)),
        UNTIL,
    ),
}


@pytest.mark.parametrize("what", DAYS)
def test_a_term_holds_on_its_own_day(what: str) -> None:
    holds, expected = DAYS[what]
    assert tuple(holds(day) for day in (DAY - ONE, DAY, DAY + ONE)) == expected


def test_a_task_is_told_fourteen_days_before_and_an_end_ninety() -> None:
    task = DueDay(UUID(int=1), RegieKind.OVEREENKOMST, Occasion.AFSPRAAK, "x", DAY, None)
    assert task.reminded_from == date(2026, 3, 2)
    end = DueDay(UUID(int=1), RegieKind.OVEREENKOMST, Occasion.EINDE_OVEREENKOMST, "x", DAY, None)
    assert end.reminded_from == date(2025, 12, 16)
    assert to_remind([], DAY, []) == []
