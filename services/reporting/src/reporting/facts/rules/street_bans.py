"""Recipes of the facts about street bans; where a ban holds and whom it is about are no facts."""

from contracts import Event
from contracts.enforcement import (
    StreetBanAppealDecided,
    StreetBanAppealLodged,
    StreetBanBreached,
    StreetBanClosed,
    StreetBanConfirmed,
    StreetBanEnded,
    StreetBanHeard,
    StreetBanHearingInvited,
    StreetBanNotified,
    StreetBanOpened,
    StreetBanOrdered,
    StreetBanResumed,
    StreetBanStayed,
    StreetBanWarned,
    StreetBanWithdrawn,
)
from reporting.facts.rules.recipe import Recipe

STREET_BANS: dict[type[Event], Recipe] = {
    StreetBanOpened: Recipe("case_id", "opened_at", ("offender_role", "in_tolerance_zone")),
    StreetBanWarned: Recipe("case_id", "warned_at", ("skipped",)),
    StreetBanHearingInvited: Recipe("case_id", "invited_at", ("renewal", "again")),
    StreetBanHeard: Recipe("case_id", "heard_at", ("renewal", "manner")),
    StreetBanOrdered: Recipe(
        "case_id",
        "ordered_at",
        (
            "renewal",
            "offender_role",
            "in_tolerance_zone",
            "warning_skipped",
            "begins_at",
            "ends_at",
        ),
    ),
    StreetBanNotified: Recipe("case_id", "notified_at", ("renewal",)),
    StreetBanConfirmed: Recipe("case_id", "confirmed_at", ("renewal",)),
    StreetBanStayed: Recipe("case_id", "stayed_at"),
    StreetBanResumed: Recipe("case_id", "resumed_at"),
    StreetBanEnded: Recipe("case_id", "ended_at", ("how",)),
    StreetBanWithdrawn: Recipe("case_id", "withdrawn_at", ("renewal",)),
    StreetBanBreached: Recipe("case_id", "breached_at"),
    StreetBanAppealLodged: Recipe("case_id", "lodged_at", ("suspension_asked",)),
    StreetBanAppealDecided: Recipe("case_id", "decided_at", ("ruling",)),
    StreetBanClosed: Recipe("case_id", "closed_at", ("ordered",)),
}
