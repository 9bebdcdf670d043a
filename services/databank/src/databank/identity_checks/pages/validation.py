"""Validate an identity on the spot: person, document and declaration side by side.

Doubts are shown, and never decide: an officer goes on with a remark.
"""

from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from contracts.codes import DocumentKind, Sex, SignalKind
from contracts.identity import Document, IdentityClaim
from databank.access.roles import Officer, TeamMember
from databank.identity_checks import labels
from databank.identity_checks.pages.identity_fields import Country, IdentityFields, fill
from databank.identity_checks.rules import mrz
from databank.identity_checks.rules.document_checks import DocumentReading, Doubt, Photo
from databank.identity_checks.rules.outcome import NO_DOCUMENT, ValidationOutcome
from databank.identity_checks.validate import DocumentCheck, Validation, validate
from databank.screens import countries
from databank.screens import labels as screens
from databank.shifts.pages.quarter_view import QuarterView, View
from databank.shifts.read import open_shift
from databank.shifts.store.quarter import DeclaredShift
from databank.welfare.rules.priority import PROTECTIVE, RefutedReason
from databank.welfare.rules.source import of_person
from databank.welfare.store import signals
from linkage.claim import is_valid_number

router = APIRouter(include_in_schema=False)

LOOK = "nakijken"


class LookForm(IdentityFields):
    """The fields filled in so far, also from the machine readable zone; none is required."""

    photo: Photo | None = Field(default=None, alias="foto")
    remark: str | None = Field(default=None, max_length=200, alias="opmerking")
    sex: Sex | None = Field(default=None, alias="geslacht")
    other_kind: DocumentKind | None = Field(default=None, alias="document2")
    other_country: Country | None = Field(default=None, alias="land2")
    other_number: str | None = Field(default=None, min_length=3, max_length=32, alias="nummer2")
    action: str | None = Field(default=None, max_length=20, alias="actie")


class ValidationForm(LookForm):
    outcome: ValidationOutcome = Field(alias="besluit")
    reason: RefutedReason | None = Field(default=None, alias="reden")
    key: UUID = Field(alias="sleutel")

    @model_validator(mode="after")
    def reason_fits(self) -> "ValidationForm":
        if self.outcome is ValidationOutcome.WEERLEGD and self.reason is None:
            raise ValueError(mark("Zeg waarom de identiteit niet in orde is."))
        if self.outcome is not ValidationOutcome.WEERLEGD:
            self.reason = None
        return self

    @field_validator("other_number")
    @classmethod
    def other_document_is_whole(cls, number: str | None, info: ValidationInfo) -> str | None:
        if number and not info.data.get("other_country"):
            raise ValueError(mark("Geef ook het land van het andere document."))
        return number

    def more(self, shift: DeclaredShift) -> IdentityClaim | None:
        """The declared identity with the details that the officer read or heard beyond it.

        None when there are none. The remark about a doubt is no ground for it.
        """
        number, country = self.document_number, self.document_country
        if not (self.sex or self.alias or self.other_number or self.national_number or number):
            return None
        kind = self.document_kind or DocumentKind.ANDERE
        if not (number and country):
            kind = DocumentKind(shift.document_kind) if shift.document_kind else kind
            country, number = shift.document_country, shift.document_number
        other = (
            Document(
                kind=self.other_kind or DocumentKind.ANDERE,
                country=self.other_country,
                number=self.other_number,
            )
            if self.other_number and self.other_country
            else None
        )
        return IdentityClaim(
            given_names=shift.given_names,
            family_name=shift.family_name,
            birth_date=self.birth_date or shift.birth_date,
            document=Document(kind=kind, country=country, number=number) if number else None,
            national_number=self.national_number,
            nationality=self.nationality or shift.nationality,
            sex=self.sex,
            alias=self.alias,
            other_documents=(other,) if other else None,
        )


@router.get("/identiteit/{shift_id}")
async def get_identity(
    request: Request, shift_id: UUID, tx: Tx, officer: Officer, view: View
) -> Response:
    return await _show(request, shift_id, tx, officer, view, Form())


