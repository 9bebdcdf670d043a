"""What an advising service sees of what is asked now: no more than its task needs."""

from collections.abc import Sequence
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor
from enforcement.advices import store
from enforcement.advices.rules import NoSuchAdviceError, knows_applicant, service_of
from enforcement.application_register import store as applications
from enforcement.application_register.rules import DECIDED, DocumentNotFoundError
from enforcement.application_register.store import ApplicationDocument, ReceivedApplication
from enforcement.applications.consult_applicant import consult_applicant
from enforcement.notifications.city import City
from enforcement.suitability import store as suitability
from enforcement.suitability.rules import AdviceService, ChangeKind, ChangeOutcome


async def documents_for(
    tx: Transaction, city: City, service: AdviceService, case_id: UUID
) -> Sequence[ApplicationDocument]:
    """Those that the city lets this service see of the applications that still run; a list of kinds
    and days, which names nobody.

    What a former holder sent of a renewal that goes on is about the house, and no more about who
    is judged.
    """
    dossier, _premises = await suitability.get(tx, case_id, None)
    sent = await applications.of_dossier(tx, case_id)
    if knows_applicant(service):
        sent = [each for each in sent if each.owner == dossier.owner]
    running = [each.application_id for each in sent if each.ended_at is None]
    shown = city.advice_documents.get(service, ())
    return [each for each in await applications.documents_of(tx, running) if each.code in shown]


async def application_of_judged(tx: Transaction, case_id: UUID) -> ReceivedApplication | None:
    """The application that names whom an advice judges; None where that came on paper.

    A change of holder or manager names another than the declaration has; else it is whoever holds
    it now. What a former holder filled in, or one that was not accepted, names somebody else.
    """
    dossier, _premises = await suitability.get(tx, case_id, None)
    sent = await applications.of_dossier(tx, case_id)
    by_reference = {each.reference: each for each in sent}
    told = await suitability.changes.of_dossier(tx, case_id)
    judged = next((each for each in told if each.is_open), None) if dossier.change_advised else None
    if judged is not None and judged.kind in (ChangeKind.HOUDER, ChangeKind.BEHEERDER):
        return by_reference.get(judged.reference or "")
    for each in sent:
        if each.owner == dossier.owner and each.kind in DECIDED:
            return each
    sales = [
        each
        for each in told
        if each.kind is ChangeKind.HOUDER and each.outcome is ChangeOutcome.AANVAARD
    ]
    return by_reference.get(sales[-1].reference or "") if sales else None


async def consult_document(
    tx: Transaction, city: City, actor: Actor, case_id: UUID, document_id: UUID
) -> ApplicationDocument:
    """One of them, while the advice is asked; the look is logged before it is shown.

    Raises ``NotFoundError``.
    """
    service = service_of(actor.organisation)
    if service is None or not await store.open_advices(tx, service, case_id):
        raise NoSuchAdviceError
    shown = await documents_for(tx, city, service, case_id)
    document = next((each for each in shown if each.document_id == document_id), None)
    if document is None:
        raise DocumentNotFoundError
    await consult_applicant(tx, actor, [document.application_id])
    return document
