"""A person's word on a case, of a move or of a pattern: the form, what is missing, the deed."""

from collections.abc import Awaitable, Callable
from typing import Any, Literal
from uuid import UUID

from pydantic import Field
from starlette.requests import Request

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages import Form, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first
from chassis.web.pages.languages import mark
from databank.detection.cases.api import AssessmentBody, StepBody
from databank.detection.cases.rules import FollowUp

Assess = Callable[[UUID, AssessmentBody, Transaction, Actor], Awaitable[Any]]
Advance = Callable[[UUID, StepBody, Transaction, Actor], Awaitable[Any]]


class CaseForm(Body):
    """An outcome, or a step with what is done for the person; one of both."""

    outcome: Literal["bevestigd", "verklaarbaar", "foutieve_koppeling", "geen_actie"] | None = (
        Field(default=None, alias="oordeel")
    )
    action: Literal["nemen", "teruggeven", "opvolgen", "afsluiten"] | None = Field(
        default=None, alias="stap"
    )
    follow_up: FollowUp | None = Field(default=None, alias="opvolging")
    key: UUID = Field(alias="sleutel")


def complete(form: Form[CaseForm]) -> CaseForm | None:
    """What was sent, or nothing, with what is missing among the errors of the form."""
    sent = form.model
    if sent is None or (sent.outcome is None) == (sent.action is None):
        form.errors = {"oordeel": mark("Kies een oordeel.")}
        return None
    if sent.action == "opvolgen" and sent.follow_up is None:
        form.errors = {"opvolging": mark("Kies wat je doet.")}
        return None
    return sent


async def carry_out(
    tx: Transaction,
    request: Request,
    case_id: UUID,
    sent: CaseForm,
    officer: Actor,
    *,
    assess: Assess,
    advance: Advance,
) -> None:
    """Once, however often it is sent (DP-09: a named person's word)."""
    if not await is_first(tx, sent.key):
        return
    if sent.outcome is not None:
        await assess(case_id, AssessmentBody(outcome=sent.outcome), tx, officer)
        await tell(tx, request, _("Je oordeel is bewaard."))
    else:
        step = StepBody.model_validate({"action": sent.action, "followUp": sent.follow_up})
        await advance(case_id, step, tx, officer)
        await tell(tx, request, _("De stap is bewaard."))
