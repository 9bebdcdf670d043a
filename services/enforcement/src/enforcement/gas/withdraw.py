"""Withdraw a fine that was decided, whatever became of it since: it was never owed.

A person who proves to be a victim, a wrong person, a wrong amount: the officer who may impose a
fine may take it back. No clock and no message of the police does it.
"""

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import GasOutcome
from contracts.enforcement import GasFineWithdrawn
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.gas.earlier_fines import recount_later
from enforcement.gas.end import end
from enforcement.gas.rules import GasState
from enforcement.gas.store import GasCase
from enforcement.gas.tell_police import tell_outcome
from enforcement.payments.withdraw_claim import withdraw_claim

APPEAL_POINTLESS = "beroep_zonder_voorwerp"
"""A line of the timeline: the court and the city's lawyer still have to hear it."""


async def take_back(tx: Transaction, case: GasCase, by: By, before: GasState) -> None:
    """``before`` is the state in which it was withdrawn.

    Terms end, the claim closes, what was paid goes back, and an appeal loses its object. It counts
    no more in the register and for recidivism. A letter tells the person; it repeats the reason.
    """
    case_id = case.case_id
    await end(tx, case)
    await withdraw_claim(tx, case_id, by)
    await recount_later(tx, case, by)
    if before is GasState.BEROEP_INGESTELD:
        timeline.note(tx, case_id, APPEAL_POINTLESS, (case.state, case.state), by)
    record(tx, GasFineWithdrawn(case_id=case_id, withdrawn_at=tx.now))
    tell_outcome(tx, case_id, GasOutcome.GEEN_GELDBOETE)
