"""Completeness over HTTP: for the study department of all, for an organisation of itself."""

from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, Path

from chassis.edge import Tx
from chassis.web import View
from contracts.codes import CareOrganisation
from registry.completeness import read_year as years
from registry.completeness.read_year import IndicatorCompleteness, OrganisationYear
from registry.completeness.rules.coverage import Completeness
from registry.roles import Reader, Settings, own

router = APIRouter(prefix="/v1", tags=["volledigheid"])


class IndicatorView(View):
    """``months_without``: months in which nothing feeds it, which may be right."""

    indicator: str
    rows: int | None
    year: Completeness
    first_half: Completeness
    second_half: Completeness
    months_without: list[str]

    @classmethod
    def of(cls, each: IndicatorCompleteness) -> Self:
        return cls.model_validate(each, from_attributes=True)


class OrganisationView(View):
    organisation: CareOrganisation
    name: str
    deadline: date
    state: str | None
    signed_late: bool
    is_missing: bool
    is_overdue: bool
    indicators: list[IndicatorView]

    @classmethod
    def of(cls, each: OrganisationYear) -> Self:
        return cls(
            organisation=each.organisation.code,
            name=each.name,
            deadline=each.deadline,
            state=each.state,
            signed_late=each.signed_late,
            is_missing=each.is_missing,
            is_overdue=each.is_overdue,
            indicators=[IndicatorView.of(indicator) for indicator in each.indicators],
        )


class CompletenessView(View):
    year: int
    organisations: list[OrganisationView]


@router.get("/years/{year}/completeness")
async def read(
    tx: Tx, actor: Reader, settings: Settings, year: Annotated[int, Path(ge=2014, le=2100)]
) -> CompletenessView:
    """Missing or late figures by organisation and indicator, for the year and its halves."""
    found = await years.read_year(tx, year, settings, only=own(actor))
    return CompletenessView(year=year, organisations=[OrganisationView.of(each) for each in found])
