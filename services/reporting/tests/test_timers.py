"""Every deadline of reporting: without its effect the day before, with it on its moment."""

import mailbox
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest

from chassis.days import city_moment
from chassis.web import Function
from launcher.deadlines import Deadline, comes_due, each_has_a_case, standing
from reporting.periods.rules import Period
from reporting.report_register import plan
from reporting.settings import ReportingSettings
from reporting.timers import timers

from .support.browser import signed_in
from .support.events import inspection, moment
from .support.measurements import operation
from .support.records import noted
from .support.reporting import Reporting
from .support.reports import MAKER

MORNING = time(7)
Effect = Callable[[], Awaitable[bool]]
Case = Callable[[Reporting, ReportingSettings], Awaitable[tuple[datetime, Effect]]]


def rows_in(reporting: Reporting, table: str) -> Effect:
    async def are_there() -> bool:
        async with reporting.sandbox.asking("reporting", owner=True) as conn:
            return bool(await conn.fetchval(f"SELECT count(*) FROM {table}"))

    return are_there


def mails(settings: ReportingSettings, number: int) -> Effect:
    async def were_laid() -> bool:
        folder = settings.mail_folder
        assert folder is not None
        return folder.exists() and len(mailbox.Maildir(folder)) == number

    return were_laid


async def half_told(reporting: Reporting, settings: ReportingSettings) -> tuple[datetime, Effect]:
    """On the sixth of July the first half is told; the databank was heard that night."""
    await reporting.told(inspection(workers_checked=12))
    await reporting.told(operation("2026-07-05"), at=moment("2026-07-06T00:00:00+02:00"))
    await reporting.forget_when_facts_came()
    due = datetime.fromisoformat("2026-07-06T04:00:00+02:00")
    return due, rows_in(reporting, "told_persons_half")


async def reports_planned(
    reporting: Reporting, settings: ReportingSettings
) -> tuple[datetime, Effect]:
    """What is due within a year stands in the planning."""
    return city_moment(date(2026, 7, 3), MORNING), rows_in(reporting, "report")


async def report_reminded(
    reporting: Reporting, settings: ReportingSettings
) -> tuple[datetime, Effect]:
    """Two weeks before the last day of the yearly report, 31 March."""
    async with reporting.app.state.database.begin(city_moment(date(2027, 1, 4), MORNING)) as tx:
        await plan.plan(tx, "plan_jaar", Period.parse("2026"), MAKER)
    return city_moment(date(2027, 3, 17), MORNING), mails(settings, 1)


async def task_reminded(
    reporting: Reporting, settings: ReportingSettings
) -> tuple[datetime, Effect]:
    """Two weeks before the day of a task in an agreement."""
    office = await signed_in(reporting, Function.PROSTITUTIEAMBTENAAR)
    task = {"wat1": "Evaluatie schrijven", "wie1": "lokale_politie", "tegen1": "2026-08-15"}
    until = {"ondertekend": "2026-02-01", "tot": "2027-09-30"}
    await noted(office, "overeenkomsten", **until, **task)
    return city_moment(date(2026, 8, 1), MORNING), mails(settings, 1)


CASES: dict[str, tuple[str, Case]] = {
    "persons-told": ("every night", half_told),
    "report-schedule": ("every morning", reports_planned),
    "report-reminder": ("every morning", report_reminded),
    "regie-reminder": ("every morning", task_reminded),
}


def test_every_timer_has_a_case(reporting: Reporting) -> None:
    each_has_a_case(reporting.app, CASES)


@pytest.mark.parametrize("name", CASES)
async def test_a_deadline_has_its_effect_on_its_moment_and_not_before(
    reporting: Reporting, tmp_path: Path, name: str
) -> None:
    settings = ReportingSettings(
        mail_folder=tmp_path / "mail",
        mailbox="plan@stad.example",
        mailboxes={"lokale_politie": "politie@politie.example"},
    )
    key, case = CASES[name]
    due, happened = await case(reporting, settings)
    async with standing(reporting.sandbox, "reporting", name, key, due):
        database = reporting.app.state.database
        deadline = Deadline(key, happened, due)
        await comes_due(reporting.sandbox, "reporting", database, timers(settings), name, deadline)
