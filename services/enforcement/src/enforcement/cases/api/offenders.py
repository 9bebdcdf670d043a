"""Findings of a case, and apart from it the persons that they are about."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from chassis.web import View, purpose
from enforcement.cases.rules import Purpose

Why = Annotated[str, purpose(*Purpose)]


class FindingView(View):
    finding_id: UUID
    report_number: str
    fact_code: str
    fact_at: datetime
    branch: str
    in_tolerance_zone: bool
    offender_role: str
    judicial_information: bool | None
    transferred_at: datetime


class PlaceView(View):
    """The place of a fact outside window premises, as far as the police know it."""

    label: str
    street: str | None
    house_number: str | None
    postcode: str | None


class OffenderView(View):
    """``name`` is empty for a finding about a place that names nobody."""

    finding_id: UUID
    name: str | None
    birth_date: str | None
    organisation: str | None
    place: PlaceView | None
