"""Pages to begin an application, to see its tasks, and to follow one that was sent."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read
from chassis.web.pages.languages import mark
from contracts.codes import ApplicationKind
from contracts.permits.types import WINDOW, PermitType
from pandkalender.applications import labels
from pandkalender.applications.rules.progress import (
    OPTIONAL,
    PENDING,
    TASKS,
    ApplicationState,
    unanswered,
)
from pandkalender.applications.start import start
from pandkalender.applications.store import applications, documents
from pandkalender.authorisation import Owner
from pandkalender.settings import CityPermits, DocumentChecklist, Terms
from pandkalender.suitability.store import premises_of

router = APIRouter(prefix="/aanvragen", include_in_schema=False)


PermitsOffered = Callable[[date], list[PermitType]]


async def _offered(checklist: DocumentChecklist, types: CityPermits) -> PermitsOffered:
    return partial(checklist.offered, types)


Offered = Annotated[PermitsOffered, Depends(_offered)]
"""The types that can be asked on a day."""


class StartForm(Body):
    """The kind of application; the premises that a renewal or change is about, or else for what."""

    kind: ApplicationKind = Field(alias="soort")
    premises_id: UUID | None = Field(default=None, alias="pand")
    permit_type: str = Field(default=WINDOW, max_length=42, alias="vergunning")


@router.get("/nieuw")
async def get_new(
    request: Request,
    tx: Tx,
    actor: Owner,
    city: Offered,
    kind: Annotated[ApplicationKind | None, Query(alias="soort")] = None,
    premises_id: Annotated[UUID | None, Query(alias="pand")] = None,
) -> Response:
    chosen = {"soort": [str(kind)] if kind else [], "pand": [str(premises_id or "")]}
    return await _new(request, tx, actor, city, Form(chosen))


@router.post("/nieuw")
async def post_new(request: Request, tx: Tx, actor: Owner, terms: Terms, city: Offered) -> Response:
    form = await read(request, StartForm)
    known = {each.code for each in city(city_day(tx.now))}
    if form.model is not None and form.model.permit_type not in known:
        form.errors["vergunning"] = mark("Kies een soort vergunning die de stad geeft.")
        return await _new(request, tx, actor, city, form, status=422)
    if "soort" in form.errors:
        form.errors["soort"] = mark("Kies wat je wil aanvragen.")
    if form.model is None:
        return await _new(request, tx, actor, city, form, status=422)
    asked = form.model
    try:
        application = await start(
            tx, actor.organisation, asked.kind, asked.premises_id, terms, asked.permit_type
        )
    except RefusedError as refusal:
        form.refuse(refusal)
        return await _new(request, tx, actor, city, form, status=422)
    return go(f"/aanvragen/{application.application_id}")


async def _new(
    request: Request,
    tx: Transaction,
    actor: Actor,
    city: PermitsOffered,
    form: Form[StartForm],
    *,
    status: int = 200,
) -> Response:
    premises = await premises_of(tx, actor.organisation)
    return page(
        request,
        "application_new.html",
        status=status,
        form=form,
        premises=premises,
        types=city(city_day(tx.now)),
        kinds=[kind for kind in labels.KIND if premises or kind is ApplicationKind.AANVRAAG],
        words=labels,
    )


@router.get("/{application_id}")
async def get_application(
    request: Request, application_id: UUID, tx: Tx, actor: Owner, checklist: DocumentChecklist
) -> Response:
    """A list of tasks while it is a draft; once it was sent, how far the city is with it."""
    application = await applications.get(tx, application_id, actor.organisation)
    answers = applications.answers(tx, application)
    sent = await documents.of_application(tx, application_id)
    present = {each.code for each in sent}
    today = city_day(tx.now)
    about = (application.permit_type, application.kind, today)
    premises = {each.premises_id: each for each in await premises_of(tx, actor.organisation)}
    open_tasks = unanswered(application.kind, answers.tasks)
    return page(
        request,
        "application.html",
        application=application,
        is_draft=application.state is ApplicationState.CONCEPT,
        is_pending=application.state in PENDING,
        asks_more=application.state is ApplicationState.ONVOLLEDIG,
        premises=premises.get(application.premises_id) if application.premises_id else None,
        tasks=TASKS[application.kind],
        optional={task for kind, task in OPTIONAL if kind is application.kind},
        answered=answers.tasks,
        lines=checklist.lines(*about),
        documents=sent,
        present=present,
        unsent=[each for each in sent if each.sent_at is None],
        is_whole=not open_tasks and not checklist.missing(*about, present),
        missing=answers.missing,
        today=today,
        words=labels,
    )
