"""Form that asks for what somebody looks before a person is shown, kept for a shift of work.

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
from chassis.web.pages import Form, page
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import new_key
from chassis.web.pages.languages import mark
from databank.access.purposes import grant, labels
from databank.access.purposes.rules import (
    LONGEST_REASON,
    PurposeCode,
    ReasonNeededError,
    needs_reason,
)
from databank.access.purposes.store import Grant

GrantId = Annotated[UUID | None, Query(alias="doel")]


class PurposeForm(Body):
    purpose: PurposeCode = Field(alias="doel")
    reason: str | None = Field(default=None, alias="reden", max_length=LONGEST_REASON)
    key: UUID = Field(alias="sleutel")


def session_of(request: Request) -> bytes:
    digest: bytes = request.state.session.digest
    return digest


async def current_grant(
    request: Request, tx: Transaction, officer: Actor, grant_id: UUID | None, person_id: UUID
) -> Grant | None:
    """The purpose for which this person is read, when it was stated and still holds."""
    return await grant.current_grant(tx, officer, session_of(request), grant_id, person_id)


async def save_purpose(
    request: Request,
    tx: Transaction,
    officer: Actor,
    form: Form[PurposeForm],
    person_id: UUID | None = None,
) -> UUID | None:
    """The id of the grant that the form makes; None when the form says what is missing."""
    sent = form.model
    if sent is None:
        if "doel" in form.errors:
            form.errors["doel"] = mark("Kies waarvoor je het nodig hebt.")
        return None
    session = session_of(request)
    try:
        made = await grant.state_purpose(
            tx,
            officer,
            sent.purpose,
            sent.reason,
            session=session,
            person_id=person_id,
            grant_id=sent.key,
        )
    except ReasonNeededError as refusal:
        form.errors["reden"] = refusal.reason
        return None
    return made.id


async def grant_by_task(
    request: Request, tx: Transaction, officer: Actor, person_id: UUID | None
) -> UUID:
    """The id of a grant for who opens a file from the work at hand, without asking."""
    return await grant.grant_by_task(tx, officer, session_of(request), person_id)


def ask_purpose(
    request: Request,
    officer: Actor,
    form: Form[PurposeForm],
    action: str,
    *,
    back: str | None = None,
    status: int = 200,
) -> Response:
    """The form, for a file or a search that opens at ``action``."""
    outside = {code: needs_reason(officer.function, code) for code in PurposeCode}
    return page(
        request,
        "purpose.html",
        status=status,
        form=form,
        key=form.value("sleutel") or new_key(),
        action=action,
        back=back,
        purposes=[(code.value, _(label), outside[code]) for code, label in labels.PURPOSE.items()],
        longest=LONGEST_REASON,
        case=getattr(request.state, "case", None),
    )