@router.post("/identiteit/{shift_id}/nakijken")
@asks_again("a part of the page, asked for while somebody types")
async def post_look(request: Request, shift_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    """The doubts so far, for a page that asks while somebody types."""
    form = await read(request, LookForm)
    shift = await open_shift(tx, officer, shift_id)
    doubts = _doubts(form.values, shift, city_day(tx.now))
    return page(request, "_doubts.html", doubts=doubts, doubt_labels=labels.DOUBT)


@router.post("/identiteit/{shift_id}")
@asks_again("a look at the doubts before the decision")
async def post_identity(
    request: Request, shift_id: UUID, tx: Tx, officer: TeamMember, view: View
) -> Response:
    form = await read(request, ValidationForm)
    shift = await open_shift(tx, officer, shift_id)
    today = city_day(tx.now)
    if form.value("actie") == LOOK:
        lines = mrz.read(form.value("mrz"), today.year)
        if lines:
            fill(form.values, lines)
        form.errors = {}
        doubts = _doubts(form.values, shift, today)
        return await _show(request, shift_id, tx, officer, view, form, doubts, looked=True)
    if form.model is None:
        choices = ("besluit", "foto", "reden")
        form.errors = {
            name: "Maak een keuze." if not form.value(name) and name in choices else text
            for name, text in form.errors.items()
        }
        return await _show(request, shift_id, tx, officer, view, form, status=422)
    sent = form.model
    if sent.outcome is ValidationOutcome.GEVALIDEERD and sent.document_kind is None:
        form.errors = {"document": NO_DOCUMENT}
        return await _show(request, shift_id, tx, officer, view, form, status=422)
    doubts = sent.doubts(_declared(shift), today)
    if doubts and sent.outcome is ValidationOutcome.GEVALIDEERD and not sent.remark:
        form.errors = {
            "opmerking": mark(
                "Er klopt iets niet. Is het toch in orde? Zeg in enkele woorden waarom."
            )
        }
        return await _show(request, shift_id, tx, officer, view, form, doubts, status=422)
    if await is_first(tx, sent.key):
        await validate(tx, officer.subject, _validation(sent, shift_id, shift, doubts, tx))
        await tell(tx, request, _("De identiteitscontrole is bewaard."))
    kind = PROTECTIVE.get(sent.reason) if sent.reason else None
    if kind is None and Doubt.MOGELIJK_MINDERJARIG in doubts:
        kind = SignalKind.MINDERJARIGHEID
    if kind is None:
        return go(view.after(shift_id))
    await tell(
        tx,
        request,
        _("Bescherming gaat voor: er is een signaal gemaakt voor je teamleider."),
        "warning",
    )
    signal_id = await signals.of_source(tx.conn, kind, of_person(shift.person_id))
    return go(f"/bescherming/{signal_id}")


def _validation(
    sent: ValidationForm,
    shift_id: UUID,
    shift: DeclaredShift,
    doubts: tuple[Doubt, ...],
    tx: Transaction,
) -> Validation:
    return Validation(
        person_id=shift.person_id,
        claim_id=shift.claim_id,
        shift_id=shift_id,
        outcome=sent.outcome,
        method=sent.document_kind,
        reason=sent.reason,
        at=tx.now,
        check=DocumentCheck(sent.read, sent.nationality, sent.photo, doubts, sent.remark),
        more=sent.more(shift),
    )


def _declared(shift: DeclaredShift) -> DocumentReading:
    return DocumentReading(birth_date=shift.birth_date, number=shift.document_number)


def _doubts(values: dict[str, list[str]], shift: DeclaredShift, today: date) -> tuple[Doubt, ...]:
    """Doubts about the readable fields: one that is wrong in itself leaves the others alone."""
    given: dict[str, Any] = {name: texts[-1] for name, texts in values.items() if texts[-1].strip()}
    while True:
        try:
            sent = LookForm.model_validate(given)
        except ValidationError as error:
            wrong = {str(item["loc"][0]) for item in error.errors() if item["loc"]}
            if not wrong & given.keys():
                return ()
            given = {name: text for name, text in given.items() if name not in wrong}
        else:
            return sent.doubts(_declared(shift), today)


async def _show(
    request: Request,
    shift_id: UUID,
    tx: Transaction,
    officer: Actor,
    view: QuarterView,
    form: Form[Any],
    doubts: tuple[Doubt, ...] = (),
    *,
    looked: bool = False,
    status: int = 200,
) -> Response:
    shift = await open_shift(tx, officer, shift_id)
    number = shift.national_number
    return page(
        request,
        "identity.html",
        status=status,
        shift=shift,
        view=view,
        form=form,
        key=form.value("sleutel") or new_key(),
        words=screens,
        labels=labels,
        doubt_labels=labels.DOUBT,
        doubts=doubts,
        looked=looked,
        countries=countries.often(),
        number_holds=is_valid_number(number) if number else None,
    )
