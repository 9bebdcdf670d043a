"""Tell a change of holder or manager that an owner applied for: it keeps their application."""

from uuid import UUID

from chassis.db import Transaction
from contracts.codes import ApplicationKind
from enforcement.applications.rules import CHANGES
from enforcement.cases.store.timeline import By
from enforcement.suitability import store as dossiers
from enforcement.suitability.acts.changes import TellChange
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.store import Dossier


async def tell_change(
    tx: Transaction, dossier_id: UUID, by: By, kind: ApplicationKind, reference: str
) -> Dossier:
    """``reference`` is that of the application, which the assessment answers. ``RefusedError``."""
    told = TellChange(kind=CHANGES[kind])
    dossier = await DECLARATIONS.take(tx, dossier_id, by, told)
    change = await dossiers.changes.find_open(tx, dossier_id, told.change_id)
    assert change is not None, "it was told just now"
    change.reference = reference
    return dossier
