"""Pages of a measure that rests on a report: its start from the sanction case, and its place."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, RefusedError
from chassis.web import Actor, Body, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from contracts.codes import MeasureKind
from enforcement.cases import labels as case_labels
from enforcement.cases.assign import case_for
from enforcement.cases.rules import CaseKind, CaseNotFoundError
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.functions import COLLEGE, MEASURE_READERS, REPORT_READERS
from enforcement.mayor_measures import labels, store
from enforcement.mayor_measures.consult_place import consult_place
from enforcement.mayor_measures.open_on_report import ReportCause, open_on_report
from enforcement.sanctions import store as sanctions

router = APIRouter(include_in_schema=False)

CaseWorker = Annotated[Actor, allow(*REPORT_READERS)]
Reader = Annotated[Actor, allow(*MEASURE_READERS)]
Why = Annotated[str | None, Query(alias="doel", pattern="^(procedure|beroep)$")]


class ReportStartForm(Body):
    """The code is only asked where no declaration says who answers for the place."""

    kind: MeasureKind = Field(alias="soort")
    grounds: str = Field(min_length=3, max_length=4000, alias="aanleiding")
    owner: str = Field(default="", max_length=40, alias="uitbater")


@router.get("/dossiers/{case_id}/maatregel")
async def get_start(request: Request, case_id: UUID, tx: Tx, actor: CaseWorker) -> Response:
    return await _show(request, tx, actor, case_id, Form())


@router.post("/dossiers/{case_id}/maatregel")
async def post_start(request: Request, case_id: UUID, tx: Tx, actor: CaseWorker) -> Response:
    await _sanction_case(tx, actor, case_id)
    form = await read(request, ReportStartForm)
    if form.model is not None:
        cause = ReportCause(form.model.kind, form.model.grounds, form.model.owner)
        try:
            measure = await open_on_report(tx, case_id, cause, By.actor(actor))
        except FieldRefusedError as refusal:
            form.errors["soort"] = refusal.reason
        except RefusedError as refusal:
            form.errors[""] = refusal.reason
        else:
            await tell(tx, request, _("De maatregel is begonnen."))
            return go(f"/maatregelen/{measure.case_id}")
    return await _show(request, tx, actor, case_id, form, status=422)


@router.get("/maatregelen/{case_id}/plaats")
async def get_place(
    request: Request, case_id: UUID, tx: Tx, actor: Reader, why: Why = None
) -> Response:
    """The sealed address, after the purpose is said; every look is logged with it."""
    case = await store.get(tx, case_id)
    if actor.function in COLLEGE and case.ordered_at is None:
        raise CaseNotFoundError
    places = await consult_place(tx, actor, case_id, why) if why else ()
    purposes = {code: case_labels.PURPOSE[code] for code in ("procedure", "beroep")}
    return page(request, "measure_place.html", case=case, places=places, why=why, purposes=purposes)


async def _sanction_case(tx: Transaction, actor: Actor, case_id: UUID) -> None:
    """A fine is about a person, never about a place. Raises ``CaseNotFoundError``."""
    if (await case_for(tx, case_id, actor.function)).kind is not CaseKind.SANCTION:
        raise CaseNotFoundError


async def _show(
    request: Request,
    tx: Transaction,
    actor: Actor,
    case_id: UUID,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    await _sanction_case(tx, actor, case_id)
    return page(
        request,
        "measure_on_report.html",
        status=status,
        case=await sanctions.get(tx, case_id),
        reports=await findings.of_case(tx, case_id),
        form=form,
        labels=labels,
        words=case_labels,
    )
