"""Routers of reporting: JSON over HTTP, and the screens."""

from reporting.dashboard import pages as dashboard
from reporting.indicators import api as indicators
from reporting.regie import api as regie

ROUTERS = (indicators.router, regie.router, dashboard.router)
