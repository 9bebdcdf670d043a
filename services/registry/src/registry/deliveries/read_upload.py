"""Read the files of an upload, before any transaction is open for it."""

from collections.abc import Mapping

from chassis.refusals import FieldError, FieldRefusedError
from registry.deliveries import file_parser
from registry.deliveries.file_parser import UnreadableError
from registry.deliveries.rules.errors import IncompleteUploadError, UnreadableUploadError
from registry.deliveries.rules.minimum_format import TableName
from registry.validation.rules.validate import Sheet

WORKBOOK = "werkboek"
MISSING = "Dit bestand ontbreekt. Stuur de drie tabellen, of één werkboek."


async def read_upload(files: Mapping[str, bytes]) -> dict[TableName, Sheet]:
    """The three tables, by the bytes of each field's file. Raises ``RefusedError``."""
    given = set(files)
    if WORKBOOK in given and given & set(TableName):
        reason = "Stuur een werkboek of drie tabellen, niet allebei."
        raise FieldRefusedError(WORKBOOK, reason)
    if WORKBOOK in given:
        try:
            return await file_parser.parse_workbook(files[WORKBOOK])
        except UnreadableError as error:
            raise UnreadableUploadError([FieldError(WORKBOOK, str(error))]) from None
    missing = [FieldError(table, MISSING) for table in TableName if table not in given]
    if missing:
        raise IncompleteUploadError(missing)
    return await _tables(files)


async def _tables(files: Mapping[str, bytes]) -> dict[TableName, Sheet]:
    sheets: dict[TableName, Sheet] = {}
    unreadable = []
    for table in TableName:
        try:
            sheets[table] = await file_parser.parse_csv(files[table], table)
        except UnreadableError as error:
            unreadable.append(FieldError(table, str(error)))
    if unreadable:
        raise UnreadableUploadError(unreadable)
    return sheets
