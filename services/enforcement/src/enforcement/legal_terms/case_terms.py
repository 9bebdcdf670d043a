"""Terms of a case: start, start anew, and close; the clock flags each on its days."""

from datetime import date
from uuid import UUID

from chassis.bus import revoke, schedule
from chassis.days import day_start
from chassis.db import Transaction
from enforcement.legal_terms import store
from enforcement.legal_terms.rules import Deadline, Law

TIMER = "legal-term"


async def start(
    tx: Transaction, case_id: UUID, law: Law, term_id: str, event_day: date
) -> Deadline:
    """Start, or start anew, a term of a case; the clock flags it on its safe day and its end."""
    ends = law.deadline(term_id, event_day)
    await start_until(tx, case_id, term_id, event_day, ends, law.terms[term_id].valid_from)
    return ends


async def start_until(
    tx: Transaction,
    case_id: UUID,
    term_id: str,
    event_day: date,
    ends: Deadline,
    version: date | None = None,
) -> None:
    """Start a term with an end that somebody chose."""
    await store.start(tx, case_id, term_id, version, event_day, ends)
    data = {"case": str(case_id), "term": term_id}
    await schedule(tx, TIMER, f"{case_id}:{term_id}", day_start(ends.safe_day), data)


async def close(tx: Transaction, case_id: UUID, *term_ids: str) -> None:
    """Close terms whose reason is gone; without ids, all terms of the case."""
    for term_id in await store.close(tx, case_id, *term_ids):
        await revoke(tx, TIMER, f"{case_id}:{term_id}")
