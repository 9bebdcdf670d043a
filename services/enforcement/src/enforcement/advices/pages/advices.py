"""Screens of ``/adviezen``: a service's own open advices, and the form of one of them."""

from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field, create_model
from starlette.datastructures import UploadFile
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, NotFoundError, RefusedError
from chassis.web import Actor, Body, Function, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from contracts.applications.filled_in import FilledIn
from enforcement.advices import store
from enforcement.advices.attach_report import attach_report
from enforcement.advices.documents import application_of_judged, documents_for
from enforcement.advices.rules import (
    MOST_CONDITIONS,
    NoSuchAdviceError,
    knows_applicant,
    service_of,
)
from enforcement.advices.store import AdviceLine
from enforcement.application_register import store as applications
from enforcement.applications import labels as application_labels
from enforcement.applications.consult_applicant import consult_applicant
from enforcement.case_documents.received_files import ReceivedFiles, RefusedFilesError, clean
from enforcement.cases import labels as case_labels
from enforcement.cases.store.timeline import By
from enforcement.functions import ADVISERS, OFFICE
from enforcement.legal_terms import store as legal_terms
from enforcement.suitability import labels
from enforcement.suitability.acts.advices import AdviceReasons, RecordAdvice
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.rules import (
    ADVICE_TERM,
    AdviceOutcome,
    AdviceService,
    condition_code,
    gives_reasons,
)

router = APIRouter(include_in_schema=False)

Reader = Annotated[Actor, allow(*ADVISERS, *OFFICE)]
Adviser = Annotated[Actor, allow(*ADVISERS)]
FILES = "bestanden"
ON_A_PAGE = 25
ROWS = range(1, MOST_CONDITIONS + 1)
_CONDITIONS: Any = {f"voorwaarde{row}": (str, Field("", max_length=60)) for row in ROWS}
_DAYS: Any = {f"tegen{row}": (date | None, None) for row in ROWS}


async def _received(request: Request, _actor: Adviser) -> ReceivedFiles | RefusedFilesError | None:
    """Before the transaction begins, so that reading holds no connection; None without a file."""
    sent = (await request.form()).getlist(FILES)
    files = [await file.read() for file in sent if isinstance(file, UploadFile)]
    if not any(files):
        return None
    try:
        return await clean(files)
    except RefusedFilesError as refusal:
        return refusal


Report = Annotated[ReceivedFiles | RefusedFilesError | None, Depends(_received)]


class OutcomeForm(Body):
    outcome: AdviceOutcome = Field(alias="uitkomst")
    reasons: AdviceReasons | None = Field(None, alias="redenen")


AdviceForm: type[OutcomeForm] = create_model(
    "AdviceForm", __base__=OutcomeForm, **_CONDITIONS, **_DAYS
)
"""The conclusion, why, and a condition with its last day in each row that is filled in."""


