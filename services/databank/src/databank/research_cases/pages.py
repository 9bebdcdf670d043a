"""Pages of ``/dossiers``: recherche names the case it reads for, and closes one."""

from typing import Annotated, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field, model_validator
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Body, allow
from chassis.web.login.routes import safe_path
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.access.purposes.pages import session_of
from databank.authorisation import RECHERCHE
from databank.research_cases import research_case, store
from databank.research_cases.rules import LONGEST, TERM, CaseNumberError, Source

router = APIRouter(include_in_schema=False)

PATH = "/dossiers"
Investigator = Annotated[Actor, allow(*RECHERCHE)]
SOURCE = {
    Source.VAN_VERSLAG: mark("Van een verslag in de databank"),
    Source.VAN_SIGNAAL: mark("Van een signaal in de databank"),
    Source.ELDERS: mark("Nummer van buiten de databank"),
}


class CaseForm(Body):
    step: Literal["kiezen", "sluiten"] = Field(alias="stap")
    number: str | None = Field(default=None, alias="nummer", max_length=LONGEST)
    case_id: UUID | None = Field(default=None, alias="dossier")
    onward: str | None = Field(default=None, alias="naar", max_length=1000)
    key: UUID = Field(alias="sleutel")

    @model_validator(mode="after")
    def says_which(self) -> "CaseForm":
        if self.step == "sluiten" and self.case_id is None:
            raise ValueError(mark("Kies een dossier."))
        return self


def ask(request: Request, _error: Exception) -> Response:
    """Lead who named no case to where that is done, and back again where that can be."""
    if request.method != "GET":
        return go(PATH)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return go(f"{PATH}?naar={quote(here, safe='/')}")


@router.get(PATH)
async def get_cases(
    request: Request,
    tx: Tx,
    officer: Investigator,
    onward: Annotated[str, Query(alias="naar", max_length=1000)] = "",
) -> Response:
    return await _cases_page(request, tx, officer, Form(), safe_path(onward))


@router.post(PATH)
async def post_case(request: Request, tx: Tx, officer: Investigator) -> Response:
    form = await read(request, CaseForm)
    onward = safe_path(form.value("naar"))
    if form.model is None:
        return await _cases_page(request, tx, officer, form, onward, status=422)
    if form.model.step == "sluiten" and form.model.case_id is not None:
        if await is_first(tx, form.model.key):
            await research_case.end(tx, officer, form.model.case_id)
            await tell(tx, request, _("Het dossier is gesloten. Niemand kijkt er nog voor."))
        return go(PATH)
    try:
        number = form.model.number or ""
        await research_case.work_in(tx, officer, session_of(request), number)
    except CaseNumberError as refusal:
        form.refuse(refusal)
        return await _cases_page(request, tx, officer, form, onward, status=422)
    return go(onward if onward != "/" else PATH)


async def _cases_page(
    request: Request,
    tx: Transaction,
    officer: Actor,
    form: Form[CaseForm],
    onward: str,
    *,
    status: int = 200,
) -> Response:
    now = await store.chosen(tx.conn, session_of(request), officer.subject, tx.now - TERM)
    return page(
        request,
        "research_cases.html",
        status=status,
        form=form,
        key=new_key(),
        onward=onward,
        now=now,
        own=await store.open_of(tx.conn, officer.subject),
        source=SOURCE,
        longest=LONGEST,
    )
