"""Validations of identities over HTTP."""

from typing import Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, model_validator

from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body, View
from contracts.codes import DocumentKind
from databank.access.shields.view import shown
from databank.identity_checks.validate import DocumentCheck, Validation, find_subject, validate
from databank.identity_status.rules import ValidationOutcome
from databank.roles import TeamMember
from databank.shifts.read import open_shift
from databank.stated_identity.api import BirthDate
from databank.stated_identity.rules.document_checks import DocumentReading, Photo
from databank.welfare.rules.priority import RefutedReason

router = APIRouter()


class ValidationBody(Body):
    """``method`` is left out where no document was seen: then nothing is in order.

    ``birthDate`` is the one on the document, as far as it is printed; ``photo`` what the eye says
    of the face.
    """

    shift_id: UUID | None = None
    person_id: UUID | None = None
    outcome: ValidationOutcome
    method: DocumentKind | None = None
    reason: RefutedReason | None = None
    birth_date: BirthDate | None = None
    photo: Photo | None = None
    at: AwareDatetime

    @model_validator(mode="after")
    def one_subject(self) -> Self:
        if (self.shift_id is None) == (self.person_id is None):
            raise ValueError(lazy("Geef een aangifte of een persoon, niet allebei."))
        return self


class ValidationView(View):
    """``state`` is ``weerlegd`` too where all is in order but for an age under eighteen."""

    validation_id: UUID
    person_id: UUID | None
    state: ValidationOutcome
    signal_id: UUID | None


@router.post("/v1/identity-validations", status_code=201)
async def post_validation(body: ValidationBody, tx: Tx, officer: TeamMember) -> ValidationView:
    if body.shift_id:
        await open_shift(tx, officer, body.shift_id)
    person_id, claim_id = await find_subject(tx, body.shift_id, body.person_id, body.method)
    validation = Validation(
        person_id=person_id,
        claim_id=claim_id,
        shift_id=body.shift_id,
        outcome=body.outcome,
        method=body.method,
        reason=body.reason,
        at=body.at,
        check=DocumentCheck(DocumentReading(birth_date=body.birth_date), photo=body.photo),
    )
    result = await validate(tx, officer.subject, validation)
    return ValidationView(
        validation_id=result.validation_id,
        person_id=shown(tx, person_id),
        state=result.outcome,
        signal_id=result.signal_id,
    )
