"""Finance's function, and the fields of its forms."""

from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field

from chassis.web import Actor, Body, CalendarDay, allow
from enforcement.functions import FINANCE
from enforcement.payments.rules.balance import MOST_CENTS
from enforcement.payments.rules.claim import ClaimStep
from enforcement.payments.rules.euros import typed_cents
from enforcement.payments.rules.instalments import MOST

Financer = Annotated[Actor, allow(*FINANCE)]
Day = CalendarDay
ON_A_PAGE = 50


Amount = Annotated[int, BeforeValidator(typed_cents), Field(ge=1, le=MOST_CENTS)]
"""Euros as people type them, cents to the code."""
Reason = Annotated[str, Field(min_length=3, max_length=400)]


class MoneyForm(Body):
    """A payment, or what was given back. Today when no day is given."""

    amount_cents: Amount = Field(alias="bedrag")
    on: Day | None = Field(default=None, alias="dag")
    key: UUID = Field(alias="sleutel")


class ReasonForm(Body):
    reason: Reason = Field(alias="reden")


class PlanForm(Body):
    """Equal parts, one a month from the first day on."""

    parts: int = Field(ge=2, le=MOST, alias="delen")
    first_on: Day = Field(alias="eerste")


class StepForm(Body):
    on: Day | None = Field(default=None, alias="dag")
    reason: Reason | None = Field(default=None, alias="reden")


class CostsForm(Body):
    """The day on which costs were paid, or their judgment served. Today when no day is given."""

    on: Day | None = Field(default=None, alias="dag")


class MatchForm(Body):
    claim: str = Field(min_length=3, max_length=60, alias="boete")


class LetterForm(Body):
    step: ClaimStep = Field(alias="soort")
