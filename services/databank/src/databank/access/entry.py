"""Entry of a request: which files are closed to its reader, and how many they read today."""

from functools import partial

from fastapi import Request

from chassis.db import Transaction
from chassis.web import Actor
from chassis.web.authorisation import Right
from chassis.web.kept_answer import is_read_again
from chassis.web.pages.after_form import is_shown_a_page
from databank.access.reading_budget.count import watch
from databank.access.shields.reader import narrow
from databank.authorisation import TABLE

ALWAYS = ("welfare and trafficking signals",)
"""Kinds of data that nobody is kept from by a budget: protection waits for no agreement."""
EXPORTS = frozenset({("POST", "/uitvoer/nieuw/{code}")})
"""An export that needs nobody's agreement reads as a page does."""
FREE = frozenset(route for kind in ALWAYS for row in TABLE[kind] for route in row.routes)
READS = (
    frozenset(
        (method, path)
        for of_kind in TABLE.values()
        for row in of_kind
        for method, path in row.routes
        if method == "GET" or row.right is Right.READ
    )
    | EXPORTS
)
"""Routes that read, whatever the right is that they take."""


async def enter(request: Request, tx: Transaction) -> None:
    """Begin the transaction of a request. Raises ``ShieldedError``; its end ``OverBudgetError``."""
    await narrow(request, tx)
    actor = getattr(request.state, "actor", None)
    if isinstance(actor, Actor):
        watch(tx, actor, request.app.state.reading_budgets, holds=partial(is_held, request))


def is_held(request: Request) -> bool:
    """Whether a spent budget closes this answer: one that reads, shows a form and whom it names
    again, or is given again. What officers write down always goes on."""
    route = (request.method.replace("HEAD", "GET"), request.scope["route"].path)
    reads = route in READS or is_shown_a_page(request) or is_read_again(request)
    return reads and route not in FREE
