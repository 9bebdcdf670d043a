"""Pages of ``/richtlijnen``: corps guidelines, every version, and who read the newest."""

from typing import Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.police_plan.publish import GuidelineNotFoundError, note_read, publish_guideline
from databank.police_plan.store import guidelines
from databank.roles import Leader, Officer, Protector
from databank.screens.key_form import KeyForm, key_of

router = APIRouter(prefix="/richtlijnen", include_in_schema=False)


class GuidelineForm(Body):
    title: str = Field(alias="titel", min_length=3, max_length=120)
    text: str = Field(alias="tekst", min_length=3, max_length=20_000)
    key: UUID = Field(alias="sleutel")


@router.get("")
async def get_list(request: Request, tx: Tx, officer: Officer) -> Response:
    rows = await guidelines.in_force(tx.conn, officer.subject)
    return page(request, "guidelines.html", rows=rows)


@router.get("/nieuw")
async def get_new(request: Request, tx: Tx, officer: Leader) -> Response:
    return _form(request, Form(), "/richtlijnen/nieuw")


@router.post("/nieuw")
async def post_new(request: Request, tx: Tx, officer: Leader) -> Response:
    return await _publish(request, tx, officer, uuid4(), "/richtlijnen/nieuw")


@router.get("/{guideline_id}")
async def get_guideline(request: Request, guideline_id: UUID, tx: Tx, officer: Officer) -> Response:
    versions = await _versions(tx, officer, guideline_id)
    newest = versions[0]
    readers = await guidelines.readers(tx.conn, guideline_id, newest.number)
    return page(
        request,
        "guideline.html",
        newest=newest,
        older=versions[1:],
        readers=readers,
        key=new_key(),
    )


@router.get("/{guideline_id}/aanpassen")
async def get_change(request: Request, guideline_id: UUID, tx: Tx, officer: Leader) -> Response:
    newest = (await _versions(tx, officer, guideline_id))[0]
    form: Form[GuidelineForm] = Form(values={"titel": [newest.title], "tekst": [newest.text]})
    return _form(request, form, f"/richtlijnen/{guideline_id}/aanpassen")


@router.post("/{guideline_id}/aanpassen")
async def post_change(request: Request, guideline_id: UUID, tx: Tx, officer: Leader) -> Response:
    await _versions(tx, officer, guideline_id)
    action = f"/richtlijnen/{guideline_id}/aanpassen"
    return await _publish(request, tx, officer, guideline_id, action)


@router.post("/{guideline_id}/gelezen/{number}")
async def post_read(
    request: Request, guideline_id: UUID, number: int, tx: Tx, officer: Protector
) -> Response:
    if await is_first(tx, key_of(await read(request, KeyForm))):
        await note_read(tx, officer, guideline_id, number)
        await tell(tx, request, _("Bewaard: je las deze versie."))
    return go(f"/richtlijnen/{guideline_id}")


async def _versions(
    tx: Transaction, officer: Actor, guideline_id: UUID
) -> list[guidelines.Guideline]:
    found = await guidelines.versions(tx.conn, officer.subject, guideline_id)
    if not found:
        raise GuidelineNotFoundError
    return found


async def _publish(
    request: Request, tx: Transaction, officer: Actor, guideline_id: UUID, action: str
) -> Response:
    form = await read(request, GuidelineForm)
    if form.model is None:
        texts = {"titel": mark("Geef een titel."), "tekst": mark("Schrijf de richtlijn.")}
        form.errors = {name: texts.get(name, text) for name, text in form.errors.items()}
        return _form(request, form, action, status=422)
    if not await is_first(tx, form.model.key):
        return go("/richtlijnen")
    await publish_guideline(tx, officer, guideline_id, form.model.title, form.model.text)
    await tell(tx, request, _("De richtlijn is gepubliceerd."))
    return go(f"/richtlijnen/{guideline_id}")


def _form(request: Request, form: Form[Any], action: str, *, status: int = 200) -> Response:
    return page(
        request,
        "guideline_form.html",
        status=status,
        form=form,
        action=action,
        key=form.value("sleutel") or new_key(),
    )
