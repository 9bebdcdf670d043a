"""Parts of the page of a case that are of sanctions alone: the hold, and where it stands."""

from datetime import date

from chassis.db import Transaction
from enforcement.cases.procedures import CaseParts
from enforcement.sanctions.pages.summary import summary
from enforcement.sanctions.rules import SanctionState
from enforcement.sanctions.store import SanctionCase


async def case_parts(tx: Transaction, case: SanctionCase, _today: date) -> CaseParts:
    return CaseParts(
        on_hold=case.state is SanctionState.OPGESCHORT_OVERLEG,
        letters=(),
        facts=await summary(tx, case),
    )
