"""Uploads: a file costs a child process, never the service, however it was made."""

import asyncio
import gc
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path
from subprocess import run

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.uploads import Fault, Limits, UnreadableFileError, reader
from chassis.uploads.parser import text
from chassis.uploads.reader import read_text, read_workbook

from . import hostile

LIMITS = Limits(rows=1_000)
MEBIBYTE = 1024 * 1024
MOST_MEMORY = 60 * MEBIBYTE
"""Bytes that the service may grow by, for the largest of these files (20 MB) and its answer."""
LONGEST_PAUSE = 0.15
"""Seconds of processor time between two turns of another request; on an idle loop it is 0."""


def test_the_child_loads_nothing_of_the_service_and_no_tool_of_papers_for_a_table() -> None:
    """A program that a file costs, each time: half of its start was the service's event loop, and
    later two thirds what reads papers."""
    tools = {"asyncio", "ssl", "pypdf", "PIL", "openpyxl"}
    loaded = f"import chassis.uploads.child, sys; print({tools} & {{*sys.modules}})"
    said = run([sys.executable, "-I", "-c", loaded], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"


async def test_a_workbook_keeps_kinds_of_cells_and_numbers_of_rows() -> None:
    content = hostile.sheet(
        [[], ["naam", "leeftijd"], [], ["Ana", 24, 1.5, True, date(2026, 1, 6)], ["é", "=1+1"]]
    )
    sheets = await read_workbook(content, LIMITS)
    assert [*sheets] == ["Blad 1"]
    rows = sheets["Blad 1"]
    assert rows[1][:2] == ["naam", "leeftijd"]
    assert not any(rows[0]) and not any(rows[2])
    assert rows[3][:4] == ["Ana", 24, 1.5, True]
    assert rows[4][0] == "é"


async def test_dates_and_hours_stay_dates_and_hours(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for column, (value, form) in enumerate(
            (
                (date(2026, 1, 6), "yyyy-mm-dd"),
                (datetime(2026, 1, 6, 19, 30), "yyyy-mm-dd hh:mm"),  # noqa: DTZ001
                (clock_time(19, 30), "hh:mm"),
            )
        ):
            page.write_datetime(0, column, value, book.add_format({"num_format": form}))
    ((row,),) = (await read_workbook(path.read_bytes(), LIMITS)).values()
    assert row[0] in (date(2026, 1, 6), datetime(2026, 1, 6))  # noqa: DTZ001
    assert row[1] == datetime(2026, 1, 6, 19, 30)  # noqa: DTZ001
    assert row[2] == clock_time(19, 30)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
async def test_a_text_file_of_any_office_is_read(encoding: str, delimiter: str) -> None:
    rows = [["Naam", "Geboren op"], ["Zoë", "1; 2, 3"]]
    quoted = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    assert await read_text(quoted.encode(encoding), LIMITS, ["naam", "geboren_op"]) == rows


@pytest.mark.parametrize("make", hostile.WORKBOOKS)
async def test_a_hostile_workbook_is_refused_and_harms_nobody(make: Callable[[], bytes]) -> None:
    content = make()
    error = await _harmless(lambda: read_workbook(content, LIMITS))
    assert error.text


@pytest.mark.parametrize("make", hostile.TEXTS)
async def test_a_hostile_text_is_refused_and_harms_nobody(make: Callable[[], bytes]) -> None:
    content = make()
    error = await _harmless(lambda: read_text(content, LIMITS, ["a", "b"]))
    assert error.text


async def test_the_largest_file_that_is_taken_holds_up_nobody_either() -> None:
    limits = Limits(rows=100_000)
    content = b"code;maand;aantal\n" + b"c-12345;2026-01;3\n" * (limits.rows - 1)
    pauses = _Pauses()
    async with pauses:
        rows = await read_text(content, limits, ["code"])
    assert len(rows) == limits.rows
    assert pauses.longest < LONGEST_PAUSE


@pytest.mark.parametrize(
    ("content", "fault", "row"),
    [
        (b"", None, 0),
        (b"\x00\x01", Fault.NO_TEXT, 0),
        (b"\xff\xfe\x00", Fault.NO_TEXT, 0),
        (b'a;b\n1;"2\n', Fault.BAD_QUOTES, 2),
        (b"a;b\n" + b"x" * 2_001, Fault.CELL_TOO_LONG, 2),
        (b"a" + b";" * 100 + b"b\n", Fault.TOO_WIDE, 1),
        (b"a;b" + b";" * 500 + b"\n", None, 0),
        (b"a\n" * 1_001, Fault.TOO_MANY_ROWS, 0),
        (b"a\n" * 1_000 + b"\n" * 5_000, None, 0),
    ],
)
async def test_what_is_wrong_is_said_with_its_row(
    content: bytes, fault: Fault | None, row: int
) -> None:
    try:
        await read_text(content, LIMITS, ["a", "b"])
    except UnreadableFileError as error:
        assert (error.fault, error.row) == (fault, row)
        assert not error.row or str(error.row) in error.text
    else:
        assert fault is None


async def test_no_more_children_than_two_and_a_clear_word_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "WAIT_SECONDS", 0.05)
    monkeypatch.setattr(reader, "_turns", {asyncio.get_running_loop(): asyncio.Semaphore(0)})
    with pytest.raises(UnreadableFileError) as refused:
        await read_text(b"a\n", LIMITS, ["a"])
    assert refused.value.fault is Fault.BUSY
    assert "Probeer het straks opnieuw" in refused.value.text


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_fault(content: bytes) -> None:
    try:
        rows = [*text(content, LIMITS)]
    except UnreadableFileError as error:
        assert error.text
    else:
        assert all(isinstance(cell, str) for row in rows for cell in row)


class _Pauses:
    """The processor time of this thread between two turns of a request that waits meanwhile.

    Without the collections of what all tests before left in memory: no service carries that.
    """

    longest = 0.0

    async def __aenter__(self) -> None:
        gc.collect()
        gc.freeze()
        self._other = asyncio.create_task(self._turn())
        await asyncio.sleep(0)

    async def __aexit__(self, *_: object) -> None:
        self._other.cancel()
        gc.unfreeze()

    async def _turn(self) -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0.001)
            self.longest = max(self.longest, time.thread_time() - before)


async def _harmless(read: Callable[[], Awaitable[object]]) -> UnreadableFileError:
    pauses = _Pauses()
    Path("/proc/self/clear_refs").write_text("5")  # the peak of memory counts from here
    before = _memory("VmRSS")
    async with pauses:
        with pytest.raises(UnreadableFileError) as refused:
            await read()
    assert _memory("VmHWM") - before < MOST_MEMORY
    assert pauses.longest < LONGEST_PAUSE
    return refused.value


def _memory(figure: str) -> int:
    """A figure of this process in bytes, as the kernel keeps it."""
    status = Path("/proc/self/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith(f"{figure}:"))
    return int(line.split()[1]) * 1024
