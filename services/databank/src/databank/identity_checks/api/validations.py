"""Officers validate or refute identities on the spot."""

from typing import Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, model_validator

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body, Problem, View
from contracts.codes import DocumentKind
from databank.access.roles import TeamMember
from databank.identity_checks.rules.outcome import ValidationOutcome
from databank.identity_checks.validate import Validation, validate
from databank.matching.store import persons
from databank.shifts.store import shifts, verifications
from databank.welfare.rules.priority import RefutedReason

router = APIRouter()


class ValidationBody(Body):
    shift_id: UUID | None = None
    person_id: UUID | None = None
    outcome: ValidationOutcome
    method: DocumentKind
    reason: RefutedReason | None = None
    at: AwareDatetime

    @model_validator(mode="after")
    def one_subject(self) -> Self:
        if (self.shift_id is None) == (self.person_id is None):
            raise ValueError(lazy("Geef een aangifte of een persoon, niet allebei."))
        if self.reason and self.outcome is ValidationOutcome.GEVALIDEERD:
            raise ValueError(lazy("Geef alleen een reden als de identiteit niet klopt."))
        return self


class ValidationView(View):
    validation_id: UUID
    person_id: UUID
    state: ValidationOutcome
    signal_id: UUID | None


@router.post("/v1/identity-validations", status_code=201)
async def post_validation(body: ValidationBody, tx: Tx, officer: TeamMember) -> ValidationView:
    person_id, claim_id = await _subject(tx, body)
    validation = Validation(
        person_id=person_id,
        claim_id=claim_id,
        shift_id=body.shift_id,
        outcome=body.outcome,
        method=body.method,
        reason=body.reason,
        at=body.at,
    )
    validated = await validate(tx, officer.subject, validation)
    return ValidationView(
        validation_id=validated.validation_id,
        person_id=person_id,
        state=body.outcome,
        signal_id=validated.signal_id,
    )


async def _subject(tx: Transaction, body: ValidationBody) -> tuple[UUID, UUID]:
    """The person and the claim that is compared with her document."""
    if body.shift_id:
        known = await shifts.by_ids(tx.conn, [body.shift_id])
        if body.shift_id not in known:
            raise Problem.not_found(lazy("Deze aangifte"))
        shift = known[body.shift_id]
        return shift.person_id, shift.claim_id
    assert body.person_id is not None  # held by the body's validator
    await persons.block_relinking(tx.conn)
    person_id = await persons.survivor(tx.conn, body.person_id)
    if person_id is None:
        raise Problem.not_found(lazy("Deze persoon"))
    claim_id = await verifications.claim_shown(tx.conn, person_id, body.method.value)
    if claim_id is None:
        raise Problem.not_found(lazy("Deze persoon"))
    return person_id, claim_id
