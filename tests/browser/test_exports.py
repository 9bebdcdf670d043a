"""Taking a list along, as an owner does: ask, have it agreed to, fetch it, open it."""

import csv
import io
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from python_calamine import CalamineWorkbook

from pandkalender.exports import EXPORTS

from .support.audits import axe
from .support.browser import DESK, PHONE, WAYS, OpenPage, until
from .support.pictures import keep_both
from .support.town import OWNER, Town
from .support.widths import looked_at

DAY = "2026-01-05"
REASON = "Voor mijn boekhouder, om uren na te kijken."


async def fill(page: Page, town: Town, kind: str) -> None:
    await page.goto(f"{town.url}/uitvoer")
    await page.get_by_role("link", name="Mijn shiften").first.click()
    await page.get_by_label("Eerste dag").fill(DAY)
    await page.get_by_label("Laatste dag").fill(DAY)
    await page.get_by_text(kind).click()
    await page.get_by_text("Mijn eigen administratie of boekhouding").click()
    await page.get_by_label("Waarom precies?").fill(REASON)
    await page.get_by_role("button", name="Kijk hoeveel rijen het zijn").click()


async def fetched(page: Page, to: Path) -> bytes:
    async with page.expect_download() as waiting:
        await page.get_by_role("link", name="Haal het bestand op").click()
    download = await waiting.value
    await download.save_as(to / download.suggested_filename)
    return (to / download.suggested_filename).read_bytes()


async def logged(town: Town, export_id: str) -> tuple[int, int]:
    """Lines in the access log about workers of the owner, and about this file."""
    async with town.apps["pandkalender"].state.database.connection() as conn:
        workers = await conn.fetchval(
            "SELECT count(*) FROM access_log WHERE action = 'disclose'"
            " AND subject_kind = 'worker' AND actor_organisation = $1",
            OWNER,
        )
        files = await conn.fetchval(
            "SELECT count(*) FROM access_log WHERE action = 'disclose' AND subject_id = $1",
            export_id,
        )
    return workers, files


@WAYS
async def test_a_small_list_is_fetched_at_once(
    open_page: OpenPage, town: Town, tmp_path: Path, size: tuple[int, int], scripts: bool
) -> None:
    page = await open_page(size, scripts=scripts)
    await fill(page, town, "CSV, voor een ander programma")
    await expect(page.get_by_text("Dit wordt een bestand met")).to_be_visible()
    before, _ = await logged(town, "")
    await page.get_by_role("button", name="Maak het bestand").click()
    await expect(page.get_by_text("Klaar om op te halen")).to_be_visible()
    export_id = page.url.rsplit("/", 1)[1]
    content = await fetched(page, tmp_path)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows
    assert all(export_id in row["uitvoer"] and "eigenaar" in row["uitvoer"] for row in rows)
    after, files = await logged(town, export_id)
    people = {(row["voornamen"], row["naam"]) for row in rows}
    assert after - before == len(people), "a line for everybody who is in it"
    assert files == 1


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/databank/tests/test_export_pages.py::test_a_large_list_waits_for_a_second_person",
)
async def test_a_large_list_of_own_things_waits_for_a_day_or_for_a_colleague(
    open_page: OpenPage, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = EXPORTS.limits.model_copy(update={"small": 0})
    monkeypatch.setitem(EXPORTS.__dict__, "limits", limits)
    page = await open_page(DESK)
    await fill(page, town, "Excel (XLSX)")
    await expect(page.get_by_role("button", name="Vraag het bestand")).to_be_visible()
    await keep_both(page, "uitvoer-nakijken-groot")
    await page.get_by_role("button", name="Vraag het bestand").click()
    await expect(page.get_by_text("Je lijst wordt over een dag gemaakt.")).to_be_visible()
    address = page.url
    colleague = await open_page(PHONE, who="beheerder")
    await colleague.goto(f"{town.url}/vandaag")
    await keep_both(colleague, "uitvoer-melding")
    await colleague.get_by_role("link", name="Bekijk de aanvraag of hou ze tegen").first.click()
    await colleague.wait_for_url(address)
    await keep_both(colleague, "uitvoer-beslissen")
    assert await axe(colleague) == []
    await colleague.get_by_role("button", name="Keur goed").click()
    await expect(colleague.get_by_role("button", name="Keur goed")).to_be_hidden()
    await until(page, address, page.get_by_text("Klaar om op te halen"))
    content = await fetched(page, tmp_path)
    book = CalamineWorkbook.from_object(io.BytesIO(content))
    about = {row[0]: row[-1] for row in book.get_sheet_by_name("Over dit bestand").to_python()}
    assert about["Goedgekeurd door"] == "beheerder"
    assert about["Reden"] == REASON
    assert len(book.get_sheet_by_name("Gegevens").to_python()) == 1 + int(about["Aantal rijen"])


@pytest.mark.night(
    "only looks, at what the walk passes",
    stays="::test_a_small_list_is_fetched_at_once",
)
async def test_the_screens_of_exports_are_accessible(open_page: OpenPage, town: Town) -> None:
    page = await open_page(PHONE)

    await page.goto(f"{town.url}/uitvoer/nieuw/shiften")
    await looked_at(page, "uitvoer-vragen")
    await fill(page, town, "Excel (XLSX)")
    await expect(page.get_by_text("Dit wordt een bestand met")).to_be_visible()
    await looked_at(page, "uitvoer-nakijken")
    await page.get_by_role("button", name="Maak het bestand").click()
    await expect(page.get_by_text("Klaar om op te halen")).to_be_visible()
    await looked_at(page, "uitvoer-klaar")
    await page.goto(f"{town.url}/uitvoer")
    await looked_at(page, "uitvoer-overzicht")
