"""Deliveries as clients see them."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from chassis.web import View
from registry.deliveries.rules.delivery import Step, allowed
from registry.deliveries.store import Delivery


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
    return_reason: str | None
    returned_at: datetime | None
    withdrawn_at: datetime | None
    replaced_at: datetime | None

    @classmethod
    def of(cls, delivery: Delivery, **more: Any) -> Self:
        copied = {
            name: getattr(delivery, name)
            for name in cls.model_fields
            if name in Delivery.model_fields and name not in {"half", "errors", "questions"}
        }
        return cls(
            **copied, half=delivery.half or None, rows=RowCounts.model_validate(delivery), **more
        )


class DeliveryView(DeliverySummary):
    """``errors`` holds the first ones only, when there are very many."""

    errors: list[FindingView]
    questions: list[QuestionView]
    allowed: list[Step]

    @classmethod
    def whole(cls, delivery: Delivery) -> Self:
        return cls.of(
            delivery,
            errors=[FindingView(**error) for error in delivery.errors],
            questions=[QuestionView(**question) for question in delivery.questions],
            allowed=list(allowed(delivery.state)),
        )
