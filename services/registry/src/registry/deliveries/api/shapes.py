"""What goes out, who may ask, and what every route shares."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import Depends, Request

from chassis.web import Actor, Problem, View, allow
from contracts.codes import CareOrganisation
from registry.authorisation import ANALYSTS, ORGANISATION, REGISTRARS, RESPONSIBLE
from registry.deliveries.rules.delivery import State, Step, allowed
from registry.settings import RegistrySettings
from registry.tables import Aggregate, Delivery

Registrator = Annotated[Actor, allow(*REGISTRARS)]
Responsible = Annotated[Actor, allow(*RESPONSIBLE)]
Analyst = Annotated[Actor, allow(*ANALYSTS)]
Anybody = Annotated[Actor, allow(*ANALYSTS, *ORGANISATION)]


def _settings(request: Request) -> RegistrySettings:
    found: RegistrySettings = request.app.state.registry
    return found


Rules = Annotated[RegistrySettings, Depends(_settings)]


def own(actor: Actor) -> str | None:
    """The only organisation that the actor may know of; empty for the study department."""
    return None if actor.function in ANALYSTS else actor.organisation


def organisation_of(actor: Actor) -> CareOrganisation:
    """The organisation that the token speaks for. Raises ``Problem`` for one that is not ours."""
    try:
        return CareOrganisation(actor.organisation)
    except ValueError:
        raise Problem.of_status(403) from None


class FindingView(View):
    """``row`` is the number in the file; the header is row 1."""

    table: str
    row: int
    column: str | None
    reason: str


class QuestionView(View):
    table: str
    text: str


class RowCounts(View):
    clienten: int
    contacten: int
    activiteiten: int


class DeliverySummary(View):
    delivery_id: UUID
    organisation: str
    year: int
    half: int | None
    revision: int
    state: str
    late: bool
    reason: str | None
    rows: RowCounts
    error_count: int
    uploaded_at: datetime
    submitted_at: datetime | None
    accepted_at: datetime | None
    frozen_at: datetime | None

    @classmethod
    def of(cls, delivery: Delivery, **more: Any) -> Self:
        kept = {
            name: getattr(delivery, name)
            for name in cls.model_fields
            if name in Delivery.model_fields and name not in {"half", "errors", "questions"}
        }
        return cls(
            **kept, half=delivery.half or None, rows=RowCounts.model_validate(delivery), **more
        )


class DeliveryView(DeliverySummary):
    """``errors`` holds the first ones only, when there are very many."""

    errors: list[FindingView]
    questions: list[QuestionView]
    allowed: list[Step]

    @classmethod
    def whole(cls, delivery: Delivery, *, newest: bool) -> Self:
        return cls.of(
            delivery,
            errors=[FindingView(**error) for error in delivery.errors],
            questions=[QuestionView(**question) for question in delivery.questions],
            allowed=list(allowed(State(delivery.state), newest=newest)),
        )


class CellView(View):
    measure: str
    dimensions: dict[str, str]
    value: int | None


class AggregateView(View):
    """``value`` is empty where the number is too small to show; ``legend`` says so to people."""

    aggregate_id: UUID
    organisation: str
    year: int
    half: int | None
    revision: int
    threshold: int
    suppressed: int
    method: str = "onderdrukking-in-twee-stappen.v1"
    legend: str = "Leeg: te klein om te tonen. 0: geen."
    cells: list[CellView]
    published_at: datetime

    @classmethod
    def of(cls, aggregate: Aggregate) -> Self:
        return cls(
            **aggregate.model_dump(exclude={"delivery_id", "half", "cells"}),
            half=aggregate.half or None,
            cells=[CellView(**cell) for cell in aggregate.cells],
        )
