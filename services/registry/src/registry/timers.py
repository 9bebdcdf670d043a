"""Timers of the registry: they remind and destroy, and decide nothing (DP-09)."""

from collections.abc import Mapping
from functools import partial

from chassis.bus import Timer, TimerHandler
from chassis.db import Transaction
from registry.reminders import remind
from registry.settings import RegistrySettings


async def remind_of_year(timer: Timer, tx: Transaction, *, settings: RegistrySettings) -> None:
    """Morning: organisations that did not sign last year yet are reminded."""
    await remind.remind(tx, settings)


def timers(settings: RegistrySettings) -> Mapping[str, TimerHandler]:
    return {remind.TIMER: partial(remind_of_year, settings=settings)}
