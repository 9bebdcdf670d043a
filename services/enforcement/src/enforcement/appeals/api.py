"""Appeals against fines over HTTP."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter

from chassis.edge import Tx
from chassis.web import Body, View
from contracts.codes import AppealVerdict
from enforcement.appeals import judge, store
from enforcement.appeals import lodge as lodging
from enforcement.appeals.rules import AppealNotFoundError
from enforcement.cases.api.access import CaseWorker, GasReader
from enforcement.cases.api.bodies import Moment, Short, Text
from enforcement.cases.store.timeline import By
from enforcement.gas.api.views import GasStepTaken, step_taken

router = APIRouter(prefix="/v1/gas-cases", tags=["beroep"])


class AppealView(View):
    """``firstAmount`` is the fine in euros as the officer imposed it."""

    court: str
    lodged_on: date
    roll_number: str | None
    law_office: str | None
    file_sent_on: date | None
    first_amount: int


@router.get("/{case_id}/appeal")
async def read_appeal(case_id: UUID, tx: Tx, _actor: GasReader) -> AppealView:
    """The appeal of a case, and how far it is."""
    appeal = await store.find(tx, case_id)
    if appeal is None:
        raise AppealNotFoundError
    return AppealView.model_validate(appeal)


class NewAppeal(Body):
    lodged_at: Moment | None = None
    roll_number: Short | None = None


@router.post("/{case_id}/appeal")
async def lodge(case_id: UUID, body: NewAppeal, tx: Tx, actor: CaseWorker) -> GasStepTaken:
    """Somebody appealed: the fine is not enforceable until the court has judged."""
    by = By.actor(actor)
    case = await lodging.lodge(tx, case_id, by, body.lodged_at, body.roll_number)
    return step_taken(tx, case)


class Lawyer(Body):
    law_office: Short


@router.post("/{case_id}/appeal-lawyer")
async def appoint_lawyer(case_id: UUID, body: Lawyer, tx: Tx, actor: CaseWorker) -> AppealView:
    """The office that defends the city."""
    by = By.actor(actor)
    return AppealView.model_validate(await lodging.appoint_lawyer(tx, case_id, by, body.law_office))


class FileSent(Body):
    sent_at: Moment | None = None


@router.post("/{case_id}/appeal-file")
async def send_file(case_id: UUID, body: FileSent, tx: Tx, actor: CaseWorker) -> AppealView:
    """The file went to the court and to the lawyer."""
    by = By.actor(actor)
    return AppealView.model_validate(await lodging.send_file(tx, case_id, by, body.sent_at))


class Judgment(Body):
    """``amount`` in whole euros, of a revision alone."""

    verdict: AppealVerdict
    summary: Text | None = None
    amount: int | None = None
    judged_at: Moment | None = None


@router.post("/{case_id}/judgment")
async def record_judgment(case_id: UUID, body: Judgment, tx: Tx, actor: CaseWorker) -> GasStepTaken:
    """The court's judgment; a fine that stands is final."""
    judgment = judge.Judgment(body.verdict, body.summary, body.amount, body.judged_at)
    return step_taken(tx, await judge.record_judgment(tx, case_id, By.actor(actor), judgment))
