"""Central year file over HTTP: a purpose is asked, and every answer stands in the access log."""

import asyncio
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Path, Response

from chassis import long_work
from chassis.edge import Tx
from chassis.web.access_log.log import purpose
from chassis.web.exports.file_formats import MEDIA_TYPES
from registry.deliveries.rules.minimum_format import TableName
from registry.roles import Analyst, Settings
from registry.year_file import write_file
from registry.year_file.read_year_file import PURPOSES, read_year_file

router = APIRouter(prefix="/v1", tags=["jaarbestand"])


class FileFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


Purpose = Annotated[str, purpose(*PURPOSES)]


@router.get("/years/{year}/file/{table}", response_class=Response)
async def read(
    tx: Tx,
    actor: Analyst,
    purpose: Purpose,
    settings: Settings,
    year: Annotated[int, Path(ge=2014, le=2100)],
    table: TableName,
    format: FileFormat = FileFormat.XLSX,  # noqa: A002  the name in the address
) -> Response:
    """Pseudonymised rows of one table of what counts for the year, of all organisations.

    Without linkage codes. ``format`` is ``xlsx`` or ``csv``.
    """
    found = await read_year_file(tx, year, table, settings.known, actor=actor, purpose=purpose)
    watermark = write_file.mark(tx, found, year, actor, purpose)
    await long_work.computes(tx)
    content = await asyncio.to_thread(write_file.write, found, watermark, format)
    name = f"jaarbestand-{year}-{table}.{format}"
    return Response(
        content,
        media_type=MEDIA_TYPES[format],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )
