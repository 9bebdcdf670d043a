"""Events of street bans (tijdelijk plaatsverbod, NGW art. 134sexies).

No person travels. The police know whom a ban is about by their own findings, ``finding_ids``; where
it holds is sealed to them. ``renewal`` is 0 for the ban itself, then 1 and 2: each is an order of
its own. ``contracts.enforcement`` has them all.
"""

from datetime import date
from uuid import UUID

from pydantic import Field

from contracts.branches import Branch
from contracts.codes import BanEnd, CouncilRuling, HearingManner, OffenderRole
from contracts.event import Event, Moment
from contracts.sealed import Sealed, sealed_to
from contracts.street_bans.area import BanArea

COUNTED = {"reporting"}
ACTED_ON = {"databank", "reporting"}


class StreetBanOpened(
    Event, readers=COUNTED, purpose="policy-statistics", key="case_id", edition=2
):
    """The city considers a street ban after findings of the police."""

    case_id: UUID
    offender_role: OffenderRole
    branch: Branch
    in_tolerance_zone: bool
    opened_at: Moment


class StreetBanWarned(Event, readers=COUNTED, purpose="policy-statistics", key="case_id"):
    """The mayor warned in writing (§4), or gave the reason why order cannot wait for that."""

    case_id: UUID
    skipped: bool
    warned_at: Moment


class StreetBanHearingInvited(Event, readers=COUNTED, purpose="policy-statistics", key="case_id"):
    """The person was invited to be heard; ``again``: in place of an earlier invitation."""

    case_id: UUID
    renewal: int = Field(ge=0, le=2)
    again: bool
    hearing_at: Moment
    invited_at: Moment


class StreetBanHeard(Event, readers=COUNTED, purpose="policy-statistics", key="case_id"):
    """The person was heard, wrote, or stayed away without a reason."""

    case_id: UUID
    renewal: int = Field(ge=0, le=2)
    manner: HearingManner
    heard_at: Moment


class StreetBanOrdered(Event, readers=ACTED_ON, purpose="enforcement", key="case_id", edition=2):
    """The mayor ordered a ban: the police are told at once (§6), before it works.

    It works from its notification on, between ``begins_at`` and ``ends_at`` (exclusive), and lapses
    unless the college confirms it at its meeting of ``meeting_on``.
    """

    case_id: UUID
    order_id: UUID
    renewal: int = Field(ge=0, le=2)
    offender_role: OffenderRole
    branch: Branch
    in_tolerance_zone: bool
    warning_skipped: bool
    finding_ids: tuple[UUID, ...]
    begins_at: Moment
    ends_at: Moment
    meeting_on: date
    ordered_at: Moment
    area: Sealed[BanArea] = sealed_to("databank")


class StreetBanNotified(Event, readers=ACTED_ON, purpose="enforcement", key="case_id"):
    """The person got the order: it works from ``works_from`` on."""

    case_id: UUID
    order_id: UUID
    renewal: int = Field(ge=0, le=2)
    works_from: Moment
    notified_at: Moment


class StreetBanConfirmed(Event, readers=COUNTED, purpose="policy-statistics", key="case_id"):
    """The college confirmed the order at its meeting."""

    case_id: UUID
    order_id: UUID
    renewal: int = Field(ge=0, le=2)
    meeting_on: date
    confirmed_at: Moment


class StreetBanStayed(Event, readers=ACTED_ON, purpose="enforcement", key="case_id"):
    """The Council of State suspended the ban: it holds for nobody until it is resumed."""

    case_id: UUID
    stayed_at: Moment


class StreetBanResumed(Event, readers=ACTED_ON, purpose="enforcement", key="case_id"):
    """A ban that the Council of State had suspended works again, until its own end."""

    case_id: UUID
    resumed_at: Moment


class StreetBanEnded(Event, readers=ACTED_ON, purpose="enforcement", key="case_id"):
    """The ban holds no longer, from ``ended_at`` on."""

    case_id: UUID
    how: BanEnd
    ended_at: Moment


class StreetBanWithdrawn(Event, readers=ACTED_ON, purpose="enforcement", key="case_id"):
    """The mayor took an order back: it never was, also where it lapsed or was annulled already.

    A new one in the same case has the same ``renewal``. The order before a renewal holds on.
    """

    case_id: UUID
    order_id: UUID
    renewal: int = Field(ge=0, le=2)
    withdrawn_at: Moment


class StreetBanBreached(Event, readers=COUNTED, purpose="policy-statistics", key="case_id"):
    """The police found a breach (§5): its finding opened a fine case of its own."""

    case_id: UUID
    finding_id: UUID
    breached_at: Moment


class StreetBanAppealLodged(Event, readers=COUNTED, purpose="policy-statistics", key="case_id"):
    """Somebody went to the Council of State. That alone stops nothing."""

    case_id: UUID
    suspension_asked: bool
    lodged_at: Moment


class StreetBanAppealDecided(Event, readers=COUNTED, purpose="policy-statistics", key="case_id"):
    """The Council of State ruled, on a suspension or for good."""

    case_id: UUID
    ruling: CouncilRuling
    decided_at: Moment


class StreetBanClosed(Event, readers=COUNTED, purpose="policy-statistics", key="case_id"):
    """The case ended; ``ordered``: a ban was."""

    case_id: UUID
    ordered: bool
    closed_at: Moment
