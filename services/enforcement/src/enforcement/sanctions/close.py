"""Close a sanction case, and all terms that still run in it."""

from uuid import UUID

from chassis.db import Transaction
from chassis.refusals import FieldRefusedError
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.sanctions import store
from enforcement.sanctions.rules import HANDLED, SanctionStep
from enforcement.sanctions.store import SanctionCase


async def close(tx: Transaction, case_id: UUID, by: By, reason: str | None) -> SanctionCase:
    """A case that ends without a decision needs a reason. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    if reason is None and case.state not in HANDLED:
        raise FieldRefusedError("reason", "Zeg waarom je dit dossier zonder beslissing afsluit.")
    take_step(tx, case, SanctionStep.CLOSING, by, reason=reason)
    await case_terms.close(tx, case_id)
    return case
