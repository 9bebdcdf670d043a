"""The city begins its day: each function on a page of what waits for it; the file of an owner."""

from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from chassis.web import Function

from .support.browser import DESK, PHONE, OpenPage
from .support.case_work import FINANCE, LAWYER, OFFICER, WORKER, CaseWork
from .support.town import Town
from .support.widths import looked_at

TWO_SCREENS = 1_600
"""At a desk of 1280 by 800."""
HEIGHT = "() => document.documentElement.scrollHeight"
BEGINNERS = {
    "dossiers-vandaag-behandelaar": (WORKER, "STAD"),
    "dossiers-vandaag-jurist": (LAWYER, "STAD"),
    "dossiers-vandaag-ambtenaar": (OFFICER, "STAD"),
    "dossiers-vandaag-dienst": (Function.DIENST_PROSTITUTIEBELEID, "STAD"),
    "dossiers-vandaag-secretaris": (Function.COLLEGE_SECRETARIS, "STAD"),
    "dossiers-vandaag-kabinet": (Function.KABINET_BURGEMEESTER, "STAD"),
    "dossiers-vandaag-advies": (Function.ADVIESDIENST, "BRANDWEER"),
    "financien-vandaag": (FINANCE, "STAD"),
}


async def height_at_a_desk(page: Page) -> int:
    before = page.viewport_size
    assert before is not None
    await page.set_viewport_size({"width": DESK[0], "height": 800})
    height: int = await page.evaluate(HEIGHT)
    await page.set_viewport_size(before)
    return height


async def test_everybody_of_the_city_begins_with_what_waits_for_them(
    open_page: OpenPage, town: Town
) -> None:
    """With more cases than a page shows, no first page is longer than two screens."""
    work = CaseWork(town)
    for _ in range(8):
        await work.transferred()
    await work.declared()
    page = await open_page(PHONE, who=None)
    for name, (function, organisation) in BEGINNERS.items():
        await work.enter(page, function, f"begint-{uuid4().hex[:6]}", organisation)
        answer = await page.goto(f"{work.url}/")
        assert answer is not None and answer.ok, name
        assert page.url == f"{work.url}/vandaag"
        await looked_at(page, name)
        assert await height_at_a_desk(page) <= TWO_SCREENS, name
    await work.enter(page, WORKER, f"begint-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/vandaag")
    await page.get_by_role("link", name="Alles op de werklijst").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Werklijst")).to_be_visible()


@pytest.mark.night(
    "only looks, at what the service's own test fills",
    stays="services/enforcement/tests/search/test_files.py::test_a_sale_shows_the_owner_then_and_the_owner_now",
)
async def test_an_owner_has_one_page_with_houses_then_and_now(
    open_page: OpenPage, town: Town
) -> None:
    work = CaseWork(town)
    owner = f"OWN-{uuid4().hex[:6]}"
    declared, premises_id = await work.declared(owner)
    page = await open_page(PHONE, who=None)
    await work.enter(page, WORKER, f"zoekt-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/zoeken")
    await page.get_by_label("Zoek een dossier").fill(owner.lower())
    await page.keyboard.press("Enter")
    await page.get_by_role("link", name=owner).click()
    await expect(page.get_by_role("heading", name="Panden, nu en vroeger")).to_be_visible()
    await expect(page.get_by_role("link", name=declared).first).to_be_visible()
    await looked_at(page, "dossiers-zoeken-eigenaar")
    await page.locator(f'a[href="/zoeken/panden/{premises_id}"]').first.click()
    await expect(page.get_by_role("heading", name="Eigenaars, nu en vroeger")).to_be_visible()
