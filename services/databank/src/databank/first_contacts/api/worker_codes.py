"""Codes with which workers see what is declared about them. Given by hand, shown once."""

from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import AwareDatetime

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Action, Actor, Problem, View, record_access
from databank.access.roles import BESCHERMING, TeamMember
from databank.first_contacts.worker_codes import Granted, grant, revoke
from databank.matching.store import persons

router = APIRouter()


class GrantedView(View):
    """``code`` is in this answer and nowhere else."""

    access_id: UUID
    code: str
    expires_at: AwareDatetime


@router.post("/v1/persons/{person_id}/worker-access", status_code=201)
async def post_access(person_id: UUID, tx: Tx, officer: TeamMember) -> GrantedView:
    return GrantedView.model_validate(await give(tx, officer, person_id))


@router.delete("/v1/persons/{person_id}/worker-access", status_code=204)
async def delete_access(person_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    await take_back(tx, officer, person_id)
    return Response(status_code=204)


async def give(tx: Transaction, officer: Actor, person_id: UUID) -> Granted:
    """A new code, written in the access log as what it is: somebody may look along from now on."""
    granted = await grant(tx, officer.subject, person_id)
    await _log(tx, officer, granted.person_id, Action.DISCLOSE)
    return granted


async def take_back(tx: Transaction, officer: Actor, person_id: UUID) -> None:
    await persons.block_relinking(tx.conn)
    whose = await persons.survivor(tx.conn, person_id)
    if whose is None:
        raise Problem.not_found(lazy("Deze persoon"))
    await revoke(tx, whose)
    await _log(tx, officer, whose, Action.CHANGE)


async def _log(tx: Transaction, officer: Actor, person_id: UUID, action: Action) -> None:
    await record_access(
        tx,
        officer,
        action=action,
        subject_kind="person",
        subject_id=person_id,
        purpose=BESCHERMING,
    )
