"""Reports of the plan in a real browser: planned, written, signed by three people, published."""

import asyncio
from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from chassis.web import Function

from .support.browser import DESK, WAYS, OpenPage
from .support.figures import enter
from .support.town import NOW, Town
from .support.widths import looked_at, reads_at_320

MAKER, READER = Function.REPORTING_MEDEWERKER, Function.DIENST_PROSTITUTIEBELEID
OFFICER, MEMBER = Function.PROSTITUTIEAMBTENAAR, Function.PLANGROEP_LID
PATIENT = 60


async def confirms(page: Page, button: str) -> None:
    """A step, and its confirmation."""
    await page.get_by_role("button", name=button).click()
    await page.get_by_role("button", name=button).click()
    await expect(page.get_by_text("Dat is genoteerd.")).to_be_visible()


async def plans(page: Page, town: Town, kind: str, period: str) -> str:
    """The page of a report that was just planned."""
    await page.goto(f"{town.urls['reporting']}/rapporten")
    await page.get_by_role("link", name="Planning en op tijd").click()
    await page.get_by_label("Soort").select_option(kind)
    await page.get_by_label("Periode", exact=True).fill(period)
    await page.get_by_role("button", name="Plan dit rapport").click()
    await expect(page.get_by_text("Het rapport staat in de planning.")).to_be_visible()
    return page.url


@WAYS
async def test_three_people_bring_out_a_report(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    """Taps and fields: the maker 8 and 4, the reader 2, the officer 4 and 1."""
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, MAKER)
    number = size[0] * 2 + scripts
    report = await plans(page, town, "sectoranalyse", str(2016 + number % 8))
    await page.get_by_role("button", name="Maak de cijfers op").click()
    await page.get_by_role("button", name="Schrijf de tekst").click()
    await page.get_by_label("Inleiding").fill("Een rustig jaar in de sector.")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("De tekst is bewaard.")).to_be_visible()
    await confirms(page, "Controleer onthulling")
    await expect(page.get_by_text("iemand anders leest het na")).to_be_visible()
    await enter(page, town, READER)
    await page.goto(report)
    await confirms(page, "Teken als nagelezen")
    await enter(page, town, OFFICER)
    await page.goto(report)
    await confirms(page, "Keur goed")
    await confirms(page, "Publiceer")
    await enter(page, town, MEMBER)
    await page.goto(report)
    await expect(page.get_by_text("Een rustig jaar in de sector.")).to_be_visible()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Afdruk (PDF)").click()
    assert (await download.value).suggested_filename.endswith("-v1.pdf")


@pytest.mark.night(
    "only looks, at what the walk passes", stays="::test_three_people_bring_out_a_report"
)
async def test_every_screen_of_reports_is_accessible_at_both_widths(
    open_page: OpenPage, town: Town
) -> None:
    page = await open_page(DESK, who=None)
    await enter(page, town, MEMBER)
    await page.goto(f"{town.urls['reporting']}/rapporten")
    await enter(page, town, MAKER)
    await page.goto(f"{town.urls['reporting']}/rapporten/planning")
    async with page.expect_navigation():
        await page.get_by_role("button", name="Plan alle rapporten").click()
    await looked_at(page, "rapporten-planning")
    report = await plans(page, town, "plan_jaar", "2024")
    await looked_at(page, "rapporten-gepland")
    async with page.expect_navigation():
        await page.get_by_role("button", name="Maak de cijfers op").click()
    await looked_at(page, "rapporten-opgemaakt")
    await page.goto(f"{report}/verschillen")
    await looked_at(page, "rapporten-verschillen")
    await page.goto(f"{report}/tekst")
    await page.get_by_label("Inleiding").fill("Bel 0470 12 34 56.")
    await page.get_by_role("button", name="Bewaar").click()
    await looked_at(page, "rapporten-tekst-fout")
    await page.get_by_label("Inleiding").fill("Een rustig jaar.\n\nMeer volgt.")
    await page.get_by_role("button", name="Bewaar").click()
    await page.goto(f"{report}/stap/controleren")
    await looked_at(page, "rapporten-controleren")
    await page.get_by_role("button", name="Controleer onthulling").click()
    await enter(page, town, READER)
    await page.goto(report)
    await confirms(page, "Teken als nagelezen")
    await enter(page, town, OFFICER)
    await page.goto(f"{report}/beslissing/goedkeuren")
    await looked_at(page, "rapporten-goedkeuren")
    await page.get_by_label("Iedereen").check()
    await page.get_by_role("button", name="Keur goed").click()
    await confirms(page, "Publiceer")
    await looked_at(page, "rapporten-gepubliceerd")
    await page.get_by_role("link", name="Uitgave voor iedereen").click()
    await expect(page.get_by_role("link", name="Pakket open data (ZIP)")).to_be_visible()
    await looked_at(page)
    await page.goto(f"{report}/erratum")
    await looked_at(page, "rapporten-erratum")
    await page.goto(f"{town.urls['reporting']}/rapporten")
    await looked_at(page, "rapporten")


@pytest.mark.night(
    "only looks, at pictures that are tried without a browser",
    stays="services/reporting/tests/reports/test_pictures.py::test_a_picture_has_the_figures_of_its_table_and_no_hidden_one",
)
async def test_a_report_shows_pictures_beside_its_tables(open_page: OpenPage, town: Town) -> None:
    """At both widths and at 320 px; a draft is printed with them."""
    for days in (1, 2):
        await town.inspect("straat", NOW - timedelta(days=days), 720 + days)
    page = await open_page(DESK, who=None)
    await enter(page, town, MAKER)
    calendar = page.get_by_role("img", name="In beeld: Controles per dag")
    report = await plans(page, town, "databank", "2026-H1")
    async with page.expect_navigation():
        await page.get_by_role("button", name="Maak de cijfers op").click()
    for _ in range(PATIENT):
        if await calendar.count():
            break
        await asyncio.sleep(0.5)
        await page.goto(f"{report}/verschillen")
        again = page.get_by_role("button", name="Maak de cijfers opnieuw op")
        if await again.count():
            async with page.expect_navigation():
                await again.click()
        await page.goto(report)
    await expect(calendar).to_be_visible()
    await looked_at(page)
    await reads_at_320(page)
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Afdruk (PDF)").click()
    assert (await download.value).suggested_filename == "databank-2026-H1-v1.pdf"
