"""Close a sanction case, and the terms that still run in it but for the owner's appeal."""

from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import SanctionKind
from contracts.enforcement import SanctionClosed
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
        raise FieldRefusedError(
            "reason", lazy("Zeg waarom je dit dossier zonder beslissing afsluit.")
        )
    if reason is None and case.complied is False:
        raise FieldRefusedError(
            "reason", lazy("De sanctie werd niet nageleefd. Zeg waarom je afsluit.")
        )
    end(tx, case, by, reason)
    await case_terms.close(tx, case_id, *OWN_TERMS)
    return case


def end(tx: Transaction, case: SanctionCase, by: By, reason: str | None) -> None:
    """Take the last step, and tell it. Raises ``CaseStepRefusedError``."""
    take_step(tx, case, SanctionStep.CLOSING, by, reason=reason)
    kind = None if case.decision_kind is None else SanctionKind(case.decision_kind)
    record(
        tx,
        SanctionClosed(
            case_id=case.case_id, premises_id=case.premises_id, kind=kind, closed_at=tx.now
        ),
    )
