"""The sanction that suspends a declaration, and how the body that imposed it ends that."""

from uuid import UUID

from chassis.db import Transaction
from contracts.codes import DecidingBody
from enforcement.sanctions import store
from enforcement.sanctions.acts.end import LiftSanction
from enforcement.sanctions.check_execution import call_back
from enforcement.sanctions.desk import SANCTIONS
from enforcement.suitability.rules import SANCTION_BASIS
from enforcement.suitability.suspending_cases import SuspendingCase


async def suspending_case(tx: Transaction, case_id: UUID) -> SuspendingCase | None:
    case = await store.find_for_update(tx, case_id)
    if case is None:
        return None
    return SuspendingCase(
        case_id,
        DecidingBody(case.deciding_body or ""),
        SANCTION_BASIS,
        against=case.owner,
        lift=lambda tx, by, reason: SANCTIONS.take(
            tx, case_id, by, LiftSanction(motivation=reason)
        ),
        call_back=lambda tx, by: call_back(tx, case, by),
    )
