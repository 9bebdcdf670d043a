"""Assess a branch shift; a wrong link behind one becomes a question about who is who."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from databank.detection.branch_shifts import store
from databank.detection.branch_shifts.rules import WithdrawalReason
from databank.detection.branch_shifts.store import BranchShiftRow
from databank.detection.branch_shifts.tell import tell_withdrawn
from databank.detection.cases.rules import Outcome
from databank.detection.cases.store.cases import CaseTable
from databank.detection.cases.workflow import CaseKind
from databank.matching.store import review_tasks
from databank.sightings.store import sightings


async def _bring_about(tx: Transaction, case: BranchShiftRow, outcome: Outcome) -> None:
    """Whoever counted the case hears of a wrong link, and somebody looks at that link."""
    if outcome is not Outcome.FOUTIEVE_KOPPELING:
        return
    await store.set_untold(tx.conn, case.id)
    await review_tasks.ask(
        tx.conn,
        [(await _later_claim(tx, case), case.person_id, outcome.value, "[]")],
        tx.now,
    )
    if case.told:
        tell_withdrawn(tx, case.id, case.branches, WithdrawalReason.KOPPELING_GECORRIGEERD)


async def _later_claim(tx: Transaction, case: BranchShiftRow) -> UUID:
    known = await sightings.by_ids(tx.conn, [case.to_sighting])
    return known[case.to_sighting].claim_id


BRANCH_SHIFTS = CaseKind(
    name=lazy("Deze verschuiving"),
    table=CaseTable.BRANCH_SHIFT,
    get_for_update=store.get_for_update,
    bring_about=_bring_about,
)
