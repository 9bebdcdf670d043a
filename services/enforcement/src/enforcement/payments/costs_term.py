"""The days to pay costs of an appeal: from the letter that asks for them, and until a bailiff has
the judgment.

No law gives a term (decision 0188), so it is the city's own. A judgment is a title by itself: no
notice and no visa of the college comes before the bailiff (Judicial Code arts. 1494 and 1495).
"""

from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import LazyMessage, lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store.timeline import By
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.notification import Proof
from enforcement.notifications.store import letters
from enforcement.payments.award_costs import lock, must_be_asked, note
from enforcement.payments.rules.court_costs import COSTS_TERM, CostsDebtor, CostsStep
from enforcement.payments.store import court_costs, debts
from enforcement.payments.store.court_costs import CourtCosts


async def days_to_pay(tx: Transaction) -> int:
    """The days that a letter of today leaves."""
    law = await legal_terms.law(tx, city_day(tx.now), COSTS_TERM)
    days = law.terms[COSTS_TERM].value
    assert days is not None, "a term in days"
    return days


async def asked(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """A letter that asks for them arrived; a later one leaves its days anew. So it does where they
    were paid meanwhile, which may prove wrong: the person has the letter.
    """
    costs = await lock(tx, case_id)
    if costs.owed_by is CostsDebtor.PERSOON and (costs.asked_on is None or on > costs.asked_on):
        await _begin(tx, costs, on, await _posted_on(tx, case_id, on))


async def asked_later(tx: Transaction, case_id: UUID, proof: Proof, by: By) -> None:
    """The letter proves to have arrived later. What a bailiff did meanwhile stays, and somebody
    looks at it. Raises ``RefusedError``.
    """
    costs = await lock(tx, case_id)
    must_be_asked(costs)
    if costs.asked_on != proof.presumed_on:
        return
    if costs.served_on is None:
        on = proof.proven_on
        await _start(tx, costs, on, await _posted_on(tx, case_id, on))
    else:
        state = (await debts.fines().standing(tx, case_id)).state
        await ask_review(tx, case_id, state, by, Early.BETEKEND)


async def go_on(tx: Transaction, case_id: UUID) -> None:
    """After a hold: the days that it stood still begin anew. So they do where the costs were paid
    meanwhile, which may prove wrong: the days of the hold are nobody's delay.
    """
    costs = await court_costs.find(tx, case_id)
    if costs is None or costs.due_on is None:
        return
    today = city_day(tx.now)
    await _begin(tx, costs, today, today)


async def run_on(tx: Transaction, case_id: UUID) -> None:
    """The terms of the fine were closed: costs are owed for a judgment, whatever becomes of it."""
    costs = await court_costs.find(tx, case_id)
    if costs is not None and costs.is_asked and costs.due_on is not None:
        await case_terms.reopen(tx, case_id, COSTS_TERM)


async def serve(tx: Transaction, case_id: UUID, by: By, on: date | None) -> None:
    """A bailiff served the judgment on a day (today without one). Raises ``RefusedError``."""
    costs = await lock(tx, case_id)
    must_be_asked(costs)
    objection = await why_not_served(tx, case_id)
    if objection is not None:
        raise StepRefusedError(objection)
    today = city_day(tx.now)
    day = on or today
    if day > today:
        raise FieldRefusedError("on", lazy("Deze dag ligt in de toekomst."))
    if day < costs.awarded_on:
        raise FieldRefusedError("on", lazy("Toen had de rechtbank nog niet geoordeeld."))
    if costs.due_on is not None and day <= costs.due_on:
        reason = lazy("Er kan nog op tijd betaald worden. Wacht tot na de laatste dag.")
        raise FieldRefusedError("on", reason)
    costs.served_on, costs.due_on = day, None
    await case_terms.close(tx, case_id, COSTS_TERM)
    await note(tx, case_id, CostsStep.SERVED, by)


async def why_not_served(tx: Transaction, case_id: UUID) -> LazyMessage | None:
    """Why no bailiff goes now, whatever the day; None where one may."""
    if (await debts.fines().standing(tx, case_id)).on_hold:
        return lazy("Het dossier is opgeschort. De invordering wacht.")
    if await letters.under_way(tx, case_id, LetterKind.GERECHTSKOSTEN, by_hand=True):
        return lazy("De brief over deze kosten is onderweg. Wacht op zijn dagen.")
    return None


async def _posted_on(tx: Transaction, case_id: UUID, by: date) -> date:
    """The day on which the latest letter left that arrived by a day: it says how many days there
    are, by the term of that day, and no later one takes days from whoever reads it.
    """
    return max(
        (
            letter.posted_on
            for letter in await letters.of_case(tx, case_id)
            if letter.kind == LetterKind.GERECHTSKOSTEN and letter.posted_on is not None
            if letter.posted_on <= by
        ),
        default=by,
    )


async def _begin(tx: Transaction, costs: CourtCosts, on: date, law_of: date) -> None:
    """What was paid has no term that runs; its days are there for when it was not, after all."""
    await _start(tx, costs, on, law_of)
    if costs.settled_on is not None:
        await case_terms.close(tx, costs.case_id, COSTS_TERM)


async def _start(tx: Transaction, costs: CourtCosts, on: date, law_of: date) -> None:
    """The days begin on a day, as many as the term of ``law_of`` has."""
    law = await legal_terms.law(tx, law_of, COSTS_TERM)
    ends = await case_terms.start(tx, costs.case_id, law, COSTS_TERM, on)
    costs.asked_on, costs.due_on, costs.served_on = on, ends.last_day, None
