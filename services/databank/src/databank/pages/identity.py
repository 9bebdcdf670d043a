"""Validate an identity on the spot: person, document and declaration side by side."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field, model_validator
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web import Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.once import is_first, new_key
from contracts.codes import DocumentKind
from databank.api.parties import Officer, TeamMember
from databank.domain.claim import is_valid_number
from databank.domain.welfare import RefutedReason
from databank.pages import words
from databank.pages.verification import opened
from databank.validating import Validation, ValidationOutcome, validate

router = APIRouter(include_in_schema=False)


class ValidationForm(Body):
    outcome: ValidationOutcome = Field(alias="besluit")
    method: DocumentKind = Field(alias="document")
    reason: RefutedReason | None = Field(default=None, alias="reden")
    key: UUID = Field(alias="sleutel")

    @model_validator(mode="after")
    def reason_fits(self) -> "ValidationForm":
        if self.outcome is ValidationOutcome.WEERLEGD and self.reason is None:
            raise ValueError("Zeg waarom de identiteit niet in orde is.")
        if self.outcome is not ValidationOutcome.WEERLEGD:
            self.reason = None
        return self


@router.get("/identiteit/{shift_id}")
async def get_identity(request: Request, shift_id: UUID, tx: Tx, officer: Officer) -> Response:
    return await _shown(request, shift_id, tx, officer, Form())


@router.post("/identiteit/{shift_id}")
async def post_identity(request: Request, shift_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    form = await read(request, ValidationForm)
    if form.model is None:
        form.errors = {
            name: "Maak een keuze." if not form.value(name) and name else text
            for name, text in form.errors.items()
        }
        return await _shown(request, shift_id, tx, officer, form, status=422)
    if await is_first(tx, form.model.key):
        shift = await opened(tx, officer, shift_id)
        validation = Validation(
            person_id=shift["person_id"],
            claim_id=shift["claim_id"],
            shift_id=shift_id,
            outcome=form.model.outcome,
            method=form.model.method,
            reason=form.model.reason,
            at=tx.now,
        )
        validated = await validate(tx, officer.subject, validation)
        await tell(tx, request, _("De identiteitscontrole is bewaard."))
        if validated.signal_id is not None:
            text = _("Bescherming gaat voor: er is een signaal gemaakt voor je teamleider.")
            await tell(tx, request, text, "warning")
    return go(f"/kwartier#{shift_id}")


async def _shown(
    request: Request,
    shift_id: UUID,
    tx: Tx,
    officer: Officer,
    form: Form[ValidationForm],
    *,
    status: int = 200,
) -> Response:
    shift = await opened(tx, officer, shift_id)
    number = shift["national_number"]
    return page(
        request,
        "identity.html",
        status=status,
        shift=shift,
        form=form,
        key=form.value("sleutel") or new_key(),
        words=words,
        number_holds=is_valid_number(number) if number else None,
    )
