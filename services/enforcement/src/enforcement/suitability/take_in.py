"""Take in what an owner files about premises: an application, a renewal, or a change."""

from chassis.db import Transaction
from contracts.codes import VisitReason
from enforcement.cases.store.timeline import By
from enforcement.suitability import store
from enforcement.suitability.acts.changes import TellChange
from enforcement.suitability.acts.renewal import Renew
from enforcement.suitability.apply import Application, apply
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.rules import ChangeKind, NoDeclarationError
from enforcement.suitability.store import Dossier


async def take_in(tx: Transaction, application: Application, by: By) -> Dossier:
    """An application begins a dossier; a renewal and a change belong to the one that runs.

    Raises ``RefusedError``.
    """
    if application.reason not in (VisitReason.VERNIEUWING, VisitReason.MELDING):
        return await apply(tx, application, by)
    address = (application.street, application.house_number, application.postcode)
    dossier = await store.find_valid_at(tx, address, application.owner, application.permit_type)
    if dossier is None:
        raise NoDeclarationError
    if application.reason is VisitReason.VERNIEUWING:
        return await DECLARATIONS.take(tx, dossier.dossier_id, by, Renew())
    known = [room["label"] for room in dossier.rooms]
    kind = ChangeKind.ANDER if list(application.rooms) == known else ChangeKind.RUIMTEN
    change = TellChange(kind=kind, rooms=list(application.rooms))
    return await DECLARATIONS.take(tx, dossier.dossier_id, by, change)
