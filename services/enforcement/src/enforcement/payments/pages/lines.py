"""Pages of bank statements: read a file, look at a line, match it or set it aside."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, File, Query, Request, UploadFile
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import NotFoundError, RefusedError
from chassis.web import Actor
from chassis.web.pages import Form, go, ngettext, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from enforcement.cases.store.timeline import By
from enforcement.payments import labels, match_line
from enforcement.payments.consult_payer import consult_payer
from enforcement.payments.import_statements import import_statements, parse
from enforcement.payments.pages.claims import HOME, show_payments
from enforcement.payments.pages.forms import Financer, MatchForm, ReasonForm
from enforcement.payments.rules.reference import written
from enforcement.payments.rules.statement import LineState, Statement, UnsoundStatementError
from enforcement.payments.store import statements

router = APIRouter(include_in_schema=False)

PROCEDURE = "procedure"
ASIDE = mark("De lijn is geen geldboete. Wie betaalde, wordt na %(num)s dagen gewist.")
Purpose = Annotated[str | None, Query(alias="doel", pattern=f"^{PROCEDURE}$")]


async def _read(
    _actor: Financer, file: Annotated[UploadFile | None, File(alias="bestand")] = None
) -> list[Statement] | UnsoundStatementError:
    """Before the transaction begins, so that reading holds no connection."""
    try:
        return await parse(await file.read() if file is not None else b"")
    except UnsoundStatementError as refusal:
        return refusal


@router.post(f"{HOME}/afschriften")
async def post_statements(
    request: Request,
    tx: Tx,
    actor: Financer,
    found: Annotated[list[Statement] | UnsoundStatementError, Depends(_read)],
) -> Response:
    try:
        if isinstance(found, UnsoundStatementError):
            raise found
        own = request.app.state.city.payment.accounts
        result = await import_statements(tx, own, found, By.actor(actor))
    except UnsoundStatementError as refusal:
        form: Form[Any] = Form(errors={"bestand": refusal.reason})
        return await show_payments(request, tx, form, status=422)
    booked = ngettext("%(num)s betaling geboekt.", "%(num)s betalingen geboekt.", result.matched)
    waiting = ngettext(
        "%(num)s lijn te bekijken.", "%(num)s lijnen te bekijken.", result.to_look_at
    )
    text = " ".join((booked % {"num": result.matched}, waiting % {"num": result.to_look_at}))
    if result.known:
        known = ngettext("%(num)s lijn was er al.", "%(num)s lijnen waren er al.", result.known)
        text = f"{text} {known % {'num': result.known}}"
    await tell(tx, request, text)
    return go(HOME)


@router.get(f"{HOME}/lijnen/{{line_id}}")
async def get_line(
    request: Request, line_id: UUID, tx: Tx, actor: Financer, why: Purpose = None
) -> Response:
    """Whoever paid is shown once a purpose is said; every look is logged with it."""
    return await _show(request, tx, actor, line_id, Form(), why=why)


@router.post(f"{HOME}/lijnen/{{line_id}}/koppelen")
async def post_match(request: Request, line_id: UUID, tx: Tx, actor: Financer) -> Response:
    form = await read(request, MatchForm)
    if form.model is not None:
        try:
            claim = await match_line.match_line(tx, line_id, form.model.claim, By.actor(actor))
            await tell(tx, request, _("De lijn is gekoppeld aan %(nr)s.") % {"nr": claim.number})
            return go(HOME)
        except NotFoundError:
            raise
        except RefusedError as refusal:
            form.errors["boete"] = refusal.reason
    else:
        form.errors = {"boete": mark("Vul de mededeling of het nummer van het dossier in.")}
    return await _show(request, tx, actor, line_id, form, status=422)


@router.post(f"{HOME}/lijnen/{{line_id}}/terzijde")
async def post_aside(request: Request, line_id: UUID, tx: Tx, actor: Financer) -> Response:
    form = await read(request, ReasonForm)
    if form.model is None:
        form.errors = {"reden": mark("Zeg in enkele woorden waarom. Noem geen personen.")}
        return await _show(request, tx, actor, line_id, form, status=422)
    await match_line.set_aside(tx, line_id, form.model.reason, By.actor(actor))
    await tell(tx, request, _(ASIDE) % {"num": match_line.KEPT.days})
    return go(HOME)


@router.post(f"{HOME}/lijnen/{{line_id}}/ongedaan")
async def post_take_back(request: Request, line_id: UUID, tx: Tx, actor: Financer) -> Response:
    form = await read(request, ReasonForm)
    if form.model is None:
        form.errors = {"reden": mark("Zeg in enkele woorden waarom. Noem geen personen.")}
        return await _show(request, tx, actor, line_id, form, status=422)
    await match_line.take_back(tx, line_id, form.model.reason, By.actor(actor))
    await tell(tx, request, _("De lijn is weer te bekijken."))
    return go(f"{HOME}/lijnen/{line_id}")


async def _show(
    request: Request,
    tx: Transaction,
    actor: Actor,
    line_id: UUID,
    form: Form[Any],
    *,
    why: str | None = None,
    status: int = 200,
) -> Response:
    line = await statements.read(tx, line_id)
    payer = None if why is None else await consult_payer(tx, actor, line_id, why)
    return page(
        request,
        "statement_line.html",
        status=status,
        line=line,
        references=[written(each) for each in line.references],
        why=why,
        payer=payer,
        form=form,
        labels=labels,
        LineState=LineState,
        kept_days=match_line.KEPT.days,
    )
