"""Hear what the prosecutor said of a finding: a measure of the mayor does not depend on it."""

from uuid import UUID

from chassis.db import Transaction
from contracts.databank import ProsecutorAnswered
from enforcement.cases.receive_answer import note_answer
from enforcement.mayor_measures import store


async def hear_prosecutor(tx: Transaction, event: ProsecutorAnswered, _case_id: UUID) -> None:
    """Note it in each measure that rests on the report of the finding."""
    for case in await store.measures_on(tx, [event.finding_id]):
        note_answer(tx, case, event)
