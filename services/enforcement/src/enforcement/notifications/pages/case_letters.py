"""The letters of a case: to whom they go, a new one, and what was sent."""

from dataclasses import fields
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field, StringConstraints
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Action, Actor, Body, record_access
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import ngettext
from enforcement.cases.store import findings
from enforcement.notifications import case_file, labels
from enforcement.notifications.correspondence import correspondence
from enforcement.notifications.draft import PROCEDURE, draft, recipients
from enforcement.notifications.name_addressee import name_addressee, remove_addressee
from enforcement.notifications.pages.people import LetterWriter
from enforcement.notifications.reach import known_addresses, returns_of
from enforcement.notifications.rules import LetterKind, Mode
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import AddresseeRole, Particulars
from enforcement.notifications.scope import must_see
from enforcement.notifications.store import addressees, letters
from enforcement.notifications.store.addressees import Address

router = APIRouter(include_in_schema=False)

Short = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
FIELDS = {"mode": "wijze", "copyToLawyer": "kopie"}
"""Fields of the form that are called otherwise than those of the operation."""


class AddresseeForm(Body):
    role: AddresseeRole = Field(alias="rol")
    name: Short = Field(alias="naam")
    street: Short = Field(alias="straat")
    house_number: Short = Field(alias="nummer")
    box: Short | None = Field(default=None, alias="bus")
    postcode: Short = Field(alias="postcode")
    town: Short = Field(alias="gemeente")
    country: Short | None = Field(default=None, alias="land")


class LetterForm(Body):
    """Fields are called as the particulars are; each kind shows what its case does not say."""

    kind: LetterKind = Field(alias="soort")
    mode: Mode | None = Field(default=None, alias="wijze")
    copy_to_lawyer: bool = Field(default=False, alias="kopie")
    hearing_when: Short | None = None
    hearing_where: Short | None = None
    hearing_present: Text | None = None
    hearing_report: Text | None = None
    service_what: Text | None = None
    motivation: Text | None = None
    remedy: Text | None = None
    defence_answer: Text | None = None
    proportionality: Text | None = None
    rule_extract: Text | None = None
    envisaged_sanction: Text | None = None


@router.get("/brieven/dossier/{case_id}")
async def get_case(request: Request, case_id: UUID, tx: Tx, actor: LetterWriter) -> Response:
    return await _show(request, tx, actor, case_id, Form())


@router.post("/brieven/dossier/{case_id}/geadresseerden")
async def post_addressee(request: Request, case_id: UUID, tx: Tx, actor: LetterWriter) -> Response:
    form = await read(request, AddresseeForm)
    if form.model is None:
        return await _show(request, tx, actor, case_id, form, status=422)
    address = Address(**form.model.model_dump(exclude={"role"}))
    try:
        await name_addressee(tx, actor, case_id, form.model.role, address)
    except RefusedError as refusal:
        form.refuse(refusal)
        return await _show(request, tx, actor, case_id, form, status=422)
    await tell(tx, request, _("Het adres is bewaard."))
    return go(f"/brieven/dossier/{case_id}")


@router.post("/brieven/geadresseerden/{addressee_id}/weg")
async def post_removal(
    request: Request, addressee_id: UUID, tx: Tx, actor: LetterWriter
) -> Response:
    case_id = await remove_addressee(tx, actor, addressee_id)
    await tell(tx, request, _("Daar gaan geen brieven meer naartoe."))
    return go(f"/brieven/dossier/{case_id}")


@router.get("/brieven/dossier/{case_id}/nieuw")
async def get_new(
    request: Request,
    case_id: UUID,
    tx: Tx,
    actor: LetterWriter,
    kind: Annotated[LetterKind, Query(alias="soort")],
) -> Response:
    """A kind that has no place in the case now is refused at once."""
    case = await case_file.find(tx, case_id)
    must_see(actor, case)
    correspondence(case.kind).outline(kind)
    await case_file.must_be_ready(tx, case, kind)
    return await _new(request, tx, actor, case_id, kind, Form())


