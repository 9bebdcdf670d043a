"""Rosters from files: looked at row by row first, declared after a yes, forgotten without one."""

import io
import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import xlsxwriter

from contracts.pandkalender import ShiftDeclared
from pandkalender.shifts.rules.roster_file import COLUMNS

from ..support.browser import Browser, SignIn
from ..support.city import NOW, City, Owner
from ..support.rosters import LINE, upload, workbook
from ..support.timers import time_passes

MOST_DRAFTS = 10


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


async def test_back_and_reload_of_a_roster_send_nothing_again(
    browser: Browser, owner: Owner, city: City
) -> None:
    sent = await browser.post("/rooster", files={"bestand": ("r.xlsx", workbook(LINE))})
    assert sent.status_code == 303
    looks = [await browser.get(sent.headers["location"]) for _ in range(2)]
    assert [look.status_code for look in looks] == [200, 200]
    assert "1 van 1 shiften" in looks[1].text
    kept = await city.query("SELECT 1 FROM roster_draft WHERE owner = $1", owner.organisation)
    assert len(kept) == 1


async def test_what_is_wrong_in_a_roster_is_told_in_the_language_of_who_looks_again(
    browser: Browser, owner: Owner
) -> None:
    wrong = ["Pand 1", "R-99", "31/2/2026", "19:00", "07:00", "Ana61", "Voorbeeld", "1999"]
    look = await upload(browser, workbook(wrong))
    assert "Deze datum bestaat niet." in look.text
    again = await browser.get(look.url.path, taal="en")
    assert "This date does not exist." in again.text


async def test_a_roster_shows_no_more_after_its_yes_nor_to_another_owner(
    browser: Browser, owner: Owner, city: City, sign_in: SignIn
) -> None:
    look = await upload(browser, workbook(LINE))
    stranger = await sign_in(await city.owner())
    for path in (look.url.path, f"/rooster/{uuid4()}"):
        refused = await stranger.get(path)
        assert refused.status_code == 404
        assert "Ana60" not in refused.text
    draft_id = look.url.path.removeprefix("/rooster/")
    await browser.post("/rooster/aangeven", {"rooster": draft_id})
    gone = await browser.get(look.url.path)
    assert gone.status_code == 404
    assert "Dit rooster is al aangegeven" in gone.text


async def test_an_owner_keeps_only_the_newest_rosters(
    browser: Browser, owner: Owner, city: City
) -> None:
    looks = [await upload(browser, workbook(LINE)) for _ in range(MOST_DRAFTS + 2)]
    kept = await city.query(
        "SELECT draft_id FROM roster_draft WHERE owner = $1", owner.organisation
    )
    assert len(kept) == MOST_DRAFTS
    assert (await browser.get(looks[-1].url.path)).status_code == 200


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
