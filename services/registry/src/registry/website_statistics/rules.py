"""Figures of a website for one month, and the months of which there are any (IND-1.2-09).

Visits are no persons: they are shown as they were counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from chassis.refusals import FieldError, FieldsRefusedError, NotFoundError
from contracts.codes import CareOrganisation
from registry.minimum_format.rules import codes

SITES_OF: Mapping[CareOrganisation, tuple[str, ...]] = {CareOrganisation.BOYS: codes.SITES}
"""The websites that the plan asks figures of, by the organisation that has them."""
ADDRESSES = {site: f"www.{site}.be" for site in codes.SITES}
YEARS = 3
"""The running year and those before it for which figures are entered or corrected."""
MOST = 100_000_000
_MONTHS = UUID("5f0c5b1e-8a55-4f0a-9d7e-3c1c6c2a9b11")


class UnknownMonthError(NotFoundError):
    """There is no such website of the organisation, or the month is not over or too long ago."""

    def __init__(self) -> None:
        super().__init__("Deze maand van deze website")


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one month; empty is not counted. ``languages`` are visits by language."""

    visits: int
    unique_visitors: int | None = None
    page_views: int | None = None
    languages: Mapping[str, int] = field(default_factory=dict)


def check(figures: Figures) -> None:
    """Raises ``FieldsRefusedError`` for counts that cannot be together."""
    errors = []
    if figures.unique_visitors is not None and figures.unique_visitors > figures.visits:
        errors.append(
            FieldError("unique_visitors", "Er kunnen niet meer unieke bezoekers zijn dan bezoeken.")
        )
    if figures.page_views is not None and figures.page_views < figures.visits:
        errors.append(FieldError("page_views", "Bij elk bezoek wordt minstens één pagina bekeken."))
    if sum(figures.languages.values()) > figures.visits:
        errors.append(FieldError("languages", "De talen samen zijn meer dan alle bezoeken."))
    if errors:
        raise FieldsRefusedError(errors)


def sites_of(organisation: str) -> tuple[str, ...]:
    return SITES_OF.get(CareOrganisation(organisation), ())


def months_over(year: int, today: date) -> list[str]:
    """The months (``JJJJ-MM``) of a year that are over, the newest first."""
    last = 12 if year < today.year else today.month - 1 if year == today.year else 0
    return [f"{year}-{month:02}" for month in range(last, 0, -1)]


def years(today: date) -> list[int]:
    return [*range(today.year, today.year - YEARS, -1)]


def check_month(organisation: str, site: str, month: str, today: date) -> None:
    """Raises ``UnknownMonthError``."""
    known = {each for year in years(today) for each in months_over(year, today)}
    if site not in sites_of(organisation) or month not in known:
        raise UnknownMonthError


def month_id(organisation: str, site: str, month: str) -> UUID:
    """The same for every revision of a month."""
    return uuid5(_MONTHS, f"{organisation} {site} {month}")
