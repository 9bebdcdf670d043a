"""Read how complete a year is: by organisation, by indicator, for the year and its halves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.days import city_day
from chassis.db import Transaction
from registry.completeness.rules.coverage import (
    WEBSITES,
    Completeness,
    Coverage,
    assess,
    months_without,
    read,
    requirements,
    together,
)
from registry.delivery_register import parts_of_year, store
from registry.delivery_register.rules.delivery import State, deadline, is_known
from registry.delivery_register.store import Delivery
from registry.minimum_format.rules.records import Period
from registry.organisations.rules import Organisation
from registry.settings import RegistrySettings
from registry.website_statistics import store as websites
from registry.website_statistics.rules import SITES_OF


@dataclass(frozen=True, slots=True)
class IndicatorCompleteness:
    """``months_without`` are months of the year in which nothing feeds it; that may be right."""

    indicator: str
    rows: int | None
    year: Completeness
    first_half: Completeness
    second_half: Completeness
    months_without: Sequence[str]


@dataclass(frozen=True, slots=True)
class OrganisationYear:
    """``state`` is that of the furthest revision of the year; empty when nothing was uploaded."""

    organisation: Organisation
    name: str
    deadline: date
    state: str | None
    signed_late: bool
    is_missing: bool
    is_overdue: bool
    indicators: Sequence[IndicatorCompleteness]


async def read_year(
    tx: Transaction, year: int, settings: RegistrySettings, *, only: str | None = None
) -> list[OrganisationYear]:
    """The organisations that the year is expected from; with ``only``, that one."""
    deliveries = await store.standing(tx, year=year)
    of_websites = {code: await websites.of_year(tx, code, year) for code in SITES_OF}
    today = city_day(tx.now)
    return [
        _assess(
            organisation,
            Period(year),
            [each for each in deliveries if each.organisation == organisation.code],
            sorted({row.month for row in of_websites.get(organisation.code, ())}),
            settings.deadline_days,
            today,
        )
        for organisation in settings.known.expected(Period(year))
        if only is None or organisation.code == only
    ]


ORDER = [*State]


def _place(state: str) -> int:
    """How far a delivery is; one in a state of a later release stands before all others."""
    return ORDER.index(State(state)) if is_known(state) else -1


def _assess(
    organisation: Organisation,
    period: Period,
    deliveries: Sequence[Delivery],
    website_months: Sequence[str],
    deadline_days: int,
    today: date,
) -> OrganisationYear:
    counted = parts_of_year.accepted(deliveries)
    signed = [each for each in deliveries if each.submitted_at and each.state in store.HANDED_IN]
    last = deadline(period, deadline_days)
    whole = {each.half for each in signed} >= {1, 2} or any(each.half == 0 for each in signed)
    return OrganisationYear(
        organisation,
        organisation.name_in(period),
        last,
        max((each.state for each in deliveries), key=_place, default=None),
        signed_late=any(each.late for each in signed),
        is_missing=not whole,
        is_overdue=not whole and today > last,
        indicators=_indicators(organisation, period, counted, website_months),
    )


def _indicators(
    organisation: Organisation,
    period: Period,
    counted: Sequence[Delivery],
    website_months: Sequence[str],
) -> list[IndicatorCompleteness]:
    of_organisation = requirements(organisation.code)
    is_noted = all(each.coverage is not None for each in counted)
    kept = together(read(each.coverage) for each in counted if each.coverage is not None)
    halves = {each.half for each in counted}
    noted = {WEBSITES: Coverage(len(website_months), tuple(website_months))}
    if website_months:
        kept = together([kept, noted])

    def of(indicator: str, half: int | None) -> Completeness:
        if indicator == WEBSITES and website_months:
            return assess(of_organisation[indicator], kept[indicator], Period(period.year, half))
        if not counted or (half and not halves & {0, half}):
            return Completeness.ONTBREEKT
        if not is_noted:
            return Completeness.ONBEKEND
        covered = kept.get(indicator, Coverage(0, ()))
        return assess(of_organisation[indicator], covered, Period(period.year, half))

    return [
        IndicatorCompleteness(
            indicator,
            kept[indicator].rows if indicator in kept else None,
            of(indicator, None),
            of(indicator, 1),
            of(indicator, 2),
            [*months_without(kept[indicator], period)] if indicator in kept else [],
        )
        for indicator in of_organisation
    ]
