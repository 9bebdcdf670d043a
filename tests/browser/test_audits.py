"""A short run audits a page of which anything is new: no fault hides behind what is known."""

import pytest
from playwright.async_api import Page

from .support.audits import axe
from .support.browser import OpenPage

SOUND = """<!doctype html><html lang="nl"><title>Proef</title><main><h1>Proef</h1>
<p>Iets om te lezen.</p><h2>Gegevens</h2>
<form><label for="naam">Naam</label> <input id="naam" name="naam"></form>
<ul><li>een</li><li>twee</li></ul><a href="/verder">Ga verder</a></main></html>"""
FAULTS = {
    "label": ('<label for="naam">Naam</label>', "<span>Naam</span>"),
    "label of nothing": ('for="naam"', 'for="voornaam"'),
    "link without words": (">Ga verder<", "><"),
    "heading that skips a level": ("<h2>Gegevens</h2>", "<h3>Gegevens</h3>"),
    "list of something else": ("<li>een</li>", "<p>een</p>"),
    "no language": (' lang="nl"', ""),
    "no title": ("<title>Proef</title>", "<title></title>"),
    "colour": ("<p>Iets", '<p style="color: #bbb">Iets'),
    "an image without words": ("Iets om", '<img src="data:," width="30" height="30"> Iets om'),
}


@pytest.fixture
async def page(open_page: OpenPage) -> Page:
    page = await open_page(who=None)
    await page.set_content(SOUND)
    assert await axe(page) == []
    return page


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_is_found_on_a_page_that_was_in_order(page: Page, fault: str) -> None:
    sound, broken = FAULTS[fault]
    assert sound in SOUND
    await page.set_content(SOUND.replace(sound, broken))
    assert await axe(page) != []
