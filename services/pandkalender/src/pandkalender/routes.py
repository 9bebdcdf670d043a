"""Routers of the JSON over HTTP."""

from pandkalender.premises import api as premises
from pandkalender.shifts.api import declare, read, steps

ROUTERS = (declare.router, steps.router, premises.router, read.router)
