"""A change that an owner tells of premises with a declaration, and what the city makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, NotFoundError
from contracts.codes import ApplicationAnswer, VisitReason
from contracts.enforcement import SuitabilityRoomsChanged
from enforcement.applications.answer_applicant import answer_change
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.suitability import store
from enforcement.suitability.apply import record_application
from enforcement.suitability.rules import (
    REGULATION,
    ChangeKind,
    ChangeOutcome,
    DossierStep,
)
from enforcement.suitability.store import Dossier
from enforcement.suitability.store.changes import Change

ANSWERS = {
    ChangeOutcome.AANVAARD: ApplicationAnswer.AANVAARD,
    ChangeOutcome.NIEUWE_AANVRAAG: ApplicationAnswer.NIET_AANVAARD,
}


class ChangeNotFoundError(NotFoundError):
    """There is no such change, or it was assessed already."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze melding"))


@dataclass(frozen=True, slots=True)
class Notice:
    """``rooms`` are all labels that the premises have from now on, as the owner says.

    ``reference`` is that of the application in which the owner told it.
    """

    kind: ChangeKind
    rooms: Sequence[str] = ()
    note: str | None = None
    reference: str | None = None


async def tell_change(
    tx: Transaction, dossier_id: UUID, by: By, notice: Notice, owner: str | None = None
) -> tuple[Dossier, Change]:
    """The declaration goes on as it is until the city assessed the change.

    With ``owner``, only a dossier of that owner. Raises ``RefusedError``.
    """
    dossier = await store.get_for_update(tx, dossier_id, owner)
    if notice.kind is ChangeKind.RUIMTEN and not notice.rooms:
        raise FieldRefusedError("rooms", lazy("Geef alle ruimten die het pand nu heeft."))
    take_step(tx, dossier, DossierStep.CHANGES, by, reason=str(notice.kind), basis=REGULATION)
    change = Change(
        change_id=uuid4(),
        dossier_id=dossier_id,
        kind=notice.kind,
        rooms=list(notice.rooms),
        note=notice.note,
        reference=notice.reference,
        reported_at=tx.now,
    )
    tx.session.add(change)
    record_application(tx, dossier, VisitReason.MELDING)
    return dossier, change


async def assess_change(
    tx: Transaction,
    dossier_id: UUID,
    change_id: UUID,
    by: By,
    outcome: ChangeOutcome,
    reason: str,
) -> Dossier:
    """An accepted change of rooms holds at once, for the calendar too. Raises ``RefusedError``."""
    dossier = await store.get_for_update(tx, dossier_id)
    change = await store.changes.find_open(tx, dossier_id, change_id)
    if change is None:
        raise ChangeNotFoundError
    step = DossierStep.CHANGE_ASSESSMENT
    take_step(tx, dossier, step, by, reason=f"{change.kind}: {reason}", basis=REGULATION)
    change.outcome, change.assessed_at = outcome, tx.now
    if change.reference is not None:
        await answer_change(tx, change.reference, ANSWERS[outcome])
    if outcome is ChangeOutcome.AANVAARD and change.kind is ChangeKind.RUIMTEN:
        dossier.rooms = await store.rooms_of(tx, dossier.premises_id, change.rooms)
        record(
            tx,
            SuitabilityRoomsChanged(
                premises_id=dossier.premises_id,
                dossier_id=dossier_id,
                premises=await store.as_fact(tx, dossier),
                decided_at=tx.now,
            ),
        )
    return dossier
