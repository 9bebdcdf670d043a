"""Documents that an advising service sees of what is asked now: no more than its task needs."""

from collections.abc import Sequence
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor
from enforcement.advices import store
from enforcement.advices.rules import NoSuchAdviceError, service_of
from enforcement.application_register import store as applications
from enforcement.application_register.rules import DocumentNotFoundError
from enforcement.application_register.store import ApplicationDocument
from enforcement.applications.consult_applicant import consult_applicant
from enforcement.notifications.city import City
from enforcement.suitability.rules import AdviceService


async def documents_for(
    tx: Transaction, city: City, service: AdviceService, case_id: UUID
) -> Sequence[ApplicationDocument]:
    """Those that the city lets this service see of the applications that still run; a list of kinds
    and days, which names nobody."""
    sent = await applications.of_dossier(tx, case_id)
    running = [each.application_id for each in sent if each.ended_at is None]
    shown = city.advice_documents.get(service, ())
    return [each for each in await applications.documents_of(tx, running) if each.code in shown]


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
