"""Pages of ``/richtlijnen``: corps guidelines, every version, and who read the newest."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from databank.entries.pages import EntryPage, ask, take
from databank.police_plan.entries import GuidelineBody, PathNumber
from databank.police_plan.publish import GuidelineNotFoundError, note_read, publish_guideline
from databank.police_plan.store import guidelines
from databank.roles import Leader, Officer, Protector
from databank.screens.key_form import KeyForm, key_of

router = APIRouter(prefix="/richtlijnen", include_in_schema=False)


@router.get("")
async def get_list(request: Request, tx: Tx, officer: Officer) -> Response:
    rows = await guidelines.in_force(tx.conn, officer.subject)
    return page(request, "guidelines.html", rows=rows)


@router.get("/nieuw")
async def get_new(request: Request, tx: Tx, officer: Leader) -> Response:
    return _ask(request, Form())


@router.post("/nieuw")
async def post_new(request: Request, tx: Tx, officer: Leader) -> Response:
    return await _publish(request, tx, officer, None)


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
    return _ask(request, Form(values={"titel": [newest.title], "tekst": [newest.text]}))


@router.post("/{guideline_id}/aanpassen")
async def post_change(request: Request, guideline_id: UUID, tx: Tx, officer: Leader) -> Response:
    await _versions(tx, officer, guideline_id)
    return await _publish(request, tx, officer, guideline_id)


@router.post("/{guideline_id}/gelezen/{number}")
async def post_read(
    request: Request, guideline_id: UUID, number: PathNumber, tx: Tx, officer: Protector
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
    request: Request, tx: Transaction, officer: Actor, guideline_id: UUID | None
) -> Response:
    """The next version of a guideline; of a new one, whose id is the key of its form, the first."""

    async def write(new: GuidelineBody, key: UUID) -> None:
        await publish_guideline(tx, officer, guideline_id or key, new)

    said = _("De richtlijn is gepubliceerd.")
    form = await take(request, tx, GuidelineBody, write, said)
    if form.model is None:
        return _ask(request, form)
    return go(f"/richtlijnen/{guideline_id or form.value('sleutel')}")


def _ask(request: Request, form: Form[GuidelineBody]) -> Response:
    around = EntryPage(
        title=_("Publiceer een richtlijn"),
        button=_("Publiceer"),
        back="/richtlijnen",
        back_to=_("Terug naar de richtlijnen"),
    )
    return ask(request, GuidelineBody, around, form)
