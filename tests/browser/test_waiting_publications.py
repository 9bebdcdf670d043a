"""A publication that waits, in a real browser: why, and what the study office decides."""

import pytest
from playwright.async_api import expect

from .support.browser import DESK, PHONE, WAYS, OpenPage
from .support.care import ANALYST, counted, enter, of_escorts, told_of_escorts
from .support.town import Town
from .support.widths import looked_at

YEARS = {(PHONE, True): 2016, (DESK, False): 2017, (PHONE, False): 2018, (DESK, True): 2019}
"""A year of its own for each way, since a half is told once."""


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/registry/tests/deliveries/test_waiting_publications.py::test_a_program_reads_the_groups_and_decides_too",
)
@WAYS
async def test_the_study_office_leaves_a_delivery_without_publication(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    """Taps: 3, from the overview to the decision."""
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, ANALYST, "STAD")
    await page.goto(f"{town.urls['registry']}/wachtend")
    if await page.get_by_text("Er wacht geen publicatie.").count() and scripts:
        await looked_at(page, "zorg-wachtend-leeg")
    year = YEARS[size, scripts]
    await counted(town, of_escorts(year), "FREECLINIC", year, half="1")
    await told_of_escorts(town, year)
    await counted(town, of_escorts(year), "FREECLINIC", year)
    await page.goto(f"{town.urls['registry']}/overzicht?jaar={year}")
    await page.get_by_role("link", name="Bekijk publicaties die wachten").click()
    await expect(page.get_by_text("Te beslissen")).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-wachtend")
    await page.get_by_role("link", name=f"jaar {year}").click()
    await expect(page.get_by_text("branche escort, in het eerste halfjaar")).to_be_visible()
    if scripts:
        await looked_at(page, "zorg-wachtend-beslissen")
    await page.get_by_role("button", name="Laat zonder publicatie").click()
    await expect(page.get_by_text("Genoteerd: zonder publicatie")).to_be_visible()
    await page.get_by_role("link", name=f"jaar {year}").click()
    await expect(page.get_by_text("besliste de studiedienst")).to_be_visible()
    await page.get_by_role("button", name="Stuur terug").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Oplevering terugsturen")
