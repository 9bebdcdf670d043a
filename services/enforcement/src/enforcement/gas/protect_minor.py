"""Protect a minor: the lawyer whom the head of the bar names, and the copy to the prosecutor."""

from datetime import datetime
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.case_documents.store import documents
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.legal_terms import case_terms


async def note_counsel(
    tx: Transaction, case_id: UUID, by: By, named_at: datetime | None
) -> GasCase:
    """The head of the bar named a lawyer for the minor (art. 16). Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    moment = happened("namedAt", named_at, tx.now)
    take_step(tx, case, GasStep.COUNSEL, by, basis=basis.COUNSEL, happened_at=moment)
    case.counsel_named_on = city_day(moment)
    await case_terms.close(tx, case_id, basis.LAWYER_TERM)
    return case


async def note_prosecutor_copy(
    tx: Transaction, case_id: UUID, by: By, proof_id: UUID, sent_at: datetime | None
) -> GasCase:
    """A copy of a minor's finding went to the prosecutor (art. 22 §3): a document proves it.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    moment = happened("sentAt", sent_at, tx.now)
    if proof_id not in {each.document_id for each in await proofs(tx, case_id)}:
        reason = lazy("Kies een stuk van dit dossier dat de verzending bewijst.")
        raise FieldRefusedError("proofId", reason)
    take_step(tx, case, GasStep.PROSECUTOR_COPY, by, basis=basis.COPY, happened_at=moment)
    case.prosecutor_copied_on, case.prosecutor_copy_proof = city_day(moment), proof_id
    return case


async def proofs(tx: Transaction, case_id: UUID) -> list[documents.CaseDocument]:
    """Documents of people that nobody took out: any of them may prove a copy."""
    return [
        each
        for each in await documents.of_case(tx, case_id)
        if each.pages is not None and each.withdrawn_at is None
    ]
