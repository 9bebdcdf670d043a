"""Close a sanction case, and the terms that still run in it but for the owner's appeal."""

from uuid import UUID

from chassis.db import Transaction
from chassis.refusals import FieldRefusedError
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.sanctions import store
from enforcement.sanctions.rules import DEFENCE_TERM, HANDLED, WARNING_TERM, SanctionStep
from enforcement.sanctions.store import SanctionCase

OWN_TERMS = (WARNING_TERM, DEFENCE_TERM)


async def close(tx: Transaction, case_id: UUID, by: By, reason: str | None) -> SanctionCase:
    """Without a decision, or after a sanction that was not respected, it needs a reason.

    The owner may appeal as long as the law says, whatever the city does with its file. Raises
    ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    if reason is None and case.state not in HANDLED:
        raise FieldRefusedError("reason", "Zeg waarom je dit dossier zonder beslissing afsluit.")
    if reason is None and case.complied is False:
        raise FieldRefusedError("reason", "De sanctie werd niet nageleefd. Zeg waarom je afsluit.")
    take_step(tx, case, SanctionStep.CLOSING, by, reason=reason)
    await case_terms.close(tx, case_id, *OWN_TERMS)
    return case
