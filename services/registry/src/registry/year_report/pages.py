"""The screen ``/jaarverslag``: what the report of a year would say, and the words beside it."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import NotFoundError, RefusedError
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from registry.delivery_register.rules.agenda import FIRST_YEAR, LAST_YEAR
from registry.integration import store as publications
from registry.minimum_format.rules.records import Period
from registry.pivot.write_file import HIDDEN
from registry.roles import Author, Reader, Settings, own
from registry.settings import RegistrySettings
from registry.year_report import labels, store
from registry.year_report.read_report import read_report
from registry.year_report.rules.words import CHAPTERS, CITY, LONGEST
from registry.year_report.write_words import write_words

router = APIRouter(include_in_schema=False)

Year = Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR)]


class WordsForm(Body):
    words: str = Field("", alias="tekst", max_length=20_000)
    seen: int = Field(0, alias="versie", ge=0)


@router.get("/jaarverslag")
async def get_report(
    request: Request,
    tx: Tx,
    actor: Reader,
    settings: Settings,
    jaar: Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR)] = None,
) -> Response:
    """Of the year before this one, unless another is asked; an organisation sees its own part."""
    year = city_day(tx.now).year - 1 if jaar is None else jaar
    known = await publications.years(tx, own(actor))
    return page(
        request,
        "year_report.html",
        report=await read_report(tx, year, settings, only=own(actor)),
        year=year,
        years=sorted({city_day(tx.now).year - 1, year, *known}, reverse=True),
        whole=own(actor) is None,
        labels=labels,
        CITY=CITY,
        HIDDEN=HIDDEN,
    )


@router.get("/jaarverslag/{year}/{chapter}")
async def get_words(
    request: Request, year: Year, chapter: str, tx: Tx, actor: Author, settings: Settings
) -> Response:
    _must_write(actor, chapter)
    before = (await store.newest(tx, year)).get(chapter)
    values = {
        "tekst": [before.words if before else ""],
        "versie": [str(before.version if before else 0)],
    }
    return _ask(request, settings, year, chapter, Form(values=values))


@router.post("/jaarverslag/{year}/{chapter}")
async def post_words(
    request: Request, year: Year, chapter: str, tx: Tx, actor: Author, settings: Settings
) -> Response:
    _must_write(actor, chapter)
    form = await read(request, WordsForm)
    if form.model is not None:
        words, seen = form.model.words, form.model.seen
        try:
            await write_words(tx, year, chapter, words, by=actor.subject, seen=seen)
        except RefusedError as refusal:
            form.refuse(refusal)
            if "words" in form.errors:
                form.errors = {"tekst": form.errors["words"]}
            else:
                await _show_newest(tx, year, chapter, form)
    if form.errors:
        return _ask(request, settings, year, chapter, form)
    await tell(tx, request, _("De tekst is bewaard."))
    return go(f"/jaarverslag?jaar={year}")


async def _show_newest(tx: Transaction, year: int, chapter: str, form: Form[WordsForm]) -> None:
    """What somebody else wrote stands above the form, and may now be replaced."""
    before = (await store.newest(tx, year)).get(chapter)
    if before is not None:
        form.values["versie"] = [str(before.version)]
        form.values["nu"] = [before.words]


def _must_write(actor: Actor, chapter: str) -> None:
    """An organisation writes of itself, the study department of each. Raises ``NotFoundError``."""
    if chapter not in CHAPTERS or own(actor) not in (None, chapter):
        raise NotFoundError("Dit hoofdstuk")


def _ask(
    request: Request, settings: RegistrySettings, year: int, chapter: str, form: Form[WordsForm]
) -> Response:
    name = "" if chapter == CITY else settings.known.get(chapter).name_in(Period(year))
    return page(
        request,
        "year_words.html",
        status=422 if form.errors else 200,
        year=year,
        chapter=chapter,
        name=name,
        form=form,
        LONGEST=LONGEST,
    )
