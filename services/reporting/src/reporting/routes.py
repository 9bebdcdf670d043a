"""Routers of reporting: JSON over HTTP, and the screens."""

from reporting.dashboard.pages import figures, pictures
from reporting.indicators import api as indicators
from reporting.regie import api as regie
from reporting.regie.pages import lists, meeting, meeting_form
from reporting.regie.pages import record_form as regie_form
from reporting.regie.pages import records as regie_records
from reporting.regulation import api as regulation
from reporting.regulation.pages import record_form, records
from reporting.reports import api as reports
from reporting.reports.pages import lists as report_lists
from reporting.reports.pages import report, steps
from reporting.year_calendar.pages import calendar

ROUTERS = (
    indicators.router,
    regie.router,
    figures.router,
    pictures.router,
    lists.router,
    meeting_form.router,
    meeting.router,
    calendar.router,
    regie_form.router,
    regie_records.router,
    regulation.router,
    record_form.router,
    records.router,
    reports.router,
    report_lists.router,
    report.router,
    steps.router,
)
