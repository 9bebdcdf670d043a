"""Reports over HTTP: the planning, the steps of a version, its content and its files."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web import Actor, Body, Page, Problem, View, hal, listed
from reporting.periods.rules import EXAMPLES, NoPeriodError, Period
from reporting.report_content.rules.canonical import document
from reporting.report_content.rules.differences import Difference
from reporting.report_content.rules.readership import Readership
from reporting.report_register import plan
from reporting.report_register.read_reports import ReportInSight, in_sight, one, to_make
from reporting.report_register.rules.formats import MEDIA_TYPE, Format
from reporting.report_register.rules.kind import Audience
from reporting.report_register.rules.lifecycle import ReportNotFoundError, State, Step
from reporting.report_register.store.tables import VersionRow
from reporting.report_register.take_step import Signer
from reporting.reports import generate, write_words
from reporting.reports.decide import DECISIONS, SIGNATURES, StepRequest, take
from reporting.reports.give_file import give_file
from reporting.reports.present import shown as printed
from reporting.reports.publish import edition_of
from reporting.reports.sign import frozen_digest
from reporting.roles import Author, Keeper, Viewer

router = APIRouter(prefix="/v1/reports")

Reason = Annotated[str, Field(min_length=3, max_length=500)]

FormatQuery = Annotated[Format, Query(alias="format")]
FormQuery = Annotated[Readership | None, Query(alias="audience")]


class NewReport(Body):
    kind: str = Field(max_length=64)
    period: str = Field(max_length=10)


class SeenBody(Body):
    """``seen`` is the edition that was looked at; without one, for a report without a version."""

    seen: int | None = None


class WordsBody(Body):
    """Texts by code of a chapter, ``inleiding`` and ``besluit`` among them; an empty one goes.

    They are for the readers of ``audience``; with ``also_public`` everybody reads the same texts.
    """

    seen: int
    words: dict[str, str] = Field(max_length=50)
    audience: Readership = Readership.INTERN
    also_public: bool = False


class StepBody(Body):
    """``audiences`` goes with ``goedkeuren``, ``reason`` with ``terugsturen`` and ``intrekken``."""

    step: Step
    seen: int
    reason: Reason | None = None
    audiences: list[Audience] = Field(default_factory=list, max_length=4)


class ErratumBody(Body):
    reason: Reason


class VersionView(View):
    """``digest`` is the hash of the figures, ``frozen`` that of all that was approved; each as the
    reader has them."""

    version: int
    state: State
    edition: int
    as_of: datetime
    digest: str
    frozen: str | None
    audiences: list[str]
    reason: str | None
    published_at: datetime | None


class ReportView(View):
    """``state`` is ``gepland`` without a version; ``late``: not out by the day it was due."""

    report_id: UUID
    kind: str
    period: str
    title: str
    due_on: date
    late: bool
    state: str
    version: VersionView | None


class DifferenceView(View):
    """``before`` and ``after`` as they are printed; a dash where the place is not there."""

    section: str
    table: str
    row: list[str]
    column: str
    before: str
    after: str


class ReportContentView(ReportView):
    """``changes``: of an erratum, each figure that differs from the published version before it.

    ``audience`` is the form of the content: ``intern`` for who serves the plan, ``publiek`` for
    everybody.
    """

    versions: list[VersionView]
    audience: Readership | None
    words: dict[str, str]
    content: dict[str, Any] | None
    changes: list[DifferenceView]


@router.get("", **listed(ReportView))
async def list_reports(tx: Tx, request: Request, viewer: Viewer, page: Page) -> Response:
    """Reports that the reader may know of, the last due first."""
    every = await in_sight(tx, viewer.function)
    chosen = every[page.offset : page.offset + page.pagesize]
    today = city_day(tx.now)
    views = [_view(each, today) for each in chosen]
    return hal(request, "reports", views, page, more=len(every) > page.offset + len(chosen))


@router.post("", status_code=201)
async def plan_report(tx: Tx, keeper: Keeper, body: NewReport, response: Response) -> ReportView:
    try:
        period = Period.parse(body.period)
    except NoPeriodError:
        reason = f"Geef een periode, bijvoorbeeld {EXAMPLES}."
        raise Problem.field("period", reason, code="periode-ongeldig") from None
    row = await plan.plan(tx, body.kind, period, _signer(keeper))
    response.headers["Location"] = f"/v1/reports/{row.report_id}"
    return await _now(tx, row.report_id, keeper)


@router.get("/{report_id}")
async def get_report(
    tx: Tx, viewer: Viewer, report_id: UUID, form: FormQuery = None
) -> ReportContentView:
    """With the content of the newest version that its reader may know of, in the form asked."""
    shown = await one(tx, report_id, viewer.function)
    row = shown.version
    chosen = shown.chosen(row, form) if row else None
    edition = await edition_of(tx, row, chosen) if row and chosen else None
    return ReportContentView(
        **_view(shown, city_day(tx.now)).model_dump(),
        versions=[_version(each, shown) for each in shown.versions],
        audience=chosen,
        words=edition.words if edition else {},
        content=document(edition.report) if edition else None,
        changes=[_difference(each) for each in edition.changes] if edition else [],
    )


@router.get("/{report_id}/differences")
async def get_differences(tx: Tx, author: Author, report_id: UUID) -> list[DifferenceView]:
    """Figures that are other ones now than in the newest version."""
    shown = await to_make(tx, report_id, author.function)
    if shown.version is None:
        raise ReportNotFoundError
    return [_difference(each) for each in await generate.differences_now(tx, shown.version)]


@router.get("/{report_id}/versions/{version}/file")
async def get_file(
    tx: Tx,
    viewer: Viewer,
    report_id: UUID,
    version: int,
    form: FormatQuery,
    readership: FormQuery = None,
) -> Response:
    """A published file as it was made, or a draft for those who work on it."""
    file = await give_file(tx, report_id, version, form, viewer.function, readership)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.content, media_type=MEDIA_TYPE[form], headers=headers)


@router.post("/{report_id}/figures")
async def make_figures(tx: Tx, author: Author, report_id: UUID, body: SeenBody) -> ReportView:
    """The first version, or the figures of one that nobody checked yet, as they are known now."""
    await to_make(tx, report_id, author.function)
    if body.seen is None:
        await generate.generate(tx, report_id, _signer(author))
    else:
        await generate.regenerate(tx, report_id, _signer(author), seen=body.seen)
    return await _now(tx, report_id, author)


@router.post("/{report_id}/words")
async def write(tx: Tx, author: Author, report_id: UUID, body: WordsBody) -> ReportView:
    await to_make(tx, report_id, author.function)
    await write_words.write_words(
        tx,
        report_id,
        body.words,
        _signer(author),
        seen=body.seen,
        readership=body.audience,
        also_public=body.also_public,
    )
    return await _now(tx, report_id, author)


@router.post("/{report_id}/signature")
async def sign_report(
    request: Request, tx: Tx, author: Author, report_id: UUID, body: StepBody
) -> ReportView:
    """``controleren``, ``nalezen`` or ``terugsturen``."""
    if body.step not in SIGNATURES:
        raise Problem.field("step", "Deze stap is geen handtekening.", code="stap-ongeldig")
    return await _take(request, tx, author, report_id, body)


@router.post("/{report_id}/decision")
async def decide_report(
    request: Request, tx: Tx, keeper: Keeper, report_id: UUID, body: StepBody
) -> ReportView:
    """``goedkeuren``, ``publiceren`` or ``intrekken``."""
    if body.step not in DECISIONS:
        raise Problem.field("step", "Deze stap is geen beslissing.", code="stap-ongeldig")
    return await _take(request, tx, keeper, report_id, body)


@router.post("/{report_id}/erratum", status_code=201)
async def correct_report(tx: Tx, keeper: Keeper, report_id: UUID, body: ErratumBody) -> ReportView:
    await to_make(tx, report_id, keeper.function)
    await generate.correct(tx, report_id, body.reason, _signer(keeper))
    return await _now(tx, report_id, keeper)


async def _take(
    request: Request, tx: Tx, actor: Actor, report_id: UUID, body: StepBody
) -> ReportView:
    await to_make(tx, report_id, actor.function)
    reason = body.reason.strip() if body.reason else None
    if body.step in {Step.TERUGSTUREN, Step.INTREKKEN} and reason is None:
        raise Problem.field("reason", "Zeg in enkele woorden waarom.")
    asked = StepRequest(body.seen, reason, tuple(body.audiences))
    await take(tx, report_id, body.step, asked, _signer(actor), request.app.state.reporting)
    return await _now(tx, report_id, actor)


async def _now(tx: Tx, report_id: UUID, actor: Actor) -> ReportView:
    return _view(await one(tx, report_id, actor.function), city_day(tx.now))


def _view(shown: ReportInSight, today: date) -> ReportView:
    return ReportView(
        report_id=shown.report.report_id,
        kind=shown.report.kind,
        period=shown.report.period,
        title=shown.kind.title_of(shown.period),
        due_on=shown.report.due_on,
        late=shown.late(today),
        state=shown.state or "gepland",
        version=_version(shown.version, shown) if shown.version else None,
    )


def _version(row: VersionRow, shown: ReportInSight) -> VersionView:
    view = VersionView.model_validate(row)
    if shown.chosen(row, None) is Readership.INTERN or row.public_digest is None:
        return view
    frozen = frozen_digest(row, Readership.PUBLIEK) if row.frozen else None
    return view.model_copy(update={"digest": row.public_digest, "frozen": frozen})


def _difference(each: Difference) -> DifferenceView:
    return DifferenceView(
        section=each.section,
        table=each.table,
        row=list(each.row),
        column=each.column,
        before=printed(each.before),
        after=printed(each.after),
    )


def _signer(actor: Actor) -> Signer:
    return Signer(actor.function, actor.subject)
