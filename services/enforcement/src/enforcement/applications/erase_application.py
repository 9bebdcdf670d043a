"""Erase what applicants sent and services advised on it when its time is over; every night,
without a person.

An owner's answers and papers, and the reasons and reports of advices, are kept while the
declaration that they led to works, and for the city's term after its end or that of the application
(GDPR art. 5 (1) e). An application that still runs waits for somebody to end it.
"""

from datetime import timedelta

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.applications import store
from enforcement.legal_terms import store as legal_terms

RETENTION = "suitability.application_retention_months"
"""The legal term, which a city changes like any other."""
UNCLAIMED = timedelta(days=60)
"""Parts of a document whose application never came: nobody can ask for them any more."""
AT_ONCE = 200
"""Applications of one night: what is over beyond them goes the next."""


async def erase_over(tx: Transaction) -> int:
    """Erase what is over, and keep the proof; gives the number of applications."""
    law = await legal_terms.law(tx, city_day(tx.now), RETENTION)
    months = law.terms[RETENTION].value
    assert months is not None, "a term in months"
    rows = await store.over(tx, months, AT_ONCE)
    for row in rows:
        await store.erase(tx, row)
    for row in await store.advised_over(tx, months, AT_ONCE):
        await store.erase_advised(tx, row)
    await store.erase_unclaimed(tx, tx.now - UNCLAIMED)
    return len(rows)
