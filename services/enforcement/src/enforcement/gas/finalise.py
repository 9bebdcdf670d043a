"""Make a fine final: after the appeal month, or once the court has judged."""

from datetime import date, timedelta
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.enforcement import GasFineFinal
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import CLOCK
from enforcement.cases.take_step import permits, take_step
from enforcement.gas import store
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.rules.finality import appealed_since
from enforcement.gas.rules.fines import band_of
from enforcement.gas.store import GasCase
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.payments.rules.claim import DueFine

FINE_FINAL = "gas-fine-final"
"""The timer, by case, of the day on which a fine may have become final."""

ASKED_SINCE = (GasStep.RELEASE, GasStep.PROSECUTION_WEIGHED, GasStep.JUDGMENT)


async def make_final(tx: Transaction, case_id: UUID) -> DueFine | None:
    """The case waits for payment; None while an appeal is possible or runs, or a hold stops it.

    Whoever calls it opens the claim.
    """
    case = await store.find_for_update(tx, case_id)
    if case is None or not permits(case, GasStep.FINAL, city_day(tx.now)):
        return None
    take_step(tx, case, GasStep.FINAL, CLOCK, basis=basis.ENFORCEABLE)
    await case_terms.close(tx, case_id, basis.APPEAL_TERM)
    take_step(tx, case, GasStep.CLAIM, CLOCK, basis=basis.ENFORCEABLE)
    assert case.amount is not None, "a fine has an amount"
    record(tx, GasFineFinal(case_id=case_id, band=band_of(case.amount), final_at=tx.now))
    due_from = _due_from(case)
    return DueFine(
        case_id,
        case.amount * 100,
        due_from,
        max([due_from, *await _days_from_which_it_is_asked(tx, case_id)]),
        await _prescribes_from(tx, case, due_from),
    )


async def _days_from_which_it_is_asked(tx: Transaction, case_id: UUID) -> list[date]:
    """The days on which somebody noted what the city waited with: nobody is late before that."""
    return [
        city_day(line.at)
        for line in await timeline.of_case(tx, case_id)
        if line.step in ASKED_SINCE
    ]


async def _prescribes_from(tx: Transaction, case: GasCase, due_from: date) -> date:
    """The month of the decision alone, unless somebody appealed since: a letter about a lower
    amount has a month of its own, and begins no prescription anew.
    """
    if case.is_ruled or appealed_since(await timeline.of_case(tx, case.case_id)):
        return due_from
    assert case.decision_notified_on is not None, "it was notified"
    law = await legal_terms.law(tx, case.decision_notified_on, basis.APPEAL_TERM)
    month = law.deadline(basis.APPEAL_TERM, case.decision_notified_on)
    return month.last_day + timedelta(days=1)


def _due_from(case: GasCase) -> date:
    """The day of the judgment; else that after the appeal month, or on which an appeal was taken
    back later.
    """
    if case.is_ruled and case.judged_on is not None:
        return case.judged_on
    assert case.appeal_until is not None, "it was notified"
    after_month = case.appeal_until + timedelta(days=1)
    return max(after_month, case.judged_on or after_month)
