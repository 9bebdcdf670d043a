"""The answer to a step in a fine case."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import View
from enforcement.cases.take_step import allowed_steps
from enforcement.gas.store import GasCase


class GasStepTaken(View):
    case_id: UUID
    state: str
    on_hold: bool
    allowed: list[str]


def step_taken(tx: Transaction, case: GasCase) -> GasStepTaken:
    return GasStepTaken(
        case_id=case.case_id,
        state=case.state,
        on_hold=case.on_hold,
        allowed=allowed_steps(case, city_day(tx.now)),
    )
