"""Plan the next proactive visit of premises: a task with a date, no term of law."""

from datetime import date, timedelta

from chassis.db import Transaction
from enforcement.legal_terms import case_terms
from enforcement.legal_terms.rules import Deadline, Unit, counted
from enforcement.suitability.rules import VISIT_TERM
from enforcement.suitability.store import Dossier

EVERY_YEARS = 1
CALLED_BEFORE = timedelta(days=30)
"""So long before, the visit stands on the first page of the service."""


async def plan_yearly_visit(tx: Transaction, dossier: Dossier, since: date) -> None:
    """It is due a year after the day on which somebody saw the place, or the grant began."""
    due_on = counted(since, EVERY_YEARS, Unit.YEARS)
    ends = Deadline(due_on, due_on - CALLED_BEFORE)
    await case_terms.start_until(tx, dossier.dossier_id, VISIT_TERM, since, ends)
