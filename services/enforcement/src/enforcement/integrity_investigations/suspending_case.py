"""The investigation whose decision suspends a declaration, and how the college ends that."""

from uuid import UUID

from chassis.db import Transaction
from contracts.codes import DecidingBody
from enforcement.cases.store.timeline import By
from enforcement.integrity_investigations import store
from enforcement.integrity_investigations.acts.end import LiftSuspension
from enforcement.integrity_investigations.desk import INVESTIGATIONS
from enforcement.integrity_investigations.rules import BASIS
from enforcement.suitability.suspending_cases import SuspendingCase


async def suspending_case(tx: Transaction, case_id: UUID) -> SuspendingCase | None:
    if await store.find_for_update(tx, case_id) is None:
        return None
    return SuspendingCase(
        case_id,
        DecidingBody.COLLEGE,
        BASIS,
        lift=lambda tx, by, _reason: INVESTIGATIONS.take(tx, case_id, by, LiftSuspension()),
        call_back=_nobody_looks,
    )


async def _nobody_looks(_tx: Transaction, _by: By) -> None:
    """The police are asked to check no decision on integrity."""
