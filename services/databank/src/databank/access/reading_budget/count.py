"""Count the persons whom somebody reads in a day, where every read is noted: at the access log.

Pages, API, searches and exports share it, since all of them note whom they show. An answer that
would go over the budget is refused whole, just before its commit, and nobody on it was read.
"""

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID
from weakref import WeakSet

import structlog
from prometheus_client import Counter

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Actor, Function
from chassis.web.access_log.log import noted
from databank.access.reading_budget import store
from databank.access.reading_budget.rules import OverBudgetError

Budgets = Mapping[Function, int]
"""Function -> different persons that somebody with it reads in one day of the city."""

REFUSED = Counter(
    "krachtlijn_reading_refused_total",
    "Answers refused because the reader read enough persons that day",
    ["function"],
)
READERS = (Function.POLITIE_AGENT, Function.POLITIE_TEAMLEIDER, Function.RECHERCHE)
for _function in READERS:
    REFUSED.labels(_function)  # from zero, so that the first one is an increase

PERSON = "person"
"""Kind of the log's entries that count."""

log = structlog.get_logger("security")


_at_the_door: WeakSet[Transaction] = WeakSet()


def go_on_at_the_door(tx: Transaction) -> None:
    """Let this transaction read whatever the count is: somebody stands at a door, now."""
    _at_the_door.add(tx)


def watch(tx: Transaction, actor: Actor, budgets: Budgets, *, holds: Callable[[], bool]) -> None:
    """Count what this transaction reads, once it is done; where it ``holds``, refuse too much."""
    budget = budgets.get(actor.function)
    if budget is not None:
        tx.before_commit(partial(_count, actor, budget, holds))


async def _count(actor: Actor, budget: int, holds: Callable[[], bool], tx: Transaction) -> None:
    """One statement for who reads whom they read before on that day; two for anybody new."""
    people = {UUID(each.subject_id) for each in noted(tx) if each.subject_kind == PERSON}
    if not people:
        return
    day = city_day(tx.now)
    new = await store.note(tx.conn, actor.subject, day, people)
    if not new:
        return
    function = actor.function.value
    reading = (await store.add(tx.conn, actor.subject, day, function, budget, persons=new)).reading
    if reading.is_over and tx not in _at_the_door and holds():
        REFUSED.labels(actor.function).inc()
        log.info("reading-refused", actor=actor.subject, function=function)
        raise OverBudgetError(reading.budget)
