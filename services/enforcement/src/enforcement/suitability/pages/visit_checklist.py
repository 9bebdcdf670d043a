"""Pages of ``/bezoeken/{visit_id}``: the checklist of a planned visit, room by room on a phone."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, NotFoundError, RefusedError
from chassis.web import Actor, allow
from chassis.web.pages import Form, go, page, tell
from chassis.web.pages import gettext as _
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store.timeline import By
from enforcement.functions import OFFICE
from enforcement.suitability import labels, store
from enforcement.suitability.plan_visits import complete_visit, fill_in_room, get_open
from enforcement.suitability.rules.checklist import PointFinding, points, result_of
from enforcement.suitability.store.dossiers import Dossier
from enforcement.suitability.store.planned_visits import PlannedVisit

router = APIRouter(include_in_schema=False)

OfficeActor = Annotated[Actor, allow(*OFFICE)]


@router.get("/bezoeken/{visit_id}")
async def get_visit(request: Request, visit_id: UUID, tx: Tx, actor: OfficeActor) -> Response:
    return await _show(request, tx, await get_open(tx, visit_id), Form())


@router.post("/bezoeken/{visit_id}")
async def post_visit(request: Request, visit_id: UUID, tx: Tx, actor: OfficeActor) -> Response:
    """The visit is over: it stands in the dossier with its result."""
    visit = await get_open(tx, visit_id)
    form: Form[Any] = Form()
    try:
        async with tx.savepoint():
            await complete_visit(tx, visit_id, By.actor(actor))
    except NotFoundError:
        raise
    except RefusedError as refusal:
        form.errors[""] = refusal.reason
        return await _show(request, tx, visit, form, status=422)
    await tell(tx, request, _("Het bezoek is afgerond."))
    return go(f"/geschiktheid/{visit.dossier_id}")


@router.get("/bezoeken/{visit_id}/{number}")
async def get_room(
    request: Request, visit_id: UUID, number: int, tx: Tx, actor: OfficeActor
) -> Response:
    visit = await get_open(tx, visit_id)
    dossier, _premises = await store.get(tx, visit.dossier_id, None)
    found = visit.findings.get(_room(dossier, number), {})
    form: Form[Any] = Form({point: [finding] for point, finding in found.items()})
    return await _show_room(request, tx, visit, number, form)


@router.post("/bezoeken/{visit_id}/{number}")
async def post_room(
    request: Request, visit_id: UUID, number: int, tx: Tx, actor: OfficeActor
) -> Response:
    """Save, and continue with the next room that is not filled in."""
    visit = await get_open(tx, visit_id)
    dossier, _premises = await store.get(tx, visit.dossier_id, None)
    room = _room(dossier, number)
    sent = await request.form()
    looked_at = points(city_day(tx.now), dossier.permit_type)
    said = {point: str(sent.get(point, "")) for point in looked_at}
    known = {code: PointFinding(value) for code, value in said.items() if value in _FINDINGS}
    try:
        visit = await fill_in_room(tx, visit_id, room, known)
    except FieldRefusedError as refusal:
        form: Form[Any] = Form({code: [value] for code, value in said.items()})
        form.errors |= {code: refusal.reason for code in said if code not in known}
        return await _show_room(request, tx, visit, number, form, status=422)
    left = [
        index
        for index, each in enumerate(dossier.rooms, start=1)
        if each["label"] not in visit.findings
    ]
    following = next((index for index in left if index > number), None)
    base = f"/bezoeken/{visit_id}"
    return go(base if following is None else f"{base}/{following}")


_FINDINGS = frozenset(map(str, PointFinding))


def _room(dossier: Dossier, number: int) -> str:
    """The label of the room with a number, counted from 1. Raises ``CaseNotFoundError``."""
    if not 1 <= number <= len(dossier.rooms):
        raise CaseNotFoundError
    return dossier.rooms[number - 1]["label"]


async def _show(
    request: Request,
    tx: Transaction,
    visit: PlannedVisit,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    dossier, premises = await store.get(tx, visit.dossier_id, None)
    return page(
        request,
        "visit.html",
        status=status,
        visit=visit,
        dossier=dossier,
        premises=premises,
        result=result_of(visit.findings),
        short=PointFinding.TEKORT,
        labels=labels,
        form=form,
    )


async def _show_room(
    request: Request,
    tx: Transaction,
    visit: PlannedVisit,
    number: int,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    dossier, premises = await store.get(tx, visit.dossier_id, None)
    return page(
        request,
        "visit_room.html",
        status=status,
        visit=visit,
        premises=premises,
        room=_room(dossier, number),
        points=points(city_day(tx.now), dossier.permit_type),
        labels=labels,
        form=form,
    )
