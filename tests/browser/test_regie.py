"""Registers of regie in a real browser: from bottleneck to note, agreements, the calendar."""

import pytest
from playwright.async_api import expect

from chassis.web import Function

from .support.browser import DESK, PHONE, WAYS, OpenPage
from .support.figures import enter
from .support.town import Town
from .support.widths import looked_at

OFFICE = Function.PROSTITUTIEAMBTENAAR


@WAYS
async def test_a_bottleneck_becomes_a_note(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    """Taps and fields: bottleneck 4 and 2, note 5 and 2."""
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, OFFICE)
    await page.goto(f"{town.urls['reporting']}/regie/knelpunten")
    await page.get_by_role("button", name="Noteer een knelpunt").click()
    await page.get_by_label("Lacune").check()
    await page.get_by_label("Dag", exact=True).fill("2026-01-02")
    await page.get_by_label("Onderwerp").fill("Geen nachtopvang")
    await page.get_by_label("Open", exact=True).check()
    await page.get_by_role("button", name="Bewaar").click()
    await page.get_by_role("button", name="Schrijf er een nota over").click()
    await page.get_by_label("Signaalnota").check()
    await page.get_by_label("Dag", exact=True).fill("2026-01-02")
    await page.get_by_label("Onderwerp").fill("Nachtopvang in de wijk")
    await page.get_by_label("Definitief").check()
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("Genoteerd.", exact=True)).to_be_visible()
    await page.get_by_role("link", name="Geen nachtopvang").click()
    await expect(page.get_by_role("link", name="Nachtopvang in de wijk").first).to_be_visible()


@pytest.mark.night(
    "only looks, at what the walk passes", stays="::test_a_bottleneck_becomes_a_note"
)
async def test_every_screen_of_regie_is_accessible_at_both_widths(
    open_page: OpenPage, town: Town
) -> None:
    url = f"{town.urls['reporting']}/regie"
    page = await open_page(DESK, who=None)
    await enter(page, town, OFFICE)
    await page.goto(f"{url}/toelichtingen?jaar=2024")
    await looked_at(page, "regie-toelichtingen-leeg")
    await page.goto(f"{url}/overeenkomsten/nieuw")
    await looked_at(page, "regie-overeenkomst-nieuw")
    await page.get_by_label("Convenant", exact=True).check()
    await page.get_by_label("Dag", exact=True).fill("2025-11-12")
    await page.get_by_label("Onderwerp").fill("Convenant over doorverwijzing")
    await page.get_by_label("Ondertekend", exact=True).check()
    await page.get_by_label("Loopt tot en met").fill("2026-03-01")
    await page.get_by_label("Free Clinic").first.check()
    await page.get_by_label("Wat gebeurt er?").first.fill("Cijfers van doorverwijzing")
    await page.get_by_label("Wie doet het?").first.select_option("free_clinic")
    await page.get_by_label("Tegen wanneer?").first.fill("2025-12-01")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("Vul in wanneer de overeenkomst").first).to_be_visible()
    await looked_at(page, "regie-overeenkomst-fout")
    await page.get_by_label("Ondertekend op").fill("2025-11-12")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("Genoteerd.", exact=True)).to_be_visible()
    await looked_at(page, "regie-overeenkomst")
    agreement = page.url
    await page.goto(f"{agreement}/verbeteren")
    await looked_at(page, "regie-overeenkomst-bijwerken")
    await page.goto(f"{agreement}/intrekken")
    await looked_at(page, "regie-overeenkomst-intrekken")
    await page.goto(url)
    await looked_at(page, "regie-overzicht")
    await page.goto(f"{url}/overeenkomsten?jaar=2025")
    await looked_at(page, "regie-overeenkomsten")
    calendar = f"{town.urls['reporting']}/jaarkalender"
    await page.goto(f"{calendar}/abonnement")
    await looked_at(page)  # its key is another each time, so no picture
    await page.get_by_role("button", name="Zet het adres aan").click()
    await expect(page.get_by_text("Het adres werkt nu.")).to_be_visible()
    await page.goto(f"{calendar}?jaar=2025")
    await looked_at(page, "regie-jaarkalender")


@pytest.mark.night(
    "only looks, at pages whose rows are tried without a browser",
    stays="tests/access/test_who_may_ask.py::test_a_page_opens_for_its_own_functions_alone",
)
async def test_the_plan_group_reads_the_calendar_and_makes_no_subscription(
    open_page: OpenPage, town: Town
) -> None:
    page = await open_page(PHONE, who=None)
    await enter(page, town, Function.PLANGROEP_LID)
    await page.goto(town.urls["reporting"])
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("link", name="Regie", exact=True).click()
    await page.get_by_role("link", name="Jaarkalender van het plan").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Jaarkalender")
    await expect(page.get_by_role("button", name="Maak een abonnement")).to_have_count(0)
