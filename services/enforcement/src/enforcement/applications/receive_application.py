"""Receive an application with its documents: it opens a dossier, or joins the one that runs."""

from collections.abc import Sequence
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.errors import RejectedError
from chassis.refusals import RefusedError
from contracts.applications.filled_in import FilledIn
from contracts.codes import ApplicationAnswer, ApplicationKind, VisitReason
from contracts.enforcement import SuitabilityApplicationAnswered
from contracts.pandkalender import (
    SentDocument,
    SuitabilityApplicationSubmitted,
    SuitabilityApplicationWithdrawn,
    SuitabilityDocumentPartSent,
    SuitabilityDocumentsAdded,
)
from enforcement.application_register import store
from enforcement.application_register.store import ReceivedApplication
from enforcement.applications.rules import CHANGES
from enforcement.applications.tell_change import tell_change
from enforcement.case_documents.rules import DocumentKind
from enforcement.case_documents.store import documents
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.suitability import store as dossiers
from enforcement.suitability.acts.renewal import asked_on_calendar
from enforcement.suitability.apply import Application, apply
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.rules import REGULATION
from enforcement.suitability.store import Dossier
from enforcement.suitability.withdraw_application import withdraw_application as withdraw
from enforcement.suitability.withdraw_change import withdraw_change

CALENDAR = By("eigenaar", "kalender")
"""The author of steps that an owner takes on the calendar's site; who it was stays there."""


async def keep_part(event: SuitabilityDocumentPartSent, tx: Transaction) -> None:
    """A part waits for the event that names its document."""
    content = event.content.value.content
    store.keep_part(tx, event.application_id, event.document_id, event.position, content)


async def receive_application(event: SuitabilityApplicationSubmitted, tx: Transaction) -> None:
    """An application that fits no dossier is kept whole, and a person looks at it."""
    filled_in = event.filled_in.value
    try:
        dossier = await _dossier_for(tx, event, filled_in)
    except RefusedError:
        dossier = None
    application = store.add(
        tx,
        filled_in,
        application_id=event.application_id,
        reference=event.reference,
        kind=event.kind,
        permit_type=event.permit_type,
        owner=event.owner,
        premises_id=dossier.premises_id if dossier else event.premises_id,
        dossier_id=dossier.dossier_id if dossier else None,
        answer=ApplicationAnswer.GEREGISTREERD if dossier else ApplicationAnswer.NA_TE_KIJKEN,
        submitted_at=event.submitted_at,
        asked=[each.model_dump(mode="json") for each in event.asked],
    )
    await tx.session.flush()
    await _keep_documents(tx, application, event.documents)
    record(
        tx,
        SuitabilityApplicationAnswered(
            application_id=event.application_id,
            dossier_id=application.dossier_id,
            dossier_reference=dossier.number if dossier else None,
            answer=application.answer,
            answered_at=tx.now,
        ),
    )


async def add_documents(event: SuitabilityDocumentsAdded, tx: Transaction) -> None:
    """The owner sends what was missing, or more."""
    application = await _known(tx, event.application_id)
    await _keep_documents(tx, application, event.documents)
    await _note(tx, application, "documents-added", str(len(event.documents)))


async def withdraw_application(event: SuitabilityApplicationWithdrawn, tx: Transaction) -> None:
    """The owner wants no decision any more: what the application began ends, unless it was decided.

    A dossier that another application is about too goes on.
    """
    application = await _known(tx, event.application_id)
    application.withdrawn_at = event.withdrawn_at
    was_open, application.ended_at = application.ended_at is None, tx.now
    if application.dossier_id is None or not was_open:
        return
    await _note(tx, application, "application-withdrawn", application.reference)
    if application.kind in CHANGES:
        await _withdraw_change(tx, application)
        return
    await tx.session.flush()
    if not await store.undecided(tx, application.dossier_id):
        dossier = await dossiers.get_for_update(tx, application.dossier_id)
        await withdraw(tx, dossier, CALENDAR, happened_at=event.withdrawn_at)


async def _withdraw_change(tx: Transaction, application: ReceivedApplication) -> None:
    change = await dossiers.changes.of_reference(tx, application.reference)
    if change is not None and change.is_open:
        await withdraw_change(tx, change)


async def _dossier_for(
    tx: Transaction, event: SuitabilityApplicationSubmitted, filled_in: FilledIn
) -> Dossier | None:
    """Raises ``RefusedError`` where the procedure does not permit it; None where none fits."""
    if event.kind is ApplicationKind.AANVRAAG:
        return await _new_dossier(tx, event.owner, event.permit_type, filled_in)
    if event.premises_id is None:
        return None
    if event.kind is ApplicationKind.VERNIEUWING:
        renewable = await dossiers.find_renewable_for_update(tx, event.premises_id, event.owner)
        if renewable is None:
            return None
        asked = asked_on_calendar(min(event.submitted_at, tx.now))
        return await DECLARATIONS.take(tx, renewable.dossier_id, CALENDAR, asked)
    dossier = await dossiers.find_valid_for_update(tx, event.premises_id)
    if dossier is None or dossier.owner != event.owner:
        return None
    return await tell_change(tx, dossier.dossier_id, CALENDAR, event.kind, event.reference)


async def _new_dossier(
    tx: Transaction, owner: str, permit_type: str, filled_in: FilledIn
) -> Dossier | None:
    asked = filled_in.premises
    if asked is None:
        return None
    application = Application(
        label=asked.label,
        street=asked.street,
        house_number=asked.house_number,
        postcode=asked.postcode,
        owner=owner,
        rooms=asked.rooms,
        reason=VisitReason.AANVRAAG,
        permit_type=permit_type,
    )
    return await apply(tx, application, CALENDAR)


async def _keep_documents(
    tx: Transaction, application: ReceivedApplication, sent: Sequence[SentDocument]
) -> None:
    """Raises ``RejectedError`` for a document that did not come whole."""
    for each in sent:
        content = await store.take_document(
            tx, application.application_id, each.document_id, each.parts, each.digest
        )
        if content is None:
            raise RejectedError("a document of the application did not come whole")
        case_id = application.dossier_id or application.application_id
        kept = documents.add(tx, case_id, DocumentKind.ANDER, content, CALENDAR)
        store.add_document(
            tx, application.application_id, each.document_id, each.code, kept.document_id
        )


async def _known(tx: Transaction, application_id: UUID) -> ReceivedApplication:
    application = await store.find(tx, application_id)
    if application is None:
        raise RejectedError("no application has this id")
    return application


async def _note(
    tx: Transaction, application: ReceivedApplication, step: str, reason: str | None
) -> None:
    if application.dossier_id is None:
        return
    dossier = await dossiers.get_for_update(tx, application.dossier_id)
    states = (dossier.state, dossier.state)
    timeline.note(tx, dossier.dossier_id, step, states, CALENDAR, reason=reason, basis=REGULATION)
