"""Views of a street ban: in a list, whole, its perimeter, and the answer to a step."""

from datetime import date, datetime
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import View
from contracts.codes import BanEnd, CouncilRuling, OffenderRole
from enforcement.cases.api.views import CaseDetail
from enforcement.cases.take_step import allowed_steps
from enforcement.perimeters.rules.area import Area
from enforcement.perimeters.rules.free_places import Kind
from enforcement.street_bans.bound import lines_of
from enforcement.street_bans.rules import BanState
from enforcement.street_bans.store import StreetBanCase


class StreetBanView(View):
    """No person is named: the fine cases that it rests on know who it is.

    Both days hold. ``meetingOn`` is the college's meeting that must confirm the order, or did.
    """

    case_id: UUID
    number: str
    state: BanState
    offender_role: OffenderRole
    branch: str
    in_tolerance_zone: bool
    unclear_age: bool
    on_hold: bool
    opened_at: datetime
    warned_at: datetime | None
    again: bool
    invited_at: datetime | None
    hearing_at: datetime | None
    heard: bool
    bounded: bool
    order_id: UUID | None
    ordered_at: datetime | None
    first_day: date | None
    last_day: date | None
    meeting_on: date | None
    confirmed: bool
    notified_at: datetime | None
    works_from: datetime | None
    renewals: int
    stayed_at: datetime | None
    ended_at: datetime | None
    how: BanEnd | None
    ruling: CouncilRuling | None
    closed_at: datetime | None


class StreetBanDetail(StreetBanView, CaseDetail):
    """``skipped``: why there was no warning."""

    skipped: str | None
    motivation: str | None
    gas_cases: list[UUID]


class FreePlaceView(View):
    """``inside``: the streets would have covered it, so it was cut out."""

    kind: Kind
    address: str
    name: str
    inside: bool


class PerimeterView(View):
    """``share`` is the part of all streets of the city that it covers."""

    streets: list[str]
    free: list[FreePlaceView]
    share: float


class BanStepTaken(View):
    case_id: UUID
    number: str
    state: BanState
    allowed: list[str]


def step_taken(tx: Transaction, case: StreetBanCase) -> BanStepTaken:
    return BanStepTaken(
        case_id=case.case_id,
        number=case.number,
        state=case.state,
        allowed=allowed_steps(case, city_day(tx.now)),
    )


def perimeter_view(area: Area) -> PerimeterView:
    return PerimeterView(
        streets=[*lines_of(area)],
        free=[
            FreePlaceView(
                kind=each.place.kind,
                address=each.place.address,
                name=each.place.name,
                inside=each.inside,
            )
            for each in area.carved
        ],
        share=area.share,
    )
