"""The form of an entry: asked, dealt with once, and shown again with what is wrong at its field."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import Request
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from chassis.db import Transaction
from chassis.refusals import RefusedError
from chassis.web.pages import Form, gettext, page, read, tell
from chassis.web.pages.idempotency import is_first, new_key
from databank.entries.declaration import Asked, Entry, Written, form_of

Offer = Sequence[tuple[str, str]]
"""Values that a field offers, each with its words in the language of the page."""
Offers = Mapping[str, Offer | Mapping[str, Offer]]
"""Of each field that is chosen, by its name on the form: what it offers, perhaps in groups."""


@dataclass(frozen=True, slots=True)
class EntryPage:
    """The words around a form that is a page by itself, translated, and the page before it."""

    title: str
    button: str
    back: str
    back_to: str
    heading: str = ""
    explained: str = ""
    action: str = ""
    caption: str = ""


async def read_entry(request: Request, entry: type[Written]) -> Form[Written]:
    """The sent form of an entry; without ``model`` it says at each field what is wrong."""
    form = await read(request, form_of(entry))
    form.errors = _worded(entry, form.errors)
    return form


async def write_once(
    request: Request,
    tx: Transaction,
    form: Form[Written],
    write: Callable[[Written, UUID], Awaitable[object]],
    said: str,
) -> None:
    """Deal with a form in which nothing is wrong: ``write`` gets its entry and its key, once.

    ``said`` tells that it was written. What ``write`` refuses stands at the fields of the form,
    which has no ``model`` then; a form that was sent before keeps its own.
    """
    if form.model is None:
        return
    entry, key = form.model, UUID(form.value("sleutel"))
    if await is_first(tx, key):
        try:
            await write(entry, key)
        except RefusedError as refusal:
            _refuse(form, type(entry), refusal)
        else:
            await tell(tx, request, said)


async def take(
    request: Request,
    tx: Transaction,
    entry: type[Written],
    write: Callable[[Written, UUID], Awaitable[object]],
    said: str,
) -> Form[Written]:
    """Read a form (``read_entry``) and deal with it (``write_once``)."""
    form = await read_entry(request, entry)
    await write_once(request, tx, form, write, said)
    return form


def _refuse(form: Form[Written], entry: type[Written], refusal: RefusedError) -> None:
    """The key of the form is used up by what was refused."""
    form.refuse(refusal)
    asked = {to_camel(field): each for field, each in entry.asked().items()}
    form.errors = {
        (asked[field].at or asked[field].name if field in asked else field): (
            asked[field].refused or text if field in asked else text
        )
        for field, text in form.errors.items()
    }
    form.values.pop("sleutel", None)
    form.model = None


def _worded(entry: type[Entry], errors: Mapping[str, str]) -> dict[str, str]:
    """What is wrong, at the field that is seen: an element of a list belongs to its list."""
    asked = {each.name: each for each in entry.asked().values()}
    said: dict[str, str] = {}
    for place, text in errors.items():
        name = place.partition(".")[0]
        each = asked.get(name)
        said.setdefault(each.at or name if each else name, each.wrong or text if each else text)
    return said


def worded(codes: Mapping[Any, str]) -> Offer:
    """Codes with their words, as a field offers them."""
    return [(code.value, gettext(said)) for code, said in codes.items()]


def ask(
    request: Request,
    entry: type[Entry],
    around: EntryPage,
    form: Form[Any],
    offers: Offers | None = None,
    fields: Mapping[str, Asked] | None = None,
) -> Response:
    """The form as a page by itself, of the ``fields`` alone that are given; with what is wrong at
    them, if anything is."""
    return page(
        request,
        "entry_form.html",
        status=422 if form.errors else 200,
        form=form,
        fields=entry.asked() if fields is None else fields,
        offers=offers or {},
        around=around,
        key=form.value("sleutel") or new_key(),
    )
