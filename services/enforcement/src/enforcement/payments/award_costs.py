"""Record costs that a court awarded with its judgment, and that somebody paid them.

They are a debt of their own: the fine stays what the court left of it, its reference and its terms
are not theirs, and what was paid of one pays nothing of the other.
"""

from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.payments.rules.court_costs import CostsDebtor
from enforcement.payments.store import court_costs, debts
from enforcement.payments.store.court_costs import CourtCosts

AWARDED = {
    CostsDebtor.PERSOON: "court-costs-owed-by-person",
    CostsDebtor.STAD: "court-costs-owed-by-city",
}
SETTLED = "court-costs-settled"


async def award_costs(
    tx: Transaction, case_id: UUID, owed_by: CostsDebtor, amount_cents: int, on: date, by: By
) -> None:
    """A later judgment, after an appeal that was taken back, replaces the first."""
    costs = await court_costs.find(tx, case_id)
    if costs is None:
        costs = CourtCosts(
            case_id=case_id, owed_by=owed_by, amount_cents=amount_cents, awarded_on=on
        )
        tx.session.add(costs)
    costs.owed_by, costs.amount_cents, costs.awarded_on = owed_by, amount_cents, on
    costs.settled_on = costs.settled_by = None
    state = (await debts.fines().standing(tx, case_id)).state
    timeline.note(tx, case_id, AWARDED[owed_by], (state, state), by)


async def settle_costs(tx: Transaction, case_id: UUID, by: By, on: date | None) -> None:
    """They were paid on a day (today without one). Raises ``RefusedError``."""
    await debts.fines().lock(tx, case_id)
    costs = await court_costs.get_for_update(tx, case_id)
    today = city_day(tx.now)
    day = on or today
    if day > today:
        raise FieldRefusedError("on", lazy("Deze dag ligt in de toekomst."))
    if day < costs.awarded_on:
        raise FieldRefusedError("on", lazy("Toen had de rechtbank nog niet geoordeeld."))
    costs.settled_on, costs.settled_by = day, by.subject
    state = (await debts.fines().standing(tx, case_id)).state
    timeline.note(tx, case_id, SETTLED, (state, state), by)
