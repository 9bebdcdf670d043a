"""What every page shares: the notice on data, a refusal that helps, print and high contrast."""

import pytest
from playwright.async_api import expect

from .support.browser import DESK, PHONE, OpenPage
from .support.town import Town
from .support.widths import looked_at

PATHS = {"privacy": "/privacy", "bestaat-niet": "/bestaat-niet"}


@pytest.mark.parametrize("name", PATHS)
async def test_a_page_of_the_house_is_accessible(
    open_page: OpenPage, town: Town, name: str
) -> None:
    page = await open_page(PHONE)
    await page.goto(f"{town.url}{PATHS[name]}")
    await looked_at(page, f"huis-{name}")


async def test_a_page_that_is_not_there_leads_back(open_page: OpenPage, town: Town) -> None:
    page = await open_page(PHONE)
    await page.goto(f"{town.url}/bestaat-niet")
    await expect(page.get_by_text("Misschien is de link oud")).to_be_visible()
    await (
        page.get_by_role("button", name="Naar het begin")
        .or_(page.get_by_role("link", name="Naar het begin"))
        .click()
    )
    await expect(page).to_have_url(f"{town.url}/vandaag")


async def test_the_notice_on_data_needs_no_login(open_page: OpenPage, town: Town) -> None:
    page = await open_page(PHONE, who=None)
    await page.goto(f"{town.police_url}/privacy")
    await expect(page.get_by_role("heading", name="Voor de politie")).to_be_visible()


async def test_a_printed_page_leaves_out_what_paper_cannot_press(
    open_page: OpenPage, town: Town
) -> None:
    page = await open_page(DESK, own=True)
    await page.goto(f"{town.url}/uitvoer")
    await page.emulate_media(media="print")
    for left_out in (".kl-header", ".govuk-service-navigation", ".govuk-footer"):
        await expect(page.locator(left_out).first).to_be_hidden()
    await expect(page.get_by_role("heading", name="Uitvoer", exact=True)).to_be_visible()


async def test_in_high_contrast_cards_keep_their_borders(open_page: OpenPage, town: Town) -> None:
    page = await open_page(DESK, own=True)
    await page.goto(f"{town.url}/uitvoer")
    await page.emulate_media(forced_colors="active", color_scheme="dark")
    width = await page.locator(".kl-card").first.evaluate(
        "(card) => getComputedStyle(card).borderTopWidth"
    )
    assert width != "0px"
