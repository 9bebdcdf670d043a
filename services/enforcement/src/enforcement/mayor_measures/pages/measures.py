"""Pages of ``/maatregelen``: measures by state, the start of one, and one with its steps."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.branches import KnownBranch
from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, RefusedError
from chassis.web import Actor, Body, PageRequest, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.branches import offered_branches
from contracts.codes import MeasureKind
from enforcement.acts import pages as act_pages
from enforcement.cases import labels as case_labels
from enforcement.cases.pages.tasks import tasks_of
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import allowed_steps
from enforcement.functions import COLLEGE, MEASURE_READERS, MEASURE_WORKERS
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.labels import left
from enforcement.mayor_measures import labels, open_measure, store, tell_means
from enforcement.mayor_measures.desk import MEASURES
from enforcement.mayor_measures.lapse import is_kept
from enforcement.mayor_measures.open_measure import Cause, Place
from enforcement.mayor_measures.pages.summary import summary
from enforcement.mayor_measures.rules.states import MeasureState
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.meetings import store as meetings
from enforcement.notifications.words import euros_in_words
from enforcement.payments.rules.reference import written
from enforcement.payments.store import claims

router = APIRouter(include_in_schema=False)
acts = act_pages.routes_of(MEASURES, summary)

Reader = Annotated[Actor, allow(*MEASURE_READERS)]
Worker = Annotated[Actor, allow(*MEASURE_WORKERS)]
ON_A_PAGE = 25


class StartForm(Body):
    """A dossier's number; or a place without a declaration, with who answers for it."""

    kind: MeasureKind = Field(alias="soort")
    grounds: str = Field(min_length=3, max_length=4000, alias="aanleiding")
    branch: KnownBranch = Field(alias="branche")
    in_tolerance_zone: bool = Field(default=False, alias="gedoogzone")
    number: str = Field(default="", max_length=40, alias="nummer")
    label: str = Field(default="", max_length=80, alias="naam")
    street: str = Field(default="", max_length=120, alias="straat")
    house_number: str = Field(default="", max_length=20, alias="huisnummer")
    postcode: str = Field(default="", max_length=10, alias="postcode")
    owner: str = Field(default="", max_length=40, alias="uitbater")


@router.get("/maatregelen")
async def get_measures(
    request: Request,
    tx: Tx,
    actor: Reader,
    state: Annotated[MeasureState | None, Query(alias="toestand")] = None,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """By number; the college's secretary sees those with an order alone."""
    paging = PageRequest(page=number, pagesize=ON_A_PAGE)
    rows = await store.page(tx, paging, state, ordered=actor.function in COLLEGE)
    return page(
        request,
        "measure_list.html",
        rows=rows[:ON_A_PAGE],
        more=len(rows) > ON_A_PAGE,
        number=number,
        state=state,
        labels=labels,
    )


@router.get("/maatregelen/nieuw")
async def get_start(request: Request, tx: Tx, actor: Worker) -> Response:
    return _show_start(request, Form(), city_day(tx.now))


@router.post("/maatregelen/nieuw")
async def post_start(request: Request, tx: Tx, actor: Worker) -> Response:
    form = await read(request, StartForm)
    if form.model is not None:
        try:
            async with tx.savepoint():
                case = await _start(tx, actor, form.model)
        except FieldRefusedError as refusal:
            form.errors["nummer"] = refusal.reason
        except RefusedError as refusal:
            form.errors[""] = refusal.reason
        else:
            await tell(tx, request, _("De maatregel is begonnen."))
            return go(f"/maatregelen/{case.case_id}")
    return _show_start(request, form, city_day(tx.now), status=422)


@router.get("/maatregelen/{case_id}")
async def get_measure(request: Request, case_id: UUID, tx: Tx, actor: Reader) -> Response:
    """With other measures about the same place or owner."""
    case = await store.get(tx, case_id)
    seen_by_college = actor.function in COLLEGE
    if seen_by_college and case.ordered_at is None:
        raise CaseNotFoundError
    related = await store.related(tx, case)
    reports = await store.reports(tx, case_id)
    today = city_day(tx.now)
    orders = await store.orders(tx, case_id)
    signed_on = city_day(orders[-1].ordered_at) if orders else today
    return page(
        request,
        "measure_case.html",
        case=case,
        facts=await summary(tx, case),
        tasks=tasks_of(MEASURES, case_id, allowed_steps(case, today), actor.function),
        reports=await findings.by_ids(tx, reports),
        waits=await findings.any_waits(tx, reports),
        orders=orders,
        means=await store.means(tx, case),
        unreached=await tell_means.unreached(tx, case),
        forfeits=await store.forfeits(tx, case_id),
        references={
            claim.case_id: written(claim.reference)
            for claim in await claims.of_measure(tx, case_id)
        },
        related=[each for each in related if each.ordered_at or not seen_by_college],
        kept=await is_kept(tx, case),
        next_meeting=await meetings.next_after(tx, signed_on),
        terms=await legal_terms.open_terms(tx, case_id),
        timeline=list(reversed(await timeline.of_case(tx, case_id))),
        today=today,
        days=(await legal_terms.law(tx, today)).days,
        left=left,
        euros=euros_in_words,
        labels=labels,
        step_label=_step_label,
        words=case_labels,
        form=Form(),
    )


def _step_label(step: str) -> str:
    return {**MEASURES.steps, **labels.NOTED}.get(step, step)


async def _start(tx: Transaction, actor: Actor, form: StartForm) -> MayorMeasure:
    by = By.actor(actor)
    cause = Cause(form.kind, form.grounds, form.branch, form.in_tolerance_zone)
    place = (form.label, form.street, form.house_number, form.postcode, form.owner)
    if form.number.strip():
        if any(each.strip() for each in place):
            reason = lazy("Vul een dossiernummer in of een plaats, niet allebei.")
            raise FieldRefusedError("number", reason)
        return await open_measure.open_about_dossier(tx, form.number, cause, by)
    if not all(each.strip() for each in place):
        reason = lazy("Vul een dossiernummer in, of alle gegevens van de plaats.")
        raise FieldRefusedError("number", reason)
    where = Place(*(each.strip() for each in place))
    return await open_measure.open_elsewhere(tx, where, cause, by)


def _show_start(request: Request, form: Form[Any], today: date, *, status: int = 200) -> Response:
    return page(
        request,
        "measure_new.html",
        status=status,
        form=form,
        branches=offered_branches(today, *form.chosen("branche")),
        labels=labels,
    )
