"""The law of a fine case: the versions of its terms that held on the day of its facts."""

from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.store import findings
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Law


async def fact_day(tx: Transaction, case_id: UUID) -> date:
    """The day in Brussels of the oldest fact of the case."""
    oldest, *_ = await findings.of_case(tx, case_id)
    return city_day(oldest.fact_at)


async def law_of_facts(tx: Transaction, case_id: UUID, *term_ids: str) -> Law:
    """Raises ``MissingLawError``."""
    return await legal_terms.law(tx, await fact_day(tx, case_id), *term_ids)


def figure(law: Law, term_id: str) -> int:
    """The number of a term. Raises ``ValueError`` for a rule without one."""
    value = law.terms[term_id].value
    if value is None:
        raise ValueError(f"{term_id} is a rule without a number")
    return value
