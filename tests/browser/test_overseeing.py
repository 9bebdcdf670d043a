"""Recherche names its case first; overseers read the log of the calendar and of enforcement."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from .support.browser import PHONE, SCRIPTS, OpenPage, become
from .support.town import NOW, Town
from .support.widths import looked_at


@SCRIPTS
async def test_recherche_is_led_to_its_case_and_back_to_where_it_wanted_to_go(
    open_page: OpenPage, town: Town, scripts: bool
) -> None:
    page = await open_page(PHONE, scripts=scripts, who="recherche", issuer=True)
    await expect(page.get_by_role("heading", name="Voor welk dossier kijk je?")).to_be_visible()
    await page.goto(f"{town.police_url}/inrichtingen")
    await expect(page.get_by_role("heading", name="Voor welk dossier kijk je?")).to_be_visible()
    await page.get_by_label("Nummer van het dossier").fill("Voorbeeld")
    await page.get_by_role("button", name="Werk in dit dossier").click()
    await expect(page.get_by_text("Geef het nummer van een dossier").first).to_be_visible()
    await page.get_by_label("Nummer van het dossier").fill(f"an.37.l4.00{scripts:d}234/2026")
    await page.get_by_role("button", name="Werk in dit dossier").click()
    await page.wait_for_url("**/inrichtingen")
    await page.goto(f"{town.police_url}/zoeken")
    await expect(
        page.get_by_text(f"Je werkt in dossier AN.37.L4.00{scripts:d}234/2026")
    ).to_be_visible()
    await page.goto(f"{town.police_url}/dossiers")
    await page.get_by_role(
        "button", name=f"Sluit dit dossier AN.37.L4.00{scripts:d}234/2026"
    ).click()
    await expect(page.get_by_text("Het dossier is gesloten.")).to_be_visible()
    await page.goto(f"{town.police_url}/kwartier")
    await expect(page.get_by_role("heading", name="Voor welk dossier kijk je?")).to_be_visible()


@pytest.mark.night(
    "only looks, at what the walk passes",
    stays="::test_recherche_is_led_to_its_case_and_back_to_where_it_wanted_to_go",
)
async def test_the_screens_of_a_case_are_accessible(open_page: OpenPage, town: Town) -> None:
    page = await open_page(PHONE, who="recherche")
    await page.goto(town.police_url)
    await looked_at(page, "recherche-zonder-dossier")
    await page.get_by_label("Nummer van het dossier").fill("AN.37.L4.770390/2026")
    await page.get_by_role("button", name="Werk in dit dossier").click()
    await expect(page.get_by_text("Je werkt nu in dossier")).to_be_visible()
    await looked_at(page, "recherche-dossier")


async def test_recherche_sees_who_states_the_same_telephone(
    open_page: OpenPage, town: Town
) -> None:
    one, *_ = [
        await town.inspect(branch, NOW - timedelta(days=9), nr, phone="+32470000917")
        for branch, nr in (("escort", 917), ("escort", 918), ("massagesalon", 919))
    ]
    page = await open_page(PHONE, who="recherche")
    await page.goto(f"{town.police_url}/dossiers?naar=/personen/{one}")
    await page.get_by_label("Nummer van het dossier").fill("AN.37.L4.770917/2026")
    await page.get_by_role("button", name="Werk in dit dossier").click()
    await page.get_by_label("lopend dossier").check()
    await page.get_by_role("button", name="Ga verder").click()
    await page.get_by_role("link", name="Bekijk met wie deze persoon iets gemeen heeft").click()
    await expect(page.get_by_role("heading", name="2 personen")).to_be_visible()
    await expect(page.get_by_text("Hetzelfde telefoonnummer")).to_have_count(2)
    await expect(page.get_by_role("img", name="Verbanden van deze persoon")).to_be_visible()
    await looked_at(page, "recherche-verbanden")
    await page.get_by_role("link", name="Naar het dossier").click()
    await expect(page.get_by_role("heading", name="Tijdlijn")).to_be_visible()


async def test_the_police_overseer_comes_into_the_calendar_by_a_door_of_his_own(
    open_page: OpenPage, town: Town
) -> None:
    page = await open_page(PHONE, who=None)
    await page.goto(f"{town.url}/inzage")
    await become(page, "functionaris")
    await expect(page.get_by_role("heading", name="Wie keek waarnaar?")).to_be_visible()
    await looked_at(page, "inzage-kalender")
    await page.goto(f"{town.url}/uitvoer/nieuw/inzagen")
    await looked_at(page, "inzage-uitvoer")


async def test_the_city_overseer_reads_the_log_of_enforcement(
    open_page: OpenPage, town: Town
) -> None:
    page = await open_page(PHONE, who=None)
    await page.goto(f"{town.urls['enforcement']}/")
    await become(page, "functionaris stad")
    await expect(page.get_by_role("heading", name="Wie keek waarnaar?")).to_be_visible()
    await page.get_by_role("button", name="Kijk de keten na").click()
    await expect(page.get_by_text("De keten klopt tot rij")).to_be_visible()
    await page.goto(f"{town.urls['enforcement']}/inzage")
    await looked_at(page, "inzage-handhaving")
    await page.goto(f"{town.urls['enforcement']}/inzage/gebruik")
    await looked_at(page)
