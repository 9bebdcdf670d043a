"""An owner's application as the calendar sends it: the parts of its documents, then the whole."""

import base64
import hashlib
from typing import Any
from uuid import UUID, uuid4

from contracts import Event
from contracts.applications.filled_in import (
    Contact,
    DocumentPart,
    FilledIn,
    Holder,
    PremisesAsked,
)
from contracts.codes import ApplicationKind
from contracts.enforcement import SuitabilityApplicationAnswered
from contracts.pandkalender import (
    AskedDocument,
    SentDocument,
    SuitabilityApplicationSubmitted,
    SuitabilityDocumentPartSent,
)
from contracts.sealed import Sealed

from .city import City
from .papers import paper

PAPER = b"%PDF-1.7 " + bytes(range(256)) * 1_000
PART = 100_000
ASKED = (
    AskedDocument(code="eigendomsbewijs", required=True),
    AskedDocument(code="uittreksel_strafregister", required=True),
    AskedDocument(code="statuten", required=False),
)


def filled_in() -> FilledIn:
    return FilledIn(
        premises=PremisesAsked(
            label="Pand Zon",
            street="Voorbeeldstraat",
            house_number=uuid4().hex[:8],
            postcode="2000",
            rooms=("R-01", "R-02"),
        ),
        main_holder=Holder(name="Quirina Onbestaand"),
        contact=Contact(name="Quirina Onbestaand", email="q@example.org", phone="03 000 00 00"),
    )


def document(application_id: UUID, content: bytes = PAPER) -> tuple[SentDocument, list[Event]]:
    """A document, and the events that carry its parts."""
    pieces = [content[at : at + PART] for at in range(0, len(content), PART)]
    document_id = uuid4()
    parts: list[Event] = [
        SuitabilityDocumentPartSent(
            application_id=application_id,
            document_id=document_id,
            position=position,
            content=Sealed.of(DocumentPart(content=base64.b64encode(piece).decode())),
        )
        for position, piece in enumerate(pieces)
    ]
    sent = SentDocument(
        document_id=document_id,
        code="eigendomsbewijs",
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        parts=len(pieces),
    )
    return sent, parts


def submitted(
    city: City, application_id: UUID, *documents: SentDocument, **fields: Any
) -> SuitabilityApplicationSubmitted:
    values: dict[str, Any] = {
        "application_id": application_id,
        "reference": f"AV-2026-{uuid4().hex[:8]}",
        "kind": ApplicationKind.AANVRAAG,
        "permit_type": "raam",
        "owner": "OWN-001",
        "documents": documents,
        "submitted_at": city.now,
        "filled_in": Sealed.of(filled_in()),
    }
    return SuitabilityApplicationSubmitted(**values | fields)


async def arrive(city: City, *events: Event) -> None:
    """The events come over the bus, and are handled."""
    ids = await city.sandbox.publish(*events, at=city.now)
    await city.sandbox.handled("enforcement", ids)


async def answers(city: City, application_id: UUID) -> list[SuitabilityApplicationAnswered]:
    """What the owner was told, in order."""
    opener = city.sandbox.opener("pandkalender")
    found: list[SuitabilityApplicationAnswered] = []
    for envelope in await city.sandbox.recorded("enforcement"):
        if envelope.partition_key == str(application_id):
            event: Any = opener.open(envelope.read(), envelope.id)
            found.append(event)
    return found


async def one_application(city: City, owner: str = "OWN-081") -> tuple[UUID, UUID]:
    """An application with a paper of two pages; its id and the document's."""
    application_id = uuid4()
    named, parts = document(application_id, paper(2))
    await arrive(city, *parts, submitted(city, application_id, named, owner=owner, asked=ASKED))
    return application_id, named.document_id


async def unplaced(
    city: City, owner: str, kind: ApplicationKind = ApplicationKind.AANVRAAG, **fields: Any
) -> UUID:
    """An application for premises where another owner's dossier of that kind runs."""
    same = {name: said for name, said in fields.items() if name == "permit_type"}
    first = submitted(city, uuid4(), owner="OWN-089", **same)
    second = submitted(city, uuid4(), owner=owner, kind=kind, **fields)
    await arrive(city, first, second.model_copy(update={"filled_in": first.filled_in}))
    return second.application_id
