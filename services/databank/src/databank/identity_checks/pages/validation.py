"""Validate the identity of a declared shift: person, document and declaration side by side."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.pages import Form, read
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again
from databank.access.purposes.pages import GrantId
from databank.identity_checks.pages.claimed_identity import ClaimedIdentity
from databank.identity_checks.pages.decide import Path, decide, show, show_doubts
from databank.identity_checks.pages.validation_form import LookForm, ValidationForm
from databank.roles import Officer, TeamMember
from databank.shifts.pages.opened_shift import open_on_page
from databank.shifts.pages.quarter_view import QuarterView, View

router = APIRouter(include_in_schema=False)


@router.get("/identiteit/{shift_id}")
async def get_identity(
    request: Request,
    shift_id: UUID,
    tx: Tx,
    officer: Officer,
    view: View,
    grant: GrantId = None,
) -> Response:
    shift = await open_on_page(request, tx, officer, shift_id, grant)
    if isinstance(shift, Response):
        return shift
    return show(request, tx, ClaimedIdentity.of_shift(shift), _path(shift_id, view, grant), Form())


@router.post("/identiteit/{shift_id}/nakijken")
@asks_again("a part of the page, asked for while somebody types")
async def post_look(
    request: Request, shift_id: UUID, tx: Tx, officer: TeamMember, grant: GrantId = None
) -> Response:
    form = await read(request, LookForm)
    shift = await open_on_page(request, tx, officer, shift_id, grant)
    if isinstance(shift, Response):
        return shift
    return show_doubts(request, tx, ClaimedIdentity.of_shift(shift), form)


@router.post("/identiteit/{shift_id}")
@asks_again("a look at the doubts before the decision")
async def post_identity(
    request: Request,
    shift_id: UUID,
    tx: Tx,
    officer: TeamMember,
    view: View,
    grant: GrantId = None,
) -> Response:
    form = await read(request, ValidationForm)
    shift = await open_on_page(request, tx, officer, shift_id, grant)
    if isinstance(shift, Response):
        return shift
    claimed = ClaimedIdentity.of_shift(shift)
    return await decide(request, tx, officer, claimed, _path(shift_id, view, grant), form)


def _path(shift_id: UUID, view: QuarterView, grant: UUID | None) -> Path:
    look = f"/identiteit/{shift_id}/nakijken"
    return Path(
        look=f"{look}?doel={grant}" if grant else look,
        back=view.on(f"/controle/{shift_id}", grant=grant),
        back_text=_("Terug naar de controle"),
        done=view.after(shift_id),
    )
