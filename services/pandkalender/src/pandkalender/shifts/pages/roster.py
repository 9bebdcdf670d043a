"""Pages to import a roster: first a look at every row with its mistakes, then a yes."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, File, Request, UploadFile
from pydantic import Field, ValidationError
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Actor, Body, Problem, reasons
from chassis.web.pages import Form, go, page, read
from chassis.web.pages import gettext as _
from contracts.identity import IdentityClaim
from pandkalender.authorisation import Owner
from pandkalender.moments.pages import date_parsing
from pandkalender.moments.rules.period import Period
from pandkalender.premises import store as premises
from pandkalender.premises.store import RoomRow
from pandkalender.settings import CityRules
from pandkalender.shifts.import_roster import declare_kept, keep, preview, try_drafts
from pandkalender.shifts.pages import spreadsheets
from pandkalender.shifts.pages.outcomes import tell_outcomes
from pandkalender.shifts.pages.work_form import COLUMNS as WORK_COLUMNS
from pandkalender.shifts.pages.work_form import WorkForm
from pandkalender.shifts.rules import hours, roster_file
from pandkalender.shifts.rules.declaration import Rules
from pandkalender.shifts.rules.draft import Draft
from pandkalender.shifts.rules.refusal import Refusal
from pandkalender.shifts.rules.roster_file import RosterRow, UnusableFileError, plain
from pandkalender.shifts.rules.roster_preview import RosterLine
from pandkalender.shifts.rules.work import Work
from pandkalender.workers.pages.identity_form import NewWorkerForm

router = APIRouter(include_in_schema=False)

MOST_ROOMS = 1_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class HoursForm(Body):
    """Day and hours of a row."""

    on: date_parsing.Day = Field(alias="datum")
    starts: date_parsing.Hour = Field(alias="van")
    ends: date_parsing.Hour = Field(alias="tot")

    @property
    def period(self) -> Period:
        return hours.period(self.on, self.starts, self.ends)


class YesForm(Body):
    """The yes to a kept roster."""

    draft_id: UUID = Field(alias="rooster")


@router.get("/rooster")
async def get_roster(request: Request, actor: Owner) -> Response:
    return page(request, "roster.html", form=Form(), columns=roster_file.COLUMNS)


@router.get("/rooster/voorbeeld.xlsx")
async def get_example(actor: Owner) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="rooster-voorbeeld.xlsx"'}
    return Response(spreadsheets.example(), media_type=XLSX, headers=headers)


async def _rows(
    actor: Owner, file: Annotated[UploadFile | None, File(alias="bestand")] = None
) -> list[RosterRow] | UnusableFileError:
    """Read what was uploaded before the transaction begins, so that it holds no connection."""
    content = await file.read() if file is not None else b""
    if not content:
        return UnusableFileError(lazy("Kies een bestand."))
    try:
        return roster_file.rows(await spreadsheets.table(content))
    except UnusableFileError as error:
        return error


Rows = Annotated[list[RosterRow] | UnusableFileError, Depends(_rows)]


@router.post("/rooster")
async def post_roster(
    request: Request, actor: Owner, rows: Rows, tx: Tx, rules: CityRules
) -> Response:
    """Nothing is declared yet: each row is tried, and the trial is taken back."""
    if isinstance(rows, UnusableFileError):
        form: Form[Any] = Form(errors={"bestand": rows.text})
        return page(request, "roster.html", status=422, form=form, columns=roster_file.COLUMNS)
    lines = await _lines(tx, actor, rows)
    await _try_lines(tx, actor, rules, lines)
    return go(f"/rooster/{await keep(tx, actor, lines)}")


@router.get("/rooster/{draft_id}")
async def get_preview(request: Request, draft_id: UUID, actor: Owner, tx: Tx) -> Response:
    lines = await preview(tx, actor, draft_id)
    if lines is None:
        raise _gone(404)
    good = sum(not line.wrong for line in lines)
    return page(request, "roster_check.html", lines=lines, good=good, draft_id=draft_id)


@router.post("/rooster/aangeven")
async def post_roster_yes(request: Request, tx: Tx, actor: Owner, rules: CityRules) -> Response:
    form = await read(request, YesForm)
    imported = None
    if form.model is not None:
        imported = await declare_kept(tx, actor, rules, form.model.draft_id)
    if imported is None:
        raise _gone(409)
    refused = [
        _("Rij %(number)s: %(why)s") % {"number": shift.number, "why": _(shift.outcome.text)}
        for shift in imported
        if isinstance(shift.outcome, Refusal)
    ]
    await tell_outcomes(tx, request, len(imported) - len(refused), refused)
    return go("/week")


def _gone(status: int) -> Problem:
    return Problem(
        status,
        "rooster-verlopen",
        lazy("Dit rooster is al aangegeven of te lang blijven liggen."),
        detail=lazy(
            "Kijk bij Vandaag of Week wat er aangegeven is, of lees het bestand opnieuw in."
        ),
    )


async def _lines(tx: Transaction, actor: Actor, rows: Sequence[RosterRow]) -> list[RosterLine]:
    own = await premises.list_rooms(tx, actor.organisation, MOST_ROOMS, 0)
    rooms = {(plain(room.premises_label), plain(room.label)): room for room in own}
    return [_line(row, rooms) for row in rows]


def _line(row: RosterRow, rooms: Mapping[tuple[str, str], RoomRow]) -> RosterLine:
    values = row.values
    line = RosterLine(
        row.number,
        f"{values.get('pand', '')}, {values.get('kamer', '')}",
        f"{values.get('voornamen', '')} {values.get('naam', '')}".strip(),
    )
    room = rooms.get((plain(values.get("pand", "")), plain(values.get("kamer", ""))))
    if room is None:
        line.wrong.append(lazy("Deze kamer bestaat niet bij jou. Kijk het pand en de kamer na."))
    claim: IdentityClaim | None = None
    try:
        line.period = HoursForm.model_validate(_some(values, "datum", "van", "tot")).period
    except ValidationError as error:
        line.wrong += _reasons(error)
    try:
        claim = NewWorkerForm.model_validate(_identity(values)).claim()
    except ValidationError as error:
        line.wrong += _reasons(error)
    said: Work | None = None
    try:
        said = WorkForm.model_validate(_some(values, *WORK_COLUMNS)).work
    except ValidationError as error:
        line.wrong += _reasons(error)
    if room and line.period and claim and said:
        line.draft = Draft(room.room_id, line.period, claim, said)
    return line


async def _try_lines(
    tx: Transaction, actor: Actor, rules: Rules, lines: Sequence[RosterLine]
) -> None:
    """Add to each line the refusal that its declaration would get."""
    drafts = [(line, line.draft) for line in lines if line.draft is not None]
    outcomes = await try_drafts(tx, actor, rules, [draft for _, draft in drafts])
    for (line, _draft), outcome in zip(drafts, outcomes, strict=True):
        if isinstance(outcome, Refusal):
            line.wrong.append(outcome.text)


def _identity(values: Mapping[str, str]) -> dict[str, str]:
    birth = values.get("geboortedatum", "")
    year, month, day = birth_parts(birth)
    given = _some(values, "voornamen", "naam", "nationaliteit", "telefoon")
    given |= {"geboorte-jaar": year, "geboorte-maand": month, "geboorte-dag": day}
    for column, name in (
        ("documentsoort", "document"),
        ("documentland", "document-land"),
        ("documentnummer", "document-nummer"),
    ):
        if values.get(column):
            given[name] = values[column]
    return given


def birth_parts(text: str) -> tuple[str, str, str]:
    """``3/2/1999``, ``1999-02-03``, ``2/1999`` or ``1999``: year, month, day, empty if unknown."""
    parts = text.replace(".", "/").replace("-", "/").split("/")
    if len(parts) > 1 and len(parts[0]) < 4:
        parts = parts[::-1]
    year, month, day = [*parts, "", ""][:3]
    return year, month, day


def _some(values: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: values[name] for name in names if values.get(name)}


def _reasons(error: ValidationError) -> list[str]:
    texts = []
    for item in error.errors():
        name = reasons.field(item["loc"]) if item["loc"] else ""
        reason = reasons.reason(item)
        texts.append(lazy("%(field)s: %(reason)s", field=name, reason=reason) if name else reason)
    return texts
