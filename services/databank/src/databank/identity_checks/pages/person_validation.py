"""Validate an identity without a shift: somebody who is known, met in any branch or at the desk."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Actor
from chassis.web.pages import Form, go, read
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again
from databank.access.open_person import open_person
from databank.access.purposes import pages as purposes
from databank.access.purposes.pages import GrantId
from databank.access.purposes.store import Grant
from databank.identity_checks.pages.claimed_identity import ClaimedIdentity
from databank.identity_checks.pages.decide import Path, decide, show, show_doubts
from databank.identity_checks.pages.validation_form import LookForm, ValidationForm
from databank.identity_status import store as validations
from databank.persons.store import claims, persons
from databank.roles import TeamMember
from databank.shifts.store import verifications

router = APIRouter(include_in_schema=False)


@router.get("/kwartier/gezien/{verification_id}/identiteit")
async def get_of_presence(
    request: Request, verification_id: UUID, tx: Tx, officer: TeamMember
) -> Response:
    """From somebody who was met in a room: the work at hand is the purpose."""
    verification = await verifications.get(tx.conn, verification_id)
    known = verification.person_id if verification else None
    person_id = await persons.survivor(tx.conn, known) if known else None
    if person_id is None:
        raise NotFoundError(lazy("Deze persoon"))
    grant_id = await purposes.grant_by_task(request, tx, officer, person_id)
    return go(f"/personen/{person_id}/identiteit?doel={grant_id}")


@router.get("/personen/{person_id}/identiteit")
async def get_identity(
    request: Request, person_id: UUID, tx: Tx, officer: TeamMember, grant: GrantId = None
) -> Response:
    opened = await _open(request, tx, officer, person_id, grant, None)
    if isinstance(opened, Response):
        return opened
    return show(request, tx, opened.claimed, opened.path, Form())


@router.post("/personen/{person_id}/identiteit/nakijken")
@asks_again("a part of the page, asked for while somebody types")
async def post_look(
    request: Request, person_id: UUID, tx: Tx, officer: TeamMember, grant: GrantId = None
) -> Response:
    form = await read(request, LookForm)
    opened = await _open(request, tx, officer, person_id, grant, form.model)
    if isinstance(opened, Response):
        return opened
    return show_doubts(request, tx, opened.claimed, form)


@router.post("/personen/{person_id}/identiteit")
@asks_again("a look at the doubts before the decision")
async def post_identity(
    request: Request, person_id: UUID, tx: Tx, officer: TeamMember, grant: GrantId = None
) -> Response:
    form = await read(request, ValidationForm)
    opened = await _open(request, tx, officer, person_id, grant, form.model)
    if isinstance(opened, Response):
        return opened
    return await decide(request, tx, officer, opened.claimed, opened.path, form)


@dataclass(frozen=True, slots=True)
class OpenedIdentity:
    """A claimed identity, opened for a purpose, with the addresses around the form."""

    claimed: ClaimedIdentity
    path: Path


async def _open(
    request: Request,
    tx: Transaction,
    officer: Actor,
    person_id: UUID,
    grant_id: UUID | None,
    sent: LookForm | ValidationForm | None,
) -> OpenedIdentity | Response:
    """By the purpose that was stated for this person; without one, the way to where it is asked.

    Compared is the newest claim that has such a document as was sent, else the newest.
    """
    grant = await purposes.current_grant(request, tx, officer, grant_id, person_id)
    if grant is None:
        if await persons.get(tx.conn, person_id) is None:
            raise NotFoundError(lazy("Deze persoon"))
        return go(f"/personen/{person_id}")
    await persons.block_relinking(tx.conn)
    person = await open_person(tx, officer, person_id, grant.purpose)
    kind = sent.document_kind if sent else None
    claim_id = await validations.claim_shown(tx.conn, person.id, kind)
    claim = await claims.get(tx.conn, claim_id) if claim_id else None
    if claim is None:
        raise NotFoundError(lazy("Deze persoon"))
    return OpenedIdentity(ClaimedIdentity.of_person(person, claim), _path(person_id, grant))


def _path(person_id: UUID, grant: Grant) -> Path:
    file = f"/personen/{person_id}?doel={grant.id}"
    return Path(
        look=f"/personen/{person_id}/identiteit/nakijken?doel={grant.id}",
        back=file,
        back_text=_("Terug naar het dossier"),
        done=file,
    )
