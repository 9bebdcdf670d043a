"""Appeals against fines over HTTP."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter

from chassis.edge import Tx
from chassis.web import View
from enforcement.appeals import store
from enforcement.appeals.rules import AppealNotFoundError
from enforcement.cases.api.access import GasReader

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
