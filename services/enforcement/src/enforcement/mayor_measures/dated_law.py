"""Read the law on an order as it was on a day."""

from datetime import date

from chassis.db import Transaction
from contracts.codes import MeasureBasis
from enforcement.legal_terms import store as legal_terms
from enforcement.mayor_measures.rules.law import PENALTY_TERM, OrderLaw, order_law


async def law_on(tx: Transaction, basis: MeasureBasis, on: date) -> OrderLaw:
    held = {term.id: term.value for term in await legal_terms.in_force(tx, on)}
    return order_law(basis, held)


async def has_penalties(tx: Transaction, on: date) -> bool:
    """Whether the mayor may seal or set a penalty payment (NGW art. 133ter)."""
    return any(term.id == PENALTY_TERM for term in await legal_terms.in_force(tx, on))
