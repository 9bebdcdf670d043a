"""Pages of ``/regels``: rules, how often they were right, and the life of their versions."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field, ValidationError
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, NotFoundError, RefusedError
from chassis.web import Actor, Body, Problem, reasons
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.authorisation import KEEPERS
from databank.detection.rule_versions import labels, lifecycle
from databank.detection.rule_versions.pages.parameters import Entry, entries, parameters
from databank.detection.rule_versions.read import VersionFile, describe, list_rules, read_rule
from databank.detection.rule_versions.route_parameters import Maker, Number, Reader, RuleId
from databank.detection.rule_versions.rules import UNFINISHED, period_error
from databank.detection.rule_versions.store.versions import VersionRow
from databank.detection.rules.catalogue import RULES
from databank.detection.rules.version import DRAFTING, Reason, Stage
from databank.screens import labels as screens

router = APIRouter(include_in_schema=False)

REASONS = [reason for reason in Reason if reason is not Reason.EERSTE_INVOERING]


class PageStep(StrEnum):
    """A step that the page of a version offers."""

    TERUGTOETSEN = "terugtoetsen"
    ANNULEREN = "annuleren"
    SCHADUW = "schaduw"
    ACTIVEREN = "activeren"
    INTREKKEN = "intrekken"


class DraftForm(Body):
    """The parameters beside it are read by the rule itself."""

    model_config = Body.model_config | {"extra": "ignore"}

    reason: Reason = Field(alias="reden")
    key: UUID = Field(alias="sleutel")


class VersionForm(Body):
    """``day`` is the day on which it begins or ends; a back-test has two."""

    step: PageStep = Field(alias="stap")
    reason: Reason = Field(default=Reason.GOED_BEVONDEN, alias="reden")
    day: date | None = Field(default=None, alias="dag")
    from_day: date | None = Field(default=None, alias="van")
    to_day: date | None = Field(default=None, alias="tot")
    test_id: UUID | None = Field(default=None, alias="toets")
    sure: bool = Field(default=False, alias="zeker")
    key: UUID = Field(alias="sleutel")


@router.get("/regels")
async def get_rules(request: Request, tx: Tx, reader: Reader) -> Response:
    return page(request, "rules.html", rules=await list_rules(tx), labels=labels)


@router.get("/regels/{rule_id}")
async def get_rule(request: Request, rule_id: RuleId, tx: Tx, reader: Reader) -> Response:
    rule = await read_rule(tx, rule_id)
    return page(
        request,
        "rule.html",
        rule=rule,
        entries={file.row.version: _entries(rule_id, file.row) for file in rule.versions},
        is_maker=reader.function in KEEPERS,
        labels=labels,
        words=screens,
    )


@router.get("/regels/{rule_id}/nieuw")
async def get_draft(request: Request, rule_id: RuleId, tx: Tx, maker: Maker) -> Response:
    return await _draft_page(request, rule_id, tx, Form())


@router.post("/regels/{rule_id}/nieuw")
async def post_draft(request: Request, rule_id: RuleId, tx: Tx, maker: Maker) -> Response:
    """A draft; nothing is judged by it before a back-test and a second person."""
    kind = describe(rule_id).parameters
    form = await read(request, DraftForm)
    given, form_errors = parameters(kind, form.values)
    drafted = None
    try:
        drafted = kind.model_validate(given)
    except ValidationError as error:
        for item in error.errors():
            name = str(item["loc"][0]) if item["loc"] else ""
            form_errors.setdefault(name, reasons.reason(item))
    if "reden" in form.errors:
        form.errors["reden"] = mark("Zeg waarom je een nieuwe versie maakt.")
    form.errors = form_errors | form.errors
    if form.model is None or form.errors or drafted is None:
        return await _draft_page(request, rule_id, tx, form, status=422)
    number = max(file.row.version for file in (await read_rule(tx, rule_id)).versions)
    if await is_first(tx, form.model.key):
        number = await lifecycle.draft(tx, maker, rule_id, drafted, form.model.reason)
        await tell(tx, request, _("De nieuwe versie is een ontwerp. Toets ze nu terug."))
    return go(f"/regels/{rule_id}/{number}")


@router.get("/regels/{rule_id}/{number}")
async def get_version(
    request: Request, rule_id: RuleId, number: Number, tx: Tx, reader: Reader
) -> Response:
    return await _version_page(request, rule_id, number, tx, reader, Form())


@router.post("/regels/{rule_id}/{number}")
@asks_again("withdrawing a version asks for a reason first")
async def post_step(
    request: Request, rule_id: RuleId, number: Number, tx: Tx, maker: Maker
) -> Response:
    form = await read(request, VersionForm)
    if form.model is None:
        form.errors = {name: _BAD_DAY.get(name, text) for name, text in form.errors.items()}
        return await _version_page(request, rule_id, number, tx, maker, form, status=422)
    if form.model.step is PageStep.INTREKKEN and form.model.day and not form.model.sure:
        return await _version_page(request, rule_id, number, tx, maker, form, "rule_withdraw.html")
    try:
        async with tx.conn.transaction():
            if await is_first(tx, form.model.key):
                await _carry_out(tx, maker, rule_id, number, form.model)
                await tell(tx, request, _("De stap is bewaard."))
    except RefusedError as refusal:
        _refuse(form, refusal)
        return await _version_page(request, rule_id, number, tx, maker, form, status=422)
    return go(f"/regels/{rule_id}/{number}")


_BAD_DAY = dict.fromkeys(("dag", "van", "tot"), "Vul een geldige dag in.")
_FIELDS = {"from": "van", "to": "tot", "validFrom": "dag", "validTo": "dag"}


def _refuse(form: Form[VersionForm], refusal: RefusedError) -> None:
    if isinstance(refusal, NotFoundError):
        raise refusal
    if not isinstance(refusal, FieldRefusedError):
        form.errors[""] = refusal.reason
    elif form.value("stap") == PageStep.SCHADUW:
        form.errors["dag"] = refusal.reason
    else:
        form.errors[_FIELDS.get(refusal.field, "")] = refusal.reason


async def _carry_out(
    tx: Transaction, maker: Actor, rule_id: str, number: int, sent: VersionForm
) -> None:
    if sent.step is PageStep.ANNULEREN:
        if sent.test_id is not None:
            await lifecycle.cancel_back_test(tx, sent.test_id)
        return
    if sent.step is PageStep.TERUGTOETSEN:
        if sent.from_day is None or sent.to_day is None:
            raise FieldRefusedError("from", mark("Vul de eerste en de laatste dag in."))
        if error := period_error(sent.from_day, sent.to_day):
            raise FieldRefusedError("from", error)
        period = sent.from_day, sent.to_day
        await lifecycle.ask_back_test(tx, maker, rule_id, number, period)
        return
    if sent.day is None:
        raise FieldRefusedError("validFrom", mark("Vul een dag in."))
    take = {
        PageStep.SCHADUW: lifecycle.shadow,
        PageStep.ACTIVEREN: lifecycle.activate,
        PageStep.INTREKKEN: lifecycle.withdraw,
    }[sent.step]
    await take(tx, maker, rule_id, number, sent.day, sent.reason)


async def _draft_page(
    request: Request,
    rule_id: str,
    tx: Transaction,
    form: Form[DraftForm],
    *,
    status: int = 200,
) -> Response:
    """It begins with what is in force, else with the newest version."""
    rule = await read_rule(tx, rule_id)
    rows = [file.row for file in rule.versions]
    start = next((row for row in rows if row.stage is Stage.ACTIEF), rows[0])
    return page(
        request,
        "rule_new.html",
        status=status,
        rule=rule,
        entries=_entries(rule_id, start),
        form=form,
        key=new_key(),
        reasons=REASONS,
        labels=labels,
        words=screens,
    )


async def _version_page(
    request: Request,
    rule_id: str,
    number: int,
    tx: Transaction,
    reader: Actor,
    form: Form[VersionForm],
    template: str = "rule_version.html",
    *,
    status: int = 200,
) -> Response:
    rule = await read_rule(tx, rule_id)
    file = next((file for file in rule.versions if file.row.version == number), None)
    if file is None:
        raise Problem.not_found(mark("Deze versie"))
    return page(
        request,
        template,
        status=status,
        rule=rule,
        version=file.row,
        file=file,
        entries=_entries(rule_id, file.row),
        running=any(test.state in UNFINISHED for test in file.back_tests),
        drafted_by_me=_is_drafted_by(file, reader),
        is_maker=reader.function in KEEPERS,
        form=form,
        key=new_key(),
        reasons=REASONS,
        labels=labels,
        words=screens,
    )


def _is_drafted_by(file: VersionFile, reader: Actor) -> bool:
    return any(step.actor == reader.subject and step.step in DRAFTING for step in file.steps)


def _entries(rule_id: str, version: VersionRow) -> list[Entry]:
    return entries(RULES[rule_id].parameters, version.parameters)
