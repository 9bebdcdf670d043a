"""Recipes of what the care registry tells: publications, and visits of websites by month."""

from contracts.event import Event
from contracts.registry import (
    AggregatePublished,
    CareYearFrozen,
    LinkedTotalsPublished,
    WebsiteStatisticsNoted,
)
from reporting.facts.rules.recipe import Recipe

COUNTS = ("visits", "unique_visitors", "page_views", "languages")

CARE: dict[type[Event], Recipe] = {
    AggregatePublished: Recipe(
        "aggregate_id", "published_at", ("organisation", "year", "half", "revision")
    ),
    LinkedTotalsPublished: Recipe("publication_id", "published_at", ("year",)),
    CareYearFrozen: Recipe("freeze_id", "frozen_at", ("year",)),
    WebsiteStatisticsNoted: Recipe(
        "month_id", "begins_at", ("organisation", "site", "revision", *COUNTS), told="noted_at"
    ),
}
"""The fields kept of each event; cells of aggregates stand beside their fact."""
