"""Mark the errors in the sender's own files, and take out what may not be kept of them."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from chassis.uploads import Annotations, Limits, Overview, SheetNotes, UnreadableFileError
from chassis.uploads.reader import annotate_text, annotate_workbook, is_workbook
from registry.minimum_format.rules.columns import COLUMNS, TableName
from registry.uploads import overview
from registry.uploads.file_parser import MOST_ROWS
from registry.uploads.notes import notes_of, notes_outside
from registry.uploads.read_upload import WORKBOOK, SentFile, UploadContent
from registry.validation.rules.findings import Finding
from registry.validation.rules.groups import grouped
from registry.validation.rules.validate import Sheet

LIMITS = Limits(rows=MOST_ROWS, seconds=10)
MOST_CELLS = 400_000
"""Cells of a workbook that is marked itself; of a larger one the tables are written anew."""
MOST_SECONDS = 15


async def mark_files(
    received: UploadContent, kept: Mapping[TableName, Sheet], errors: Sequence[Finding]
) -> dict[str, bytes]:
    """The files that could be marked, by the names of their fields; of others the tables go back
    as they were kept. ``kept`` are the tables without what says who somebody is."""
    before = received.written or received.sheets
    marked: dict[str, bytes] = {}
    for field, file in received.files.items():
        try:
            async with asyncio.timeout(MOST_SECONDS):
                content = await _marked(field, file, before, kept, errors)
        except (UnreadableFileError, TimeoutError):
            continue
        if content is not None:
            marked[field] = content
    return marked


async def _marked(
    field: str,
    file: SentFile,
    before: Mapping[TableName, Sheet],
    kept: Mapping[TableName, Sheet],
    errors: Sequence[Finding],
) -> bytes | None:
    if field == WORKBOOK:
        if sum(len(row) for rows in file.content.values() for row in rows) > MOST_CELLS:
            return None
        notes = await asyncio.to_thread(_of_workbook, file, before, kept, errors)
        return await annotate_workbook(file.data, notes, LIMITS)
    if is_workbook(file.data):
        return None
    table = TableName(field)
    own = [error for error in errors if error.table is table]
    noted = notes_of(before[table], kept[table], own, file.content.get(""))
    columns = [column.name for column in COLUMNS[table]]
    return await annotate_text(file.data, Annotations([noted]), LIMITS, columns)


def _of_workbook(
    file: SentFile,
    before: Mapping[TableName, Sheet],
    kept: Mapping[TableName, Sheet],
    errors: Iterable[Finding],
) -> Annotations:
    by_table: dict[TableName, list[Finding]] = {table: [] for table in TableName}
    for error in errors:
        by_table[error.table].append(error)
    noted: list[SheetNotes] = [
        notes_of(before[table], kept[table], by_table[table], file.content.get(before[table].name))
        for table in TableName
    ]
    own = {sheet.name for sheet in before.values()}
    others = {name: rows for name, rows in file.content.items() if name not in own}
    outside, emptied = notes_outside(others, before[TableName.CLIENTEN])
    rows = overview.rows(grouped(errors))
    return Annotations([*noted, *outside], Overview(overview.NAME, overview.TITLES, rows), emptied)
