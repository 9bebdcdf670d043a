"""The register of regulation in a real browser: a proposal to its decision, and an instrument."""

import pytest
from playwright.async_api import expect

from chassis.web import Function

from .support.browser import DESK, WAYS, OpenPage
from .support.figures import enter
from .support.town import Town
from .support.widths import looked_at

LAWYER = Function.JURIST_BH


@WAYS
async def test_a_proposal_is_recorded_and_submitted(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    """Taps and fields: record 4 and 3, submit 3 and 2."""
    page = await open_page(size, scripts=scripts, who=None)
    await enter(page, town, LAWYER)
    await page.goto(f"{town.urls['reporting']}/reglementering")
    await page.get_by_role("button", name="Noteer een voorstel").click()
    await page.get_by_label("Reglementering inzake de geschiktheidsverklaring").check()
    await page.get_by_label("Onderwerp").fill("Noodverlichting in een raam")
    await page.get_by_label("Opgemaakt op").fill("2026-01-01")
    await page.get_by_label("Brandweer").first.check()
    await page.get_by_label("Adres van de nota").fill("https://documenten.stad.example/nota-12")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("Het is genoteerd.")).to_be_visible()
    await page.get_by_role("button", name="Werk bij").click()
    await page.get_by_label("Overlegd met partners op").fill("2026-01-02")
    await page.get_by_label("Ingediend op").fill("2026-01-02")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("Het is bijgewerkt.")).to_be_visible()
    await expect(page.locator(".govuk-tag", has_text="Ingediend")).to_be_visible()
    note = page.get_by_role("link", name="Lees de nota in het documentbeheer")
    await expect(note).to_have_attribute("href", "https://documenten.stad.example/nota-12")


@pytest.mark.night(
    "only looks, at what the walk passes", stays="::test_a_proposal_is_recorded_and_submitted"
)
async def test_every_screen_of_regulation_is_accessible_at_both_widths(
    open_page: OpenPage, town: Town
) -> None:
    url = f"{town.urls['reporting']}/reglementering"
    page = await open_page(DESK, who=None)
    await enter(page, town, LAWYER)
    await page.goto(f"{url}/nieuw/voorstel")
    await looked_at(page, "regie-reglementering-voorstel")
    await page.goto(f"{url}/nieuw/instrument")
    await page.get_by_label("Verdoken vormen controleren").check()
    await page.get_by_label("Onderwerp").fill("Horecaverordening voor massagesalons")
    await page.get_by_label("Opgemaakt op").fill("2026-01-01")
    await page.get_by_label("Lokale politie").check()
    await page.get_by_label("Geprobeerd op").fill("2026-01-02")
    await page.get_by_label("Is het bruikbaar?").select_option("niet_bruikbaar")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(
        page.get_by_text("Zeg in een paar woorden wat het opleverde.").first
    ).to_be_visible()
    await looked_at(page, "regie-reglementering-fout")
    await page.get_by_label("Wat leverde het op?").fill("Geldt niet voor woningen")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("Het is genoteerd.")).to_be_visible()
    await looked_at(page, "regie-reglementering-instrument")
    record = page.url
    await page.goto(url)
    await looked_at(page, "regie-reglementering")
    await page.goto(f"{record}/bijwerken")
    await looked_at(page, "regie-reglementering-bijwerken")
    await page.goto(f"{record}/intrekken")
    await looked_at(page, "regie-reglementering-intrekken")
    await page.get_by_label("Waarom trek je dit in?").fill("Dubbel genoteerd.")
    await page.get_by_role("button", name="Trek in").click()
    await expect(page.get_by_text("Het is ingetrokken.")).to_be_visible()
