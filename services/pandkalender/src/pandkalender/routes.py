"""JSON over HTTP: parse, decide, answer."""

from pandkalender.shifts.api import declare, read, steps

ROUTERS = (declare.router, steps.router, read.router)
