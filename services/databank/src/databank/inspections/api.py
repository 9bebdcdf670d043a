"""Inspections over HTTP: one is recorded at once, when it is over."""

from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, Field, model_validator

from chassis.branches import KnownBranch, branches
from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body, View
from contracts.codes import InspectionKind, InspectionResult, Visibility
from databank.access.shields.view import shown
from databank.inspections.record import CheckedPerson, WholeInspection, record_inspection
from databank.inspections.register_places import Place
from databank.inspections.rules import InspectionState, Role
from databank.inspections.store import encounters
from databank.inspections.workflow import withdraw
from databank.roles import TeamMember
from databank.screens.reason_form import Reason
from databank.stated_identity.api import ClaimBody

router = APIRouter()


class EstablishmentBody(Body):
    establishment_id: UUID | None = None
    premises_id: UUID | None = None
    label: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    branch: KnownBranch | None = None

    @model_validator(mode="after")
    def names_one(self) -> Self:
        given = [self.establishment_id, self.premises_id, self.label]
        if sum(value is not None for value in given) != 1:
            raise ValueError(lazy("Geef één van deze: een instelling, een pand of een naam."))
        return self


class PersonBody(Body):
    role: Role
    claim: ClaimBody
    seen_at: AwareDatetime | None = None


class InspectionBody(Body):
    branch: KnownBranch
    visibility: Visibility | None = None
    kind: InspectionKind
    result: InspectionResult
    completed_at: AwareDatetime
    establishments: Annotated[list[EstablishmentBody], Field(max_length=200)] = Field(
        default_factory=list
    )
    persons: Annotated[list[PersonBody], Field(max_length=200)] = Field(default_factory=list)


class WithdrawalBody(Body):
    """``reason`` in some words; it names nobody."""

    reason: Reason


class WithdrawnView(View):
    inspection_id: UUID
    state: InspectionState


class PersonView(View):
    """``personId`` and ``decision`` are empty of somebody of whom nobody could say who it was."""

    person_id: UUID | None
    decision: str | None
    signal_id: UUID | None = None
    """Of the urgent signal when the person may be a minor: protection goes first."""


class InspectionView(View):
    inspection_id: UUID
    establishment_ids: tuple[UUID, ...]
    persons: tuple[PersonView, ...]
    branch_shifts: tuple[UUID, ...]


@router.post("/v1/inspections", status_code=201)
async def post_inspection(body: InspectionBody, tx: Tx, officer: TeamMember) -> InspectionView:
    """``branchShifts`` are the cases that this inspection revealed."""
    return await _record(tx, officer.subject, body)


@router.post("/v1/inspections/{inspection_id}/withdrawal")
async def post_withdrawal(
    inspection_id: UUID, body: WithdrawalBody, tx: Tx, officer: TeamMember
) -> WithdrawnView:
    """Take back an inspection that never was: what followed from it is taken back too."""
    await withdraw(tx, officer, inspection_id, body.reason)
    return WithdrawnView(inspection_id=inspection_id, state=InspectionState.INGETROKKEN)


async def _record(tx: Transaction, officer: str, body: InspectionBody) -> InspectionView:
    day = city_day(body.completed_at)
    inspection = WholeInspection(
        branch=body.branch,
        visibility=body.visibility or branches().visibility(body.branch, day),
        kind=body.kind,
        result=body.result,
        completed_at=body.completed_at,
        places=tuple(
            Place(item.establishment_id, item.premises_id, item.label, item.branch)
            for item in body.establishments
        ),
        persons=tuple(
            CheckedPerson(item.role, item.claim.stated(), item.seen_at) for item in body.persons
        ),
    )
    recorded = await record_inspection(tx, officer, inspection)
    return InspectionView(
        inspection_id=recorded.inspection_id,
        establishment_ids=recorded.establishment_ids,
        persons=tuple(
            PersonView(
                person_id=shown(tx, each.person_id) if each else None,
                decision=each.decision if each else None,
                signal_id=signal_id,
            )
            for each, signal_id in zip(recorded.persons, recorded.signals, strict=True)
        ),
        branch_shifts=await encounters.visible_branch_shifts(tx.conn, recorded.branch_shifts),
    )
