"""Deliveries as clients see them."""

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from chassis.web import View
from registry.delivery_register.rules.delivery import Step, allowed
from registry.delivery_register.store import Delivery
from registry.validation.rules.findings import ErrorKind


class FindingView(View):
    """``row`` is the number in the file; ``kind`` one of ``ErrorKind``. ``written`` is given for
    spellings alone, ``meant`` is what the whole cell should probably say."""

    table: str
    row: int
    column: str | None
    reason: str
    kind: ErrorKind | None = None
    written: str | None = None
    meant: str | None = None


class SuggestionView(View):
    """Accepted by its ``key``."""

    key: str
    written: str | None
    meant: str
    times: int


class ErrorGroupView(View):
    """All errors of one kind in one column: ``times`` counts them all, ``rows`` are the first."""

    kind: ErrorKind
    table: str | None
    column: str | None
    reason: str
    times: int
    rows: list[int]
    suggestions: list[SuggestionView]


class QuestionView(View):
    table: str
    text: str


class RowCounts(View):
    clienten: int
    contacten: int
    activiteiten: int


_OF_WHOLE = frozenset({"half", "errors", "error_groups", "questions"})


class DeliverySummary(View):
    """``leaves_on``: the day for which an accepted delivery waits. ``concluded_at``: when it was
    seen that it changes nothing of what was told."""

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
    leaves_on: date | None
    frozen_at: datetime | None
    return_reason: str | None
    returned_at: datetime | None
    withdrawn_at: datetime | None
    replaced_at: datetime | None
    concluded_at: datetime | None

    @classmethod
    def of(cls, delivery: Delivery, **more: Any) -> Self:
        copied = {
            name: getattr(delivery, name)
            for name in cls.model_fields
            if name in Delivery.model_fields and name not in _OF_WHOLE
        }
        return cls(
            **copied, half=delivery.half or None, rows=RowCounts.model_validate(delivery), **more
        )


class DeliveryView(DeliverySummary):
    """``error_groups`` are complete, the largest first; ``errors`` the first of each kind."""

    error_groups: list[ErrorGroupView]
    errors: list[FindingView]
    questions: list[QuestionView]
    allowed: list[Step]

    @classmethod
    def whole(cls, delivery: Delivery) -> Self:
        return cls.of(
            delivery,
            error_groups=[ErrorGroupView(**group) for group in delivery.error_groups],
            errors=[FindingView(**error) for error in delivery.errors],
            questions=[QuestionView(**question) for question in delivery.questions],
            allowed=list(allowed(delivery.state)),
        )
