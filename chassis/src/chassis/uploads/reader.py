"""The service's side of reading a file: a child process, its answer line by line, and an end."""

import asyncio
import base64
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any
from weakref import WeakKeyDictionary

from chassis.uploads.annotations import Annotations, packed
from chassis.uploads.documents import PDF, framed
from chassis.uploads.limits import MEBIBYTE, Fault, Limits, UnreadableFileError

CHILDREN = 2
"""Files that one service reads at a time."""
WAIT_SECONDS = 20
"""Seconds that a file waits for its turn."""
READING_SECONDS = 40
"""Seconds on the clock for one file: a busy machine needs more of them than of processor time."""
LONGEST_LINE = 8 * MEBIBYTE
_KEPT = 64
"""Characters of a text that is kept once for all cells that hold it."""
_SIGNATURES = (b"PK", b"\xd0\xcf\x11\xe0")

Cell = str | float | bool | datetime | date | time | None
Row = list[Cell]

_OF_DOCUMENTS = {
    Fault.TOO_LARGE: Fault.DOCUMENT_TOO_LARGE,
    Fault.NO_WORKBOOK: Fault.NO_DOCUMENT,
}
"""The meaning of a child that dies, where it read papers and no table."""


@dataclass(frozen=True, slots=True, repr=False)
class CleanDocument:
    """A PDF of nothing but pages, and a picture (JPEG) of each; prints nothing."""

    pdf: bytes
    pictures: tuple[bytes, ...]


_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()
"""By event loop: a semaphore for which somebody waited belongs to one. A service has one."""


def is_workbook(data: bytes) -> bool:
    """Whether it is meant to be a workbook (XLSX, ODS, XLS), by its first bytes."""
    return data.startswith(_SIGNATURES)


async def read_workbook(
    data: bytes, limits: Limits, *, only_first: bool = False
) -> dict[str, list[Row]]:
    """The rows of each sheet, by its name. Raises ``UnreadableFileError``.

    Rows are counted from the first of the sheet, and empty ones are kept, up to the last that
    holds something: a row's place in the list is its number in a spreadsheet.
    """
    return await _read("first_sheet" if only_first else "workbook", data, limits, ())


async def read_text(data: bytes, limits: Limits, columns: Iterable[str]) -> list[Row]:
    """The rows of a CSV file, all cells text. Raises ``UnreadableFileError``.

    The delimiter is the one that finds most of ``columns`` in the header, however they are written.
    """
    return (await _read("text", data, limits, columns))[""]


async def read_xml(data: bytes, limits: Limits) -> list[Row]:
    """The elements of an XML file, each a row, in order. Raises ``UnreadableFileError``.

    A row holds the depth (0 for the root), the name without its namespace, the namespace where it
    is not that of the element around it, the text, and then the names and values of attributes.
    ``rows`` of the limits are elements. A document type is refused, and with it every entity.
    """
    return (await _read("xml", data, limits, ()))[""]


async def read_document(files: Sequence[bytes], limits: Limits) -> CleanDocument:
    """Papers and photos (PDF, JPEG, PNG) as one document. Raises ``UnreadableFileError``.

    What they are is told by their bytes. Only pages remain: no script, attachment or signature,
    and nothing of where a photo was taken.
    """
    try:
        sheets = await _read("document", framed(files), limits, ())
    except UnreadableFileError as error:
        raise UnreadableFileError(_OF_DOCUMENTS.get(error.fault, error.fault), limits) from None
    return await asyncio.to_thread(_decoded, sheets)


async def annotate_workbook(data: bytes, annotations: Annotations, limits: Limits) -> bytes:
    """The same XLSX file with notes in it. Raises ``UnreadableFileError``, also for another kind.

    Sheets, formats and formulas stay; macros and what the format's library does not know go.
    """
    return await _annotated("annotated_workbook", data, annotations, limits, ())


async def annotate_text(
    data: bytes, annotations: Annotations, limits: Limits, columns: Iterable[str]
) -> bytes:
    """The same CSV file with notes in it, in its encoding and delimiter; of one sheet without a
    name. Raises ``UnreadableFileError``. ``columns`` as for ``read_text``."""
    return await _annotated("annotated_text", data, annotations, limits, columns)


