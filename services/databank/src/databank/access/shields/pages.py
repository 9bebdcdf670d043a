"""Pages of ``/afscherming``: shield a file or lift it, for leadership and recherche, unopened."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field, model_validator
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body, Problem, allow
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.access.shields import labels, shield
from databank.access.shields.rules import ShieldGround
from databank.access.shields.view import shown
from databank.authorisation import LEADERS, RECHERCHE

router = APIRouter(prefix="/afscherming", include_in_schema=False)

Shielder = Annotated[Actor, allow(*LEADERS, *RECHERCHE)]


class ShieldForm(Body):
    step: Literal["afschermen", "opheffen"] = Field(alias="stap")
    ground: ShieldGround | None = Field(default=None, alias="grond")
    key: UUID = Field(alias="sleutel")

    @model_validator(mode="after")
    def says_why(self) -> "ShieldForm":
        if self.step == "afschermen" and self.ground is None:
            raise ValueError(mark("Zeg waarom je dit dossier afschermt."))
        return self


@router.get("/{person_id}")
async def get_shield(request: Request, person_id: UUID, tx: Tx, officer: Shielder) -> Response:
    return await _shield_page(request, person_id, tx, Form())


@router.post("/{person_id}")
async def post_shield(request: Request, person_id: UUID, tx: Tx, officer: Shielder) -> Response:
    form = await read(request, ShieldForm)
    if form.model is None:
        form.errors = {"grond": form.errors.get("", mark("Maak een keuze."))}
        return await _shield_page(request, person_id, tx, form, status=422)
    if await is_first(tx, form.model.key):
        if form.model.ground is not None and form.model.step == "afschermen":
            await shield.place(tx, officer, person_id, form.model.ground)
            await tell(tx, request, _("Dit dossier is nu afgeschermd."))
        else:
            await shield.lift(tx, officer, person_id)
            await tell(tx, request, _("Dit dossier is niet meer afgeschermd."))
    return go(f"/afscherming/{person_id}")


async def _shield_page(
    request: Request, person_id: UUID, tx: Transaction, form: Form[ShieldForm], *, status: int = 200
) -> Response:
    survivor = await shield.current_id(tx, person_id)
    if survivor is None:
        raise Problem.not_found(mark("Deze persoon"))
    return page(
        request,
        "shield.html",
        status=status,
        person_id=shown(tx, survivor) or person_id,
        shields=await shield.shields_on(tx, survivor),
        form=form,
        key=form.value("sleutel") or new_key(),
        labels=labels,
    )
