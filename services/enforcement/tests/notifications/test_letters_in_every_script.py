"""Letters to names in every script, and a batch in which one letter cannot be printed."""

import io
from typing import Any

import asyncpg
from fastapi import FastAPI
from pypdf import PdfReader

from launcher.page_walk import words

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import WORKER, fine_case

NAMES = ("王小明", "💋 Lila", "Ștefania Đặng", "نور")


async def letters_of(city: City, case_id: str) -> list[dict[str, Any]]:
    listed = await city.sees(WORKER, f"/v1/letters?caseId={case_id}")
    letters: list[dict[str, Any]] = listed["_embedded"]["letters"]
    return letters


async def test_one_letter_that_cannot_be_printed_stops_no_other(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    names = (*NAMES, "Naam \ue000\U000f0000")
    cases = [await fine_case(city, rows, name=name) for name in names]
    numbers = [(await city.sees(WORKER, f"/v1/gas-cases/{case_id}"))["number"] for case_id in cases]
    worker = await signed_in(app, city, WORKER)
    answer = await worker.post(
        "/brieven/te-maken", {"soort": "gas-case:opstartbrief", "dossier": cases}
    )
    shown = words(answer.text)
    if answer.status_code == 303:
        shown = await worker.sees(answer.headers["location"])
    assert numbers[-1] in shown
    assert "kunnen afdrukken: U+E000, U+F0000." in shown
    for case_id, name in zip(cases, NAMES, strict=False):
        (letter,) = await letters_of(city, case_id)
        pdf = await worker.get(f"/brieven/{letter['letterId']}/brief.pdf")
        text = PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
        assert set(name) - {" "} <= set(text), name
    assert await letters_of(city, cases[-1]) == []
