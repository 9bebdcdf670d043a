"""Plan the day on which somebody looks at a case again, or take it off."""

from datetime import date

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.store import assignments
from enforcement.cases.store.assignments import FollowUp
from enforcement.cases.store.case_list import CaseHead


async def plan_follow_up(
    tx: Transaction, case: CaseHead, on: date | None, note: str | None
) -> None:
    """No legal term: it starts nothing and ends nothing. Raises ``FieldRefusedError``."""
    if on is not None and on < city_day(tx.now):
        raise FieldRefusedError("on", lazy("Kies vandaag of een latere dag."))
    await assignments.keep_follow_up(tx, case.case_id, None if on is None else FollowUp(on, note))
