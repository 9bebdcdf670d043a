"""Central year file over HTTP: a purpose is asked, and every answer stands in the access log."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from chassis.edge import Tx
from chassis.web.access_log.purpose import purpose
from registry.minimum_format.rules.columns import TableName
from registry.roles import Analyst, Settings
from registry.year_file.ask import ask
from registry.year_file.read_year_file import PURPOSES
from registry.year_file.rules import FileFormat
from registry.year_file.take import take

router = APIRouter(prefix="/v1", tags=["jaarbestand"])


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
    taking = await ask(tx, year, table, format, actor=actor, purpose=purpose, reason=None)
    taken = await take(tx, taking, settings.known, actor)
    return Response(taken.content, media_type=taken.media_type, headers=taken.headers)
