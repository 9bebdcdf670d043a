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
from enforcement.legal_terms import case_terms
from enforcement.payments.rules.court_costs import COSTS_TERM, CostsDebtor, CostsStep
from enforcement.payments.rules.statement import LineState
from enforcement.payments.store import claims, court_costs, debts, statements
from enforcement.payments.store.court_costs import CourtCosts
from enforcement.payments.store.statements import Line

COSTS_NOT_ASKED = lazy("Er zijn geen gerechtskosten die de persoon nog aan de stad moet betalen.")
AWARDED = {
    CostsDebtor.PERSOON: CostsStep.OWED_BY_PERSON,
    CostsDebtor.STAD: CostsStep.OWED_BY_CITY,
}


async def award_costs(
    tx: Transaction, case_id: UUID, owed_by: CostsDebtor, amount_cents: int, on: date, by: By
) -> None:
    """A later judgment, after an appeal that was taken back, replaces the first, and gets a letter
    of its own. A line of a statement that paid the first is to be looked at again.
    """
    costs = await court_costs.find(tx, case_id)
    if costs is None:
        costs = CourtCosts(
            case_id=case_id, owed_by=owed_by, amount_cents=amount_cents, awarded_on=on
        )
        tx.session.add(costs)
    if costs.settled_line is not None:
        _let_go(await statements.get_for_update(tx, costs.settled_line))
    costs.owed_by, costs.amount_cents, costs.awarded_on = owed_by, amount_cents, on
    costs.settled_on = costs.settled_by = costs.settled_line = None
    costs.asked_on = costs.due_on = costs.served_on = None
    await case_terms.close(tx, case_id, COSTS_TERM)
    if owed_by is CostsDebtor.PERSOON:
        await keep_reference(tx, costs)
    await note(tx, case_id, AWARDED[owed_by], by)


async def keep_reference(tx: Transaction, costs: CourtCosts) -> str:
    """The reference under which a person pays them, made when it is asked for first."""
    if costs.reference is None:
        costs.reference = await claims.fresh_reference(tx)
    return costs.reference


def must_be_asked(costs: CourtCosts | None) -> None:
    """Raises ``StepRefusedError`` for costs that no person owes, or that were paid."""
    if costs is None or not costs.is_asked:
        raise StepRefusedError(COSTS_NOT_ASKED)


async def settle_costs(
    tx: Transaction, case_id: UUID, by: By, on: date | None, *, line_id: UUID | None = None
) -> None:
    """They were paid on a day (today without one), by a line of a statement or otherwise. Raises
    ``RefusedError``.
    """
    costs = await lock(tx, case_id)
    if costs.settled_on is not None:
        raise StepRefusedError(lazy("Deze gerechtskosten staan al als betaald."))
    today = city_day(tx.now)
    day = on or today
    if day > today:
        raise FieldRefusedError("on", lazy("Deze dag ligt in de toekomst."))
    if day < costs.awarded_on:
        raise FieldRefusedError("on", lazy("Toen had de rechtbank nog niet geoordeeld."))
    costs.settled_on, costs.settled_by, costs.settled_line = day, by.subject, line_id
    await case_terms.close(tx, case_id, COSTS_TERM)
    await note(tx, case_id, CostsStep.SETTLED, by)


async def reopen_costs(tx: Transaction, case_id: UUID, reason: str, by: By) -> None:
    """They were not paid after all. What a line of a statement paid, that line takes back.

    Raises ``StepRefusedError``.
    """
    costs = await lock(tx, case_id)
    if costs.settled_on is None:
        raise StepRefusedError(lazy("Deze gerechtskosten staan niet als betaald."))
    if costs.settled_line is not None:
        raise StepRefusedError(
            lazy("Een lijn van een rekeningafschrift betaalde dit. Maak die koppeling ongedaan.")
        )
    await _reopen(tx, costs, reason, by)


async def pay_by_line(tx: Transaction, costs: CourtCosts, line: Line, by: By) -> bool:
    """Whether a line that names their reference pays them: all that a person owes, and no less."""
    await lock(tx, costs.case_id)
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
    _let_go(line)
    return True


async def lock(tx: Transaction, case_id: UUID) -> CourtCosts:
    """The costs of a case, which is locked first. Raises ``CourtCostsNotFoundError``."""
    await debts.fines().lock(tx, case_id)
    return await court_costs.get_for_update(tx, case_id)


def _let_go(line: Line) -> None:
    line.state, line.case_id = LineState.TE_BEKIJKEN, None


async def _reopen(tx: Transaction, costs: CourtCosts, reason: str, by: By) -> None:
    costs.settled_on = costs.settled_by = costs.settled_line = None
    if costs.due_on is not None:
        await case_terms.reopen(tx, costs.case_id, COSTS_TERM)
    await note(tx, costs.case_id, CostsStep.REOPENED, by, reason)


async def note(
    tx: Transaction, case_id: UUID, step: CostsStep, by: By, reason: str | None = None
) -> None:
    """A line in the timeline of the case, which stays where it is."""
    state = (await debts.fines().standing(tx, case_id)).state
    timeline.note(tx, case_id, step, (state, state), by, reason=reason)
