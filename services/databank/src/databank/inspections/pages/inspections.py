"""Inspections on a phone: one's own and today's; begin one, see the persons, correct, close."""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.branches import KnownBranch
from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Body, Problem
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again
from chassis.web.pages.branches import offered_branches
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from contracts.branches import Branch
from contracts.codes import InspectionKind, InspectionResult
from databank.access.shields.view import past_shields
from databank.detection.branch_shifts.rules import needed_certainty
from databank.detection.rule_versions.store import versions
from databank.inspections import labels, workflow
from databank.inspections.register_places import Place
from databank.inspections.rules import InspectionState, label_key
from databank.inspections.store import encounters, inspections
from databank.inspections.store.encounters import RevealedBranchShift
from databank.inspections.store.inspections import Inspection
from databank.inspections.workflow import Scope
from databank.premises.store import premises
from databank.premises.store.premises import EstablishmentMatch
from databank.roles import TOEZICHT, Officer, TeamMember, log_list, log_shown
from databank.screens import labels as screens
from databank.screens.reason_form import TakenBack, ask_reason, read_reason

router = APIRouter(include_in_schema=False)

TODAY = timedelta(hours=18)
"""A late shift counts as one day, whatever the calendar says."""


class PlaceChoice(StrEnum):
    """The answer that none of the places offered is meant."""

    NIEUW = "nieuw"


class ScopeForm(Body):
    branch: KnownBranch = Field(alias="vorm")
    kind: InspectionKind = Field(alias="soort")
    place: str | None = Field(default=None, max_length=120, alias="plaats")
    chosen: UUID | Literal[PlaceChoice.NIEUW] | None = Field(default=None, alias="instelling")
    key: UUID = Field(alias="sleutel")


class CloseForm(Body):
    result: InspectionResult = Field(alias="resultaat")
    key: UUID = Field(alias="sleutel")


@router.get("/inspecties")
async def get_inspections(request: Request, tx: Tx, officer: Officer) -> Response:
    """Places and counts, no names: the list is logged as one read."""
    rows = await inspections.of_today(tx.conn, officer.subject, tx.now - TODAY)
    await log_list(tx, officer, "inspections", f"{len(rows)} inspecties", TOEZICHT)
    own = [row for row in rows if row.officer == officer.subject]
    others = [row for row in rows if row.officer != officer.subject]
    return _page(request, "inspections.html", own=own, others=others)


@router.get("/inspecties/nieuw")
async def get_new(
    request: Request,
    tx: Tx,
    officer: TeamMember,
    premises_id: Annotated[UUID | None, Query(alias="pand")] = None,
) -> Response:
    """From a room where somebody else was: branch and place are filled in."""
    form: Form[ScopeForm] = Form(values={"soort": [InspectionKind.AD_HOC.value]})
    if premises_id:
        establishments = await premises.of_premises(tx.conn, [premises_id], tx.now)
        form.values |= {
            "vorm": [Branch.RAAM.value],
            "soort": [InspectionKind.PANDKALENDER.value],
            "instelling": [str(establishments[premises_id])],
        }
    return await _show_scope(request, tx, form, "/inspecties/nieuw")


@router.post("/inspecties/nieuw")
@asks_again("shows inspections that may be the same one, before it begins")
async def post_new(request: Request, tx: Tx, officer: TeamMember) -> Response:
    """The key of the form is the inspection's id: sent again, it leads to the same page."""
    form = await _read_scope(request)
    if form.model is None:
        return await _show_scope(request, tx, form, "/inspecties/nieuw", status=422)
    like = await _alike(tx, form.model)
    if like:
        return await _show_scope(request, tx, form, "/inspecties/nieuw", like=like)
    key = form.model.key
    if await is_first(tx, key):
        await workflow.begin(tx, officer, key, _scope_of(form.model))
    return go(f"/inspecties/{key}")


@router.get("/inspecties/{inspection_id}")
async def get_inspection(
    request: Request, inspection_id: UUID, tx: Tx, officer: Officer
) -> Response:
    return await _show(request, inspection_id, tx, officer, Form())


@router.post("/inspecties/{inspection_id}")
async def post_close(
    request: Request, inspection_id: UUID, tx: Tx, officer: TeamMember
) -> Response:
    form = await read(request, CloseForm)
    if form.model is None:
        form.errors = {"resultaat": mark("Kies een resultaat.")}
        return await _show(request, inspection_id, tx, officer, form, status=422)
    if await is_first(tx, form.model.key):
        await workflow.complete(tx, officer, inspection_id, form.model.result)
        await tell(tx, request, _("De inspectie is afgerond."))
    return go(f"/inspecties/{inspection_id}")


@router.get("/inspecties/{inspection_id}/verbeteren")
async def get_correct(
    request: Request, inspection_id: UUID, tx: Tx, officer: TeamMember
) -> Response:
    inspection = await existing(tx, inspection_id)
    places = await inspections.places(tx.conn, inspection_id)
    values = {"vorm": [inspection.branch.value], "soort": [inspection.kind.value]}
    form: Form[ScopeForm] = Form(values=values)
    if places:
        form.values["instelling"] = [str(places[0].id)]
    return await _show_scope(request, tx, form, f"/inspecties/{inspection_id}/verbeteren")


