"""Beside a document an officer may note more, behind one line that stays closed until asked for."""

import pytest
from playwright.async_api import expect

from .support.browser import NARROW, SIZES, OpenPage, axe, overflows
from .support.pictures import keep
from .support.town import Town


@SIZES
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
async def test_more_is_noted_behind_one_line(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    page = await open_page(size, scripts=scripts, who="agent")
    await page.goto(f"{town.police_url}/identiteit/{await town.a_shift()}")
    alias = page.get_by_label("Roepnaam of werknaam")
    await expect(alias).to_be_hidden()
    await page.get_by_text("Meer gegevens").click()
    await alias.fill("Mimi")
    await page.get_by_label("Nummer van het andere document").fill("SYN-1")
    await page.get_by_label("In orde: persoon, document en aangifte").check()
    await page.get_by_label("Welk document zag je?").select_option("paspoort")
    await page.get_by_role("button", name="Bewaar de controle").click()
    await expect(
        page.get_by_text("Geef ook het land van het andere document.").first
    ).to_be_visible()
    await expect(alias).to_have_value("Mimi")
    if scripts:
        assert await axe(page) == []
    await page.evaluate("document.querySelector('#roepnaam').scrollIntoView({block: 'start'})")
    await keep(page, "politie-identiteit-meer", size)
    await page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    assert not await overflows(page)
    await page.get_by_label("Land van het andere document").fill("RO")
    await page.get_by_role("button", name="Bewaar de controle").click()
    await expect(page.get_by_text("De identiteitscontrole is bewaard.")).to_be_visible()
