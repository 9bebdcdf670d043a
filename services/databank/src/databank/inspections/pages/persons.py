"""The persons of an inspection: added in one form, withdrawn where that was wrong."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Problem
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.inspections import labels, workflow
from databank.inspections.pages.inspections import existing
from databank.inspections.pages.person_form import PersonForm
from databank.inspections.rules import InspectionStep, Role
from databank.inspections.store import encounters
from databank.inspections.workflow import PersonPresent
from databank.roles import TOEZICHT, TeamMember, log_shown
from databank.screens import countries
from databank.screens import labels as screens
from databank.screens.reason_form import TakenBack, ask_reason, read_reason
from databank.stated_identity.labels import DOUBT
from databank.stated_identity.pages import fill
from databank.stated_identity.rules import mrz
from databank.stated_identity.rules.document_checks import DocumentReading, Doubt

router = APIRouter(include_in_schema=False)

LOOK = "nakijken"


@router.get("/inspecties/{inspection_id}/persoon")
async def get_person(
    request: Request, inspection_id: UUID, tx: Tx, officer: TeamMember
) -> Response:
    await workflow.locked_for(tx, inspection_id, InspectionStep.AANVULLEN)
    return await _show(request, tx, inspection_id, Form(values={"rol": [Role.SEKSWERKER.value]}))


@router.post("/inspecties/{inspection_id}/persoon")
@asks_again("a look at the doubts before the person is added")
async def post_person(
    request: Request, inspection_id: UUID, tx: Tx, officer: TeamMember
) -> Response:
    """Sent again it adds nobody, and shows the same page; ``nakijken`` only looks."""
    sent = await request.form()
    looking = sent.get("actie") == LOOK
    form = await read(request, PersonForm)
    lines = mrz.read(form.value("mrz"), tx.now.year) if form.value("mrz").strip() else None
    if looking:
        if lines:
            fill(form.values, lines)
            form = await _filled(form)
        doubts = form.model.doubts(DocumentReading(), city_day(tx.now)) if form.model else ()
        if not lines and form.value("mrz").strip():
            doubts = (*doubts, Doubt.MRZ_ONLEESBAAR)
        form.errors = {}
        return await _show(request, tx, inspection_id, form, tuple(dict.fromkeys(doubts)), True)
    if form.model is None:
        return await _show(request, tx, inspection_id, _plain(form), status=422)
    model, today = form.model, city_day(tx.now)
    person = PersonPresent(model.role, model.outcome, model.identity(today))
    is_new = await is_first(tx, model.key)
    signal_id = await workflow.add_person(tx, officer, inspection_id, model.key, person)
    if is_new:
        await tell(tx, request, _("De persoon is toegevoegd."))
        for doubt in model.doubts(DocumentReading(), today):
            await tell(tx, request, _(DOUBT[doubt]), "warning")
    if signal_id:
        return go(f"/bescherming/{signal_id}")
    return go(f"/inspecties/{inspection_id}")


@router.get("/inspecties/{inspection_id}/persoon/{position}/schrappen")
async def get_withdraw_person(
    request: Request, inspection_id: UUID, position: int, tx: Tx, officer: TeamMember
) -> Response:
    await existing(tx, inspection_id)
    encounter = await encounters.get(tx.conn, inspection_id, position)
    if encounter is None:
        raise Problem.not_found(mark("Deze persoon in de inspectie"))
    await log_shown(tx, officer, [encounter.person_id], TOEZICHT)
    return ask_reason(request, _withdrawal(inspection_id))


@router.post("/inspecties/{inspection_id}/persoon/{position}/schrappen")
async def post_withdraw_person(
    request: Request, inspection_id: UUID, position: int, tx: Tx, officer: TeamMember
) -> Response:
    form = await read_reason(request)
    if form.model is None:
        return ask_reason(request, _withdrawal(inspection_id), form)
    if await is_first(tx, form.model.key):
        await workflow.withdraw_person(tx, inspection_id, position, form.model.reason)
        await tell(tx, request, _("De persoon is geschrapt. Wat eruit volgde, ook."))
    return go(f"/inspecties/{inspection_id}")


def _withdrawal(inspection_id: UUID) -> TakenBack:
    return TakenBack(
        title=_("Persoon schrappen of verbeteren"),
        explained=_(
            "Stond er iets fout? Schrap deze regel en voeg de persoon opnieuw toe."
            " Een verschuiving die eruit volgde, vervalt."
        ),
        button=_("Schrap deze regel"),
        back=f"/inspecties/{inspection_id}",
    )


def _plain(form: Form[PersonForm]) -> Form[PersonForm]:
    for name in ("uitkomst", "rol"):
        if name in form.errors:
            form.errors[name] = mark("Maak een keuze.")
    return form


async def _filled(form: Form[PersonForm]) -> Form[PersonForm]:
    """The model of values that were filled in for the officer, where nothing else is wrong."""
    given = {name: values[-1] for name, values in form.values.items() if values[-1].strip()}
    given.pop("actie", None)
    try:
        form.model = PersonForm.model_validate(given)
    except ValueError:
        form.model = None
    return form


async def _show(
    request: Request,
    tx: Transaction,
    inspection_id: UUID,
    form: Form[PersonForm],
    doubts: tuple[Doubt, ...] = (),
    looked: bool = False,
    *,
    status: int = 200,
) -> Response:
    return page(
        request,
        "inspection_person.html",
        status=status,
        inspection=await existing(tx, inspection_id),
        form=form,
        key=form.value("sleutel") or new_key(),
        doubts=doubts,
        looked=looked,
        countries=countries.often(),
        words=screens,
        doubt_labels=DOUBT,
        labels=labels,
    )
