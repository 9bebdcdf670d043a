"""The screen ``/draaitabel``: published figures by dimensions that were published together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError
from chassis.web.pages import page
from registry.counts.rules import cells
from registry.counts.rules.cells import CATEGORIES
from registry.delivery_register.rules.agenda import FIRST_YEAR, LAST_YEAR
from registry.integration import labels, store
from registry.minimum_format.rules.records import Period
from registry.organisations.rules import Organisations
from registry.pivot import write_file
from registry.pivot.read_pivot import NotTogetherError, PivotCell, published_tables
from registry.pivot.rules import Dimensions
from registry.pivot.write_file import PivotFile
from registry.roles import Reader, Settings, own
from registry.year_file.rules import FileFormat

router = APIRouter(include_in_schema=False)

OFFERED = 5
"""Sets of dimensions that are offered in place of one that is refused."""


@dataclass(frozen=True, slots=True)
class TableQuery:
    """The table that somebody asks for; empty answers mean the usual one."""

    year: int | None
    half: int | None
    measure: str
    dimensions: tuple[str, ...]

    def period(self, usual_year: int) -> Period:
        return Period(self.year or usual_year, self.half)


def _asked(
    jaar: Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR)] = None,
    half: Annotated[Literal["", "1", "2"], Query()] = "",
    maat: Annotated[str, Query(max_length=40)] = "",
    kenmerk: Annotated[list[str], Query(max_length=len(labels.DIMENSION))] = [],  # noqa: B006  FastAPI copies it
) -> TableQuery:
    known = [name for name in labels.DIMENSION if name in kenmerk]
    usual = [] if maat or kenmerk else [cells.BRANCHE]
    return TableQuery(
        jaar, int(half) if half else None, maat or cells.CLIENTEN, tuple(known or usual)
    )


Table = Annotated[TableQuery, Depends(_asked)]


@router.get("/draaitabel")
async def get_pivot(
    request: Request, tx: Tx, actor: Reader, settings: Settings, asked: Table
) -> Response:
    """Of the year before this one, clients by branch, unless something else is asked."""
    period = asked.period(city_day(tx.now).year - 1)
    tables = await published_tables(tx, period, organisation=own(actor))
    found: list[PivotCell] = []
    offered: list[Dimensions] = []
    refused = False
    try:
        found = tables.by(asked.measure, asked.dimensions)
    except NotTogetherError as refusal:
        refused, offered = True, [*refusal.offered[:OFFERED]]
    except FieldRefusedError:
        refused = bool(tables.cells)
    names = _names(found, settings.known, period)
    years = await store.years(tx, own(actor))
    return page(
        request,
        "pivot.html",
        status=422 if refused else 200,
        period=period,
        years=sorted({*years, period.year}, reverse=True),
        measure=asked.measure,
        measures=[name for name in labels.MEASURE if name in tables.known_measures],
        choices=_choices(tables.sets_of(asked.measure)),
        chosen=asked.dimensions,
        rows=_rows(found, asked.dimensions),
        names=names,
        hidden=any(cell.value is None for cell in found),
        margin=max((cell.rounded_to or 0 for cell in found), default=0),
        again=any(cell.first is not None for cell in found),
        refused=refused,
        offered=[(each, _address(period, asked.measure, each)) for each in offered],
        query=_address(period, asked.measure, asked.dimensions),
        empty=not tables.cells,
        labels=labels,
        HIDDEN=write_file.HIDDEN,
    )


@router.get("/draaitabel/bestand")
async def get_pivot_file(
    tx: Tx,
    actor: Reader,
    settings: Settings,
    asked: Table,
    vorm: FileFormat = FileFormat.XLSX,
) -> Response:
    """The same table as a file. Raises ``FieldRefusedError`` as the screen says it."""
    period = asked.period(city_day(tx.now).year - 1)
    tables = await published_tables(tx, period, organisation=own(actor))
    found = tables.by(asked.measure, asked.dimensions)
    names = _names(found, settings.known, period)
    table = PivotFile(period, asked.measure, asked.dimensions, found, names)
    content = write_file.write(table, write_file.mark(tx, table, actor), vorm)
    disposition = f'attachment; filename="{table.name(vorm)}"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return Response(content, media_type=write_file.media_type(vorm), headers=headers)


def _names(found: Iterable[PivotCell], known: Organisations, period: Period) -> dict[str, str]:
    codes = dict.fromkeys(cell.organisation for cell in found)
    return {code: known.get(code).name_in(period) for code in codes}


def _choices(sets: Iterable[Dimensions]) -> list[str]:
    known = frozenset[str]().union(*sets)
    return [name for name in labels.DIMENSION if name in known]


def _address(period: Period, measure: str, dimensions: Iterable[str]) -> str:
    asked = [("jaar", str(period.year)), ("half", str(period.half or "")), ("maat", measure)]
    return urlencode([*asked, *(("kenmerk", name) for name in sorted(dimensions))])


def _rows(
    found: Iterable[PivotCell], dimensions: tuple[str, ...]
) -> list[tuple[tuple[str, ...], dict[str, PivotCell]]]:
    """The cell of each organisation by the codes of the dimensions, in the order of their lists."""
    rows: dict[tuple[str, ...], dict[str, PivotCell]] = {}
    for cell in found:
        codes = tuple(cell.dimensions[name] for name in dimensions)
        rows.setdefault(codes, {})[cell.organisation] = cell

    def place(codes: tuple[str, ...]) -> list[tuple[int, str]]:
        return [
            (known.index(code) if code in known else len(known), code)
            for name, code in zip(dimensions, codes, strict=True)
            for known in [CATEGORIES.get(name, ())]
        ]

    return [(codes, rows[codes]) for codes in sorted(rows, key=place)]
