"""The form that asks why something is taken back: one for all that officers withdraw."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from chassis.web import Body
from chassis.web.pages import Form, page, read
from chassis.web.pages.idempotency import new_key
from chassis.web.pages.languages import mark

Reason = Annotated[str, Field(min_length=3, max_length=200)]
"""A few words why something is taken back, which name nobody."""


class ReasonForm(Body):
    reason: Reason = Field(alias="reden")
    key: UUID = Field(alias="sleutel")


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The words of the page, already translated, and where its reader came from."""

    title: str
    explained: str
    button: str
    back: str


async def read_reason(request: Request) -> Form[ReasonForm]:
    form = await read(request, ReasonForm)
    if form.model is None:
        form.errors = {"reden": mark("Zeg in enkele woorden waarom. Noem geen personen.")}
    return form


def ask_reason(
    request: Request, taken_back: TakenBack, form: Form[ReasonForm] | None = None
) -> Response:
    """The page with the question; with a ``form``, again, since that says too little."""
    form, status = (form, 422) if form is not None else (Form(), 200)
    key = form.value("sleutel") or new_key()
    return page(request, "reason.html", status=status, form=form, key=key, taken_back=taken_back)
