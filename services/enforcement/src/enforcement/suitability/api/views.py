"""The answer to a step in a dossier."""

from uuid import UUID

from chassis.db import Transaction
from chassis.web import View
from enforcement.suitability.possible_steps import possible_steps
from enforcement.suitability.store import Dossier


class StepTaken(View):
    dossier_id: UUID
    state: str
    allowed: list[str]


async def step_taken(tx: Transaction, dossier: Dossier) -> StepTaken:
    return StepTaken(
        dossier_id=dossier.dossier_id,
        state=dossier.state,
        allowed=await possible_steps(tx, dossier),
    )
