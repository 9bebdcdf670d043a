"""An organisation's own files in a real browser: its workbook back, website figures, questions."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.async_api import FilePayload, Page, expect

from .support.browser import PHONE, WAYS, OpenPage
from .support.care import REGISTRAR, RESPONSIBLE, counted, delivered, enter, tables
from .support.town import Town
from .support.widths import looked_at

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(content: dict[str, str]) -> bytes:
    """The tables below a title, beside a sheet of the organisation's own."""
    book = openpyxl.Workbook()
    book.active.title = "Sommen"
    for name, text in content.items():
        page = book.create_sheet(name)
        page.append(["Jaarcijfers"])
        for line in text.splitlines():
            page.append(line.split(";"))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


async def deliver(page: Page, year: int, *files: FilePayload) -> None:
    await page.get_by_label("Periode").select_option(str(year))
    await page.locator("input[type=file]").set_input_files([*files])
    await page.get_by_role("button", name="Lever op en kijk na").click()


@WAYS
async def test_a_workbook_with_errors_comes_back_as_it_was(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool, tmp_path: Path
) -> None:
    """Taps: a field, a file and a button to deliver; one to have the workbook back."""
    content = tables(24)
    content["contacten"] = content["contacten"].replace("2024-03", "mrt/24")
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, REGISTRAR, "BOYS")
    await page.goto(f"{town.urls['registry']}/opleveringen/nieuw")
    await deliver(
        page, 2024, FilePayload(name="jaar.xlsx", mimeType=XLSX, buffer=workbook(content))
    )
    await expect(page.get_by_text("bedoel je ‘2024-03’?")).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-oplevering-werkboek")
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Haal je werkboek op").click()
    kept = tmp_path / "antwoord.xlsx"
    await (await download.value).save_as(kept)
    book = openpyxl.load_workbook(kept)
    assert book.sheetnames == ["overzicht", "Sommen", *content]
    told = [cell.value for row in book["contacten"].iter_rows() for cell in row]
    assert "Jaarcijfers" in told and "wat is er mis" in told


@pytest.mark.night(
    "one form more, of those that services send",
    stays="::test_a_workbook_with_errors_comes_back_as_it_was",
)
@WAYS
async def test_visits_of_a_website_are_filled_in_and_corrected(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, REGISTRAR, "BOYS")
    await page.goto(town.urls["registry"])
    await page.get_by_role("link", name="Vul de cijfers van je websites in").click()
    await page.get_by_label("Jaar").select_option("2024")
    await page.get_by_role("button", name="Toon").click()
    if scripts:
        await looked_at(page, "zorg-websitecijfers")
    await page.get_by_role("link", name="www.boysproject.be, juni 2024").click()
    await page.get_by_label("Bezoeken", exact=True).fill("100")
    await page.get_by_label("Unieke bezoekers").fill("101")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("niet meer unieke bezoekers").first).to_be_visible()
    for visits in ("1200", "1300"):
        await page.get_by_label("Unieke bezoekers").fill("99")
        await page.get_by_label("Bezoeken", exact=True).fill(visits)
        await page.get_by_role("button", name="Bewaar").click()
        await expect(page.get_by_text("Bewaard: www.boysproject.be, juni 2024.")).to_be_visible()
        await page.get_by_role("link", name="www.boysproject.be, juni 2024").click()
    await expect(page.get_by_text("1.300 bezoeken").first).to_be_visible()
    await expect(page.get_by_text("1.200 bezoeken").first).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-websitecijfers-maand")


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/registry/tests/deliveries/test_overviews.py::test_errors_questions_and_earlier_versions_stand_on_the_page",
)
async def test_an_empty_delivery_and_a_total_far_off_are_questions(
    open_page: OpenPage, town: Town
) -> None:
    await counted(town, tables(24, year=2023), "FREECLINIC", 2023)
    fewer = await delivered(town, tables(12), "FREECLINIC")
    page = await open_page(PHONE, who=None)
    await enter(page, town, RESPONSIBLE, "FREECLINIC")
    await page.goto(f"{town.urls['registry']}/opleveringen/{fewer}")
    await expect(page.get_by_text("clienten: nu 12, een jaar eerder 24.")).to_be_visible()
    nothing = {name: text.partition("\n")[0] + "\n" for name, text in tables(1).items()}
    empty = await delivered(town, nothing, "FREECLINIC")
    await page.goto(f"{town.urls['registry']}/opleveringen/{empty}/indienen")
    await expect(page.get_by_label("De oplevering is leeg")).to_be_visible()
    await expect(page.get_by_text("<span")).to_have_count(0)
    await looked_at(page, "zorg-oplevering-leeg")
    await page.get_by_label("Ik heb de aantallen nagekeken.").check()
    await page.get_by_role("button", name="Dien in").click()
    await expect(page.get_by_text("Zeg in enkele woorden hoe het zit.").first).to_be_visible()
    for box in await page.get_by_role("textbox").all():
        await box.fill("Het jaar was gesloten.")
    await page.get_by_role("button", name="Dien in").click()
    await expect(page.get_by_text("De studiedienst kijkt het nu na.")).to_be_visible()


@pytest.mark.night(
    "a bar beside an upload that works without it",
    stays="::test_a_workbook_with_errors_comes_back_as_it_was",
)
async def test_a_percentage_is_shown_while_files_go_up(open_page: OpenPage, town: Town) -> None:
    page = await open_page(PHONE, who=None, own=True)
    await enter(page, town, REGISTRAR, "BOYS")
    await page.goto(f"{town.urls['registry']}/opleveringen/nieuw")
    network = await page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 150_000}
    await network.send("Network.emulateNetworkConditions", slow)
    content = tables(24, year=2025)
    content["activiteiten"] += "\n" * 600_000
    files = [
        FilePayload(name=f"{name}.csv", mimeType="text/csv", buffer=text.encode())
        for name, text in content.items()
    ]
    await deliver(page, 2025, *files)
    await expect(page.locator("[data-percent]")).to_have_text(re.compile("^[1-9][0-9]? %$"))
    await looked_at(page, "zorg-opleveren-bezig")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Jaar 2025")
    await page.wait_for_url("**/opleveringen/*-*")
    await page.go_back()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Opleveren")


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/registry/tests/deliveries/test_upload_pages.py::test_what_cannot_be_read_says_why_at_the_files",
)
@WAYS
async def test_files_that_are_too_large_or_no_table_say_what_to_do(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, REGISTRAR, "BOYS")
    await page.goto(f"{town.urls['registry']}/opleveringen/nieuw")
    large = FilePayload(name="jaar.xlsx", mimeType=XLSX, buffer=bytes(10 * 1024 * 1024 + 1))
    await deliver(page, 2025, large)
    await expect(page.get_by_text("samen hoogstens 10 MB. Kijk of").last).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-opleveren-te-groot")
    document = FilePayload(name="clienten.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7")
    await deliver(page, 2025, document)
    await expect(page.get_by_text("Er klopt iets niet")).to_be_visible()
    await expect(page.get_by_text("Bewaar je tabellen als werkboek").first).to_be_visible()
    await page.get_by_role("alert").get_by_role("link").first.click()
    await deliver(page, 2025)
    await expect(page.get_by_text("Kies een werkboek, of de drie tabellen").first).to_be_visible()
