"""Every page of a worker, refusals too, in Dutch and in Bulgarian: accessible, and whole on the
smallest phone."""

import pytest
from playwright.async_api import Page, expect

from .support.browser import PHONE, OpenPage
from .support.town import Town
from .support.widths import looked_at
from .support.worker import code_for

IN_BULGARIAN = pytest.mark.night(
    "only looks, at texts that are all there",
    stays="tests/browser/test_worker.py::test_every_language_is_accessible_and_fits_the_smallest_phone",
)
LANGUAGES = pytest.mark.parametrize("code", ["nl", pytest.param("bg", marks=IN_BULGARIAN)])
RIGHT = {"nl": "Dit klopt", "bg": "Вярно е"}
WRONG = {"nl": "Dit klopt niet", "bg": "Не е вярно"}


async def looks(page: Page, name: str, code: str) -> None:
    assert await page.locator("html").get_attribute("lang") == code
    await looked_at(page, f"sekswerker-{name}-{code}")


GIVE = "main form button:not(.govuk-button--secondary)"


async def types(page: Page, code: str) -> None:
    await page.locator("#code").fill(code)
    await page.locator("main form button").click()


@LANGUAGES
async def test_what_is_refused_offers_help_in_her_language(
    open_page: OpenPage, town: Town, code: str
) -> None:
    async with town.apps["pandkalender"].state.database.connection() as conn:
        await conn.execute("DELETE FROM code_try")
    page = await open_page(PHONE, who=None)
    await page.goto(f"{town.url}/mijn/oude-link?taal={code}")
    await looks(page, "niet-gevonden", code)
    await page.goto(f"{town.url}/mijn")
    await types(page, "4AC7-XWPT-9HKM")
    await expect(page.get_by_role("alert")).to_be_visible()
    await looks(page, "foute-code", code)
    for _again in range(10):
        await types(page, "xx")
    await expect(page.get_by_role("alert")).to_contain_text(":")
    await looks(page, "te-vaak", code)
    await expect(page.locator("a[href='tel:020000001']").first).to_be_visible()
    async with town.apps["pandkalender"].state.database.connection() as conn:
        await conn.execute("DELETE FROM code_try")


@LANGUAGES
async def test_every_step_behind_the_code_is_whole_in_her_language(
    open_page: OpenPage, town: Town, code: str
) -> None:
    page = await open_page(PHONE, who=None)
    await page.goto(f"{town.url}/mijn?taal={code}")
    await types(page, await code_for(town, 14 + (code == "bg")))
    await expect(page.locator(".wk-shift")).to_have_count(1)
    await page.get_by_role("button", name=RIGHT[code], exact=True).click()
    await expect(page.locator(".govuk-tag--green")).to_be_visible()
    await looks(page, "bevestigd", code)
    await page.get_by_role("button", name=WRONG[code], exact=True).click()
    await page.locator(GIVE).click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await looks(page, "geen-reden", code)
    await page.get_by_role("checkbox").first.check()
    await page.locator(GIVE).click()
    await expect(page.locator("a[href='tel:020000001']").first).to_be_visible()
    await looks(page, "doorgegeven", code)
    await page.goto(f"{town.url}/mijn/info")
    await looks(page, "hulp", code)
