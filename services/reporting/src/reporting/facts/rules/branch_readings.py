"""Readings of branches as they stand: of each one that was told, its last revision."""

from collections import Counter
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.days import day_start
from reporting.facts.rules.facts import Fact, Facts

TOLD = ("branch-reading-found", "branch-reading-changed")
ELSEWHERE = "seen-elsewhere"
SETTLED = timedelta(days=90)
"""So long after the end of a period its readings are counted: most of them are made by then. What
changes later is shown beside."""

Spell = tuple[str, str, str]
"""Kind, and the two branches: from, to."""


def settled_at(last: date) -> datetime:
    """The first moment at which a period that ends on a day is settled."""
    return day_start(last + SETTLED + timedelta(days=1))


def spells(told: Facts, first: date, last: date) -> Counter[Spell]:
    """Readings that count in a period, by what they say.

    ``told`` are all revisions that were not withdrawn, in any order, of whatever day: a reading
    that moved out of the period with its last one is not of it.
    """
    newest: dict[UUID, Fact] = {}
    for fact in told.of(*TOLD):
        known = newest.get(fact.subject_id)
        if known is None or _revision(fact) > _revision(known):
            newest[fact.subject_id] = fact
    return Counter(
        (fact.dims["kind"], fact.dims["from_branch"], fact.dims["to_branch"])
        for fact in Facts(newest.values()).within(first, last)
    )


def _revision(fact: Fact) -> int:
    return int(fact.dims.get("revision", 1))
