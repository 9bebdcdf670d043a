"""Entry of a request: which files are closed to its reader, and how many they read today."""

from fastapi import Request

from chassis.db import Transaction
from chassis.web import Actor
from chassis.web.authorisation import Right
from databank.access.reading_budget.count import watch
from databank.access.shields.reader import narrow
from databank.authorisation import TABLE

ALWAYS = ("welfare and trafficking signals",)
"""Kinds of data that nobody is kept from by a budget: protection waits for no agreement."""
AT_THE_DOOR = frozenset({("GET", "/controle/{shift_id}"), ("GET", "/identiteit/{shift_id}")})
EXPORTS = frozenset({("POST", "/uitvoer/nieuw/{code}")})
"""An export that needs nobody's agreement reads as a page does."""
HELD = (
    frozenset(
        route
        for kind, of_kind in TABLE.items()
        if kind not in ALWAYS
        for row in of_kind
        if row.right is Right.READ
        for route in row.routes
    )
    - AT_THE_DOOR
    | EXPORTS
)
"""Routes that a spent budget closes: those that read. What officers write down always goes on."""


async def enter(request: Request, tx: Transaction) -> None:
    """Begin the transaction of a request. Raises ``ShieldedError``; its end ``OverBudgetError``."""
    await narrow(request, tx)
    actor = getattr(request.state, "actor", None)
    if isinstance(actor, Actor):
        route = (request.method.replace("HEAD", "GET"), request.scope["route"].path)
        watch(tx, actor, request.app.state.reading_budgets, holds=route in HELD)
