"""Each term of the regie and of reports on the day before, on the day and on the day after.

From how many persons a figure is told: ``tests/report_content/test_for_public.py``.
"""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from reporting.periods.rules import Period
from reporting.regie.rules.due import DueDay, Occasion, to_remind
from reporting.regie.rules.records import RegieEntry, RegieKind, RegieStatus
from reporting.report_register.rules.reminders import Reminder, due

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
