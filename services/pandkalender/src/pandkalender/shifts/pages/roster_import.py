"""Read a roster from a file: first a look at every row with what is wrong, then a yes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import asyncpg
from fastapi import APIRouter, File, Request, UploadFile
from pydantic import Field, ValidationError
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Actor, Body, Problem, reasons
from chassis.web.pages import Form, page, read
from contracts.identity import IdentityClaim
from pandkalender.premises import store as premises
from pandkalender.shifts import declare
from pandkalender.shifts.api.actors import CityRules, Owner
from pandkalender.shifts.declare import Accepted
from pandkalender.shifts.pages import date_parsing, spreadsheets
from pandkalender.shifts.rules import hours, roster_file
from pandkalender.shifts.rules.declaration import UNDERAGE, Rules
from pandkalender.shifts.rules.period import Period
from pandkalender.shifts.rules.refusal import Refusal
from pandkalender.shifts.rules.roster_file import Row, UnusableFileError, plain
from pandkalender.shifts.store import roster_drafts
from pandkalender.workers.lookup import Draft
from pandkalender.workers.pages.identity_form import NewWorker

router = APIRouter(include_in_schema=False)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Hours(Body):
    on: date_parsing.Day = Field(alias="datum")
    starts: date_parsing.Hour = Field(alias="van")
    ends: date_parsing.Hour = Field(alias="tot")

    @property
    def period(self) -> Period:
        return hours.period(self.on, self.starts, self.ends)


@dataclass(slots=True)
class Line:
    """A row as it is shown before the yes. Prints nothing of a person."""

    number: int
    place: str
    name: str = field(repr=False)
    period: Period | None = None
    draft: Draft | None = None
    wrong: list[str] = field(default_factory=list)


class Yes(Body):
    draft_id: UUID = Field(alias="rooster")


@router.get("/rooster")
async def get_roster(request: Request, actor: Owner) -> Response:
    return page(request, "roster.html", form=Form(), columns=roster_file.COLUMNS)


@router.get("/rooster/voorbeeld.xlsx")
async def get_example(actor: Owner) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="rooster-voorbeeld.xlsx"'}
    return Response(spreadsheets.example(), media_type=XLSX, headers=headers)


@router.post("/rooster")
async def post_roster(
    request: Request,
    tx: Tx,
    actor: Owner,
    rules: CityRules,
    file: Annotated[UploadFile | None, File(alias="bestand")] = None,
) -> Response:
    """Nothing is declared yet: each row is tried, and the trial is taken back."""
    content = await file.read() if file is not None else b""
    try:
        if not content:
            raise UnusableFileError(lazy("Kies een bestand."))
        rows = roster_file.rows(spreadsheets.table(content))
    except UnusableFileError as error:
        form: Form[Any] = Form(errors={"bestand": error.said})
        return page(request, "roster.html", status=422, form=form, columns=roster_file.COLUMNS)
    lines = await _lines(tx, actor, rows)
    await _try(tx, actor, rules, lines)
    good = [line for line in lines if not line.wrong]
    draft_id = await roster_drafts.keep(tx, actor.organisation, [_kept(one) for one in good])
    return page(request, "roster_check.html", lines=lines, good=len(good), draft_id=draft_id)


@router.post("/rooster/aangeven")
async def post_yes(request: Request, tx: Tx, actor: Owner, rules: CityRules) -> Response:
    form = await read(request, Yes)
    kept = None
    if form.model is not None:
        kept = await roster_drafts.take(tx, actor.organisation, form.model.draft_id)
    if kept is None:
        raise Problem(
            409,
            "rooster-verlopen",
            lazy("Dit rooster is al aangegeven of te lang blijven liggen."),
            detail=lazy(
                "Kijk bij Vandaag of Week wat er aangegeven is, of lees het bestand opnieuw in."
            ),
        )
    wanted = [_draft(one) for one in kept]
    outcomes = await declare.declare(tx, actor, rules, wanted)
    refused = [
        (one["number"], o.said)
        for one, o in zip(kept, outcomes, strict=True)
        if isinstance(o, Refusal)
    ]
    return page(
        request,
        "roster_done.html",
        accepted=sum(isinstance(outcome, Accepted) for outcome in outcomes),
        refused=refused,
    )


async def _lines(tx: Transaction, actor: Actor, rows: Sequence[Row]) -> list[Line]:
    known = await premises.list_rooms(tx, actor.organisation, 1_000, 0)
    rooms = {(plain(row["premises_label"]), plain(row["label"])): row for row in known}
    return [_line(row, rooms) for row in rows]


def _line(row: Row, rooms: Mapping[tuple[str, str], asyncpg.Record]) -> Line:
    values = row.values
    line = Line(
        row.number,
        f"{values.get('pand', '')}, {values.get('kamer', '')}",
        f"{values.get('voornamen', '')} {values.get('naam', '')}".strip(),
    )
    room = rooms.get((plain(values.get("pand", "")), plain(values.get("kamer", ""))))
    if room is None:
        line.wrong.append(lazy("Deze kamer bestaat niet bij jou. Kijk het pand en de kamer na."))
    claim: IdentityClaim | None = None
    try:
        line.period = Hours.model_validate(_some(values, "datum", "van", "tot")).period
    except ValidationError as error:
        line.wrong += _said(error)
    try:
        claim = NewWorker.model_validate(_identity(values)).claim()
    except ValidationError as error:
        line.wrong += _said(error)
    if room is not None and line.period is not None and claim is not None:
        line.draft = Draft(room["room_id"], line.period, claim)
    return line


async def _try(tx: Transaction, actor: Actor, rules: Rules, lines: Sequence[Line]) -> None:
    """What the calendar would say, without leaving a trace: a savepoint that is taken back.

    Only what concerns somebody who may be a minor leaves its trace, as any attempt to declare her
    would: a look beforehand is no way around her protection (handbook §4.6).
    """
    hopeful = [line for line in lines if line.draft is not None]
    if not hopeful:
        return
    recorded = len(tx.recorded)
    trial = tx.conn.transaction()
    await trial.start()
    try:
        wanted = [line.draft for line in hopeful if line.draft is not None]
        outcomes = await declare.declare(tx, actor, rules, wanted)
    finally:
        await trial.rollback()
        del tx.recorded[recorded:]
    for line, outcome in zip(hopeful, outcomes, strict=True):
        if isinstance(outcome, Refusal):
            line.wrong.append(outcome.said)
    minors = [
        line.draft
        for line, outcome in zip(hopeful, outcomes, strict=True)
        if outcome in UNDERAGE and line.draft is not None
    ]
    if minors:
        await declare.declare(tx, actor, rules, minors)


def _kept(line: Line) -> dict[str, Any]:
    assert line.draft is not None
    return {
        "number": line.number,
        "room": str(line.draft.room_id),
        "starts": line.draft.period.starts_at.isoformat(),
        "ends": line.draft.period.ends_at.isoformat(),
        "claim": line.draft.claim.model_dump(mode="json"),
    }


def _draft(kept: Mapping[str, Any]) -> Draft:
    return Draft(
        UUID(kept["room"]),
        Period(datetime.fromisoformat(kept["starts"]), datetime.fromisoformat(kept["ends"])),
        IdentityClaim.model_validate(kept["claim"]),
    )


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


def _said(error: ValidationError) -> list[str]:
    found = []
    for item in error.errors():
        name = reasons.field(item["loc"]) if item["loc"] else ""
        reason = reasons.reason(item)
        found.append(lazy("%(field)s: %(reason)s", field=name, reason=reason) if name else reason)
    return found
