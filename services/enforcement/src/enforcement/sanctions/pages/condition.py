"""Finding that an overdue condition of a declaration is not met, from the declaration's page."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Actor, Body, allow
from chassis.web.pages import gettext as _
from chassis.web.pages import go, read, tell
from enforcement.cases.store.timeline import By
from enforcement.functions import CASE_WORKERS, OFFICE
from enforcement.sanctions.find_condition import find_condition
from enforcement.suitability.pages.dossiers import show_dossier

router = APIRouter(include_in_schema=False)

Finder = Annotated[Actor, allow(*OFFICE, *CASE_WORKERS)]


class FindingForm(Body):
    condition: str = Field(max_length=60, alias="voorwaarde")


@router.post("/geschiktheid/{case_id}/voorwaarde-vaststellen")
async def post_condition_finding(
    request: Request, case_id: UUID, tx: Tx, actor: Finder
) -> Response:
    """Somebody found that an overdue condition is not met: a sanction procedure follows."""
    form = await read(request, FindingForm)
    if form.model is not None:
        try:
            async with tx.savepoint():
                found = await find_condition(tx, case_id, form.model.condition, By.actor(actor))
        except RefusedError as refusal:
            form.errors[""] = refusal.reason
        else:
            await tell(
                tx,
                request,
                _("Vastgesteld. Sanctiedossier: %(number)s.") % {"number": found.number},
            )
            return go(f"/geschiktheid/{case_id}")
    return await show_dossier(request, tx, actor, case_id, form, status=422)
