"""The other half of a person: searched for, put side by side, proposed; and what is asked first."""

import re

import pytest
from playwright.async_api import expect

from .support.browser import DESK, PHONE, WAYS, OpenPage
from .support.police import Police, rule_version
from .support.town import NOW, someone
from .support.widths import looked_at


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/databank/tests/review/test_propose_pages.py::test_the_other_person_is_found_compared_and_asked_about",
)
@WAYS
async def test_the_other_half_is_found_and_proposed(
    open_page: OpenPage, police: Police, size: tuple[int, int], scripts: bool
) -> None:
    nr = 20 + 2 * (2 * (size == DESK) + scripts)
    one, other = someone(nr), someone(nr + 1)
    first = await police.seen("straat", one, 4)
    await police.seen("massagesalon", other, 3)
    page = await open_page(size, scripts=scripts, who="agent")
    await page.goto(f"{police.town.police_url}/splitsen/{first}")
    await page.get_by_role("link", name="Zoek de andere persoon").click()
    await expect(page.get_by_role("button", name="Zoek deze persoon")).to_be_visible()
    if scripts:
        await looked_at(page, "politie-voorstel-zoeken")
    await page.get_by_role("button", name="Zoek deze persoon").click()
    await expect(
        page.locator("#main-content .govuk-error-message, .govuk-error-message").first
    ).to_be_visible()
    await page.get_by_label("Familienaam").fill(other["familyName"])
    await page.get_by_label("Voornaam of werknaam").fill(other["givenNames"])
    await page.get_by_role("button", name="Zoek deze persoon").click()
    await expect(page.get_by_role("heading", name="Wie is de andere persoon?")).to_be_visible()
    assert other["familyName"] not in page.url
    if scripts:
        await looked_at(page, "politie-voorstel-gevonden")
    await page.get_by_role("link", name=re.compile("Zet naast elkaar")).first.click()
    await expect(page.get_by_text("Nu verandert er nog niets")).to_be_visible()
    if scripts:
        await looked_at(page, "politie-voorstel-naast-elkaar")
    await page.get_by_role("button", name="Ja, stel voor om samen te voegen").click()
    await expect(
        page.get_by_role("heading", name="Zijn deze twee personen één persoon?")
    ).to_be_visible()


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/databank/tests/welfare/test_protection_pages.py::test_dp09_before_a_signal_is_closed_its_consequence_for_the_city_is_said",
)
async def test_closing_a_signal_asks_first(open_page: OpenPage, police: Police) -> None:
    signal_id = await police.signal(90)
    page = await open_page(PHONE, who="leider")
    url = f"{police.town.police_url}/signalen/{signal_id}"
    await page.goto(url)
    await page.get_by_label("Nee, niet acuut").check()
    await page.get_by_role("button", name=re.compile("Bewaar deze stap")).first.click()
    if not await page.get_by_label("Het signaal is ongegrond").is_visible():
        await page.get_by_text("Afgesloten", exact=True).first.click()
    await page.get_by_label("Het signaal is ongegrond").check()
    await page.get_by_role("button", name=re.compile("Bewaar deze stap.*Afgesloten")).click()
    await expect(page.get_by_role("heading", name="Sluit je dit signaal af?")).to_be_visible()
    await looked_at(page, "politie-signaal-afsluiten")
    await page.get_by_role("button", name="Ja, sluit het signaal af").click()
    await expect(page.get_by_text("Afgesloten").first).to_be_visible()


async def test_withdrawing_a_version_of_a_rule_asks_first(
    open_page: OpenPage, police: Police
) -> None:
    path = await rule_version(police)
    page = await open_page(PHONE, who="leider")
    await page.goto(f"{police.town.police_url}{path}")
    button = page.get_by_role("button", name="Trek deze versie in")
    await expect(button).to_be_visible()
    await page.get_by_label("Vanaf welke dag geldt ze niet meer?").fill(f"{NOW.year + 1}-01-01")
    await button.click()
    await expect(page.get_by_role("heading", name="Trek je deze versie in?")).to_be_visible()
    await looked_at(page, "politie-regel-intrekken")
    await page.get_by_role("button", name="Ja, trek deze versie in").click()
    await expect(page.get_by_text("Ingetrokken").first).to_be_visible()
