"""Events of the mayor's measures about a place (NGW arts. 133 to 135): for counts alone.

They carry no person and no place: that somebody prepares a measure is a secret until the order is
notified, and of a closure for trafficking always who and where. What an order does to premises is
told by ``PremisesClosed``, from its notification on. ``contracts.enforcement`` has them all.
"""

from datetime import date
from uuid import UUID

from contracts.branches import Branch
from contracts.codes import (
    CouncilRuling,
    DecidingBody,
    HearingManner,
    MeasureBasis,
    MeasureContent,
    MeasureEnd,
    MeasureKind,
    MeasureLapse,
    OrderMeans,
)
from contracts.event import Event, Moment

READERS = {"reporting"}


class MayorMeasureOpened(Event, readers=READERS, purpose="policy-statistics", key="measure_id"):
    """A measure is prepared."""

    measure_id: UUID
    kind: MeasureKind
    opened_at: Moment


class MayorMeasureHearingInvited(
    Event, readers=READERS, purpose="policy-statistics", key="measure_id"
):
    """Whoever answers for the place was invited; ``again``: in place of an earlier invitation."""

    measure_id: UUID
    kind: MeasureKind
    again: bool
    hearing_at: Moment
    invited_at: Moment


class MayorMeasureHeard(Event, readers=READERS, purpose="policy-statistics", key="measure_id"):
    """The defence was heard or read, or nobody came; ``after_order``: the order could not wait."""

    measure_id: UUID
    kind: MeasureKind
    manner: HearingManner
    after_order: bool
    heard_at: Moment


class MayorMeasureOrdered(
    Event, readers=READERS, purpose="policy-statistics", key="measure_id", edition=2
):
    """The mayor signed an order; it works from its notification on.

    ``renewal`` is 0 for the order itself, then 1 and 2: each renewal is an order of its own.
    ``effective_to`` is exclusive, and empty for an order that holds until it is lifted.
    ``confirmation_needed``: it lapses unless the college confirms it at its next meeting.
    """

    measure_id: UUID
    order_id: UUID
    kind: MeasureKind
    content: MeasureContent
    basis: MeasureBasis
    renewal: int
    urgent: bool
    confirmation_needed: bool
    deciding_body: DecidingBody
    branch: Branch
    in_tolerance_zone: bool | None = None
    effective_from: Moment | None = None
    effective_to: Moment | None = None
    ordered_at: Moment


class MayorMeasureRenewalWithdrawn(
    Event, readers=READERS, purpose="policy-statistics", key="measure_id"
):
    """A renewal counts no more: the mayor took it back, and the order before it holds on."""

    measure_id: UUID
    kind: MeasureKind
    renewal: int
    withdrawn_at: Moment


class MayorMeasureOrderWithdrawn(
    Event, readers=READERS, purpose="policy-statistics", key="measure_id"
):
    """The orders of a measure count no more: the mayor took them back, also before a notification.

    ``anew``: another order may follow, as where the day of one was noted wrong. What they took is
    given back by events of its own.
    """

    measure_id: UUID
    kind: MeasureKind
    anew: bool
    withdrawn_at: Moment


class MayorMeasureNotified(Event, readers=READERS, purpose="policy-statistics", key="measure_id"):
    """The order was notified; one that came after its own end has no days of effect."""

    measure_id: UUID
    order_id: UUID
    kind: MeasureKind
    renewal: int
    effect_from: Moment | None = None
    effect_to: Moment | None = None
    notified_at: Moment


class MayorMeasureConfirmed(Event, readers=READERS, purpose="policy-statistics", key="measure_id"):
    """The college confirmed the order at its meeting of a day."""

    measure_id: UUID
    order_id: UUID
    kind: MeasureKind
    renewal: int
    meeting_on: date
    confirmed_at: Moment


class MayorMeasureLapsed(Event, readers=READERS, purpose="policy-statistics", key="measure_id"):
    """The order lapsed: the college did not confirm it at its next meeting."""

    measure_id: UUID
    order_id: UUID
    kind: MeasureKind
    renewal: int
    reason: MeasureLapse
    lapsed_at: Moment


class MayorMeasureEnforced(Event, readers=READERS, purpose="policy-statistics", key="measure_id"):
    """The mayor ordered seals or a penalty payment (NGW art. 133ter)."""

    measure_id: UUID
    kind: MeasureKind
    means: OrderMeans
    ordered_at: Moment


class MayorMeasureExecutionRecorded(
    Event, readers=READERS, purpose="policy-statistics", key="measure_id"
):
    """The police checked on the spot whether the order is respected."""

    measure_id: UUID
    kind: MeasureKind
    complied: bool
    recorded_at: Moment


class MayorMeasureEnded(Event, readers=READERS, purpose="policy-statistics", key="measure_id"):
    """The measure does nothing any more, from ``ended_at`` on."""

    measure_id: UUID
    kind: MeasureKind
    how: MeasureEnd
    ended_at: Moment


class MayorMeasureAppealLodged(
    Event, readers=READERS, purpose="policy-statistics", key="measure_id"
):
    """Somebody went to the Council of State. That alone stops nothing."""

    measure_id: UUID
    kind: MeasureKind
    suspension_asked: bool
    lodged_at: Moment


class MayorMeasureAppealDecided(
    Event, readers=READERS, purpose="policy-statistics", key="measure_id"
):
    """The Council of State ruled, on a suspension or for good."""

    measure_id: UUID
    kind: MeasureKind
    ruling: CouncilRuling
    decided_at: Moment


class MayorMeasureClosed(Event, readers=READERS, purpose="policy-statistics", key="measure_id"):
    """The file ended; ``ordered`` is false when no order came of it."""

    measure_id: UUID
    kind: MeasureKind
    ordered: bool
    closed_at: Moment
