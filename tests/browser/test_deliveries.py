"""Deliveries of care in a real browser: an organisation's periods, and the study office's view."""

import pytest
from playwright.async_api import expect

from .support.browser import DESK, PHONE, OpenPage
from .support.care import ANALYST, REGISTRAR, delivered, enter, tables
from .support.town import Town
from .support.widths import looked_at


async def test_an_organisation_begins_at_its_periods(open_page: OpenPage, town: Town) -> None:
    await delivered(town, tables(12))
    page = await open_page(PHONE, who=None)
    await enter(page, town, REGISTRAR)
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Opleveringen")
    await looked_at(page, "zorg-opleveringen")
    await page.get_by_role("link", name="Jaar 2024").first.click()
    await expect(page.get_by_text("Zonder fouten, nog niet ingediend").first).to_be_visible()
    await looked_at(page, "zorg-oplevering")
    wrong = await delivered(town, tables(12, gender="x"))
    await page.goto(f"{town.urls['registry']}/opleveringen/{wrong}")
    await expect(page.get_by_role("heading", name="Fouten")).to_be_visible()
    await looked_at(page, "zorg-oplevering-fouten")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_the_study_office_begins_at_what_waits(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    page = await open_page(size, who=None)
    await enter(page, town, ANALYST, "STAD")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Overzicht")
    await page.get_by_label("Jaar").select_option("2024")
    await page.get_by_role("button", name="Toon").click()
    await looked_at(page, "zorg-overzicht")
