"""What the two halves of the sanction procedure share."""

from uuid import UUID

from chassis.db import Transaction
from chassis.web import Problem, View
from enforcement.cases import step
from enforcement.cases.store import cases
from enforcement.legal_terms.rules import brussels_day
from enforcement.tables import SanctionCase

WARNING_BASIS = "law:2013-06-24:45"
HEARING_BASIS = "principle:hearing"


class SanctionStepTaken(View):
    case_id: UUID
    state: str
    allowed: list[str]


async def locked(tx: Transaction, case_id: UUID) -> SanctionCase:
    case = await cases.locked_sanction(tx, case_id)
    if case is None:
        raise Problem.not_found("Dit dossier")
    return case


def taken(tx: Transaction, case: SanctionCase) -> SanctionStepTaken:
    return SanctionStepTaken(
        case_id=case.case_id,
        state=case.state,
        allowed=step.allowed(case, brussels_day(tx.now)),
    )
