"""The screen ``/clienten-wissen``: which client, what goes and what stays, and the proofs."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.after_form import asks_again
from chassis.web.pages.languages import mark
from registry.client_erasure import labels, store
from registry.client_erasure.erase import erase_client, find_client
from registry.client_erasure.rules import LONGEST_CODE, CodeNowhereError, Found
from registry.roles import Responsible, organisation_of

router = APIRouter(include_in_schema=False)

HOME = "/clienten-wissen"
PAGE = 25


class ErasureForm(Body):
    """``seen``: what goes and what stays was shown, and ``sure`` is asked."""

    code: str = Field(min_length=1, max_length=LONGEST_CODE)
    seen: bool = Field(False, alias="nagekeken")
    sure: bool = Field(False, alias="zeker")


@router.get(HOME)
async def get_erasures(
    request: Request,
    tx: Tx,
    actor: Responsible,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    return await _ask_code(request, tx, organisation_of(actor), Form(), number)


@router.post(HOME)
@asks_again("shows what goes and what stays, before anything goes; no address carries the code")
async def post_erasure(request: Request, tx: Tx, actor: Responsible) -> Response:
    organisation = organisation_of(actor)
    form = await read(request, ErasureForm)
    if form.model is None:
        return await _ask_code(request, tx, organisation, form)
    if form.model.seen and not form.model.sure:
        form.errors["zeker"] = mark("Zeg dat je deze cliënt wil wissen.")
    try:
        if not form.model.seen or form.errors:
            found = await find_client(tx, organisation, form.model.code)
            return _ask_sure(request, form, found)
        await erase_client(tx, organisation, form.model.code, by=actor.subject)
    except CodeNowhereError as refusal:
        form.errors = {"code": refusal.reason}
        return await _ask_code(request, tx, organisation, form)
    await tell(tx, request, _("De cliënt is gewist. Het bewijs staat hieronder."))
    return go(HOME)


def _ask_sure(request: Request, form: Form[ErasureForm], found: Found) -> Response:
    return page(
        request,
        "client_erasure.html",
        status=422 if form.errors else 200,
        form=form,
        code=form.model.code if form.model else "",
        found=sorted(found.items()),
        labels=labels,
    )


async def _ask_code(
    request: Request, tx: Transaction, organisation: str, form: Form[Any], number: int = 1
) -> Response:
    proofs, total = await store.newest(tx, organisation, limit=PAGE, offset=(number - 1) * PAGE)
    return page(
        request,
        "client_erasures.html",
        status=422 if form.errors else 200,
        form=form,
        proofs=proofs,
        number=number,
        more=total > number * PAGE,
        pages=-(-total // PAGE),
        labels=labels,
    )
