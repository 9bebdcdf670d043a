"""The answer to a step in a sanction case."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import View
from enforcement.cases.take_step import allowed_steps
from enforcement.sanctions.store import SanctionCase


class SanctionStepTaken(View):
    case_id: UUID
    state: str
    allowed: list[str]


def step_taken(tx: Transaction, case: SanctionCase) -> SanctionStepTaken:
    return SanctionStepTaken(
        case_id=case.case_id,
        state=case.state,
        allowed=allowed_steps(case, city_day(tx.now)),
    )
