"""Read the year calendar: the register of regie, with the reports that are planned."""

from collections.abc import Iterable

from chassis.db import Transaction
from reporting.periods.rules import Period
from reporting.regie import store
from reporting.regie.rules.kinds import Occasion, RegieKind
from reporting.report_register import kinds
from reporting.report_register.rules.lifecycle import State
from reporting.report_register.store import reports
from reporting.report_register.store.reports import ReportLine
from reporting.year_calendar.rules import CalendarLine, year_calendar


async def read_calendar(tx: Transaction, years: Iterable[int]) -> list[CalendarLine]:
    """All lines of these years, in their order."""
    records = await store.standing(tx)
    planned = [line for each in await reports.every(tx) if (line := _line(each)) is not None]
    return [line for year in years for line in year_calendar(records, year, planned)]


def _line(planned: ReportLine) -> CalendarLine | None:
    """The day on which a report is due; open until a version of it stands."""
    report = planned.report
    period = Period.parse(report.period)
    kind = kinds.for_period(report.kind, period)
    if kind is None:
        return None
    out = any(each.published_at and each.state != State.INGETROKKEN for each in planned.versions)
    return CalendarLine(
        day=report.due_on,
        occasion=Occasion.RAPPORT_VERWACHT,
        kind=RegieKind.RAPPORTAGEMOMENT,
        type=report.kind,
        text=kind.title_of(period),
        record_id=report.report_id,
        is_open=not out,
        of_planning=True,
    )
