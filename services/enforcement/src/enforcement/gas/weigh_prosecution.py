"""Weigh what the prosecutor or a criminal court does with the same facts: nobody pays twice."""

from datetime import date, datetime

from chassis.bus import schedule
from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits, take_step
from enforcement.gas.finalise import FINE_FINAL
from enforcement.gas.rules import GasStep, Prosecution, basis
from enforcement.gas.store import GasCase
from enforcement.payments.go_on import go_on

IN_TIME = (Prosecution.VERVOLGT, Prosecution.GEEN_BEWIJS)
"""What ends the power to fine when the prosecutor says it within his term (art. 23 §3)."""


async def note_prosecution(
    tx: Transaction, case: GasCase, by: By, at: datetime, *, whole: bool
) -> None:
    """The police hear that the prosecutor prosecutes facts of a case that did not wait for it.

    ``whole``: it is about every fact of the case. Raises ``RefusedError``.
    """
    heard, law = Prosecution.VERVOLGT, basis.PROSECUTOR
    take_step(tx, case, GasStep.PROSECUTION, by, reason=heard, basis=law, happened_at=at)
    await keep_prosecution(tx, case, by, heard, at, whole=whole)


async def keep_prosecution(
    tx: Transaction, case: GasCase, by: By, heard: Prosecution, at: datetime, *, whole: bool = True
) -> None:
    """No fine follows before the officer weighed it, none is collected; somebody looks today."""
    case.prosecution, case.prosecution_weighed_on = heard, None
    in_time = heard in IN_TIME and whole and _is_within_window(case, city_day(at))
    case.prosecution_bars = case.prosecution_bars or in_time
    await ask_review(tx, case.case_id, case.state, by, Early.PARKET)


async def bar_prosecuted(tx: Transaction, case: GasCase) -> None:
    """Of a case that has its facts alone again: whether the prosecutor said of each in time that he
    prosecutes it (art. 23 §3). While others were joined to them, nothing could say so of all.
    """
    days = [each.prosecuted_on for each in await findings.of_case(tx, case.case_id)]
    in_time = [day is not None and _is_within_window(case, day) for day in days]
    case.prosecution_bars = case.prosecution_bars or all(in_time)


async def weigh_prosecution(tx: Transaction, case: GasCase, by: By) -> None:
    """The officer said why the city goes on: a fine whose month is over becomes final."""
    case.prosecution_weighed_on = city_day(tx.now)
    await go_on(tx, case.case_id, by)
    if permits(case, GasStep.FINAL, city_day(tx.now)):
        await schedule(tx, FINE_FINAL, str(case.case_id), tx.now, {})


def _is_within_window(case: GasCase, on: date) -> bool:
    mixed, until = case.mixed, case.prosecutor_until
    return mixed is not None and until is not None and on <= until
