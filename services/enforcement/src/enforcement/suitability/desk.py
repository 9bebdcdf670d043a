"""The desk of declarations: every act of a person."""

from uuid import UUID

from chassis.db import Transaction
from enforcement.acts.desk import Desk
from enforcement.cases.rules import CaseKind
from enforcement.suitability import store
from enforcement.suitability.acts import ACTS
from enforcement.suitability.labels import STEP
from enforcement.suitability.store import Dossier


async def _get(tx: Transaction, dossier_id: UUID) -> Dossier:
    dossier, _premises = await store.get(tx, dossier_id, None)
    return dossier


DECLARATIONS = Desk[Dossier](
    kind=CaseKind.SUITABILITY,
    page="/geschiktheid",
    api="/v1/suitability-dossiers",
    tag="geschiktheidsverklaringen",
    get=_get,
    lock=store.get_for_update,
    lock_own=store.get_for_update,
    acts=ACTS,
    words=STEP,
)