@router.post("/brieven/dossier/{case_id}/nieuw")
async def post_new(request: Request, case_id: UUID, tx: Tx, actor: LetterWriter) -> Response:
    """The particulars that the kind needs; the refusal of one stands at its field."""
    form = await read(request, LetterForm)
    kind = LetterKind(form.value("soort")) if form.value("soort") in [*LetterKind] else None
    if kind is None:
        return await _show(request, tx, actor, case_id, form, status=422)
    if form.model is None:
        return await _new(request, tx, actor, case_id, kind, form, status=422)
    given: dict[str, Any] = form.model.model_dump(exclude={"kind", "mode", "copy_to_lawyer"})
    particulars = Particulars(**given)
    city = request.app.state.city
    try:
        made = await draft(
            tx,
            city,
            actor,
            case_id,
            kind,
            particulars,
            form.model.mode,
            copy_to_lawyer=form.model.copy_to_lawyer,
        )
    except RefusedError as refusal:
        form.refuse(refusal)
        form.errors = {FIELDS.get(name, name): text for name, text in form.errors.items()}
        return await _new(request, tx, actor, case_id, kind, form, status=422)
    text = ngettext(
        "%(num)s brief gemaakt. Een collega kijkt nu na.",
        "%(num)s brieven gemaakt. Een collega kijkt nu na.",
        len(made),
    )
    await tell(tx, request, text % {"num": len(made)})
    return go(f"/brieven/dossier/{case_id}")


async def _seen(tx: Transaction, actor: Actor, case_id: UUID) -> CaseFile:
    """A case with the names of those who get its letters: each look is logged."""
    case = await case_file.find(tx, case_id)
    must_see(actor, case)
    await record_access(
        tx,
        actor,
        action=Action.CONSULT,
        subject_kind=case.kind,
        subject_id=case_id,
        purpose=PROCEDURE,
    )
    return case


async def _show(
    request: Request,
    tx: Transaction,
    actor: Actor,
    case_id: UUID,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    case = await _seen(tx, actor, case_id)
    people = await addressees.of_cases(tx, [case_id])
    known = [
        each
        for each in await known_addresses(tx, actor, case)
        if each.address not in [person.address for person in people]
    ]
    if not people and not form.values:
        form.values["naam"] = [each.name for each in await findings.offenders(tx, case_id)][:1]
    return page(
        request,
        "case_letters.html",
        status=status,
        case=case,
        people=people,
        sold=await correspondence(case.kind).sold(tx, case_id),
        known=known,
        returned=await returns_of(tx, case_id, people),
        terms=await correspondence(case.kind).terms_of(tx, case_id) if case.minor else {},
        sent=await letters.of_case(tx, case_id),
        form=form,
        labels=labels,
        kinds=await case_file.ready_kinds(tx, case),
    )


async def _new(
    request: Request,
    tx: Transaction,
    actor: Actor,
    case_id: UUID,
    kind: LetterKind,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    case = await _seen(tx, actor, case_id)
    names = {each.name: _camel(each.name) for each in fields(Particulars)}
    outline = correspondence(case.kind).outline(kind)
    known = await case_file.said(tx, case, kind)
    writable = LetterForm.model_fields.keys() - known.keys()
    asked = [each for each in (*outline.needs, *outline.may_have) if each in writable]
    return page(
        request,
        "new_letter.html",
        status=status,
        case=case,
        kind=kind,
        people=await recipients(tx, case, kind),
        has_lawyer=AddresseeRole.OVERTREDER in outline.goes_to
        and any(
            each.role is AddresseeRole.ADVOCAAT for each in await addressees.of_cases(tx, [case_id])
        ),
        asked=[(name, names[name]) for name in asked],
        needed=outline.needs,
        form=form,
        labels=labels,
    )


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))
