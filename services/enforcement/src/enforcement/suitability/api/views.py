"""The answer to a step in a dossier."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import View
from enforcement.cases.take_step import allowed_steps
from enforcement.suitability.store import Dossier


class StepTaken(View):
    dossier_id: UUID
    state: str
    allowed: list[str]


def step_taken(tx: Transaction, dossier: Dossier) -> StepTaken:
    return StepTaken(
        dossier_id=dossier.dossier_id,
        state=dossier.state,
        allowed=allowed_steps(dossier, city_day(tx.now)),
    )
