"""Place an application by hand: in a dossier that runs, or in a new one; and undo that."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.codes import ApplicationAnswer, ApplicationKind, VisitReason
from contracts.enforcement import SuitabilityApplicationAnswered
from enforcement.application_register import store
from enforcement.application_register.rules import EndedApplicationError, PlacedApplicationError
from enforcement.application_register.store import ReceivedApplication
from enforcement.applications.rules import CHANGES
from enforcement.applications.tell_change import tell_change
from enforcement.case_documents.store import documents
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.suitability import store as dossiers
from enforcement.suitability.acts.renewal import asked_on_calendar
from enforcement.suitability.apply import Application, apply
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.rules import ENDED, REGULATION, DossierState, DossierStep
from enforcement.suitability.store import Dossier
from enforcement.suitability.withdraw_application import withdraw_application
from enforcement.suitability.withdraw_change import withdraw_change

FILED = "application"
PLACED, UNPLACED = "application-placed", "application-unplaced"
"""Lines of the timeline; of the latter two the application's reference is their reason."""


@dataclass(frozen=True, slots=True)
class Place:
    """Premises as the officer read them in the documents; ``label`` is the owner's name for it."""

    label: str
    street: str
    house_number: str
    postcode: str
    rooms: Sequence[str]


async def place_in_dossier(tx: Transaction, application_id: UUID, dossier_id: UUID, by: By) -> None:
    """In a dossier of the same owner; a renewal or a change begins there. ``RefusedError``."""
    application = await _unplaced(tx, application_id)
    dossier = await dossiers.get_for_update(tx, dossier_id)
    if dossier.owner != application.owner:
        reason = lazy("Dit dossier is van een andere eigenaar. Kies een ander, of open een nieuw.")
        raise FieldRefusedError("dossier", reason)
    if not takes(dossier, application):
        reason = lazy("Dit dossier is gesloten. Kies een ander, of open een nieuw.")
        raise FieldRefusedError("dossier", reason)
    renews = application.kind is ApplicationKind.VERNIEUWING
    if renews and not dossier.file().renewing:
        asked = asked_on_calendar(application.submitted_at)
        await DECLARATIONS.take(tx, dossier_id, by, asked)
    elif application.kind in CHANGES:
        await tell_change(tx, dossier_id, by, application.kind, application.reference)
    await _join(tx, application, dossier, by)


def takes(dossier: Dossier, application: ReceivedApplication) -> bool:
    """Whether it may be placed there: a renewal also where the declaration ran out since."""
    renews = application.kind is ApplicationKind.VERNIEUWING
    return dossier.state not in ENDED or (renews and dossier.state is DossierState.VERVALLEN)


async def place_in_new_dossier(
    tx: Transaction, application_id: UUID, place: Place, by: By
) -> Dossier:
    """The premises had no dossier, or it is over. Raises ``RefusedError``."""
    application = await _unplaced(tx, application_id)
    dossier = await apply(
        tx,
        Application(
            label=place.label,
            street=place.street,
            house_number=place.house_number,
            postcode=place.postcode,
            owner=application.owner,
            rooms=place.rooms,
            reason=VisitReason.AANVRAAG,
            permit_type=application.permit_type,
        ),
        by,
    )
    await tx.session.flush()
    await _join(tx, application, dossier, by)
    return dossier


async def undo_placing(tx: Transaction, application_id: UUID, by: By) -> None:
    """Take it out again, with what it began there, as long as nobody went on with that.

    Raises ``RefusedError``.
    """
    application = await store.get(tx, application_id)
    if application.dossier_id is None or application.placed_by is None:
        raise StepRefusedError(lazy("Deze aanvraag is niet met de hand geplaatst."))
    if application.ended_at is not None:
        raise EndedApplicationError
    dossier = await dossiers.get_for_update(tx, application.dossier_id)
    began = await _began_with(tx, dossier, application)
    change = await dossiers.changes.of_reference(tx, application.reference)
    if change is not None:
        await withdraw_change(tx, change)
    elif began & {FILED, str(DossierStep.RENEWAL)}:
        await withdraw_application(tx, dossier, by, reason=application.reference)
    _note(tx, dossier, UNPLACED, application, by)
    application.dossier_id = application.premises_id = application.placed_by = None
    await _move_documents(tx, application, application.application_id)
    _answer(tx, application, None)


async def _unplaced(tx: Transaction, application_id: UUID) -> ReceivedApplication:
    application = await store.get(tx, application_id)
    if application.dossier_id is not None:
        raise PlacedApplicationError
    if application.ended_at is not None:
        raise EndedApplicationError
    return application


async def _join(
    tx: Transaction, application: ReceivedApplication, dossier: Dossier, by: By
) -> None:
    application.dossier_id = dossier.dossier_id
    application.premises_id = dossier.premises_id
    application.placed_by = by.subject
    await _move_documents(tx, application, dossier.dossier_id)
    _note(tx, dossier, PLACED, application, by)
    _answer(tx, application, dossier)


async def _move_documents(tx: Transaction, application: ReceivedApplication, case_id: UUID) -> None:
    kept = await store.documents_of(tx, [application.application_id])
    await documents.move(tx, [each.case_document_id for each in kept], case_id)


def _note(
    tx: Transaction, dossier: Dossier, step: str, application: ReceivedApplication, by: By
) -> None:
    states = (dossier.state, dossier.state)
    reason = application.reference
    timeline.note(tx, dossier.dossier_id, step, states, by, reason=reason, basis=REGULATION)


def _answer(tx: Transaction, application: ReceivedApplication, dossier: Dossier | None) -> None:
    registered, waits = ApplicationAnswer.GEREGISTREERD, ApplicationAnswer.NA_TE_KIJKEN
    application.answer = registered if dossier else waits
    record(
        tx,
        SuitabilityApplicationAnswered(
            application_id=application.application_id,
            dossier_id=application.dossier_id,
            dossier_reference=dossier.number if dossier else None,
            answer=application.answer,
            answered_at=tx.now,
        ),
    )


async def _began_with(
    tx: Transaction, dossier: Dossier, application: ReceivedApplication
) -> set[str]:
    """The steps that were taken together with the placing, such as the opening of a dossier.

    What the clock flagged since counts for nothing. Raises ``StepRefusedError`` when somebody
    went on with it.
    """
    entries = [
        each
        for each in await timeline.of_case(tx, dossier.dossier_id)
        if each.actor_subject != timeline.CLOCK.subject
    ]
    last = entries[-1]
    if (last.step, last.reason) != (PLACED, application.reference):
        raise StepRefusedError(
            lazy("Er is al verder gewerkt in dit dossier. Stop het daar, met een reden.")
        )
    return {each.step for each in entries if each.at == last.at}
