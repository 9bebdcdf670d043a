"""Parts of the page of a case that are of sanctions alone: the hold, and where it stands."""

from datetime import date

from chassis.db import Transaction
from enforcement.cases.procedures import CaseParts
from enforcement.sanctions.pages.summary import summary
from enforcement.sanctions.repeat import warned_before
from enforcement.sanctions.rules import LINKED_FROM, SanctionState, SanctionStep
from enforcement.sanctions.store import SanctionCase
from enforcement.sanctions.warn import is_on_its_way


async def case_parts(tx: Transaction, case: SanctionCase, _today: date) -> CaseParts:
    before = await warned_before(tx, case) if case.state in LINKED_FROM else None
    return CaseParts(
        on_hold=case.state is SanctionState.OPGESCHORT_OVERLEG,
        letters=(),
        facts=await summary(tx, case),
        follows=before,
        follows_by=SanctionStep.NEXT_FINDING,
        under_way=(SanctionStep.WARNING,) if await is_on_its_way(tx, case.case_id) else (),
    )
