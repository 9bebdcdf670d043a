"""Let a decision count as notified, once its letter arrived."""

from datetime import date
from uuid import UUID

from chassis.days import day_start
from chassis.db import Transaction
from enforcement.cases.store.timeline import By
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.acts.notification import NotifyDecision
from enforcement.integrity_investigations.desk import INVESTIGATIONS


async def decision_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """The letter lists the advice among its annexes. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    sent_at = max(day_start(on), case.decided_at or day_start(on))
    notified = NotifyDecision(sent_at=sent_at, received_on=on, advice_annexed=True)
    await INVESTIGATIONS.take(tx, case_id, by, notified)
