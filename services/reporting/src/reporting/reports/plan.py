"""Plan reports: one by hand, or all that the kinds ask for of a year."""

from collections.abc import Iterable
from uuid import uuid4

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from reporting.indicators.rules.periods import Period, PeriodKind
from reporting.reports import kinds
from reporting.reports.rules.kind import Kind, must_hold
from reporting.reports.store import reports
from reporting.reports.store.tables import ReportRow
from reporting.reports.take_step import Signer


async def plan(tx: Transaction, code: str, period: Period, by: Signer) -> ReportRow:
    """Raises ``FieldRefusedError`` for a kind or a period that is not, or that stands already."""
    kind = must_hold(kinds.for_period(code, period), period)
    if await reports.of_kind(tx, code, period.id) is not None:
        raise FieldRefusedError("period", lazy("Dit rapport staat al in de planning."))
    return await _add(tx, kind, period, by)


async def plan_year(tx: Transaction, year: int, by: Signer) -> list[ReportRow]:
    """All reports about the year and its halves that are not planned yet."""
    added = []
    for kind in kinds.every():
        for period in _periods(kind, year):
            if kind.holds_for(period) and not await reports.of_kind(tx, kind.code, period.id):
                added.append(await _add(tx, kind, period, by))
    return added


def _periods(kind: Kind, year: int) -> Iterable[Period]:
    halves = (1, 2) if kind.period is PeriodKind.HALFJAAR else (1,)
    return [Period(kind.period, year, half) for half in halves]


async def _add(tx: Transaction, kind: Kind, period: Period, by: Signer) -> ReportRow:
    row = ReportRow(
        report_id=uuid4(),
        kind=kind.code,
        period=period.id,
        due_on=kind.due_on(period),
        planned_at=tx.now,
        planned_by=by.function,
        actor=by.subject,
    )
    await reports.add(tx, row)
    return row
