"""Rosters from files: looked at row by row first, declared after a yes, forgotten without one."""

import io
import re
from datetime import date, timedelta

import pytest
import xlsxwriter

from contracts.pandkalender import ShiftDeclared
from pandkalender.shifts.rules.roster_file import COLUMNS

from ..support.browser import Browser, SignIn
from ..support.city import NOW, City, Owner
from ..support.rosters import LINE, upload, workbook
from ..support.timers import time_passes


def corner_cell() -> bytes:
    """A header, and one cell in the last column of the last row there is."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, COLUMNS)
        sheet.write(1_048_575, 16_383, "x")
    return output.getvalue()


async def test_a_roster_is_looked_at_first_and_declared_after_a_yes(
    browser: Browser, owner: Owner, city: City
) -> None:
    wrong = ["Pand 1", "R-99", "31/2/2026", "19:00", "07:00", "Ana61", "Voorbeeld", "1999"]
    taken = ["pand 1", "r 01", date(2026, 1, 6), "20:00", "22:00", "Ana62", "Voorbeeld", "1999"]
    look = await upload(browser, workbook(LINE, wrong, taken))
    assert look.status_code == 200, look.text
    assert "1 van 3 shiften kunnen aangegeven worden" in look.text
    assert "Deze kamer bestaat niet bij jou." in look.text
    assert "Deze datum bestaat niet." in look.text
    assert not await city.events(ShiftDeclared, premises_id=owner.premises_id)
    draft = re.search(r'name="rooster" value="([^"]+)"', look.text)
    assert draft
    done = await browser.post("/rooster/aangeven", {"rooster": draft[1]})
    assert (done.status_code, done.headers["location"]) == (303, "/week")
    assert "1 shift aangegeven" in (await browser.get("/week")).text
    assert len(await city.events(ShiftDeclared, premises_id=owner.premises_id)) == 1
    twice = await browser.post("/rooster/aangeven", {"rooster": draft[1]})
    assert twice.status_code == 409
    assert len(await city.events(ShiftDeclared, premises_id=owner.premises_id)) == 1


async def test_a_roster_of_another_owner_cannot_be_declared(
    browser: Browser, owner: Owner, city: City, sign_in: SignIn
) -> None:
    look = await upload(browser, workbook(LINE))
    draft = re.search(r'name="rooster" value="([^"]+)"', look.text)
    assert draft
    stranger = await sign_in(await city.owner())
    assert (await stranger.post("/rooster/aangeven", {"rooster": draft[1]})).status_code == 409


async def test_csv_of_an_old_office_program_is_read(
    browser: Browser, owner: Owner, city: City
) -> None:
    header = ";".join(COLUMNS)
    line = "Pand 1;R-01;6/1/2026;19:00;07:00;Zoë;Voorbeeld;3/2/1999"
    look = await upload(browser, f"{header}\r\n{line}\r\n".encode("cp1252"), "rooster.csv")
    assert "1 van 1 shiften" in look.text
    assert "Zoë" in look.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Kies een bestand."),
        (b"PK\x03\x04 geen rekenblad", "We kunnen dit rekenblad niet lezen."),
        (b"pand;kamer\nx;y\n", "Deze kolommen ontbreken: datum, van, tot"),
        (";".join(COLUMNS).encode(), "Er staan geen shiften in dit bestand."),
        (corner_cell(), "Dit bestand is te groot om te lezen."),
        (b"pand;kamer\n" + b"x" * 501, "Rij 2 heeft een cel die te lang is: hoogstens 500 tekens."),
        (b"pand\n" + b"x\n" * 1_001, "Dit bestand is te groot: hoogstens 1000 shiften."),
    ],
)
async def test_a_file_that_is_no_roster_says_what_to_do(
    browser: Browser, owner: Owner, content: bytes, said: str
) -> None:
    answer = await upload(browser, content)
    assert answer.status_code == 422
    assert said in answer.text


async def test_a_roster_without_a_yes_is_forgotten_after_an_hour(
    browser: Browser, owner: Owner, city: City
) -> None:
    await upload(browser, workbook(LINE))
    kept = "SELECT 1 FROM roster_draft WHERE owner = $1"
    for later, count in ((timedelta(minutes=59), 1), (timedelta(minutes=61), 0)):
        await time_passes(city, NOW + later)
        assert len(await city.query(kept, owner.organisation)) == count
