"""Answer the applicant on the calendar's site, beside the letter that counts."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from contracts.applications.filled_in import MissingDocuments
from contracts.codes import ApplicationAnswer, ApplicationKind
from contracts.enforcement import SuitabilityApplicationAnswered
from contracts.sealed import Sealed
from enforcement.application_register import store
from enforcement.application_register.rules import ENDS
from enforcement.application_register.store import ReceivedApplication


async def answer_applicant(
    tx: Transaction,
    dossier_id: UUID,
    answer: ApplicationAnswer,
    missing: Sequence[str] = (),
    complete_by: date | None = None,
) -> None:
    """Of a dossier that nobody applied for on the site, nothing is told."""
    applications = await store.undecided(tx, dossier_id)
    if applications:
        _answer(tx, applications[0], answer, missing, complete_by)


async def answer_change(tx: Transaction, reference: str, answer: ApplicationAnswer) -> None:
    """Tell the owner what the city makes of a change of holder or manager."""
    application = await store.of_reference(tx, reference)
    if application is not None:
        _answer(tx, application, answer, (), None)


async def end_applications(tx: Transaction, dossier_id: UUID) -> None:
    """A dossier was decided, of which an event of its own tells: nothing is awaited any more."""
    for application in await store.undecided(tx, dossier_id):
        application.ended_at = tx.now


async def reopen_application(tx: Transaction, dossier_id: UUID, kind: ApplicationKind) -> None:
    """The refusal that ended an application was annulled: it waits for a decision again."""
    application = await store.latest_ended(tx, dossier_id, kind)
    if application is not None:
        application.ended_at = None
        _answer(tx, application, ApplicationAnswer.VOLLEDIG, (), None)


def _answer(
    tx: Transaction,
    application: ReceivedApplication,
    answer: ApplicationAnswer,
    missing: Sequence[str],
    complete_by: date | None,
) -> None:
    application.answer = answer
    if answer in ENDS:
        application.ended_at = tx.now
    record(
        tx,
        SuitabilityApplicationAnswered(
            application_id=application.application_id,
            dossier_id=application.dossier_id,
            answer=answer,
            complete_by=complete_by,
            answered_at=tx.now,
            missing=Sealed.of(MissingDocuments(names=tuple(missing))) if missing else None,
        ),
    )
