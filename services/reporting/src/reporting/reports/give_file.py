"""Give a file of a version: as it was published, or for a draft as it would be."""

from dataclasses import dataclass
from uuid import UUID

from chassis import long_work
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web.roles import Function
from reporting.report_content.rules.readership import Readership
from reporting.report_register.read_reports import ReportInSight, one
from reporting.report_register.rules.formats import Format
from reporting.report_register.rules.lifecycle import FIXED, ReportNotFoundError, State
from reporting.report_register.sight import makes
from reporting.report_register.store import files
from reporting.report_register.store.tables import VersionRow
from reporting.reports import publish


@dataclass(frozen=True, slots=True)
class ReportFile:
    name: str
    content: bytes


async def formats(
    tx: Transaction, row: VersionRow, shown: ReportInSight, readership: Readership
) -> list[Format]:
    """The formats in which the reader may have a version that it sees, in one of its forms."""
    if row.state in FIXED:
        return await files.formats(tx, row.report_id, row.version, readership)
    drafts = makes(shown.function, shown.report.kind) or row.state is State.GOEDGEKEURD
    return [*publish.RENDERERS] if drafts else []


async def give_file(
    tx: Transaction,
    report_id: UUID,
    number: int,
    format_: Format,
    function: Function,
    asked: Readership | None = None,
) -> ReportFile:
    """Raises ``NotFoundError`` for a version, a format or a form that the function may not have.

    Without a form ``asked``, the function's own; the package there is for everybody alone.
    """
    shown = await one(tx, report_id, function)
    row = next((each for each in shown.versions if each.version == number), None)
    if row is None:
        raise ReportNotFoundError
    package = Readership.PUBLIEK if format_ is Format.ZIP else None
    offered = shown.readerships(row)
    form = shown.chosen(row, asked or (package if package in offered else None))
    if format_ not in await formats(tx, row, shown, form):
        raise NotFoundError(lazy("Dit bestand"))
    edition = await publish.edition_of(tx, row, form)
    file = await files.get(tx, report_id, number, format_, form) if row.state in FIXED else None
    if file is None:
        await long_work.computes(tx)
    content = file.content if file else await publish.render_draft(edition, format_)
    return ReportFile(edition.name(format_), content)
