"""Rosters as owners make them in a spreadsheet, and send them."""

import io
from typing import Any

import httpx
import xlsxwriter

from pandkalender.shifts.rules.roster_file import COLUMNS

from .browser import Browser

LINE = ["Pand 1", "R-01", "6/1/2026", "19:00", "07:00", "Ana60", "Voorbeeld", "3/2/1999"]


def workbook(*lines: list[Any]) -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(
        output, {"in_memory": True, "default_date_format": "d/m/yyyy"}
    ) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [name.upper() for name in COLUMNS])
        for number, line in enumerate(lines, start=1):
            sheet.write_row(number, 0, line)
    return output.getvalue()


async def upload(browser: Browser, content: bytes, name: str = "rooster.xlsx") -> httpx.Response:
    """The page of a file that was read, or the answer that refuses it."""
    answer = await browser.post("/rooster", files={"bestand": (name, content)})
    if answer.status_code != 303:
        return answer
    return await browser.get(answer.headers["location"])
