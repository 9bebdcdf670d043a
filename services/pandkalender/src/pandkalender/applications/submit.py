"""Submit an application to the city, once and whole; add documents to it, or withdraw it."""

import base64
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from chassis.bus import record, schedule
from chassis.days import city_day
from chassis.db import Transaction
from contracts.applications.filled_in import (
    Contact,
    DocumentPart,
    FilledIn,
    Holder,
    PremisesAsked,
)
from contracts.pandkalender import (
    AskedDocument,
    SentDocument,
    SuitabilityApplicationSubmitted,
    SuitabilityApplicationWithdrawn,
    SuitabilityDocumentPartSent,
    SuitabilityDocumentsAdded,
)
from contracts.sealed import Sealed
from pandkalender.applications.rules.checklist import ApplicationTerms, Checklist
from pandkalender.applications.rules.progress import (
    PENDING,
    ApplicationState,
    IncompleteError,
    NotPendingError,
    Task,
    must_fit_events,
    unanswered,
)
from pandkalender.applications.start import EXPIRY
from pandkalender.applications.store import applications, documents
from pandkalender.applications.store.applications import PermitApplication
from pandkalender.applications.store.documents import KeptDocument

PART_BYTES = 110_000
"""Bytes of a part: in Base64, sealed, and in Base64 again it stays below what the bus carries."""


async def submit(
    tx: Transaction,
    owner: str,
    application_id: UUID,
    checklist: Checklist,
    terms: ApplicationTerms,
) -> PermitApplication:
    """An application that was sent already stays as it is. Raises ``RefusedError``."""
    application = await applications.get(tx, application_id, owner, for_update=True)
    if application.state is not ApplicationState.CONCEPT:
        return application
    must_fit_events(owner)
    said = applications.answers(tx, application).tasks
    sent = await documents.of_application(tx, application_id)
    today = city_day(tx.now)
    about = (application.permit_type, application.kind, today)
    lacking = checklist.missing(*about, {each.code for each in sent})
    if unanswered(application.kind, said) or lacking:
        raise IncompleteError
    application.reference = await applications.next_reference(tx, today.year)
    application.state = ApplicationState.INGEDIEND
    application.submitted_at = tx.now
    application.expires_at = tx.now + timedelta(days=terms.kept_days)
    await schedule(tx, EXPIRY, str(application_id), application.expires_at)
    named = await _send(tx, application_id, sent)
    record(
        tx,
        SuitabilityApplicationSubmitted(
            application_id=application_id,
            reference=application.reference,
            kind=application.kind,
            permit_type=application.permit_type,
            owner=owner,
            premises_id=application.premises_id,
            documents=named,
            asked=tuple(
                AskedDocument(code=line.code, required=line.required)
                for line in checklist.lines(*about)
            ),
            submitted_at=tx.now,
            filled_in=Sealed.of(_filled_in(said)),
        ),
    )
    return application


async def send_more(tx: Transaction, owner: str, application_id: UUID) -> bool:
    """Send the documents that were added since; False when there are none.

    Raises ``RefusedError``.
    """
    await _pending(tx, owner, application_id)
    kept = await documents.of_application(tx, application_id)
    added = [each for each in kept if each.sent_at is None]
    if not added:
        return False
    named = await _send(tx, application_id, added)
    record(
        tx,
        SuitabilityDocumentsAdded(application_id=application_id, documents=named, added_at=tx.now),
    )
    return True


async def withdraw(tx: Transaction, owner: str, application_id: UUID) -> None:
    """A draft goes at once; of what was sent the city is told. Raises ``RefusedError``."""
    application = await applications.get(tx, application_id, owner, for_update=True)
    if application.state is ApplicationState.CONCEPT:
        await documents.remove_all(tx, application_id)
        await applications.remove(tx, application)
        return
    await _pending(tx, owner, application_id)
    application.state = ApplicationState.INGETROKKEN
    application.answered_at = tx.now
    application.complete_by = None
    record(tx, SuitabilityApplicationWithdrawn(application_id=application_id, withdrawn_at=tx.now))


async def _pending(tx: Transaction, owner: str, application_id: UUID) -> PermitApplication:
    application = await applications.get(tx, application_id, owner, for_update=True)
    if application.state not in PENDING:
        raise NotPendingError
    return application


async def _send(
    tx: Transaction, application_id: UUID, sent: list[KeptDocument]
) -> tuple[SentDocument, ...]:
    """Record the parts of each document, ahead of the event that names them."""
    named = []
    for each in sent:
        content = await documents.content(tx, each.document_id)
        pieces = [content[at : at + PART_BYTES] for at in range(0, len(content), PART_BYTES)]
        for position, piece in enumerate(pieces):
            part = DocumentPart(content=base64.b64encode(piece).decode())
            record(
                tx,
                SuitabilityDocumentPartSent(
                    application_id=application_id,
                    document_id=each.document_id,
                    position=position,
                    content=Sealed.of(part),
                ),
            )
        named.append(
            SentDocument(
                document_id=each.document_id,
                code=each.code,
                size=each.size,
                digest=each.digest,
                parts=len(pieces),
            )
        )
    await documents.note_sent(tx, application_id)
    return tuple(named)


def _filled_in(said: dict[str, dict[str, Any]]) -> FilledIn:
    holders = said.get(Task.HOUDER, {})
    manager = said.get(Task.BEHEERDER, {})
    when = said.get(Task.WANNEER, {})
    return FilledIn(
        premises=PremisesAsked(**said[Task.PAND]) if Task.PAND in said else None,
        main_holder=Holder(**holders["main"]) if holders else None,
        other_holders=tuple(Holder(name=name) for name in holders.get("others", ())),
        manager=Holder(**manager["manager"]) if manager.get("manager") else None,
        change_from=date.fromisoformat(when["on"]) if when else None,
        contact=Contact(**said[Task.CONTACT]),
    )
