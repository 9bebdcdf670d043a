"""What the two halves of the suitability procedure share."""

from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.web import Problem, View
from contracts.codes import VisitReason
from contracts.enforcement import SuitabilityApplicationReceived
from enforcement.cases import step
from enforcement.legal_terms.rules import brussels_day
from enforcement.suitability import store
from enforcement.tables import Dossier

REGULATION = "regulation:antwerp"
MOST_ROOMS = 200


class StepTaken(View):
    dossier_id: UUID
    state: str
    allowed: list[str]


async def locked(tx: Transaction, dossier_id: UUID, owner: str | None = None) -> Dossier:
    dossier = await store.locked(tx, dossier_id)
    if dossier is None or owner not in (None, dossier.owner):
        raise Problem.not_found("Dit dossier")
    return dossier


def taken(tx: Transaction, dossier: Dossier) -> StepTaken:
    return StepTaken(
        dossier_id=dossier.dossier_id,
        state=dossier.state,
        allowed=step.allowed(dossier, brussels_day(tx.now)),
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
