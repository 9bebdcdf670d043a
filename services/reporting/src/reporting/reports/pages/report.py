"""The screens of one report: its content, what changed since, its words and its files."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Actor
from chassis.web.pages import Form, go, page, tell
from chassis.web.pages import gettext as _
from reporting.periods import labels as periods
from reporting.report_content.rules.canonical import read
from reporting.report_content.rules.readership import Readership
from reporting.report_register.read_reports import ReportInSight, one, to_make
from reporting.report_register.rules.formats import MEDIA_TYPE, Format
from reporting.report_register.rules.lifecycle import (
    ReportNotFoundError,
    SameEyesError,
    State,
    Step,
    must_be_other_eyes,
    steps_of,
)
from reporting.report_register.sight import makes
from reporting.report_register.store import reports
from reporting.report_register.store.tables import VersionRow
from reporting.reports import generate, labels, publish, write_words
from reporting.reports.give_file import formats, give_file
from reporting.reports.illustrate import illustrate
from reporting.reports.pages.lists import signer
from reporting.reports.present import presented
from reporting.reports.rules.edition import Edition
from reporting.reports.sign import signatures
from reporting.reports.write_words import CONCLUSION, INTRODUCTION
from reporting.roles import Author, Viewer

router = APIRouter(include_in_schema=False)

MOST_FIELDS = 50
ALSO_PUBLIC = "ook-publiek"
"""The field in which a writer says that everybody reads the same words."""
WordsFor = Annotated[Readership, Query()]


@router.get("/rapporten/{report_id}")
async def get_report(
    request: Request,
    report_id: UUID,
    tx: Tx,
    viewer: Viewer,
    versie: Annotated[int | None, Query(ge=1, le=999)] = None,
    uitgave: Readership | None = None,
) -> Response:
    """The newest version that its reader may know of, or the one asked; in the form asked."""
    shown = await one(tx, report_id, viewer.function)
    row = _version(shown, versie) if versie else shown.version
    working = makes(viewer.function, shown.report.kind)
    form = shown.chosen(row, uitgave) if row else None
    edition = await publish.edition_of(tx, row, form) if row and form else None
    return page(
        request,
        "report.html",
        shown=shown,
        row=row,
        told=presented(edition) if edition else None,
        pictures=await _pictures(edition) if edition else {},
        form=form,
        forms=shown.readerships(row) if row else (),
        downloads=await formats(tx, row, shown, form) if row and form else [],
        steps=_steps(row, viewer) if row and row is shown.version and working else [],
        own_eyes=_own_eyes(row, viewer) if row and working else None,
        working=working,
        history=await reports.steps(tx, report_id) if working else [],
        today=city_day(tx.now),
        State=State,
        Step=Step,
        labels=labels,
        periods=periods,
    )


@router.post("/rapporten/{report_id}/opmaken")
async def post_generate(request: Request, report_id: UUID, tx: Tx, author: Author) -> Response:
    """The first figures, or those of a draft once more."""
    shown = await to_make(tx, report_id, author.function)
    if shown.version is None:
        await generate.generate(tx, report_id, signer(author))
    else:
        sent = await request.form(max_fields=MOST_FIELDS)
        seen = str(sent.get("editie", ""))
        await generate.regenerate(
            tx, report_id, signer(author), seen=int(seen) if seen.isdecimal() else 0
        )
    await tell(tx, request, _("De cijfers zijn opgemaakt zoals ze nu gekend zijn."))
    return go(f"/rapporten/{report_id}")


@router.get("/rapporten/{report_id}/tekst")
async def get_words(
    request: Request, report_id: UUID, tx: Tx, author: Author, uitgave: WordsFor = Readership.INTERN
) -> Response:
    shown = await to_make(tx, report_id, author.function)
    row = _draft(shown)
    words = row.words if uitgave is Readership.INTERN else row.public_words or {}
    form: Form[Any] = Form(values={place: [text] for place, text in words.items()})
    if write_words.is_public_too(row):
        form.values[ALSO_PUBLIC] = ["ja"]
    return _edit(request, shown, row, form, uitgave)


@router.post("/rapporten/{report_id}/tekst")
async def post_words(
    request: Request, report_id: UUID, tx: Tx, author: Author, uitgave: WordsFor = Readership.INTERN
) -> Response:
    shown = await to_make(tx, report_id, author.function)
    row = _draft(shown)
    sent = await request.form(max_fields=MOST_FIELDS)
    texts = {name: str(sent.get(name, "")) for name in _places(row)}
    form: Form[Any] = Form(values={name: [text] for name, text in texts.items()})
    also_public = sent.get(ALSO_PUBLIC) == "ja"
    form.values[ALSO_PUBLIC] = ["ja"] if also_public else []
    seen = str(sent.get("editie", ""))
    try:
        await write_words.write_words(
            tx,
            report_id,
            texts,
            signer(author),
            seen=int(seen) if seen.isdecimal() else 0,
            readership=uitgave,
            also_public=also_public,
        )
    except RefusedError as refusal:
        form.refuse(refusal)
        return _edit(request, shown, row, form, uitgave)
    await tell(tx, request, _("De tekst is bewaard."))
    form_shown = "?uitgave=publiek" if uitgave is Readership.PUBLIEK else ""
    return go(f"/rapporten/{report_id}{form_shown}")


@router.get("/rapporten/{report_id}/verschillen")
async def get_differences(request: Request, report_id: UUID, tx: Tx, author: Author) -> Response:
    """Figures that are other ones now than in the report."""
    shown = await to_make(tx, report_id, author.function)
    if shown.version is None:
        raise ReportNotFoundError
    return page(
        request,
        "report_differences.html",
        shown=shown,
        row=shown.version,
        changes=await generate.differences_now(tx, shown.version),
        State=State,
        labels=labels,
        periods=periods,
    )


@router.get("/rapporten/{report_id}/versies/{version}/bestand")
async def get_file(
    report_id: UUID,
    version: int,
    vorm: Format,
    tx: Tx,
    viewer: Viewer,
    uitgave: Readership | None = None,
) -> Response:
    """A published file as it was made; of a draft, for those who work on it, as it would be."""
    file = await give_file(tx, report_id, version, vorm, viewer.function, uitgave)
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Cache-Control": "no-store",
    }
    return Response(file.content, media_type=MEDIA_TYPE[vorm], headers=headers)


async def _pictures(edition: Edition) -> dict[str, Markup]:
    """By the code of the table that each stands with."""
    drawn = await asyncio.to_thread(illustrate, edition.report)
    return {code: Markup(svg) for code, (svg, _said) in drawn.items()}  # noqa: S704  # made by us


def _version(shown: ReportInSight, number: int) -> VersionRow:
    row = next((each for each in shown.versions if each.version == number), None)
    if row is None:
        raise ReportNotFoundError
    return row


def _draft(shown: ReportInSight) -> VersionRow:
    if shown.version is None:
        raise ReportNotFoundError
    return shown.version


def _places(row: VersionRow) -> dict[str, str]:
    """Places of words, with how each reads."""
    chapters = {section.code: section.title for section in read(row.content).sections}
    return {INTRODUCTION: _("Inleiding"), **chapters, CONCLUSION: _("Besluit")}


def _edit(
    request: Request,
    shown: ReportInSight,
    row: VersionRow,
    form: Form[Any],
    readership: Readership,
) -> Response:
    return page(
        request,
        "report_words.html",
        status=422 if form.errors else 200,
        shown=shown,
        row=row,
        places=_places(row),
        form=form,
        readership=readership,
        Readership=Readership,
        ALSO_PUBLIC=ALSO_PUBLIC,
        labels=labels,
    )


def _steps(row: VersionRow, actor: Actor) -> list[Step]:
    """The steps with a screen of their own that the actor may take now."""
    return [
        step
        for step in steps_of(row.state)
        if step in labels.BUTTON and not _refused(step, row, actor)
    ]


def _own_eyes(row: VersionRow, actor: Actor) -> str | None:
    """Why the next signature is not for this reader."""
    refusals = [_refused(step, row, actor) for step in steps_of(row.state)]
    return next((reason for reason in refusals if reason), None)


def _refused(step: Step, row: VersionRow, actor: Actor) -> str | None:
    try:
        must_be_other_eyes(step, actor.subject, signatures(row))
    except SameEyesError as refusal:
        return refusal.reason
    return None
