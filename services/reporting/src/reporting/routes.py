"""Routers of reporting: JSON over HTTP, and the screens."""

from reporting.dashboard import pages as dashboard
from reporting.indicators import api as indicators
from reporting.regie import api as regie
from reporting.regie.pages import lists, meeting, meeting_form
from reporting.regulation import api as regulation
from reporting.regulation.pages import record_form, records

ROUTERS = (
    indicators.router,
    regie.router,
    dashboard.router,
    lists.router,
    meeting_form.router,
    meeting.router,
    regulation.router,
    record_form.router,
    records.router,
)
