"""What finance does with costs of an appeal, on its home: note that they were paid."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.pages import gettext as _
from chassis.web.pages import go, tell
from enforcement.cases.store.timeline import By
from enforcement.payments.award_costs import settle_costs
from enforcement.payments.pages.forms import Financer

router = APIRouter(include_in_schema=False)


@router.post("/betalingen/{case_id}/gerechtskosten")
async def post_settled(request: Request, case_id: UUID, tx: Tx, actor: Financer) -> Response:
    await settle_costs(tx, case_id, By.actor(actor), None)
    await tell(tx, request, _("De gerechtskosten staan als betaald."))
    return go("/betalingen")
