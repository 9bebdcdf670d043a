"""The rules by which cases are found: what they look for, how often right, and new versions."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Request
from pydantic import Field, ValidationError
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body, Problem, reasons
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.authorisation import KEEPERS
from databank.detection.rule_versions import api, labels
from databank.detection.rule_versions.api import (
    Maker,
    Number,
    Reader,
    RuleId,
    RuleView,
    VersionView,
)
from databank.detection.rule_versions.pages.parameters import Entry, entries, parameters
from databank.detection.rules.catalogue import RULES
from databank.detection.rules.version import Reason, Stage
from databank.screens import labels as screens

router = APIRouter(include_in_schema=False)

REASONS = [one for one in Reason if one is not Reason.EERSTE_INVOERING]
Asked = Annotated[int, Path(ge=1, le=1_000_000)]


class DraftForm(Body):
    """The parameters beside it are read by the rule itself."""

    model_config = Body.model_config | {"extra": "ignore"}

    reason: Reason = Field(alias="reden")
    key: UUID = Field(alias="sleutel")


class VersionForm(Body):
    """``day`` is the day on which it begins or ends; a back-test has two."""

    step: Literal["terugtoetsen", "annuleren", "schaduw", "activeren", "intrekken"] = Field(
        alias="stap"
    )
    reason: Reason = Field(default=Reason.GOED_BEVONDEN, alias="reden")
    day: date | None = Field(default=None, alias="dag")
    from_day: date | None = Field(default=None, alias="van")
    to_day: date | None = Field(default=None, alias="tot")
    test_id: UUID | None = Field(default=None, alias="toets")
    sure: bool = Field(default=False, alias="zeker")
    key: UUID = Field(alias="sleutel")


@router.get("/regels")
async def get_rules(request: Request, tx: Tx, reader: Reader) -> Response:
    known = await api.get_rules(tx, reader)
    return page(request, "rules.html", rules=known.rules, Stage=Stage, labels=labels)


@router.get("/regels/{rule_id}")
async def get_rule(request: Request, rule_id: RuleId, tx: Tx, reader: Reader) -> Response:
    rule = await api.get_rule(rule_id, tx, reader)
    return page(
        request,
        "rule.html",
        rule=rule,
        shown={one.version: _set(rule_id, one) for one in rule.versions},
        is_maker=reader.function in KEEPERS,
        Stage=Stage,
        labels=labels,
        words=screens,
    )


@router.get("/regels/{rule_id}/nieuw")
async def get_draft(request: Request, rule_id: RuleId, tx: Tx, maker: Maker) -> Response:
    return await _draft(request, rule_id, tx, maker, Form())


@router.post("/regels/{rule_id}/nieuw")
async def post_draft(request: Request, rule_id: RuleId, tx: Tx, maker: Maker) -> Response:
    """A draft; nothing is judged by it before a back-test and a second person."""
    known = RULES.get(rule_id)
    if known is None:
        raise Problem.not_found(mark("Deze regel"))
    form = await read(request, DraftForm)
    given, form_errors = parameters(known.parameters, form.values)
    try:
        known.parameters.model_validate(given)
    except ValidationError as error:
        for item in error.errors():
            name = str(item["loc"][0]) if item["loc"] else ""
            form_errors.setdefault(name, reasons.reason(item))
    if "reden" in form.errors:
        form.errors["reden"] = mark("Zeg waarom je een nieuwe versie maakt.")
    form.errors = form_errors | form.errors
    if form.model is None or form.errors:
        return await _draft(request, rule_id, tx, maker, form, status=422)
    number = max(one.version for one in (await api.get_rule(rule_id, tx, maker)).versions)
    if await is_first(tx, form.model.key):
        body = api.VersionBody(parameters=given, reason=form.model.reason)
        number = (await api.post_version(rule_id, body, tx, maker)).version
        await tell(tx, request, _("De nieuwe versie is een ontwerp. Toets ze nu terug."))
    return go(f"/regels/{rule_id}/{number}")


@router.get("/regels/{rule_id}/{number}")
async def get_version(
    request: Request, rule_id: RuleId, number: Asked, tx: Tx, reader: Reader
) -> Response:
    return await _version(request, rule_id, number, tx, reader, Form())


@router.post("/regels/{rule_id}/{number}")
async def post_step(
    request: Request, rule_id: RuleId, number: Asked, tx: Tx, maker: Maker
) -> Response:
    form = await read(request, VersionForm)
    if form.model is None:
        form.errors = {name: _BAD_DAY.get(name, text) for name, text in form.errors.items()}
        return await _version(request, rule_id, number, tx, maker, form, status=422)
    if form.model.step == "intrekken" and form.model.day and not form.model.sure:
        return await _version(request, rule_id, number, tx, maker, form, "rule_withdraw.html")
    try:
        async with tx.conn.transaction():
            if await is_first(tx, form.model.key):
                await _do(rule_id, number, form.model, tx, maker)
                await tell(tx, request, _("De stap is bewaard."))
    except (Problem, ValidationError) as refusal:
        _refuse(form, refusal)
        return await _version(request, rule_id, number, tx, maker, form, status=422)
    return go(f"/regels/{rule_id}/{number}")


_BAD_DAY = dict.fromkeys(("dag", "van", "tot"), "Vul een geldige dag in.")
_FIELDS = {"from": "van", "to": "tot", "validFrom": "dag", "validTo": "dag"}


def _refuse(form: Form[VersionForm], refusal: Problem | ValidationError) -> None:
    if isinstance(refusal, ValidationError):
        form.errors["van"] = reasons.reason(refusal.errors()[0])
        return
    if refusal.status not in (409, 422):
        raise refusal
    shadow = form.value("stap") == "schaduw"
    for error in refusal.errors:
        form.errors["dag" if shadow else _FIELDS.get(error.field, "")] = error.reason
    if not refusal.errors:
        form.errors[""] = refusal.title


async def _do(
    rule_id: RuleId, number: Number, sent: VersionForm, tx: Transaction, maker: Actor
) -> None:
    if sent.step == "annuleren":
        if sent.test_id is not None:
            await api.post_cancellation(sent.test_id, tx, maker)
        return
    if sent.step == "terugtoetsen":
        if sent.from_day is None or sent.to_day is None:
            raise Problem.field("from", mark("Vul de eerste en de laatste dag in."))
        period = api.BackTestBody.model_validate({"from": sent.from_day, "to": sent.to_day})
        await api.post_back_test(rule_id, number, period, tx, maker)
        return
    if sent.day is None:
        raise Problem.field("validFrom", mark("Vul een dag in."))
    if sent.step == "schaduw":
        body = api.ShadowBody.model_validate({"from": sent.day, "reason": sent.reason})
        await api.post_shadow(rule_id, number, body, tx, maker)
    elif sent.step == "activeren":
        begin = api.ActivationBody(valid_from=sent.day, reason=sent.reason)
        await api.post_activation(rule_id, number, begin, tx, maker)
    else:
        end = api.WithdrawalBody(valid_to=sent.day, reason=sent.reason)
        await api.post_withdrawal(rule_id, number, end, tx, maker)


async def _draft(
    request: Request,
    rule_id: str,
    tx: Transaction,
    maker: Actor,
    form: Form[DraftForm],
    *,
    status: int = 200,
) -> Response:
    """Begins with what is in force, else with the newest version."""
    rule = await api.get_rule(rule_id, tx, maker)
    start = next((one for one in rule.versions if one.stage == Stage.ACTIEF), rule.versions[0])
    return page(
        request,
        "rule_new.html",
        status=status,
        rule=rule,
        entries=_set(rule_id, start),
        form=form,
        key=new_key(),
        reasons=REASONS,
        labels=labels,
        words=screens,
    )


async def _version(
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
    rule = await api.get_rule(rule_id, tx, reader)
    version = next((one for one in rule.versions if one.version == number), None)
    if version is None:
        raise Problem.not_found(mark("Deze versie"))
    return page(
        request,
        template,
        status=status,
        rule=rule,
        version=version,
        entries=_set(rule_id, version),
        running=any(one.state in ("wacht", "bezig") for one in version.back_tests),
        drafted_by_me=_drafted_by(rule, version, reader),
        is_maker=reader.function in KEEPERS,
        form=form,
        key=new_key(),
        reasons=REASONS,
        Stage=Stage,
        labels=labels,
        words=screens,
    )


def _drafted_by(rule: RuleView, version: VersionView, reader: Actor) -> bool:
    return any(
        one.actor == reader.subject and one.step in ("opstellen", "wijzigen")
        for one in version.steps
    )


def _set(rule_id: str, version: VersionView) -> list[Entry]:
    return entries(RULES[rule_id].parameters, version.parameters)
