"""One case on one page: what it is about, what may follow, who works on it, and what happened."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, RefusedError
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from enforcement.cases import labels
from enforcement.cases.assign import assign, case_for, kinds_of
from enforcement.cases.consult_offenders import consult_offenders
from enforcement.cases.pages.people import WORKERS, CaseFollower, CaseReader
from enforcement.cases.pages.tasks import tasks_of
from enforcement.cases.plan_follow_up import plan_follow_up
from enforcement.cases.procedures import Procedures
from enforcement.cases.rules import Purpose
from enforcement.cases.store import assignments, colleagues, findings, timeline
from enforcement.cases.store.case_list import CaseHead
from enforcement.cases.store.findings import NobodyNamed, OffenderIdentity
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import allowed_steps
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.labels import left

router = APIRouter(include_in_schema=False)


class AssignForm(Body):
    """Nobody when it is left empty."""

    colleague: UUID | None = Field(default=None, alias="collega")


class FollowUpForm(Body):
    """No day: it is taken off."""

    on: date | None = Field(default=None, alias="dag")
    note: str | None = Field(default=None, max_length=200, alias="nota")


@router.get("/dossiers/{case_id}")
async def get_case(request: Request, case_id: UUID, tx: Tx, actor: CaseFollower) -> Response:
    if actor.function in WORKERS:
        await colleagues.meet(tx, actor)
    return await _show(request, tx, actor, case_id, Form())


@router.get("/dossiers/{case_id}/personen")
async def get_persons(
    request: Request,
    case_id: UUID,
    tx: Tx,
    actor: CaseReader,
    why: Annotated[Purpose | None, Query(alias="doel")] = None,
) -> Response:
    """The persons of a case, after the purpose is said; every look is logged with it."""
    case = await case_for(tx, case_id, actor.function)
    persons: Sequence[OffenderIdentity | NobodyNamed] = ()
    if why is not None:
        persons = await consult_offenders(tx, actor, case_id, case.kind, why)
    return page(request, "case_persons.html", case=case, persons=persons, why=why, labels=labels)


@router.post("/dossiers/{case_id}/toewijzen")
async def post_assign(request: Request, case_id: UUID, tx: Tx, actor: CaseReader) -> Response:
    form = await read(request, AssignForm)
    case = await case_for(tx, case_id, actor.function)
    if form.model is None:
        form.errors = {"collega": mark("Kies een collega.")}
        return await _show(request, tx, actor, case_id, form, status=422)
    try:
        await assign(tx, case, form.model.colleague, By.actor(actor))
    except FieldRefusedError as refusal:
        form.errors["collega"] = refusal.reason
        return await _show(request, tx, actor, case_id, form, status=422)
    told = _("Het dossier is toegewezen.") if form.model.colleague else _("Het dossier is vrij.")
    await tell(tx, request, told)
    return go(f"/dossiers/{case_id}")


@router.post("/dossiers/{case_id}/opvolgen")
async def post_follow_up(request: Request, case_id: UUID, tx: Tx, actor: CaseReader) -> Response:
    form = await read(request, FollowUpForm)
    case = await case_for(tx, case_id, actor.function)
    if form.model is not None:
        try:
            await plan_follow_up(tx, case, form.model.on, form.model.note)
        except RefusedError as refusal:
            form.errors["dag"] = refusal.reason
    if form.errors:
        return await _show(request, tx, actor, case_id, form, status=422)
    assert form.model is not None
    told = _("De dag is genoteerd.") if form.model.on else _("De dag is geschrapt.")
    await tell(tx, request, told)
    return go(f"/dossiers/{case_id}")


async def _show(
    request: Request,
    tx: Transaction,
    actor: Actor,
    case_id: UUID,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    head = await case_for(tx, case_id, actor.function)
    procedures: Procedures = request.app.state.procedures
    steps, team_work = procedures.of(head.kind).steps, procedures.team(head.kind)
    case = await steps.get(tx, case_id)
    today = city_day(tx.now)
    team = await colleagues.of_functions(tx, _functions_for(head))
    worker = await assignments.colleague_of(tx, case_id)
    parts = await team_work.parts(tx, case, today)
    follows_at = ""
    if parts.follows is not None:
        follows_at = steps.page_of(parts.follows.case_id, parts.follows_by, actor.function)
    return page(
        request,
        "case.html",
        status=status,
        case=head,
        parts=parts,
        follows_at=follows_at,
        findings=await findings.of_case(tx, case_id),
        tasks=tasks_of(steps, case_id, allowed_steps(case, today), actor.function),
        terms=await legal_terms.open_terms(tx, case_id),
        timeline=list(reversed(await timeline.of_case(tx, case_id))),
        follow_up=await assignments.follow_up(tx, case_id),
        me=await colleagues.of_actor(tx, actor),
        worker=next((each for each in team if each.colleague_id == worker), None),
        team=team,
        names={each.subject: labels.called(each.shown_as, each.subject) for each in team},
        today=today,
        days=(await legal_terms.law(tx, today)).days,
        left=left,
        labels=labels,
        lines={**steps.steps, **labels.NOTED, **team_work.lines},
        procedures=procedures,
        form=form,
    )


def _functions_for(case: CaseHead) -> list[Any]:
    return [each for each in labels.FUNCTIONS if case.kind in kinds_of(each)]
