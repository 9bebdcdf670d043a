"""Measures of the mayor over HTTP: list, detail, the start of one, and its acts."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import StringConstraints, model_validator
from starlette.responses import Response

from chassis.branches import KnownBranch
from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Actor, Body, Page, View, allow, hal, listed
from contracts.branches import Branch
from contracts.codes import MeasureBasis, MeasureContent, MeasureKind, OrderMeans
from contracts.event import Code
from enforcement.acts.api import router_of
from enforcement.acts.fields import Short, Text
from enforcement.cases.api.views import CaseDetail, history
from enforcement.cases.rules import CaseNotFoundError
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import allowed_steps
from enforcement.council_of_state import api as council_of_state
from enforcement.functions import COLLEGE, MEASURE_READERS, MEASURE_WORKERS
from enforcement.mayor_measures import open_measure, store
from enforcement.mayor_measures.acts import STEPS
from enforcement.mayor_measures.acts.council import COUNCIL
from enforcement.mayor_measures.desk import MEASURES
from enforcement.mayor_measures.open_measure import Cause, Place
from enforcement.mayor_measures.rules.codes import PenaltyUnit, Stance
from enforcement.mayor_measures.rules.states import MeasureState
from enforcement.mayor_measures.store import MayorMeasure

router = APIRouter(prefix=MEASURES.api, tags=[MEASURES.tag])

MeasureReader = Annotated[Actor, allow(*MEASURE_READERS)]
MeasureWorker = Annotated[Actor, allow(*MEASURE_WORKERS)]


class MeasureView(View):
    """``effectFrom`` and ``effectTo`` are what the notified orders restrict; the end is exclusive.

    ``pending``: the last order waits for its notification, ``unconfirmed`` for the college.
    ``unlisted``: the place has no declaration.
    """

    case_id: UUID
    number: str
    kind: MeasureKind
    premises_id: UUID
    unlisted: bool
    owner: str
    branch: Branch
    in_tolerance_zone: bool | None
    state: MeasureState
    opened_at: datetime
    consulted_on: date | None
    stance: Stance | None
    invited_at: datetime | None
    hearing_at: datetime | None
    heard: bool
    basis: MeasureBasis | None
    content: MeasureContent | None
    planned_from: datetime | None
    planned_to: datetime | None
    ordered_at: datetime | None
    renewals: int
    pending: bool
    unconfirmed: bool
    council_due: bool
    notified_at: datetime | None
    effect_from: datetime | None
    effect_to: datetime | None
    complied: bool | None
    stayed_at: datetime | None
    annulled_at: datetime | None
    ended_at: datetime | None


class OrderView(View):
    """``renewal`` is 0 for the first order."""

    order_id: UUID
    renewal: int
    ordered_at: datetime
    effective_from: datetime | None
    effective_to: datetime | None
    confirmation_needed: bool
    confirmed_on: date | None
    notified_at: datetime | None
    lapsed_at: datetime | None


class MeansView(View):
    """Seals, or a penalty payment; amounts in cents."""

    means_id: UUID
    means: OrderMeans
    ordered_at: datetime
    amount_cents: int | None
    unit: PenaltyUnit | None
    ceiling_cents: int | None
    grace_until: date | None
    notified_on: date | None


class MeasureDetail(MeasureView, CaseDetail):
    """``urgency``: why the draft cannot wait for a hearing. ``victims``: the plan is ticked."""

    urgency: str | None
    victims: bool
    motivation: str | None
    orders: list[OrderView]
    means: list[MeansView]


class MeasureStepTaken(View):
    case_id: UUID
    number: str
    state: MeasureState
    allowed: list[str]


class PlaceBody(Body):
    """A place without a declaration, and the code of who answers for it."""

    label: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    street: Short
    house_number: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    postcode: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    owner: Code


class MeasureBody(Body):
    """``number`` is that of the dossier of a declaration; a place without one is a ``place``."""

    kind: MeasureKind
    grounds: Text
    branch: KnownBranch
    in_tolerance_zone: bool = False
    number: Short | None = None
    place: PlaceBody | None = None

    @model_validator(mode="after")
    def sound(self) -> Self:
        if (self.number is None) == (self.place is None):
            raise ValueError(lazy("Geef het nummer van een dossier, of een plaats zonder dossier."))
        return self


@router.post("", status_code=201)
async def begin(body: MeasureBody, tx: Tx, actor: MeasureWorker) -> MeasureStepTaken:
    """Begin a measure; the owner hears nothing of it."""
    by = By.actor(actor)
    cause = Cause(body.kind, body.grounds, body.branch, body.in_tolerance_zone)
    if body.place is not None:
        place = Place(**body.place.model_dump())
        return step_taken(tx, await open_measure.open_elsewhere(tx, place, cause, by))
    assert body.number is not None, "a body has one of both"
    return step_taken(tx, await open_measure.open_about_dossier(tx, body.number, cause, by))


@router.get("", **listed(MeasureView))
async def list_measures(
    request: Request,
    tx: Tx,
    actor: MeasureReader,
    page: Page,
    state: MeasureState | None = None,
) -> Response:
    """By number; the college's secretary sees those with an order alone."""
    rows = await store.page(tx, page, state, ordered=actor.function in COLLEGE)
    items = [MeasureView.model_validate(case) for case in rows[: page.pagesize]]
    return hal(request, "mayorMeasures", items, page, more=len(rows) > page.pagesize)


@router.get("/{case_id}")
async def read_measure(case_id: UUID, tx: Tx, actor: MeasureReader) -> MeasureDetail:
    """One with its orders, timeline, open terms and the steps that may follow."""
    case = await store.get(tx, case_id)
    if actor.function in COLLEGE and case.ordered_at is None:
        raise CaseNotFoundError
    return await detail(tx, case)


def step_taken(tx: Transaction, case: MayorMeasure) -> MeasureStepTaken:
    return MeasureStepTaken(
        case_id=case.case_id,
        number=case.number,
        state=case.state,
        allowed=allowed_steps(case, city_day(tx.now)),
    )


async def detail(tx: Transaction, case: MayorMeasure) -> MeasureDetail:
    orders, means = await store.orders(tx, case.case_id), await store.means(tx, case)
    return MeasureDetail(
        **case.model_dump(),
        **await history(tx, case.case_id),
        allowed=allowed_steps(case, city_day(tx.now)),
        orders=[OrderView.model_validate(order) for order in orders],
        means=[MeansView.model_validate(each) for each in means],
    )


acts = router_of(MEASURES, MeasureStepTaken, step_taken, STEPS)
council = council_of_state.routes_of(MEASURES, COUNCIL, MEASURE_READERS)
