"""A rule that is milder than that of the day of the facts: the officer weighs which one is right.

A case keeps the rule of the day of its facts; a milder one of later may hold (handbook §2.0).
"""

from datetime import date

from chassis.db import Transaction
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store.timeline import By
from enforcement.gas import store
from enforcement.gas.limit import highest_fine
from enforcement.gas.store import GasCase


async def highest_today(tx: Transaction, case: GasCase, today: date) -> int | None:
    """What the rule of today allows, in whole euros; None where it is not milder."""
    allowed = await highest_fine(tx, case, on=today)
    return allowed if allowed < await highest_fine(tx, case) else None


async def review_milder(tx: Transaction, since: date, by: By) -> None:
    """A lower maximum began in the past: look at fines above it for facts from that day on."""
    for case in await store.of_facts_since(tx, since):
        if (case.amount or case.envisaged or 0) > await highest_fine(tx, case):
            await ask_review(tx, case.case_id, case.state, by, Early.MILDER)
