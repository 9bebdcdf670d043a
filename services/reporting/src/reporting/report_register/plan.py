"""Plan reports: a year ahead by itself, one by hand, or all that the kinds ask for of a year."""

from collections.abc import Iterable
from datetime import time, timedelta
from uuid import uuid4

from chassis.bus import schedule
from chassis.days import city_day, city_moment
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from reporting.periods.rules import Period
from reporting.report_register import kinds
from reporting.report_register.rules.kind import Kind, must_hold
from reporting.report_register.rules.schedule import Slot, slots_due, slots_of_year
from reporting.report_register.store import reports
from reporting.report_register.store.tables import ReportRow
from reporting.report_register.take_step import Signer

TIMER = "report-schedule"
KEY = "every morning"
MORNING = time(7)
"""An hour before the reminders: what stands in the planning since today is reminded of today."""
BY_ITSELF = Signer("planning", "planning")
"""Nobody: the schedule of the kinds."""


async def plan(tx: Transaction, code: str, period: Period, by: Signer) -> ReportRow:
    """Raises ``FieldRefusedError`` for a kind or a period that is not, or that stands already."""
    row = _row(tx, must_hold(kinds.for_period(code, period), period), period, by)
    if not await reports.add_planned(tx, row):
        raise FieldRefusedError("period", lazy("Dit rapport staat al in de planning."))
    return row


async def plan_year(tx: Transaction, year: int, by: Signer) -> int:
    """The reports about a year and its halves, also of the past; gives how many were added."""
    return await _plan_all(tx, slots_of_year(kinds.every(), year), by)


async def plan_ahead(tx: Transaction) -> int:
    """Plan what is due within a year, and set the clock for tomorrow; gives how many were added.

    A report that stands already, by hand or by another instance, is left as it is.
    """
    today = city_day(tx.now)
    added = await _plan_all(tx, slots_due(kinds.every(), today), BY_ITSELF)
    await schedule(tx, TIMER, KEY, city_moment(today + timedelta(days=1), MORNING))
    return added


async def _plan_all(tx: Transaction, slots: Iterable[Slot], by: Signer) -> int:
    rows = [_row(tx, kind, period, by) for kind, period in slots]
    return sum([await reports.add_planned(tx, row) for row in rows])


def _row(tx: Transaction, kind: Kind, period: Period, by: Signer) -> ReportRow:
    return ReportRow(
        report_id=uuid4(),
        kind=kind.code,
        period=period.id,
        due_on=kind.due_on(period),
        planned_at=tx.now,
        planned_by=by.function,
        actor=by.subject,
    )
