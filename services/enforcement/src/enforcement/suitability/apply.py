"""Apply for a declaration: a new dossier about premises and their rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from chassis.bus import record
from chassis.db import Transaction
from contracts.codes import VisitReason
from contracts.enforcement import SuitabilityApplicationReceived
from enforcement.cases.store import numbers, timeline
from enforcement.cases.store.timeline import By
from enforcement.suitability import store
from enforcement.suitability.rules import REGULATION, DossierState, LiveDossierError
from enforcement.suitability.store import Dossier


@dataclass(frozen=True, slots=True)
class Application:
    """``label`` is the owner's name for the premises; ``rooms`` are labels too."""

    label: str
    street: str
    house_number: str
    postcode: str
    owner: str
    rooms: Sequence[str]
    reason: VisitReason


async def apply(tx: Transaction, application: Application, by: By) -> Dossier:
    """Raises ``LiveDossierError`` where a dossier of the same premises still runs."""
    premises_id = await store.premises_at(
        tx,
        application.label,
        application.street,
        application.house_number,
        application.postcode,
    )
    if await store.has_live_dossier(tx, premises_id):
        raise LiveDossierError
    dossier = Dossier(
        dossier_id=uuid4(),
        number=await numbers.next_number(tx, "GV"),
        premises_id=premises_id,
        owner=application.owner,
        rooms=await store.rooms_of(tx, premises_id, application.rooms),
        reason=str(application.reason),
        state=DossierState.INGEDIEND,
        filed_at=tx.now,
    )
    tx.session.add(dossier)
    states = (None, dossier.state)
    timeline.note(tx, dossier.dossier_id, "application", states, by, basis=REGULATION)
    record_application(tx, dossier, application.reason)
    return dossier


def record_application(tx: Transaction, dossier: Dossier, reason: VisitReason) -> None:
    """Tell that an application, or one for a renewal, was received."""
    record(
        tx,
        SuitabilityApplicationReceived(
            dossier_id=dossier.dossier_id,
            premises_id=dossier.premises_id,
            reason=reason,
            received_at=tx.now,
        ),
    )
