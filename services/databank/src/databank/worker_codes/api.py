"""API of codes with which workers see what is declared about them; given by hand, shown once."""

from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import View
from databank.roles import TeamMember
from databank.worker_codes.codes import give_code, take_back_codes

router = APIRouter()


class GrantedView(View):
    """A new code, which is in this answer and nowhere else."""

    access_id: UUID
    code: str
    expires_at: AwareDatetime


@router.post("/v1/persons/{person_id}/worker-access", status_code=201)
async def post_access(person_id: UUID, tx: Tx, officer: TeamMember) -> GrantedView:
    return GrantedView.model_validate(await give_code(tx, officer, person_id))


@router.delete("/v1/persons/{person_id}/worker-access", status_code=204)
async def delete_access(person_id: UUID, tx: Tx, officer: TeamMember) -> Response:
    await take_back_codes(tx, officer, person_id)
    return Response(status_code=204)
