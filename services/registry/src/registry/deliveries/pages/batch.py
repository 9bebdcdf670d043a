"""The page ``/opleveringen/invullen``: a small delivery, typed in row by row.

The rows become the same tables as those of a file and meet the same validation; what is wrong
stands at its field, and nothing is kept until all is right.
"""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field, create_model
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.refusals import RefusedError
from chassis.web import Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from registry.deliveries import deliver
from registry.deliveries.deliver import Upload
from registry.deliveries.pages.upload import offered, period_of
from registry.delivery_register import labels
from registry.minimum_format.rules.columns import COLUMNS, Agreements, Column, TableName, columns
from registry.minimum_format.rules.records import Period
from registry.roles import Registrar, Settings, organisation_of
from registry.uploads.read_upload import UploadContent
from registry.validation.rules.validate import Sheet, validate

router = APIRouter(include_in_schema=False)

MOST_ROWS = 30
"""Rows of a table on one page; who has more delivers a file."""
STEP = 5
ROWS = range(1, MOST_ROWS + 1)


class Batch(Body):
    key: UUID = Field(alias="sleutel")
    period: str = Field(alias="periode", max_length=7)


def name(table: TableName, row: int, column: str) -> str:
    """The field of a cell. Its place stands for the column, since fields have no underscore."""
    place = next(nr for nr, each in enumerate(COLUMNS[table]) if each.name == column)
    return f"{table}{row}x{place}"


_CELLS: Any = {
    name(table, row, column.name): (str, "")
    for table in TableName
    for row in ROWS
    for column in COLUMNS[table]
}
BatchForm: type[Batch] = create_model("BatchForm", __base__=Batch, **_CELLS)


@router.get("/opleveringen/invullen")
async def get_batch(
    request: Request,
    tx: Tx,
    actor: Registrar,
    settings: Settings,
    periode: Annotated[str, Query(max_length=7)] = "",
    rijen: Annotated[int, Query(ge=STEP, le=MOST_ROWS)] = STEP,
) -> Response:
    today = city_day(tx.now)
    period = period_of(periode, today) or Period(today.year - 1)
    agreements = settings.agreements(organisation_of(actor), linkage=False)
    return _show(request, Form(), period, offered(today), agreements, rijen)


@router.post("/opleveringen/invullen")
async def post_batch(request: Request, tx: Tx, actor: Registrar, settings: Settings) -> Response:
    form = await read(request, BatchForm)
    today = city_day(tx.now)
    organisation = organisation_of(actor)
    agreements = settings.agreements(organisation, linkage=False)
    period = period_of(form.value("periode"), today)
    if period is None:
        form.errors["periode"] = mark("Kies een periode.")
        period = Period(today.year - 1)
    sheets = _sheets(form, agreements)
    if not any(sheet.rows for sheet in sheets.values()):
        form.errors[""] = mark("Vul minstens één rij in.")
    if not form.errors:
        await _judge(form, sheets, period, agreements)
    if form.model is not None and not form.errors:
        if not await is_first(tx, form.model.key):
            return go("/opleveringen")
        upload = Upload(organisation, period, None, UploadContent(sheets))
        try:
            delivery = await deliver.deliver(tx, upload, settings, by=actor.subject)
        except RefusedError as refusal:
            form.errors[""] = _("Voor dit jaar lever je een bestand op: %(why)s") % {
                "why": _(refusal.reason)
            }
        else:
            await tell(
                tx, request, _("We vonden geen fouten. De verantwoordelijke kan nu indienen.")
            )
            return go(f"/opleveringen/{delivery.delivery_id}")
    return _show(request, form, period, offered(today), agreements, _filled(form))


def _sheets(form: Form[Any], agreements: Agreements) -> dict[TableName, Sheet]:
    """The rows in which anything was filled in; their numbers are one more, as in a file."""
    sheets = {}
    for table in TableName:
        names = [column.name for column in columns(table, agreements)]
        rows = [
            (row + 1, tuple(form.value(name(table, row, column)).strip() for column in names))
            for row in ROWS
        ]
        filled = tuple((number, cells) for number, cells in rows if any(cells))
        sheets[table] = Sheet(tuple(names), filled)
    return sheets


async def _judge(
    form: Form[Any], sheets: Mapping[TableName, Sheet], period: Period, agreements: Agreements
) -> None:
    """Leave the reason of each error at its field, in the order of the fields on the page."""
    verdict = await asyncio.to_thread(validate, sheets, period, agreements)
    found: dict[str, str] = {}
    for error in verdict.errors:
        known = {column.name for column in COLUMNS[error.table]}
        column = error.column if error.column in known else COLUMNS[error.table][0].name
        said = lazy("%(column)s: %(why)s", column=column, why=error.reason)
        found.setdefault(name(error.table, error.row - 1, column), said)
    form.errors |= {field: found[field] for field in _CELLS if field in found}


def _filled(form: Form[Any]) -> int:
    """So many rows that all that was filled in is shown, and one more."""
    last = max(
        (
            row
            for table in TableName
            for row in ROWS
            for column in COLUMNS[table]
            if form.value(name(table, row, column.name)).strip()
        ),
        default=0,
    )
    return min(MOST_ROWS, max(STEP, last + 1))


def _show(
    request: Request,
    form: Form[Any],
    period: Period,
    periods: list[Period],
    agreements: Agreements,
    rows: int,
) -> Response:
    shown: dict[TableName, tuple[Column, ...]] = {
        table: columns(table, agreements) for table in TableName
    }
    return page(
        request,
        "batch.html",
        status=422 if form.errors else 200,
        form=form,
        period=period,
        periods={str(each): labels.period(each).capitalize() for each in periods},
        columns=shown,
        rows=ROWS[:rows],
        more=min(MOST_ROWS, rows + STEP) if rows < MOST_ROWS else None,
        name=name,
        key=new_key(),  # that of a refused form is spent
        labels=labels,
    )
