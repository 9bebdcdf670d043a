"""The city's answers to an application, of which enforcement is the publisher.

``contracts.enforcement`` has them all.
"""

from datetime import date
from uuid import UUID

from contracts.applications.filled_in import MissingDocuments
from contracts.codes import ApplicationAnswer
from contracts.event import Code, Event, Moment
from contracts.sealed import Sealed, sealed_to


class SuitabilityApplicationAnswered(
    Event, readers={"pandkalender"}, purpose="permits", key="application_id", edition=2
):
    """The city registered an application, says whether it is complete, or assessed a change.

    ``dossier_reference`` is the city's own. Until ``complete_by`` the owner may send what is
    ``missing``. Decisions are events of their own, by ``dossier_id``.
    """

    application_id: UUID
    dossier_id: UUID | None = None
    dossier_reference: Code | None = None
    answer: ApplicationAnswer
    complete_by: date | None = None
    answered_at: Moment
    missing: Sealed[MissingDocuments] | None = sealed_to("pandkalender", required=False)
