"""Routers of every capability: the JSON API, then the screens."""

from pandkalender import oversight, owner_help
from pandkalender.applications.pages import declarations, overview, send, tasks
from pandkalender.premises import api as premises
from pandkalender.shifts.api import declare, read, steps
from pandkalender.shifts.pages import copy, proof, roster, shift, today, week
from pandkalender.shifts.pages import declare as declare_pages
from pandkalender.worker_portal.pages import own_shifts

API = [
    declare.router,
    steps.router,
    premises.router,
    read.router,
]
SCREENS = [
    today.router,
    week.router,
    declare_pages.router,
    shift.router,
    copy.router,
    roster.router,
    proof.router,
    declarations.router,
    overview.router,
    tasks.router,
    send.router,
    owner_help.router,
    oversight.router,
    own_shifts.router,
]
ROUTERS = [*API, *SCREENS]
