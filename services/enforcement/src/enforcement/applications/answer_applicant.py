"""Answer the applicant on the calendar's site, beside the letter that counts."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.applications.filled_in import MissingDocuments
from contracts.codes import ApplicationAnswer
from contracts.enforcement import SuitabilityApplicationAnswered
from contracts.sealed import Sealed
from enforcement.applications import store


async def answer_applicant(
    tx: Transaction,
    dossier_id: UUID,
    answer: ApplicationAnswer,
    missing: Sequence[str] = (),
    complete_by: date | None = None,
) -> None:
    """Of a dossier that nobody applied for on the site, nothing is told."""
    applications = await store.of_dossier(tx, dossier_id)
    if not applications:
        return
    application = applications[0]
    application.answer = answer
    named = Sealed.of(MissingDocuments(names=tuple(missing))) if missing else None
    record(
        tx,
        SuitabilityApplicationAnswered(
            application_id=application.application_id,
            dossier_id=dossier_id,
            answer=answer,
            complete_by=complete_by,
            answered_at=tx.now,
            missing=named,
        ),
    )
