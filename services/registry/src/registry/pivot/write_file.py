"""Write the table of a pivot as CSV or XLSX: protected figures, marked with who took them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from chassis.db import Transaction
from chassis.web import Actor
from chassis.web.exports.export_list import Column
from chassis.web.exports.file_formats import MEDIA_TYPES, WRITERS
from chassis.web.exports.watermark import Watermark
from registry.delivery_register.rules.delivery import first_day, last_day
from registry.minimum_format.rules.records import Period
from registry.pivot.read_pivot import PivotCell
from registry.year_file.rules import FileFormat

HIDDEN = "[c]"
"""Stands where a figure is too small to show."""
PURPOSE = "Gepubliceerde cijfers, al beschermd"


@dataclass(frozen=True, slots=True)
class PivotFile:
    """A table by these dimensions, with the names that organisations had in the period."""

    period: Period
    measure: str
    dimensions: Sequence[str]
    cells: Sequence[PivotCell]
    names: dict[str, str]

    def name(self, file_format: FileFormat) -> str:
        return f"cijfers-{self.period}-{self.measure}.{file_format}"


def mark(tx: Transaction, table: PivotFile, actor: Actor) -> Watermark:
    return Watermark(
        export_id=uuid4(),
        listing=f"Cijfers zorg {table.period}: {table.measure}",
        first=first_day(table.period),
        last=last_day(table.period),
        subject=actor.subject,
        function=str(actor.function),
        organisation=actor.organisation,
        purpose=PURPOSE,
        reason=None,
        made_at=tx.now,
        approved_by=None,
        rows=len(table.cells),
    )


def write(table: PivotFile, watermark: Watermark, file_format: FileFormat) -> bytes:
    columns = [
        Column("organisatie"),
        Column("periode", width=10),
        *(Column(name) for name in table.dimensions),
        Column(table.measure, "number"),
        Column("afgerond_op", "number"),
        Column("eerst_gepubliceerd", "number"),
        Column("teken", width=10),
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / table.name(file_format)
        writer = WRITERS[file_format](path, columns, watermark)
        writer.add(
            (
                table.names[cell.organisation],
                str(table.period),
                *(cell.dimensions[name] for name in table.dimensions),
                cell.value,
                cell.rounded_to,
                cell.first,
                HIDDEN if cell.value is None else None,
            )
            for cell in table.cells
        )
        writer.finish()
        return path.read_bytes()


def media_type(file_format: FileFormat) -> str:
    return MEDIA_TYPES[file_format]