@router.post("/inspecties/{inspection_id}/verbeteren")
@asks_again("shows inspections that may be the same one, before it changes")
async def post_correct(
    request: Request, inspection_id: UUID, tx: Tx, officer: TeamMember
) -> Response:
    form, action = await _read_scope(request), f"/inspecties/{inspection_id}/verbeteren"
    if form.model is None:
        return await _show_scope(request, tx, form, action, status=422)
    like = await _alike(tx, form.model)
    if like:
        return await _show_scope(request, tx, form, action, like=like)
    if await is_first(tx, form.model.key):
        await workflow.correct(tx, inspection_id, _scope_of(form.model))
        await tell(tx, request, _("De inspectie is verbeterd."))
    return go(f"/inspecties/{inspection_id}")


@router.get("/inspecties/{inspection_id}/intrekken")
async def get_withdraw(
    request: Request, inspection_id: UUID, tx: Tx, officer: TeamMember
) -> Response:
    inspection = await existing(tx, inspection_id)
    return ask_reason(request, _withdrawal(inspection))


@router.post("/inspecties/{inspection_id}/intrekken")
async def post_withdraw(
    request: Request, inspection_id: UUID, tx: Tx, officer: TeamMember
) -> Response:
    form = await read_reason(request)
    if form.model is None:
        return ask_reason(request, _withdrawal(await existing(tx, inspection_id)), form)
    if await is_first(tx, form.model.key):
        await workflow.withdraw(tx, officer, inspection_id, form.model.reason)
        await tell(tx, request, _("De inspectie is ingetrokken. Wat eruit volgde, ook."))
    return go("/inspecties")


def _withdrawal(inspection: Inspection) -> TakenBack:
    return TakenBack(
        title=_("Inspectie intrekken"),
        explained=_("Trek ze in als ze er niet was of dubbel staat. Ze telt dan niet mee."),
        button=_("Trek de inspectie in"),
        back=f"/inspecties/{inspection.id}",
    )


async def existing(tx: Transaction, inspection_id: UUID) -> Inspection:
    inspection = await inspections.get(tx.conn, inspection_id)
    if inspection is None:
        raise Problem.not_found(mark("Deze inspectie"))
    return inspection


async def _show(
    request: Request,
    inspection_id: UUID,
    tx: Transaction,
    officer: Officer,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    """Show an inspection with its persons as they are known; each person read is logged.

    While the person behind a claim is in question no branch shift shows, and the page says so.
    """
    inspection = await existing(tx, inspection_id)
    people = await encounters.present(tx.conn, inspection_id)
    await log_shown(tx, officer, [each.person_id for each in people], TOEZICHT)
    branch_shifts: dict[UUID, list[RevealedBranchShift]] = {}
    for case in await encounters.branch_shifts(tx.conn, inspection_id):
        branch_shifts.setdefault(case.claim_id, []).append(case)
    certainty = needed_certainty(await versions.branch_shift_rule(tx.conn), tx.now)
    return _page(
        request,
        "inspection.html",
        status=status,
        inspection=inspection,
        places=await inspections.places(tx.conn, inspection_id),
        people=people,
        left_out=await _left_out(tx, inspection_id, len(people)),
        branch_shifts=branch_shifts,
        unsure=await encounters.unsure(tx.conn, inspection_id, certainty),
        form=form,
        key=form.value("sleutel") or new_key(),
    )


async def _left_out(tx: Transaction, inspection_id: UUID, shown: int) -> int:
    """The number of persons whose file is closed to the reader: that they are missing shows."""
    async with past_shields(tx):
        return await encounters.count_present(tx.conn, inspection_id) - shown


async def _read_scope(request: Request) -> Form[ScopeForm]:
    form = await read(request, ScopeForm)
    for name in ("vorm", "soort"):
        if name in form.errors:
            form.errors[name] = mark("Maak een keuze.")
    return form


async def _alike(tx: Transaction, sent: ScopeForm) -> list[EstablishmentMatch]:
    """Places that may be meant, unless somebody chose or wrote one exactly."""
    if sent.chosen is not None or not sent.place:
        return []
    like = await premises.like(tx.conn, sent.branch.value, sent.place)
    exact = [row for row in like if row.label_key == label_key(sent.place)]
    if len(exact) == 1:
        sent.chosen = exact[0].id
    return [] if exact else like


def _scope_of(sent: ScopeForm) -> Scope:
    place = None
    if isinstance(sent.chosen, UUID):
        place = Place(establishment_id=sent.chosen)
    elif sent.place:
        place = Place(label=sent.place)
    return Scope(sent.branch, sent.kind, place)


async def _show_scope(
    request: Request,
    tx: Transaction,
    form: Form[ScopeForm],
    action: str,
    *,
    like: list[EstablishmentMatch] | None = None,
    status: int = 200,
) -> Response:
    chosen = None
    establishment = form.value("instelling")
    if establishment and establishment != PlaceChoice.NIEUW and not like:
        chosen = await premises.label_of(tx.conn, establishment)
    return _page(
        request,
        "inspection_scope.html",
        status=status,
        form=form,
        action=action,
        like=like or [],
        chosen=chosen,
        key=form.value("sleutel") or new_key(),
        branches=offered_branches(city_day(tx.now), *form.chosen("vorm")),
    )


def _page(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    return page(
        request,
        template,
        status=status,
        words=screens,
        labels=labels,
        InspectionState=InspectionState,
        **context,
    )
