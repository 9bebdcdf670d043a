"""Pages of one case of any kind: the form, what is missing in it, and the step taken."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.detection.cases import labels, workflow
from databank.detection.cases.rules import FollowUp, Outcome, State, Step
from databank.detection.cases.workflow import CaseFile, CaseKind
from databank.roles import Officer, Protector
from databank.screens import labels as screens


class CaseForm(Body):
    """An outcome, or a step with what is done for the person; one of both."""

    outcome: Outcome | None = Field(default=None, alias="oordeel")
    step: Step | None = Field(default=None, alias="stap")
    follow_up: FollowUp | None = Field(default=None, alias="opvolging")
    key: UUID = Field(alias="sleutel")


Render = Callable[[Transaction, Actor, CaseFile[Any]], Awaitable[dict[str, Any]]]
"""Evidence and persons that the page of a kind shows of a case, with the log of it."""


def add_case_pages(
    router: APIRouter, path: str, kind: CaseKind[Any], template: str, render: Render
) -> None:
    """Add the page of one case of a kind, and what is sent from it."""

    @router.get(path + "/{case_id}")
    async def get_case(request: Request, case_id: UUID, tx: Tx, officer: Officer) -> Response:
        return await _case_page(request, case_id, tx, officer, Form())

    @router.post(path + "/{case_id}")
    async def post_case(request: Request, case_id: UUID, tx: Tx, officer: Protector) -> Response:
        """A named person's word (DP-09), or a step; once, however often it is sent."""
        form = await read(request, CaseForm)
        sent = _complete(form)
        if sent is None:
            return await _case_page(request, case_id, tx, officer, form, status=422)
        if await is_first(tx, sent.key):
            await _carry_out(tx, request, kind, case_id, sent, officer)
        return go(path if sent.outcome else f"{path}/{case_id}")

    async def _case_page(
        request: Request,
        case_id: UUID,
        tx: Transaction,
        officer: Actor,
        form: Form[CaseForm],
        *,
        status: int = 200,
    ) -> Response:
        case = await workflow.get_case(tx, kind, case_id, officer)
        (file,) = await workflow.with_history(tx, [case], officer)
        return page(
            request,
            template,
            status=status,
            case=case,
            steps=file.steps,
            allowed=file.allowed,
            form=form,
            key=form.value("sleutel") or new_key(),
            State=State,
            words=screens,
            case_labels=labels,
            **await render(tx, officer, file),
        )


def _complete(form: Form[CaseForm]) -> CaseForm | None:
    """What was sent, or nothing, with what is missing among the errors of the form."""
    sent = form.model
    if sent is None or (sent.outcome is None) == (sent.step is None):
        form.errors = {"oordeel": mark("Kies een oordeel.")}
        return None
    if sent.step is Step.OPVOLGEN and sent.follow_up is None:
        form.errors = {"opvolging": mark("Kies wat je doet.")}
        return None
    return sent


async def _carry_out(
    tx: Transaction,
    request: Request,
    kind: CaseKind[Any],
    case_id: UUID,
    sent: CaseForm,
    officer: Actor,
) -> None:
    if sent.outcome is not None:
        await workflow.assess(tx, kind, case_id, officer, sent.outcome)
        await tell(tx, request, _("Je oordeel is bewaard."))
    elif sent.step is not None:
        await workflow.take_step(tx, kind, case_id, officer, sent.step, sent.follow_up)
        await tell(tx, request, _("De stap is bewaard."))
