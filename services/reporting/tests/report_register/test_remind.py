"""Those who make reports are reminded: once for each reminder, until the report is out."""

import mailbox
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from chassis.days import city_moment
from reporting.periods.rules import Period
from reporting.report_register import plan
from reporting.report_register.remind import remind
from reporting.report_register.rules.reminders import Reminder, due
from reporting.reports.generate import generate
from reporting.settings import ReportingSettings

from ..support.mornings import leave
from ..support.reporting import Reporting
from ..support.reports import MAKER, signed_and_published

MORNING = time(8)

DUE = date(2027, 3, 31)


@pytest.mark.parametrize(
    ("day", "sent", "reminder"),
    [
        (date(2027, 3, 16), [], None),
        (date(2027, 3, 17), [], Reminder.TWEE_WEKEN),
        (date(2027, 3, 18), [Reminder.TWEE_WEKEN], None),
        (date(2027, 3, 31), [Reminder.TWEE_WEKEN], Reminder.LAATSTE_DAG),
        (date(2027, 4, 1), [Reminder.LAATSTE_DAG], Reminder.TE_LAAT),
        (date(2027, 9, 1), [], Reminder.MAAND_TE_LAAT),
        (date(2027, 9, 2), [Reminder.MAAND_TE_LAAT], None),
    ],
)
def test_one_reminder_is_due_at_a_time(
    day: date, sent: list[Reminder], reminder: Reminder | None
) -> None:
    assert due(DUE, day, sent) is reminder


async def morning(reporting: Reporting, day: date, settings: ReportingSettings) -> int:
    """How many leave."""
    return await leave(reporting, city_moment(day, MORNING), remind, settings)


async def test_a_report_is_awaited_until_it_is_published(
    reporting: Reporting, tmp_path: Path
) -> None:
    settings = ReportingSettings(mail_folder=tmp_path / "mail", mailbox="plan@stad.example")
    database = reporting.app.state.database
    async with database.begin(city_moment(date(2027, 1, 4), MORNING)) as tx:
        planned = await plan.plan(tx, "plan_jaar", Period.parse("2026"), MAKER)
    assert await morning(reporting, date(2027, 3, 1), settings) == 0
    assert await morning(reporting, DUE - timedelta(days=14), settings) == 1
    assert await morning(reporting, DUE - timedelta(days=14), settings) == 0
    assert await morning(reporting, DUE + timedelta(days=1), settings) == 1
    letters = [*mailbox.Maildir(tmp_path / "mail")]
    assert len(letters) == 2
    text = str(letters[0].get_payload(decode=True).decode())  # type: ignore[union-attr]
    assert "Jaarrapport over het actieplan, jaar 2026" in text
    assert "31/03/2027" in text
    async with database.begin(city_moment(DUE + timedelta(days=2), MORNING)) as tx:
        await signed_and_published(tx, await generate(tx, planned.report_id, MAKER))
    assert await morning(reporting, DUE + timedelta(days=40), settings) == 0


async def test_without_a_mailbox_nothing_leaves(reporting: Reporting, tmp_path: Path) -> None:
    async with reporting.app.state.database.begin(city_moment(DUE, MORNING)) as tx:
        await plan.plan(tx, "plan_jaar", Period.parse("2026"), MAKER)
    settings = ReportingSettings(mail_folder=tmp_path / "mail")
    assert await morning(reporting, DUE, settings) == 0
    assert not (tmp_path / "mail").exists()
