"""Meetings of the plan in a real browser: recorded, corrected, followed up, taken back."""

import pytest
from playwright.async_api import expect

from chassis.web import Function

from .support.browser import DESK, PHONE, WAYS, OpenPage
from .support.figures import enter
from .support.town import Town
from .support.widths import looked_at

OFFICE = Function.PROSTITUTIEAMBTENAAR


@WAYS
async def test_a_meeting_is_recorded_followed_up_and_counted(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    """Taps and fields: record 5 and 8, done 1 and 0."""
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, OFFICE)
    await page.goto(f"{town.urls['reporting']}/overleg")
    await page.get_by_role("button", name="Noteer een overleg").click()
    await page.get_by_label("Kerngroep geschiktheidsverklaring").check()
    await page.get_by_label("Dag van het overleg").fill("2026-01-02")
    await page.get_by_label("Onderwerp").fill("Brandveiligheid van de panden")
    await page.get_by_label("Brandweer").first.check()
    await page.get_by_label("Agenda").fill("Verslag\nBranddeuren")
    await page.get_by_label("Beslissingen").fill("De brandweer bezoekt elk pand")
    await page.get_by_label("Wat gebeurt er?").first.fill("Een lijst van panden sturen")
    await page.get_by_label("Wie doet het?").first.select_option("brandweer")
    await page.get_by_label("Tegen wanneer?").first.fill("2026-02-01")
    await page.get_by_label("Wanneer is het volgende overleg?").fill("2026-03-02")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("Het overleg is genoteerd.")).to_be_visible()
    await expect(page.get_by_text("De brandweer bezoekt elk pand")).to_be_visible()
    await page.get_by_role("button", name="Noteer als uitgevoerd").click()
    await expect(page.get_by_text("Genoteerd als uitgevoerd.")).to_be_visible()
    await page.goto(f"{town.urls['reporting']}/cijfers?periode=2026-01")
    await expect(page.locator("[id='IND-2.3-04'] .rp-value")).not_to_have_text("0")


@pytest.mark.night(
    "only looks, at what the walk passes",
    stays="::test_a_meeting_is_recorded_followed_up_and_counted",
)
async def test_every_screen_of_meetings_is_accessible_at_both_widths(
    open_page: OpenPage, town: Town
) -> None:
    url = f"{town.urls['reporting']}/overleg"
    page = await open_page(DESK, who=None)
    await enter(page, town, OFFICE)
    await page.goto(f"{url}?jaar=2024")
    await looked_at(page, "regie-overleg-leeg")
    await page.goto(f"{url}/nieuw?forum=eigenaars&dag=2025-11-12")
    await looked_at(page, "regie-overleg-nieuw")
    await page.get_by_label("Onderwerp").fill("Mevrouw Voorbeeld")
    await page.get_by_label("Eigenaars", exact=True).check()
    await page.get_by_label("Agenda").fill("Nieuwe uren\nVragen van eigenaars")
    await page.get_by_label("Beslissingen").fill("De uren gaan in op 1 mei")
    await page.get_by_label("Wat gebeurt er?").first.fill("Brief over de nieuwe uren")
    await page.get_by_label("Wie doet het?").first.select_option("dienst_prostitutiebeleid")
    await page.get_by_label("Tegen wanneer?").first.fill("2025-12-01")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("Schrijf geen namen").first).to_be_visible()
    await looked_at(page, "regie-overleg-fout")
    await page.get_by_label("Onderwerp").fill("Nieuwe uren van de kalender")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("Het overleg is genoteerd.")).to_be_visible()
    await looked_at(page, "regie-overleg")
    meeting = page.url
    await page.goto(f"{url}?jaar=2025")
    await looked_at(page, "regie-overleg-lijst")
    await page.goto(f"{meeting}/verbeteren")
    await looked_at(page, "regie-overleg-verbeteren")
    await page.goto(f"{meeting}/intrekken")
    await looked_at(page, "regie-overleg-intrekken")
    await page.get_by_label("Waarom trek je dit in?").fill("Dubbel genoteerd.")
    await page.get_by_role("button", name="Trek in").click()
    await expect(page.get_by_text("Het telt nergens meer mee.")).to_be_visible()


@pytest.mark.night(
    "only looks, at pages whose rows are tried without a browser",
    stays="tests/access/test_who_may_ask.py::test_a_page_opens_for_its_own_functions_alone",
)
async def test_the_plan_group_reads_meetings_and_changes_none(
    open_page: OpenPage, town: Town
) -> None:
    page = await open_page(PHONE, who=None)
    await enter(page, town, Function.PLANGROEP_LID)
    await page.goto(town.urls["reporting"])
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("link", name="Overleg").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Overleg")
    await expect(page.get_by_role("button", name="Noteer een overleg")).to_have_count(0)
