"""Plan the proactive visit of a calendar year: a task with a date, no term of law."""

from datetime import date

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.legal_terms import case_terms
from enforcement.legal_terms.rules import Deadline
from enforcement.suitability.rules import VISIT_TERM
from enforcement.suitability.store import Dossier


async def plan_yearly_visit(tx: Transaction, dossier: Dossier, year: int) -> None:
    """It is due on the last day of the year."""
    due = Deadline(date(year, 12, 31), date(year, 12, 1))
    today = city_day(tx.now)
    await case_terms.start_until(tx, dossier.dossier_id, VISIT_TERM, today, due)
