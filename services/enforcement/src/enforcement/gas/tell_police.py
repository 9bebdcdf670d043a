"""Tell the police the outcome of a fine case: nothing else of it is theirs (handbook §4.3)."""

from datetime import date
from uuid import UUID

from chassis.bus import record, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from contracts.codes import GasOutcome
from contracts.enforcement import GasOutcomeReached
from enforcement.cases.store import timeline
from enforcement.gas import store
from enforcement.gas.rules import GasStep
from enforcement.gas.rules.states import FALLEN
from enforcement.gas.store import GasCase

FINE_TOLD = "gas-fine-told"
"""The timer, by case, of the day on which the person has the decision by law."""


def tell_outcome(tx: Transaction, case_id: UUID, outcome: GasOutcome) -> None:
    record(tx, GasOutcomeReached(case_id=case_id, outcome=outcome, reached_at=tx.now))


async def tell_fine(tx: Transaction, case_id: UUID, notified_on: date) -> None:
    """A fine is told once its decision was notified, so that nobody hears it before the person.

    That day is known as soon as the letter leaves.
    """
    if notified_on <= city_day(tx.now):
        tell_outcome(tx, case_id, GasOutcome.GELDBOETE)
    else:
        await schedule(tx, FINE_TOLD, str(case_id), day_start(notified_on), {})


async def tell_ruled(tx: Transaction, case: GasCase) -> None:
    """A court let a fine stand of which the decision came too late, or reached nobody: the person
    knows it, and the police were not told.
    """
    if await timeline.latest(tx, case.case_id, GasStep.DECISION_NOTIFICATION) is None:
        tell_outcome(tx, case.case_id, GasOutcome.GELDBOETE)


async def tell_fine_when_notified(tx: Transaction, case_id: UUID) -> None:
    """The clock: the day is here. Of a fine that fell meanwhile the police heard that already."""
    case = await store.find_for_update(tx, case_id)
    if case is not None and case.state not in FALLEN and case.decision_notified_on is not None:
        await tell_fine(tx, case_id, case.decision_notified_on)
