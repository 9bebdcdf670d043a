"""Record costs that a court awarded with its judgment, and that somebody paid them or did not.

They are a debt of their own: the fine stays what the court left of it, its reference and its terms
are not theirs, and what was paid of one pays nothing of the other.
"""

from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.payments.rules.court_costs import CostsDebtor
from enforcement.payments.rules.statement import LineState
from enforcement.payments.store import claims, court_costs, debts
from enforcement.payments.store.court_costs import CourtCosts
from enforcement.payments.store.statements import Line

AWARDED = {
    CostsDebtor.PERSOON: "court-costs-owed-by-person",
    CostsDebtor.STAD: "court-costs-owed-by-city",
}
SETTLED = "court-costs-settled"
REOPENED = "court-costs-reopened"


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
    costs.settled_on = costs.settled_by = costs.settled_line = None
    if owed_by is CostsDebtor.PERSOON and costs.reference is None:
        costs.reference = await claims.fresh_reference(tx)
    await _note(tx, case_id, AWARDED[owed_by], by)


async def settle_costs(
    tx: Transaction, case_id: UUID, by: By, on: date | None, *, line_id: UUID | None = None
) -> None:
    """They were paid on a day (today without one), by a line of a statement or otherwise. Raises
    ``RefusedError``.
    """
    costs = await _lock(tx, case_id)
    if costs.settled_on is not None:
        raise StepRefusedError(lazy("Deze gerechtskosten staan al als betaald."))
    today = city_day(tx.now)
    day = on or today
    if day > today:
        raise FieldRefusedError("on", lazy("Deze dag ligt in de toekomst."))
    if day < costs.awarded_on:
        raise FieldRefusedError("on", lazy("Toen had de rechtbank nog niet geoordeeld."))
    costs.settled_on, costs.settled_by, costs.settled_line = day, by.subject, line_id
    await _note(tx, case_id, SETTLED, by)


async def reopen_costs(tx: Transaction, case_id: UUID, reason: str, by: By) -> None:
    """They were not paid after all. What a line of a statement paid, that line takes back.

    Raises ``StepRefusedError``.
    """
    costs = await _lock(tx, case_id)
    if costs.settled_on is None:
        raise StepRefusedError(lazy("Deze gerechtskosten staan niet als betaald."))
    if costs.settled_line is not None:
        raise StepRefusedError(
            lazy("Een lijn van een rekeningafschrift betaalde dit. Maak die koppeling ongedaan.")
        )
    await _reopen(tx, costs, reason, by)


async def pay_by_line(tx: Transaction, costs: CourtCosts, line: Line, by: By) -> bool:
    """Whether a line that names their reference pays them: all that a person owes, and no less."""
    await _lock(tx, costs.case_id)
    is_paid = line.amount_cents == costs.amount_cents and line.booked_on >= costs.awarded_on
    if not costs.is_asked or line.returned or not is_paid:
        return False
    await settle_costs(tx, costs.case_id, by, line.booked_on, line_id=line.line_id)
    line.state, line.case_id = LineState.GEKOPPELD, costs.case_id
    line.looked_at, line.looked_by = tx.now, by.subject
    await tx.session.flush()
    return True


async def take_line_back(tx: Transaction, line: Line, reason: str, by: By) -> bool:
    """Whether a line paid costs; then they are owed again, and the line is to be looked at."""
    costs = await court_costs.by_line(tx, line.line_id)
    if costs is None:
        return False
    await _reopen(tx, costs, reason, by)
    line.state, line.case_id = LineState.TE_BEKIJKEN, None
    return True


async def _lock(tx: Transaction, case_id: UUID) -> CourtCosts:
    await debts.fines().lock(tx, case_id)
    return await court_costs.get_for_update(tx, case_id)


async def _reopen(tx: Transaction, costs: CourtCosts, reason: str, by: By) -> None:
    costs.settled_on = costs.settled_by = costs.settled_line = None
    await _note(tx, costs.case_id, REOPENED, by, reason)


async def _note(
    tx: Transaction, case_id: UUID, step: str, by: By, reason: str | None = None
) -> None:
    state = (await debts.fines().standing(tx, case_id)).state
    timeline.note(tx, case_id, step, (state, state), by, reason=reason)
