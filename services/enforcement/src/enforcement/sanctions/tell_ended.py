"""Tell the owner that a sanction is none any more."""

from chassis.db import Transaction
from contracts.codes import DecidingBody
from enforcement.notifications.ended_decisions import note_ended
from enforcement.notifications.rules.ended import Ended, Ending
from enforcement.sanctions.store import SanctionCase


async def tell_ended(
    tx: Transaction, case: SanctionCase, ending: Ending, *, anew: bool = False
) -> None:
    """While the case still knows what was decided."""
    if case.decided_at is None or case.decision_kind is None:
        return
    ended = Ended(
        ending=ending,
        body=DecidingBody(case.deciding_body or DecidingBody.COLLEGE),
        what=case.decision_kind,
        decided_at=case.decided_at,
        ended_at=tx.now,
        notified=case.notified_at is not None,
        anew=anew,
    )
    await note_ended(tx, case.case_id, ended)
