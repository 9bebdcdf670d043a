"""Correct the amount of a fine that was decided: a slip of the pen costs nobody a lawsuit.

Only downwards: no text of the law lets the officer raise a fine that was decided (decision 0176).
Whoever proves to be the wrong person, the officer spares by a withdrawal
(:mod:`enforcement.gas.withdraw`).
"""

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, RefusedError
from contracts.enforcement import GasFineCorrected
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store.timeline import By
from enforcement.gas.person_terms import count_missing
from enforcement.gas.rules import GasState
from enforcement.gas.rules.fines import band_of
from enforcement.gas.store import GasCase
from enforcement.payments.lower_claim import lower_claim


async def correct(tx: Transaction, case: GasCase, by: By, amount: int) -> None:
    """``amount`` in whole euros. Whatever became of the fine since, until a court ruled; a hold
    does not stop what favours the person.

    What was paid above it goes back. A letter tells the person, and repeats the reason; from its
    notification on an appeal may come. Raises ``RefusedError``.
    """
    case_id = case.case_id
    assert case.amount is not None, "only a fine is corrected"
    if case.amount == 1:
        reason = lazy("Lager dan 1 euro kan niet. Trek de geldboete in als ze niet mag blijven.")
        raise RefusedError(reason)
    if amount > case.amount:
        raise FieldRefusedError(
            "amount",
            lazy(
                "Hoger dan de beslissing kan niet: geen wet laat een zwaardere geldboete toe "
                "zonder een nieuwe beslissing."
            ),
        )
    if not 1 <= amount < case.amount:
        reason = lazy("Geef een bedrag van 1 tot en met %(most)s euro.", most=case.amount - 1)
        raise FieldRefusedError("amount", reason)
    case.imposed_amount = case.imposed_amount or case.amount
    case.amount = amount
    if case.state is GasState.DWANGINVORDERING:
        await ask_review(tx, case_id, case.state, by, Early.INGEVORDERD)
    record(tx, GasFineCorrected(case_id=case_id, band=band_of(amount), corrected_at=tx.now))
    await count_missing(tx, case_id)
    await lower_claim(tx, case_id, amount * 100, by)
