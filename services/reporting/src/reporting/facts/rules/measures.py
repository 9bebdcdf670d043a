"""Recipes of the mayor's measures: codes and days, of no place and nobody."""

from contracts.enforcement import (
    MayorMeasureAppealDecided,
    MayorMeasureAppealLodged,
    MayorMeasureClosed,
    MayorMeasureConfirmed,
    MayorMeasureEnded,
    MayorMeasureEnforced,
    MayorMeasureExecutionRecorded,
    MayorMeasureHeard,
    MayorMeasureHearingInvited,
    MayorMeasureLapsed,
    MayorMeasureNotified,
    MayorMeasureOpened,
    MayorMeasureOrdered,
    MayorMeasureOrderWithdrawn,
    MayorMeasureRenewalWithdrawn,
)
from contracts.event import Event
from reporting.facts.rules.recipe import Recipe

MEASURES: dict[type[Event], Recipe] = {
    MayorMeasureOpened: Recipe("measure_id", "opened_at", ("kind",)),
    MayorMeasureHearingInvited: Recipe("measure_id", "invited_at", ("kind", "again")),
    MayorMeasureHeard: Recipe("measure_id", "heard_at", ("kind", "manner", "after_order")),
    MayorMeasureOrdered: Recipe(
        "measure_id",
        "ordered_at",
        (
            "order_id",
            "kind",
            "content",
            "basis",
            "renewal",
            "urgent",
            "deciding_body",
            "in_tolerance_zone",
            "effective_from",
            "effective_to",
        ),
    ),
    MayorMeasureOrderWithdrawn: Recipe("measure_id", "withdrawn_at", ("kind", "anew")),
    MayorMeasureRenewalWithdrawn: Recipe("measure_id", "withdrawn_at", ("kind", "renewal")),
    MayorMeasureNotified: Recipe(
        "measure_id",
        "notified_at",
        ("order_id", "kind", "renewal", "effect_from", "effect_to"),
    ),
    MayorMeasureConfirmed: Recipe("measure_id", "confirmed_at", ("order_id", "kind", "renewal")),
    MayorMeasureLapsed: Recipe(
        "measure_id", "lapsed_at", ("order_id", "kind", "renewal", "reason")
    ),
    MayorMeasureEnforced: Recipe("measure_id", "ordered_at", ("kind", "means")),
    MayorMeasureExecutionRecorded: Recipe("measure_id", "recorded_at", ("kind", "complied")),
    MayorMeasureEnded: Recipe("measure_id", "ended_at", ("kind", "how")),
    MayorMeasureAppealLodged: Recipe("measure_id", "lodged_at", ("kind", "suspension_asked")),
    MayorMeasureAppealDecided: Recipe("measure_id", "decided_at", ("kind", "ruling")),
    MayorMeasureClosed: Recipe("measure_id", "closed_at", ("kind", "ordered")),
}