async def _annotated(
    task: str, data: bytes, annotations: Annotations, limits: Limits, columns: Iterable[str]
) -> bytes:
    order = await asyncio.to_thread(packed, data, annotations)
    (rows,) = (await _read(task, order, limits, columns)).values()
    return await asyncio.to_thread(_content, rows)


def _decoded(sheets: dict[str, list[Row]]) -> CleanDocument:
    pdf = _content(sheets.pop(PDF))
    return CleanDocument(pdf, tuple(_content(rows) for rows in sheets.values()))


def _content(rows: list[Row]) -> bytes:
    return base64.b64decode("".join(str(cell) for row in rows for cell in row))


async def _read(
    parse: str, data: bytes, limits: Limits, columns: Iterable[str]
) -> dict[str, list[Row]]:
    order = json.dumps({"parse": parse, "limits": asdict(limits), "columns": [*columns]})
    turns = _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(CHILDREN))
    try:
        async with asyncio.timeout(WAIT_SECONDS):
            await turns.acquire()
    except TimeoutError:
        raise UnreadableFileError(Fault.BUSY, limits) from None
    try:
        async with asyncio.timeout(READING_SECONDS):
            return await _answer(order, data, limits)
    except TimeoutError:
        raise UnreadableFileError(Fault.TOO_LARGE, limits) from None
    finally:
        turns.release()


async def _answer(order: str, data: bytes, limits: Limits) -> dict[str, list[Row]]:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-m", "chassis.uploads.child", order),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env={},
        limit=LONGEST_LINE,
    )
    feeding = asyncio.ensure_future(_feed(child, data))
    try:
        return await _sheets(_output(child, limits), limits)
    finally:
        with suppress(ProcessLookupError):
            child.kill()
        await asyncio.gather(feeding, child.wait(), return_exceptions=True)


async def _feed(child: Process, data: bytes) -> None:
    """A child that ends before it has read all is no trouble of ours."""
    assert child.stdin is not None
    with suppress(BrokenPipeError, ConnectionResetError):
        child.stdin.write(data)
        await child.stdin.drain()
        child.stdin.close()


async def _output(child: Process, limits: Limits) -> AsyncIterator[bytes]:
    assert child.stdout is not None
    size = 0
    while True:
        try:
            line = await child.stdout.readline()
        except ValueError:  # longer than any row may be
            raise UnreadableFileError(Fault.TOO_LARGE, limits) from None
        if not line:
            raise UnreadableFileError(await _death(child), limits)
        size += len(line)
        if size > limits.output:
            raise UnreadableFileError(Fault.TOO_LARGE, limits)
        yield line
        await asyncio.sleep(0)  # lines that wait already would be taken without a pause


async def _death(child: Process) -> Fault:
    """A limit kills it by a signal; of a file that makes no sense it ends by itself."""
    return Fault.TOO_LARGE if await child.wait() < 0 else Fault.NO_WORKBOOK


async def _sheets(lines: AsyncIterator[bytes], limits: Limits) -> dict[str, list[Row]]:
    sheets: dict[str, list[Row]] = {}
    rows: list[Row] = []
    kept: dict[str, str] = {}
    async for line in lines:
        match json.loads(line):
            case None:
                return sheets
            case {"fault": fault, "row": row}:
                raise UnreadableFileError(Fault(fault), limits, row)
            case {"sheet": name}:
                rows = sheets[name] = []
            case chunk:
                rows.extend([_cell(value, kept) for value in row] for row in chunk)
    raise AssertionError("the lines of a child end by themselves or raise")


def _cell(value: Any, kept: dict[str, str]) -> Cell:
    match value:
        case str():
            return kept.setdefault(value, value) if len(value) <= _KEPT else value
        case ["datetime", str(moment)]:
            return datetime.fromisoformat(moment)
        case ["date", str(day)]:
            return date.fromisoformat(day)
        case ["time", str(hour)]:
            return time.fromisoformat(hour)
        case ["text", str(text)]:
            return text
        case bool() | int() | float() | None:
            return value
    raise AssertionError("no cell of a child")
