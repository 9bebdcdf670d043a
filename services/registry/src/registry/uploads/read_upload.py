"""Read the files of an upload, before any transaction is open for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chassis.messages import lazy
from chassis.refusals import FieldError, FieldRefusedError
from registry.minimum_format.rules.columns import TableName
from registry.uploads import file_parser
from registry.uploads.file_parser import Content, UnreadableError
from registry.uploads.rules.errors import IncompleteUploadError, UnreadableUploadError
from registry.validation.rules.validate import Sheet

WORKBOOK = "werkboek"
MISSING = lazy("Dit bestand ontbreekt. Stuur de drie tabellen, of één werkboek.")


@dataclass(frozen=True, slots=True, repr=False)
class SentFile:
    """A file as it was sent, and all its cells. It may hold anything, and prints nothing."""

    data: bytes
    content: Content


@dataclass(frozen=True, slots=True, repr=False)
class UploadContent:
    """The three tables, and the files that they were read from by the names of their fields.

    ``written`` are the tables as the files say them, where suggestions were accepted since.
    """

    sheets: Mapping[TableName, Sheet]
    files: Mapping[str, SentFile] = field(default_factory=dict)
    written: Mapping[TableName, Sheet] | None = None


async def read_upload(files: Mapping[str, bytes]) -> UploadContent:
    """The three tables, by the bytes of each field's file. Raises ``RefusedError``."""
    given = set(files)
    if WORKBOOK in given and given & set(TableName):
        reason = lazy("Stuur een werkboek of drie tabellen, niet allebei.")
        raise FieldRefusedError(WORKBOOK, reason)
    if WORKBOOK in given:
        try:
            content = await file_parser.read_content(files[WORKBOOK], None)
            sheets = file_parser.parse_workbook(content)
            return UploadContent(sheets, {WORKBOOK: SentFile(files[WORKBOOK], content)})
        except UnreadableError as error:
            raise UnreadableUploadError([FieldError(WORKBOOK, error.reason)]) from None
    missing = [FieldError(table, MISSING) for table in TableName if table not in given]
    if missing:
        raise IncompleteUploadError(missing)
    return await _tables(files)


async def _tables(files: Mapping[str, bytes]) -> UploadContent:
    sheets: dict[TableName, Sheet] = {}
    sent: dict[str, SentFile] = {}
    unreadable = []
    for table in TableName:
        try:
            content = await file_parser.read_content(files[table], table)
            sheets[table] = file_parser.parse_table(content, table)
            sent[table.value] = SentFile(files[table], content)
        except UnreadableError as error:
            unreadable.append(FieldError(table, error.reason))
    if unreadable:
        raise UnreadableUploadError(unreadable)
    return UploadContent(sheets, sent)
