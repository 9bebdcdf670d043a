"""Pages of ``/integriteit``: investigations by state, the start of one, and one with its steps."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, RefusedError
from chassis.web import Actor, Body, PageRequest, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from enforcement.acts import pages as act_pages
from enforcement.cases import labels as case_labels
from enforcement.cases.pages.tasks import tasks_of
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import allowed_steps
from enforcement.functions import COLLEGE, INTEGRITY, MAYOR
from enforcement.integrity_investigations import labels, open_investigation, store
from enforcement.integrity_investigations.desk import INVESTIGATIONS
from enforcement.integrity_investigations.enclose_advice import kept_advice
from enforcement.integrity_investigations.open_investigation import Place
from enforcement.integrity_investigations.ordinance import Ordinance
from enforcement.integrity_investigations.pages.summary import summary
from enforcement.integrity_investigations.rules import IntegrityState, IntegrityStep
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.labels import left

router = APIRouter(include_in_schema=False)
acts = act_pages.routes_of(INVESTIGATIONS, summary)

Reader = Annotated[Actor, allow(*INTEGRITY)]
Mayor = Annotated[Actor, allow(*MAYOR)]
ON_A_PAGE = 25


class StartForm(Body):
    """A dossier's number; or the place where no permit is asked, with who operates there."""

    number: str = Field(default="", max_length=40, alias="nummer")
    label: str = Field(default="", max_length=80, alias="naam")
    street: str = Field(default="", max_length=120, alias="straat")
    house_number: str = Field(default="", max_length=20, alias="huisnummer")
    postcode: str = Field(default="", max_length=10, alias="postcode")
    owner: str = Field(default="", max_length=40, alias="uitbater")


@router.get("/integriteit")
async def get_investigations(
    request: Request,
    tx: Tx,
    actor: Reader,
    state: Annotated[IntegrityState | None, Query(alias="toestand")] = None,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """By number; the college's secretary sees what was proposed to the college alone."""
    proposed = actor.function in COLLEGE
    paging = PageRequest(page=number, pagesize=ON_A_PAGE)
    rows = await store.page(tx, paging, state, proposed=proposed)
    ordinance = ordinance_of(request)
    return page(
        request,
        "integrity_list.html",
        rows=rows[:ON_A_PAGE],
        more=len(rows) > ON_A_PAGE,
        number=number,
        state=state,
        counts=await store.counts(tx, proposed=proposed),
        labels=labels,
        ordinance=ordinance,
        holds=ordinance is not None and ordinance.holds(city_day(tx.now)),
    )


@router.get("/integriteit/nieuw")
async def get_start(request: Request, tx: Tx, actor: Mayor) -> Response:
    return await _show_start(request, tx, Form())


@router.post("/integriteit/nieuw")
async def post_start(request: Request, tx: Tx, actor: Mayor) -> Response:
    """The mayor decides to investigate: the fifty working days begin."""
    form = await read(request, StartForm)
    if form.model is not None:
        try:
            async with tx.savepoint():
                case = await _start(tx, ordinance_of(request), actor, form.model)
        except FieldRefusedError as refusal:
            form.errors["nummer"] = refusal.reason
        except RefusedError as refusal:
            form.errors[""] = refusal.reason
        else:
            await tell(tx, request, _("Het onderzoek is gestart."))
            return go(f"/integriteit/{case.case_id}")
    return await _show_start(request, tx, form, status=422)


@router.get("/integriteit/{case_id}")
async def get_investigation(request: Request, case_id: UUID, tx: Tx, actor: Reader) -> Response:
    return await show_investigation(request, tx, actor, case_id, Form())


async def show_investigation(
    request: Request,
    tx: Transaction,
    actor: Actor,
    case_id: UUID,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    """One investigation, with what may follow and what became of a file.

    The college sees what was proposed to it; who just took its decision back goes to the list.
    """
    case = await store.get(tx, case_id)
    if actor.function in COLLEGE and case.proposed_at is None:
        if await timeline.latest(tx, case_id, IntegrityStep.RETAKE) is not None:
            return go("/integriteit")
        raise CaseNotFoundError
    today = city_day(tx.now)
    allowed = allowed_steps(case, today)
    return page(
        request,
        "integrity_case.html",
        status=status,
        case=case,
        facts=await summary(tx, case),
        tasks=tasks_of(INVESTIGATIONS, case_id, allowed, actor.function),
        findings=await store.findings(tx, case_id),
        advice=await kept_advice(tx, case_id),
        terms=await legal_terms.open_terms(tx, case_id),
        timeline=list(reversed(await timeline.of_case(tx, case_id))),
        today=today,
        days=(await legal_terms.law(tx, today)).days,
        left=left,
        labels=labels,
        step_label=_step_label,
        words=case_labels,
        form=form,
    )


def _step_label(step: str) -> str:
    return {**INVESTIGATIONS.steps, **labels.NOTED}.get(step, step)


async def _start(
    tx: Transaction, ordinance: Ordinance | None, actor: Actor, form: StartForm
) -> IntegrityInvestigation:
    by = By.actor(actor)
    place = (form.label, form.street, form.house_number, form.postcode, form.owner)
    if form.number.strip():
        return await open_investigation.open_about_dossier(tx, ordinance, form.number, by)
    if not all(each.strip() for each in place):
        reason = lazy(
            "Vul een dossiernummer in, of alle gegevens van een inrichting zonder vergunning."
        )
        raise FieldRefusedError("number", reason)
    where = Place(*(each.strip() for each in place))
    return await open_investigation.open_without_permit(tx, ordinance, where, by)


async def _show_start(
    request: Request, tx: Transaction, form: Form[Any], *, status: int = 200
) -> Response:
    ordinance = ordinance_of(request)
    return page(
        request,
        "integrity_new.html",
        status=status,
        form=form,
        ordinance=ordinance,
        holds=ordinance is not None and ordinance.holds(city_day(tx.now)),
    )


def ordinance_of(request: Request) -> Ordinance | None:
    ordinance: Ordinance | None = request.app.state.ordinance
    return ordinance
