"""Pages of ``/uitvoering``: on the spot, whether premises keep to a sanction of the city."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.premises import labels
from databank.premises.check_execution import check_execution, open_place
from databank.premises.rules import CheckNotFoundError, CheckState
from databank.premises.store import execution_checks
from databank.roles import Executing, TeamMember

router = APIRouter(prefix="/uitvoering", include_in_schema=False)


class OutcomeForm(Body):
    complied: Literal["ja", "nee"] = Field(alias="nageleefd")
    key: UUID = Field(alias="sleutel")


@router.get("")
async def get_tasks(request: Request, tx: Tx, officer: Executing) -> Response:
    """Premises and sanctions, no persons."""
    tasks = await execution_checks.tasks(tx.conn)
    return page(
        request,
        "execution_checks.html",
        waiting=[task for task in tasks if task.state is CheckState.OPEN],
        done=[task for task in tasks if task.state is CheckState.GECONTROLEERD],
        labels=labels,
    )


@router.get("/{case_id}")
async def get_task(request: Request, case_id: UUID, tx: Tx, officer: Executing) -> Response:
    return await _task_page(request, case_id, tx, officer, Form())


@router.post("/{case_id}")
async def post_outcome(request: Request, case_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    form = await read(request, OutcomeForm)
    if form.model is None:
        form.errors = {"nageleefd": mark("Zeg of het pand zich eraan houdt.")}
        return await _task_page(request, case_id, tx, officer, form, status=422)
    if await is_first(tx, form.model.key):
        complied = form.model.complied == "ja"
        await check_execution(tx, case_id, tx.now, complied=complied)
        await tell(tx, request, _("De controle is bewaard. De stad hoort het."))
    return go("/uitvoering")


async def _task_page(
    request: Request,
    case_id: UUID,
    tx: Tx,
    officer: Actor,
    form: Form[OutcomeForm],
    *,
    status: int = 200,
) -> Response:
    found = [task for task in await execution_checks.tasks(tx.conn) if task.case_id == case_id]
    if not found:
        raise CheckNotFoundError
    return page(
        request,
        "execution_check.html",
        status=status,
        task=found[0],
        place=await open_place(tx, officer, case_id),
        form=form,
        key=form.value("sleutel") or new_key(),
        labels=labels,
        CheckState=CheckState,
    )
