"""Combine facts in one case: each guarantee, and the earliest term, counts for all of them."""

from datetime import date

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas.ask_prosecutor import start_window
from enforcement.gas.lengthen import lengthen_decision_term
from enforcement.gas.rules import GasState, GasStep, Part, basis, together
from enforcement.gas.store import GasCase
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms

OF_ONE = "feiten samen"
"""Why the decision term was lengthened once more: facts came to the case, or left it."""


async def add_part(
    tx: Transaction, case: GasCase, part: Part, received_on: date, by: By, reason: str
) -> None:
    """Take facts into a case, once their findings are in it; the fine in view is chosen anew.

    ``received_on`` is the day from which the prosecutor's term runs for them.
    """
    own = case.part()
    whole = together(own, part)
    case.competent, case.minor = whole.competent, whole.minor
    case.others_may_be_victim, case.envisaged = whole.may_be_victim, None
    case.mixed, case.prosecutor_answer = whole.mixed, whole.prosecutor_answer
    case.prosecutor_until, case.prosecutor_silent = whole.prosecutor_until, whole.prosecutor_silent
    case.prosecutor_copied_on = case.prosecutor_copy_proof = None  # it told of the others alone
    case.finder = case.finder_checked_by = case.finder_checked_on = None
    after = GasState.WACHT_OP_PARKET if whole.waits else case.state
    take_step(
        tx,
        case,
        GasStep.FACTS_JOINED,
        by,
        outcome=after,
        reason=reason,
        basis=basis.PROPORTIONALITY,
    )
    if part.waits and (not own.waits or _is_later(part.prosecutor_until, own.prosecutor_until)):
        await start_window(tx, case, received_on)
    await count_anew(tx, case, by)


async def count_anew(tx: Transaction, case: GasCase, by: By) -> None:
    """Count the decision term of a case by the oldest of its facts, lengthened as it was."""
    (oldest, *_) = found = await findings.of_case(tx, case.case_id)
    law = await legal_terms.law(tx, city_day(oldest.fact_at), basis.DECISION_TERM)
    from_finding = law.terms[basis.DECISION_TERM].start_event == "finding"
    begins = min(finding.fact_at if from_finding else finding.transferred_at for finding in found)
    running = await legal_terms.get_for_update(tx, case.case_id, basis.DECISION_TERM)
    longer = None if running is None else running.counted_by
    ends = await case_terms.start(tx, case.case_id, law, basis.DECISION_TERM, city_day(begins))
    case.decide_by, case.safe_by = ends.last_day, ends.safe_day
    if longer is not None:
        await lengthen_decision_term(tx, case, by, longer, OF_ONE)


async def window_began(tx: Transaction, case: GasCase) -> date:
    """The day from which the prosecutor's term of a case runs, else that of its transfer."""
    term = await legal_terms.get_for_update(tx, case.case_id, basis.PROSECUTOR_TERM)
    if term is not None:
        return term.starts_on
    return city_day((await findings.of_case(tx, case.case_id))[0].transferred_at)


def _is_later(day: date | None, other: date | None) -> bool:
    return day is None or other is None or day > other