@router.get("/adviezen")
async def get_advices(
    request: Request,
    tx: Tx,
    actor: Reader,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Soonest first. A service sees its own; the office sees all, and those that arrived."""
    everything = actor.function in OFFICE
    service = service_of(actor.organisation)
    nobody = service is None and not everything
    today = city_day(tx.now)
    law = await legal_terms.law(tx, today, ADVICE_TERM)
    asked: list[AdviceLine] = []
    given: list[AdviceLine] = []
    if not nobody:
        whose, offset = None if everything else service, (number - 1) * ON_A_PAGE
        asked = await store.open_advices(tx, whose, offset=offset, size=ON_A_PAGE + 1)
        given = await store.arrived(tx, whose, ON_A_PAGE + 1) if number == 1 else []
    return page(
        request,
        "advices.html",
        asked=asked[:ON_A_PAGE],
        more=len(asked) > ON_A_PAGE,
        number=number,
        given=given[:ON_A_PAGE],
        more_given=len(given) > ON_A_PAGE,
        nobody=nobody,
        own=service if actor.function is Function.ADVIESDIENST else None,
        today=today,
        remind_from=today + timedelta(days=law.terms[ADVICE_TERM].warn_before_days),
        labels=labels,
        words=case_labels,
    )


@router.get("/adviezen/{case_id}")
async def get_advice(request: Request, case_id: UUID, tx: Tx, actor: Adviser) -> Response:
    return await _show(request, tx, actor, case_id, Form())


@router.post("/adviezen/{case_id}")
async def post_advice(
    request: Request, case_id: UUID, tx: Tx, actor: Adviser, report: Report
) -> Response:
    """Of morality only the conclusion is written down; any other service says why, and may attach
    its report."""
    form = await read(request, AdviceForm)
    service = service_of(actor.organisation)
    if service is None:
        raise NoSuchAdviceError
    if isinstance(report, RefusedFilesError):
        form.errors[FILES] = str(report.text)
    if form.model is not None:
        try:
            advice = _advice(service, form)
            if advice is not None:
                async with tx.savepoint():
                    await DECLARATIONS.take(tx, case_id, By.actor(actor), advice)
                    if isinstance(report, ReceivedFiles):
                        await attach_report(tx, case_id, service, report, By.actor(actor))
        except NotFoundError:
            raise
        except FieldRefusedError as refusal:
            form.errors[_field(form, refusal.field)] = refusal.reason
        except RefusedError as refusal:
            form.errors[""] = refusal.reason
    if form.errors:
        return await _show(request, tx, actor, case_id, form, status=422)
    await tell(tx, request, _("Je advies is genoteerd. De dienst prostitutiebeleid ziet het."))
    return go("/adviezen")


def _advice(service: AdviceService, form: Form[Any]) -> RecordAdvice | None:
    """What was filled in; None when a field says what is wrong with it."""
    assert form.model is not None
    conditions: list[str] = []
    due: dict[str, date] = {}
    for row in ROWS:
        try:
            code = condition_code(getattr(form.model, f"voorwaarde{row}"))
        except FieldRefusedError as refusal:
            form.errors[f"voorwaarde{row}"] = refusal.reason
            continue
        day: date | None = getattr(form.model, f"tegen{row}")
        if not code and day is not None:
            form.errors[f"voorwaarde{row}"] = mark("Zeg welke voorwaarde tegen die dag vervuld is.")
        elif code:
            conditions.append(code)
            due |= {} if day is None else {code: day}
    if form.errors:
        return None
    return RecordAdvice(
        service=service,
        outcome=form.model.outcome,
        conditions=conditions,
        due=due,
        reasons=form.model.reasons,
    )


def _field(form: Form[Any], field: str) -> str:
    """What this form calls a field of the act: the row of a condition, for its day."""
    _, _, condition = field.partition("due.")
    rows = (row for row in ROWS if condition_code(form.value(f"voorwaarde{row}")) == condition)
    if condition:
        return f"tegen{next(rows)}"
    return {"conditions": "voorwaarde1", "reasons": "redenen", "report": FILES}.get(field, "")


def _field_labels() -> dict[str, str]:
    """What is wrong with the form says first which field it is about."""
    found = {"uitkomst": _("Wat is het besluit van je dienst?"), "redenen": _("Waarom?")}
    for row in ROWS:
        found[f"voorwaarde{row}"] = _("Voorwaarde %(number)s") % {"number": row}
        found[f"tegen{row}"] = _("Voorwaarde %(number)s vervuld tegen") % {"number": row}
    return found


async def _show(
    request: Request,
    tx: Transaction,
    actor: Actor,
    case_id: UUID,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    service = service_of(actor.organisation)
    asked = [] if service is None else await store.open_advices(tx, service, case_id)
    if service is None or not asked:
        raise NoSuchAdviceError
    form.labels = _field_labels()
    return page(
        request,
        "advice.html",
        status=status,
        advice=asked[0],
        applicant=await _applicant(tx, actor, case_id) if knows_applicant(service) else None,
        asks_who=knows_applicant(service),
        says_why=gives_reasons(service),
        documents=await documents_for(tx, request.app.state.city, service, case_id),
        document_label=application_labels.document,
        today=city_day(tx.now),
        rows=ROWS,
        more_conditions=any(
            form.value(f"{name}{row}") or form.error(f"{name}{row}")
            for row in ROWS[1:]
            for name in ("voorwaarde", "tegen")
        ),
        labels=labels,
        words=case_labels,
        form=form,
    )


async def _applicant(tx: Transaction, actor: Actor, case_id: UUID) -> FilledIn | None:
    """Who is judged, as that application says it; the look is logged before it is shown."""
    application = await application_of_judged(tx, case_id)
    if application is None:
        return None
    await consult_applicant(tx, actor, [application.application_id])
    return applications.filled_in(tx, application)
