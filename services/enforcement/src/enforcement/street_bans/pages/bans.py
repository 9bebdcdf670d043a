"""Pages of ``/straatverboden``: bans by state, the start of one, and one with its plan."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError
from chassis.web import Actor, Body, PageRequest, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from enforcement.acts import pages as act_pages
from enforcement.acts.fields import Number
from enforcement.cases import labels as case_labels
from enforcement.cases.pages.tasks import tasks_of
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import allowed_steps
from enforcement.functions import BAN_READERS, CASE_WORKERS, COLLEGE
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.labels import left
from enforcement.perimeters.city_file import city_streets
from enforcement.perimeters.rules.area import Area
from enforcement.perimeters.rules.free_places import BY_LAW
from enforcement.perimeters.rules.plan import marks, plan
from enforcement.street_bans import labels, open_ban, store
from enforcement.street_bans.acts.perimeter import DrawPerimeter
from enforcement.street_bans.bound import area_before_renewal, area_for_renewal, lines_of
from enforcement.street_bans.consult import consult_area
from enforcement.street_bans.desk import STREET_BANS
from enforcement.street_bans.earlier_order import running_before
from enforcement.street_bans.pages.summary import summary
from enforcement.street_bans.rules import BanState

router = APIRouter(include_in_schema=False)

Reader = Annotated[Actor, allow(*BAN_READERS)]
Worker = Annotated[Actor, allow(*CASE_WORKERS)]
ON_A_PAGE = 25


class StartForm(Body):
    number: Number = Field(alias="nummer")


@router.get("/straatverboden")
async def get_bans(
    request: Request,
    tx: Tx,
    actor: Reader,
    state: Annotated[BanState | None, Query(alias="toestand")] = None,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """By number; the college's secretary sees what was ordered alone."""
    paging = PageRequest(page=number, pagesize=ON_A_PAGE)
    rows = await store.page(tx, paging, state, ordered=actor.function in COLLEGE)
    return page(
        request,
        "street_bans.html",
        rows=rows[:ON_A_PAGE],
        more=len(rows) > ON_A_PAGE,
        number=number,
        state=state,
        labels=labels,
    )


@router.get("/straatverboden/nieuw")
async def get_start(request: Request, tx: Tx, actor: Worker) -> Response:
    return page(request, "street_ban_new.html", form=Form())


@router.post("/straatverboden/nieuw")
async def post_start(request: Request, tx: Tx, actor: Worker) -> Response:
    form = await read(request, StartForm)
    if form.model is not None:
        try:
            async with tx.savepoint():
                case = await open_ban.open_after(tx, form.model.number, By.actor(actor))
        except FieldRefusedError as refusal:
            form.errors["nummer"] = refusal.reason
        else:
            await tell(tx, request, _("Het dossier is begonnen."))
            return go(f"/straatverboden/{case.case_id}")
    return page(request, "street_ban_new.html", status=422, form=form)


@router.get("/straatverboden/{case_id}")
async def get_ban(request: Request, case_id: UUID, tx: Tx, actor: Reader) -> Response:
    case = await store.get(tx, case_id)
    if actor.function in COLLEGE and case.order_id is None:
        raise CaseNotFoundError
    today = city_day(tx.now)
    area = await consult_area(tx, actor, case_id)
    renewal = await area_for_renewal(tx, case_id)
    running = running_before(case, today)
    before = None if running is None or area is None else await area_before_renewal(tx, case_id)
    return page(
        request,
        "street_ban.html",
        case=case,
        facts=await summary(tx, case),
        fines=dict.fromkeys(fact.gas_case_id for fact in await store.facts(tx, case_id)),
        tasks=tasks_of(STREET_BANS, case_id, allowed_steps(case, today), actor.function),
        terms=await legal_terms.open_terms(tx, case_id),
        timeline=list(reversed(await timeline.of_case(tx, case_id))),
        today=today,
        days=(await legal_terms.law(tx, today)).days,
        left=left,
        labels=labels,
        step_label=_step_label,
        words=case_labels,
        for_renewal=() if renewal is None else lines_of(renewal),
        running=running,
        before=None if before is None else _shown(before, name="plan-nu"),
        **({"area": None} if area is None else {"area": area, **_shown(area)}),
    )


def _step_label(step: str) -> str:
    return {**STREET_BANS.steps, **labels.NOTED}.get(step, step)


def _shown(area: Area, *, name: str = "plan") -> dict[str, Any]:
    """The plan, and the same in words."""
    lines = lines_of(area)
    described = _("Verboden: %(streets)s.") % {"streets": ", ".join(lines)}
    legend = (_("Hier geldt het verbod"), _("Deze plaats blijft vrij"))
    return {
        "lines": lines,
        "marks": marks(area.carved),
        "picture": plan(
            city_streets(), area, _("Plan van de perimeter"), described, legend, name=name
        ),
    }


def _tried(act: DrawPerimeter) -> dict[str, Any]:
    """The plan of what somebody typed, and the places by law of which nobody was asked yet."""
    unasked = [_(labels.KIND[kind]) for kind in BY_LAW if kind not in act.answered]
    return {**_shown(act.drawn()), "labels": labels, "unasked": unasked}


acts = act_pages.routes_of(
    STREET_BANS,
    summary,
    {DrawPerimeter: act_pages.Beside("street_ban_perimeter.html", tried=_tried)},
)
