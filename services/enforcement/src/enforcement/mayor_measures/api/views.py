"""Views of a measure: in a list, whole, and as the answer to a step."""

from datetime import date, datetime
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import View
from contracts.branches import Branch
from contracts.codes import MeasureBasis, MeasureContent, MeasureKind, OrderMeans
from enforcement.cases.api.views import CaseDetail, history
from enforcement.cases.take_step import allowed_steps
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.codes import PenaltyUnit, Stance
from enforcement.mayor_measures.rules.states import MeasureState
from enforcement.mayor_measures.store import MayorMeasure


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

    means: OrderMeans
    ordered_at: datetime
    amount_cents: int | None
    unit: PenaltyUnit | None
    ceiling_cents: int | None
    grace_until: date | None


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


def step_taken(tx: Transaction, case: MayorMeasure) -> MeasureStepTaken:
    return MeasureStepTaken(
        case_id=case.case_id,
        number=case.number,
        state=case.state,
        allowed=allowed_steps(case, city_day(tx.now)),
    )


async def detail(tx: Transaction, case: MayorMeasure) -> MeasureDetail:
    orders, means = await store.orders(tx, case.case_id), await store.means(tx, case.case_id)
    return MeasureDetail(
        **case.model_dump(),
        **await history(tx, case.case_id),
        allowed=allowed_steps(case, city_day(tx.now)),
        orders=[OrderView.model_validate(order) for order in orders],
        means=[MeansView.model_validate(each) for each in means],
    )
