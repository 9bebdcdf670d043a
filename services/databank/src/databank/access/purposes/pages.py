"""Asks for what somebody looks before a person is shown, and keeps that for a shift of work.

The address carries the id of what was said, and nothing of it; in another session it is worth
nothing.
"""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.access_log.log import case_of
from chassis.web.pages import Form, page
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import new_key
from chassis.web.pages.languages import mark
from databank.access.purposes import store
from databank.access.purposes.rules import LONGEST_REASON, TERM, PurposeCode, needs_reason
from databank.access.purposes.store import Grant
from databank.access.roles import TOEZICHT
from databank.files import labels as files
from databank.files import search
from databank.files.api.search import NEEDS_REASON

GrantId = Annotated[UUID | None, Query(alias="doel")]


class PurposeForm(Body):
    purpose: PurposeCode = Field(alias="doel")
    reason: str | None = Field(default=None, alias="reden", max_length=LONGEST_REASON)
    key: UUID = Field(alias="sleutel")


def session_of(request: Request) -> bytes:
    digest: bytes = request.state.session.digest
    return digest


async def given(
    request: Request, tx: Transaction, officer: Actor, grant_id: UUID | None, person_id: UUID
) -> Grant | None:
    """For what this person is read, when that was said and still holds."""
    return await search.standing(tx, officer, session_of(request), grant_id, person_id)


async def taken(
    request: Request,
    tx: Transaction,
    officer: Actor,
    form: Form[PurposeForm],
    person_id: UUID | None = None,
) -> UUID | None:
    """The id of what was said; None when the form says what is missing."""
    if form.model is None:
        if "doel" in form.errors:
            form.errors["doel"] = mark("Kies waarvoor je het nodig hebt.")
        return None
    said = (form.model.reason or "").strip() or None
    if said is None and needs_reason(officer.function, form.model.purpose):
        form.errors["reden"] = NEEDS_REASON
        return None
    grant = Grant(
        form.model.key,
        session_of(request),
        officer.subject,
        form.model.purpose.value,
        said,
        person_id,
        tx.now,
    )
    return await search.grant(tx, officer, grant)


async def by_task(
    request: Request, tx: Transaction, officer: Actor, person_id: UUID | None
) -> UUID:
    """Who opens a file from a declaration or a move at work is known to supervise; so is who looks
    for the other half of a person, and searches. Recherche works on its case."""
    session = session_of(request)
    code = TOEZICHT if case_of(tx) is None else PurposeCode.DOSSIER.value
    known = await store.latest(tx.conn, session, officer.subject, code, person_id, tx.now - TERM)
    if await search.standing(tx, officer, session, known, person_id) is not None:
        assert known is not None
        return known
    grant = Grant(new_key(), session, officer.subject, code, None, person_id, tx.now)
    return await search.grant(tx, officer, grant)


def ask(
    request: Request,
    officer: Actor,
    form: Form[PurposeForm],
    action: str,
    *,
    back: str | None = None,
    status: int = 200,
) -> Response:
    outside = {code: needs_reason(officer.function, code) for code in PurposeCode}
    return page(
        request,
        "purpose.html",
        status=status,
        form=form,
        key=form.value("sleutel") or new_key(),
        action=action,
        back=back,
        purposes=[(code.value, _(label), outside[code]) for code, label in files.PURPOSE.items()],
        longest=LONGEST_REASON,
        case=getattr(request.state, "case", None),
    )
