"""Beside a document an officer may note more, behind one line that stays closed until asked for."""

from playwright.async_api import expect

from .support.browser import WAYS, OpenPage
from .support.town import Town
from .support.widths import looked_at


@WAYS
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
    await page.evaluate("document.querySelector('#roepnaam').scrollIntoView({block: 'start'})")
    if scripts:
        await looked_at(page, "politie-identiteit-meer")
    await page.get_by_label("Land van het andere document").fill("RO")
    await page.get_by_role("button", name="Bewaar de controle").click()
    await expect(page.get_by_text("De identiteitscontrole is bewaard.")).to_be_visible()
