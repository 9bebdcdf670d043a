"""Acts of a fine case over HTTP; and a release and a join, which have pages of their own."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Body
from enforcement.acts.api import router_of
from enforcement.appeals import store as appeals
from enforcement.appeals.api import AppealView
from enforcement.cases.api.access import CaseWorker, GasWorker
from enforcement.cases.store.timeline import By
from enforcement.gas import join as gas_join
from enforcement.gas import release as gas_release
from enforcement.gas.acts import APPEAL, COUNSEL, HEARING, STEPS
from enforcement.gas.api.views import GasStepTaken, step_taken
from enforcement.gas.desk import FINES
from enforcement.gas.store import GasCase

router = APIRouter(prefix=FINES.api, tags=[FINES.tag])


class HoldEnded(Body):
    """``motivation``: what the consultation gave, as short as on the page."""

    motivation: str = Field(min_length=3, max_length=400)


@router.post("/{case_id}/release")
async def release(case_id: UUID, body: HoldEnded, tx: Tx, actor: CaseWorker) -> GasStepTaken:
    """After consultation with the police the case may go on."""
    case = await gas_release.release(tx, case_id, By.actor(actor), body.motivation)
    return step_taken(tx, case)


class Join(Body):
    """``samePerson``: somebody looked, where the system does not see it by itself."""

    into_id: UUID
    same_person: bool = False


@router.post("/{case_id}/join")
async def join(case_id: UUID, body: Join, tx: Tx, actor: GasWorker) -> GasStepTaken:
    """Facts found together: the case goes into another, which is about both from now on."""
    by = By.actor(actor)
    case = await gas_join.join(tx, case_id, body.into_id, by, same_person=body.same_person)
    return step_taken(tx, case)


async def _appeal(tx: Transaction, case: GasCase) -> AppealView:
    return AppealView.model_validate(await appeals.find(tx, case.case_id))


acts = router_of(FINES, GasStepTaken, step_taken, STEPS)
hearing = router_of(FINES, GasStepTaken, step_taken, HEARING, tag="hoorzittingen")
appeal = router_of(FINES, GasStepTaken, step_taken, APPEAL, tag="beroep")
counsel = router_of(FINES, AppealView, _appeal, COUNSEL, tag="beroep")
