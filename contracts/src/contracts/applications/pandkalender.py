"""Events of an owner's application, of which pandkalender is the publisher.

``contracts.pandkalender`` has them all. The parts of each document come first, then the event that
names the documents: a reader that has it has every part, since one key stays in order.
"""

from uuid import UUID

from pydantic import Field

from contracts.applications.filled_in import DocumentPart, FilledIn
from contracts.codes import ApplicationKind
from contracts.event import Code, Event, Fact, Moment
from contracts.sealed import Sealed, sealed_to


class SentDocument(Fact):
    """A document in ``parts`` parts: ``code`` is its line on the checklist, a PDF always.

    ``digest`` is the SHA-256 of the whole, in hex.
    """

    document_id: UUID
    code: Code
    size: int
    digest: Code
    parts: int = Field(ge=1)


class AskedDocument(Fact):
    """A line of the checklist as it held on the day of the application."""

    code: Code
    required: bool


class SuitabilityDocumentPartSent(
    Event, readers={"enforcement"}, purpose="permits", key="application_id"
):
    """A part of a document of an application; ``position`` counts from 0."""

    application_id: UUID
    document_id: UUID
    position: int = Field(ge=0)
    content: Sealed[DocumentPart] = sealed_to("enforcement")


class SuitabilityApplicationSubmitted(
    Event, readers={"enforcement"}, purpose="permits", key="application_id", edition=2
):
    """An owner applied for a declaration, a renewal, or told a change of holder or manager.

    ``reference`` is on the owner's receipt. ``premises_id`` is empty for premises that the city
    does not know yet. ``asked`` is the checklist that the owner saw.
    """

    application_id: UUID
    reference: Code
    kind: ApplicationKind
    permit_type: Code
    owner: Code
    premises_id: UUID | None = None
    documents: tuple[SentDocument, ...]
    asked: tuple[AskedDocument, ...] = ()
    submitted_at: Moment
    filled_in: Sealed[FilledIn] = sealed_to("enforcement")


class SuitabilityDocumentsAdded(
    Event, readers={"enforcement"}, purpose="permits", key="application_id"
):
    """The owner sent documents after the application, mostly because the city asked for them."""

    application_id: UUID
    documents: tuple[SentDocument, ...]
    added_at: Moment


class SuitabilityApplicationWithdrawn(
    Event, readers={"enforcement"}, purpose="permits", key="application_id"
):
    """The owner does not want a decision any more."""

    application_id: UUID
    withdrawn_at: Moment
