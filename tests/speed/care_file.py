"""A year of care in a workbook with thousands of errors, from upload to the workbook back.

The real registry on a real database: seconds on the clock for the upload and for the answer, and
both together beside what it takes to open and save such a workbook and do nothing else (a ratio, so
that runs of other days and machines can be compared).
"""

import asyncio
import io
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

import httpx
import openpyxl
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from chassis.web import Function
from launcher.sandbox import Sandbox
from registry.app import build
from registry.minimum_format.rules.columns import ANSWER_COLUMN, TableName
from registry.settings import RegistrySettings
from simulator.city import care

ERRORS = 5_000
MOST_SECONDS = 5.0
MOST_GROUPS = 10
TITLE_ROWS = 3


def messy_workbook(errors: int = ERRORS) -> bytes:
    """A year of the largest organisation as it keeps it itself, with so many months misspelt."""
    profile = max(care.PROFILES, key=lambda each: each.clients)
    made = care.build(profile, care.LAST_YEAR, Random(1))
    book = openpyxl.Workbook()
    book.active.title = "Sommen"
    book.active["B1"] = "=COUNTA(contacten!A4:A20000)"
    for table in TableName:
        sheet = book.create_sheet(table.value)
        sheet["A1"] = f"Jaarcijfers {care.LAST_YEAR}"
        sheet["A1"].font = Font(bold=True, size=16)
        rows = [dict(row) for row in getattr(made, table)]
        if table is TableName.CONTACTEN:
            rows = (rows * (1 + errors // len(rows)))[: max(len(rows), errors)]
            rows = [dict(row) for row in rows]
            for row in rows[:errors]:
                row["maand"] = f"{row['maand'][5:]}/{row['maand'][2:4]}"
        for place, name in enumerate(rows[0], start=1):
            sheet.cell(TITLE_ROWS, place, name).font = Font(bold=True)
        for number, row in enumerate(rows, start=TITLE_ROWS + 1):
            for place, text in enumerate(row.values(), start=1):
                if text:
                    sheet.cell(number, place, text)
        sheet.add_data_validation(DataValidation("list", '"vrouw,man"', sqref="C4:C20000"))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def opened_and_saved(content: bytes) -> float:
    begun = perf_counter()
    openpyxl.load_workbook(io.BytesIO(content), rich_text=True).save(io.BytesIO())
    return perf_counter() - begun


async def measure(sandbox: Sandbox, turns: int) -> dict[str, float]:
    """Medians of seconds: ``upload``, ``answer``, ``whole``; ``ratio`` to opening and saving."""
    content = messy_workbook()
    took: dict[str, list[float]] = {"upload": [], "answer": [], "whole": [], "ratio": []}
    app = build(sandbox.settings("registry"), RegistrySettings())
    async with sandbox.serve(app) as client:
        for _ in range(turns):
            token = sandbox.token(Function.ZORG_REGISTRATOR, "GHAPRO", service="registry")
            headers = {"Authorization": f"Bearer {token}"}
            begun = perf_counter()
            sent = await _uploaded(client, headers, content)
            uploaded = perf_counter()
            path = f"/v1/deliveries/{sent['deliveryId']}/answer.xlsx"
            answer = await client.get(path, headers=headers)
            done = perf_counter()
            _check(sent, answer)
            took["upload"].append(uploaded - begun)
            took["answer"].append(done - uploaded)
            took["whole"].append(done - begun)
            took["ratio"].append((done - begun) / opened_and_saved(content))
    return {name: median(each) for name, each in took.items()}


async def _uploaded(
    client: httpx.AsyncClient, headers: dict[str, str], content: bytes
) -> dict[str, Any]:
    answer = await client.post(
        "/v1/deliveries",
        data={"organisation": "GHAPRO", "year": str(care.LAST_YEAR)},
        files={"werkboek": ("jaar.xlsx", content)},
        headers=headers,
    )
    assert answer.status_code == 201, answer.text
    sent: dict[str, Any] = answer.json()
    return sent


def _check(sent: dict[str, Any], answer: httpx.Response) -> None:
    assert sent["errorCount"] == ERRORS
    assert len(sent["errorGroups"]) <= MOST_GROUPS
    book = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True)
    assert "Sommen" in book.sheetnames
    rows = book[TableName.CONTACTEN].iter_rows(min_row=TITLE_ROWS, values_only=True)
    assert next(rows)[-1] == ANSWER_COLUMN
    assert sum(1 for row in rows if row[-1]) == ERRORS


def of_file(sandbox: Sandbox, turns: int = 3) -> dict[str, float]:
    return asyncio.run(measure(sandbox, turns))
