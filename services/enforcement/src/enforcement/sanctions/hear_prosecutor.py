"""Hear what the prosecutor said of a finding: a sanction does not depend on it."""

from uuid import UUID

from chassis.db import Transaction
from contracts.databank import ProsecutorAnswered
from enforcement.cases.receive_answer import note_answer
from enforcement.sanctions import store


async def hear_prosecutor(tx: Transaction, event: ProsecutorAnswered, case_id: UUID) -> None:
    """Note it in the case of the finding."""
    case = await store.find_for_update(tx, case_id)
    if case is not None:
        note_answer(tx, case, event)
