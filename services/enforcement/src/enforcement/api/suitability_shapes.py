"""What the two halves of the suitability procedure share."""

from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.web import Problem, View
from contracts.codes import VisitReason
from contracts.enforcement import SuitabilityApplicationReceived
from enforcement import steps
from enforcement.domain.terms import brussels_day
from enforcement.store import dossiers
from enforcement.store.tables import Dossier

REGULATION = "regulation:antwerp"
MOST_ROOMS = 200


class StepTaken(View):
    dossier_id: UUID
    state: str
    allowed: list[str]


async def locked(tx: Transaction, dossier_id: UUID, owner: str | None = None) -> Dossier:
    dossier = await dossiers.locked(tx, dossier_id)
    if dossier is None or owner not in (None, dossier.owner):
        raise Problem.not_found("Dit dossier")
    return dossier


def taken(tx: Transaction, dossier: Dossier) -> StepTaken:
    return StepTaken(
        dossier_id=dossier.dossier_id,
        state=dossier.state,
        allowed=steps.allowed(dossier, brussels_day(tx.now)),
    )


def tell_application(tx: Transaction, dossier: Dossier, reason: VisitReason) -> None:
    record(
        tx,
        SuitabilityApplicationReceived(
            dossier_id=dossier.dossier_id,
            premises_id=dossier.premises_id,
            reason=reason,
            received_at=tx.now,
        ),
    )
