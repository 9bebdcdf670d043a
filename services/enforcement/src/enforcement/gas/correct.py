"""Correct the amount of a fine that was decided: a slip of the pen costs nobody a lawsuit.

Only downwards: more than was decided takes a new decision, with every guarantee. Whoever proves to
be the wrong person, the officer spares by a withdrawal (:mod:`enforcement.gas.withdraw`).
"""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.rules import GasState, GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.payments.lower_claim import lower_claim


async def correct(tx: Transaction, case_id: UUID, by: By, amount: int, motivation: str) -> GasCase:
    """``amount`` in whole euros. Whatever became of the fine since, until a court ruled; a hold
    does not stop what favours the person.

    What was paid above it goes back. A letter tells the person, and repeats the reason; from its
    notification on an appeal may come. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, GasStep.CORRECTION, by, reason=motivation, basis=basis.FINE)
    assert case.amount is not None, "only a fine is corrected"
    if not 1 <= amount < case.amount:
        reason = lazy("Geef een bedrag van 1 tot en met %(most)s euro.", most=case.amount - 1)
        raise FieldRefusedError("amount", reason)
    case.imposed_amount = case.imposed_amount or case.amount
    case.amount = amount
    if case.state is GasState.DWANGINVORDERING:
        await ask_review(tx, case_id, case.state, by, Early.INGEVORDERD)
    await lower_claim(tx, case_id, amount * 100, by)
    return case
