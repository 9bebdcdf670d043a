"""The pivot over HTTP: published figures by dimensions that were published together."""

from typing import Annotated

from fastapi import APIRouter, Query

from chassis.edge import Tx
from chassis.web import View
from contracts.codes import CareOrganisation
from registry.minimum_format.rules.records import Period
from registry.pivot.read_pivot import published_tables
from registry.roles import Reader, own

router = APIRouter(prefix="/v1", tags=["cijfers"])


class PivotCellView(View):
    organisation: CareOrganisation
    dimensions: dict[str, str]
    value: int | None
    rounded_to: int | None
    first: int | None


class PivotView(View):
    """Cells as they were published: ``value`` is empty where it is hidden."""

    year: int
    half: int | None
    measure: str
    cells: list[PivotCellView]


@router.get("/pivot")
async def read_pivot(
    tx: Tx,
    actor: Reader,
    year: Annotated[int, Query(ge=2014, le=2100)],
    measure: Annotated[str, Query(max_length=40)],
    half: Annotated[int | None, Query(ge=1, le=2)] = None,
    dimension: Annotated[list[str], Query(max_length=3)] = [],  # noqa: B006  FastAPI copies it
) -> PivotView:
    """A measure by dimensions that were published together; others are refused, with the list."""
    tables = await published_tables(tx, Period(year, half), organisation=own(actor))
    cells = tables.by(measure, dimension)
    return PivotView(
        year=year,
        half=half,
        measure=measure,
        cells=[PivotCellView.model_validate(cell, from_attributes=True) for cell in cells],
    )
