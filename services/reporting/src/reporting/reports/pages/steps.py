"""The screens on which a step with a report is confirmed, and the one that begins an erratum."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from reporting.periods import labels as periods
from reporting.report_register.read_reports import ReportInSight, to_make
from reporting.report_register.rules.kind import Audience
from reporting.report_register.rules.lifecycle import ReportNotFoundError, Step, after
from reporting.report_register.store.tables import VersionRow
from reporting.reports import generate, labels
from reporting.reports.decide import DECISIONS, SIGNATURES, StepRequest, take
from reporting.reports.pages.lists import signer
from reporting.reports.sign import hazards_of
from reporting.roles import Author, Keeper

router = APIRouter(include_in_schema=False)

ASKS_REASON = frozenset({Step.TERUGSTUREN, Step.INTREKKEN})


class StepForm(Body):
    seen: int = Field(alias="editie")
    reason: str = Field("", alias="reden", max_length=500)
    audiences: list[Audience] = Field(default_factory=list, alias="publiek")


class ErratumForm(Body):
    reason: str = Field(alias="reden", min_length=3, max_length=500)


@router.get("/rapporten/{report_id}/stap/{step}")
async def get_step(
    request: Request, report_id: UUID, step: Step, tx: Tx, author: Author
) -> Response:
    return await _get(request, report_id, step, tx, author, SIGNATURES)


@router.post("/rapporten/{report_id}/stap/{step}")
async def post_step(
    request: Request, report_id: UUID, step: Step, tx: Tx, author: Author
) -> Response:
    return await _post(request, report_id, step, tx, author, SIGNATURES)


@router.get("/rapporten/{report_id}/beslissing/{step}")
async def get_decision(
    request: Request, report_id: UUID, step: Step, tx: Tx, keeper: Keeper
) -> Response:
    return await _get(request, report_id, step, tx, keeper, DECISIONS)


@router.post("/rapporten/{report_id}/beslissing/{step}")
async def post_decision(
    request: Request, report_id: UUID, step: Step, tx: Tx, keeper: Keeper
) -> Response:
    return await _post(request, report_id, step, tx, keeper, DECISIONS)


@router.get("/rapporten/{report_id}/erratum")
async def get_erratum(request: Request, report_id: UUID, tx: Tx, keeper: Keeper) -> Response:
    shown = await to_make(tx, report_id, keeper.function)
    return await _ask_erratum(request, tx, shown, Form())


@router.post("/rapporten/{report_id}/erratum")
async def post_erratum(request: Request, report_id: UUID, tx: Tx, keeper: Keeper) -> Response:
    shown = await to_make(tx, report_id, keeper.function)
    form = await read(request, ErratumForm)
    if form.model is None:
        form.errors = {"reden": mark("Zeg in enkele woorden wat er verbeterd wordt.")}
        return await _ask_erratum(request, tx, shown, form)
    try:
        await generate.correct(tx, report_id, form.model.reason, signer(keeper))
    except RefusedError as refusal:
        _refuse(form, refusal)
        return await _ask_erratum(request, tx, shown, form)
    await tell(tx, request, _("Het erratum is opgemaakt. Laat het controleren en nalezen."))
    return go(f"/rapporten/{report_id}")


async def _get(
    request: Request, report_id: UUID, step: Step, tx: Tx, actor: Actor, allowed: frozenset[Step]
) -> Response:
    shown, row = await _row(tx, report_id, step, actor, allowed)
    after(row.state, step)
    return await _ask(request, tx, shown, row, step, Form(values={"publiek": [*row.audiences]}))


async def _post(
    request: Request, report_id: UUID, step: Step, tx: Tx, actor: Actor, allowed: frozenset[Step]
) -> Response:
    shown, row = await _row(tx, report_id, step, actor, allowed)
    form = await read(request, StepForm)
    if step in ASKS_REASON and not form.value("reden").strip():
        form.errors["reden"] = mark("Zeg in enkele woorden waarom.")
    if form.model is None or form.errors:
        return await _ask(request, tx, shown, row, step, form)
    asked = StepRequest(
        form.model.seen, form.model.reason.strip() or None, tuple(form.model.audiences)
    )
    try:
        await take(tx, report_id, step, asked, signer(actor), request.app.state.reporting)
    except RefusedError as refusal:
        _refuse(form, refusal)
        return await _ask(request, tx, shown, row, step, form)
    await tell(tx, request, _("Dat is genoteerd."))
    return go(f"/rapporten/{report_id}")


async def _row(
    tx: Tx, report_id: UUID, step: Step, actor: Actor, allowed: frozenset[Step]
) -> tuple[ReportInSight, VersionRow]:
    shown = await to_make(tx, report_id, actor.function)
    if shown.version is None or step not in allowed:
        raise ReportNotFoundError
    return shown, shown.version


def _refuse(form: Form[Any], refusal: RefusedError) -> None:
    said: Form[Any] = Form()
    said.refuse(refusal)
    fields = {"reason": "reden", "audiences": "publiek"}
    form.errors |= {fields.get(name, name): text for name, text in said.errors.items()}


async def _ask(
    request: Request, tx: Tx, shown: ReportInSight, row: VersionRow, step: Step, form: Form[Any]
) -> Response:
    return page(
        request,
        "report_step.html",
        status=422 if form.errors else 200,
        shown=shown,
        row=row,
        step=step,
        hazards=await hazards_of(tx, row) if step is Step.CONTROLEREN else (),
        asks_reason=step in ASKS_REASON,
        asks_audience=step is Step.GOEDKEUREN,
        checks=step is Step.CONTROLEREN,
        form=form,
        labels=labels,
        periods=periods,
    )


async def _ask_erratum(
    request: Request, tx: Tx, shown: ReportInSight, form: Form[ErratumForm]
) -> Response:
    if shown.version is None:
        raise ReportNotFoundError
    return page(
        request,
        "report_erratum.html",
        status=422 if form.errors else 200,
        shown=shown,
        row=shown.version,
        changes=await generate.differences_now(tx, shown.version),
        form=form,
        labels=labels,
        periods=periods,
    )
