"""Write the year file as CSV or XLSX, marked with who took it, when and what for (DP-20)."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from chassis.db import Transaction
from chassis.web import Actor
from chassis.web.exports.export_list import Column
from chassis.web.exports.file_formats import WRITERS
from chassis.web.exports.watermark import Watermark
from registry.year_file.read_year_file import PURPOSES, YearFile
from registry.year_file.rules import ORGANISATION, PERIOD, FileFormat, fields, numbers
from registry.year_file.store import YearFileTaking


def mark(tx: Transaction, found: YearFile, taking: YearFileTaking, actor: Actor) -> Watermark:
    year = taking.year
    return Watermark(
        export_id=taking.taking_id,
        listing=f"Jaarbestand zorg {year}: {found.table}",
        first=date(year, 1, 1),
        last=date(year, 12, 31),
        subject=actor.subject,
        function=str(actor.function),
        organisation=actor.organisation,
        purpose=PURPOSES[taking.purpose],
        reason=taking.reason,
        made_at=tx.now,
        approved_by=None,
        rows=len(found.lines),
    )


def write(found: YearFile, watermark: Watermark, file_format: FileFormat) -> bytes:
    """The file as bytes. Blocking work: call it in a thread."""
    counts = numbers(found.table)
    columns = [
        Column(ORGANISATION),
        Column(PERIOD, width=10),
        *(Column(name, "number" if name in counts else "text") for name in fields(found.table)),
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"jaarbestand.{file_format}"
        writer = WRITERS[file_format](path, columns, watermark)
        writer.add(found.lines)
        writer.finish()
        return path.read_bytes()
