"""Timers of reporting: they tell figures, plan reports and remind people, and decide nothing
(DP-09)."""

from collections.abc import Mapping
from functools import partial

from chassis.bus import Errand, Parcel, Timer, TimerHandler
from chassis.db import Transaction
from reporting.indicators import tell
from reporting.regie import remind as remind_tasks
from reporting.report_register import plan, remind
from reporting.settings import ReportingSettings


async def tell_persons(timer: Timer, tx: Transaction) -> None:
    """Night: a half-year of persons at inspections is told, some days after its end."""
    await tell.tell_tonight(tx, timer.due_at)


async def plan_reports(timer: Timer, tx: Transaction) -> None:
    """Morning: what the kinds of reports ask for within a year stands in the planning."""
    await plan.plan_ahead(tx)


async def remind_of_reports(
    timer: Timer, tx: Transaction, *, settings: ReportingSettings
) -> Parcel:
    """Morning: those who make reports hear of what is due."""
    return await remind.remind(tx, settings)


async def remind_of_regie(timer: Timer, tx: Transaction, *, settings: ReportingSettings) -> Parcel:
    """Morning: whoever does a task of regie hears of its day, once."""
    return await remind_tasks.remind(tx, settings)


def timers(settings: ReportingSettings) -> Mapping[str, TimerHandler | Errand]:
    return {
        tell.TIMER: tell_persons,
        plan.TIMER: plan_reports,
        remind.TIMER: Errand(partial(remind_of_reports, settings=settings)),
        remind_tasks.TIMER: Errand(partial(remind_of_regie, settings=settings)),
    }
