"""Lengthen the decision term by what the law has for mediation and community service."""

from chassis.db import Transaction
from chassis.refusals import StepRefusedError
from enforcement.cases.store.timeline import By
from enforcement.gas.law import law_of_facts
from enforcement.gas.rules import basis
from enforcement.gas.store import GasCase
from enforcement.legal_terms import case_terms


async def lengthen_decision_term(
    tx: Transaction, case: GasCase, by: By, longer_id: str, reason: str
) -> None:
    """Nothing happens where it runs that long already."""
    law = await law_of_facts(tx, case.case_id, longer_id)
    try:
        ends = await case_terms.extend(
            tx, case.case_id, basis.DECISION_TERM, law, longer_id, reason, by
        )
    except StepRefusedError:
        return
    case.decide_by, case.safe_by = ends.last_day, ends.safe_day
