"""An officer searches for a purpose, and opens the file of a person and of an establishment."""

from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from .support.browser import PHONE, WAYS, OpenPage
from .support.town import NOW, Town, name
from .support.widths import looked_at

NR = 81


async def known(town: Town) -> None:
    """Somebody who moved between branches, and works behind a window today."""
    await town.inspect("straat", NOW - timedelta(days=3), NR)
    room = town.houses["Voorbeeldstraat 1"][49]
    async with town.apps["databank"].state.database.connection() as conn:
        if not await conn.fetchval("SELECT true FROM shift WHERE room_id = $1", room):
            await town.declare(room, NOW + timedelta(hours=3), 4, NR)
    await town.cases(1)


async def searched(page: Page, town: Town) -> None:
    await page.goto(f"{town.police_url}/zoeken")
    await page.get_by_label("Toezicht op prostitutie").check()
    await page.get_by_role("button", name="Ga verder").click()
    await page.get_by_label("Familienaam").fill(name(NR)[1].removeprefix("Van "))
    await page.get_by_role("button", name="Zoek deze persoon").click()
    await expect(page.get_by_role("heading", name="gevonden")).to_be_visible()


@WAYS
async def test_a_person_is_found_and_opened_for_one_purpose(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    await known(town)
    page = await open_page(size, scripts=scripts, who="agent")
    await searched(page, town)
    assert name(NR)[1].split()[-1] not in page.url
    found = page.url
    await page.get_by_role("link", name=" ".join(name(NR))).first.click()
    await expect(page.get_by_role("heading", name="Tijdlijn")).to_be_visible()
    await expect(page.get_by_text("van straat naar raam").first).to_be_visible()
    await page.get_by_role("link", name="Straat", exact=True).click()
    await expect(page.get_by_text("Controleactie").first).to_be_visible()
    await page.goto(found)
    await expect(page.get_by_role("link", name=" ".join(name(NR))).first).to_be_visible()


@pytest.mark.night(
    "only looks, at what the walk passes",
    stays="::test_a_person_is_found_and_opened_for_one_purpose",
)
async def test_the_screens_are_accessible_and_do_not_scroll_sideways(
    open_page: OpenPage, town: Town
) -> None:
    await known(town)
    page = await open_page(PHONE, who="agent")

    await page.goto(f"{town.police_url}/zoeken")
    await looked_at(page, "politie-zoeken-doel")
    await page.get_by_role("button", name="Ga verder").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await looked_at(page, "politie-zoeken-zonder-doel")
    await page.get_by_label("Toezicht op prostitutie").check()
    await page.get_by_role("button", name="Ga verder").click()
    await expect(page.get_by_label("Familienaam")).to_be_visible()
    await looked_at(page, "politie-zoeken")
    await page.get_by_label("Familienaam").fill(f"Niemand{uuid4().hex[:4]}")
    await page.get_by_role("button", name="Zoek deze persoon").click()
    await expect(page.get_by_role("heading", name="Niemand gevonden")).to_be_visible()
    await looked_at(page, "politie-zoeken-niemand")
    await searched(page, town)
    await looked_at(page, "politie-zoeken-gevonden")
    await page.get_by_role("link", name=" ".join(name(NR))).first.click()
    why = page.get_by_role("link", name="Waarom deze koppeling?").first
    await expect(why).to_be_visible()
    await looked_at(page, "politie-persoon")
    await why.click()
    await expect(page.get_by_role("heading", name="Waarom deze koppeling?")).to_be_visible()
    await looked_at(page, "politie-koppeling")
    await page.goto(f"{town.police_url}/inrichtingen")
    await looked_at(page, "politie-inrichtingen")
    await page.get_by_label("Straat", exact=True).fill("Voorbeeldstr")
    await page.get_by_role("button", name="Zoek een inrichting").click()
    await page.get_by_role("link", name="Voorbeeldstraat 1").first.click()
    await expect(page.get_by_role("heading", name="Tijdlijn")).to_be_visible()
    await looked_at(page, "politie-inrichting")
