"""Note the opening of a case by a finding in its timeline."""

from uuid import UUID

from chassis.db import Transaction
from enforcement.cases.store import timeline
from enforcement.cases.store.findings import OfPolice
from enforcement.cases.store.timeline import POLICE

GAS_LAW = "law:2013-06-24"
ON_HOLD = "opgeschort: overleg"
NO_LONGER = "overleg beëindigd"
HOLD_REASON = {True: ON_HOLD, False: NO_LONGER}


def note_opening(tx: Transaction, case_id: UUID, state: str, event: OfPolice) -> None:
    reason = ON_HOLD if event.on_hold else None
    timeline.note(tx, case_id, "opening", (None, state), POLICE, reason=reason, basis=GAS_LAW)
