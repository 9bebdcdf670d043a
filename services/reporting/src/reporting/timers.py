"""Timers of reporting: they remind people, and decide nothing (DP-09)."""

from collections.abc import Mapping
from functools import partial

from chassis.bus import Timer, TimerHandler
from chassis.db import Transaction
from reporting.reports import remind
from reporting.settings import ReportingSettings


async def remind_of_reports(timer: Timer, tx: Transaction, *, settings: ReportingSettings) -> None:
    """Morning: those who make reports hear of what is due."""
    await remind.remind(tx, settings)


def timers(settings: ReportingSettings) -> Mapping[str, TimerHandler]:
    return {remind.TIMER: partial(remind_of_reports, settings=settings)}
