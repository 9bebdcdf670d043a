"""Overdue checks: identities that should have been checked on the spot by now, and can be today."""

from datetime import timedelta

from chassis.days import city_day
from chassis.db import Transaction
from databank.identity_status import store
from databank.identity_status.store import OverdueCheck
from databank.legal_terms import store as legal_terms

DUE_DAYS = "databank.identity_validation_due_days"
"""Name of the term, in days, from the first declared shift on."""
AHEAD = timedelta(days=1)
"""A shift that begins so soon can still be met today."""


async def list_overdue(tx: Transaction) -> list[OverdueCheck]:
    """By the begin of their shifts; the term flags, and decides nothing (DP-09)."""
    days = await legal_terms.days(tx.conn, DUE_DAYS, city_day(tx.now))
    return await store.overdue(tx.conn, tx.now, tx.now + AHEAD, tx.now - timedelta(days=days))
