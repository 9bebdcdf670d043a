"""An owner applies for a declaration, page by page, on a phone and at a desk."""

import io

import pytest
from PIL import Image
from playwright.async_api import FilePayload, expect

from .support.browser import WIDTHS, OpenPage
from .support.town import Town
from .support.widths import looked_at


def photo() -> FilePayload:
    written = io.BytesIO()
    Image.new("RGB", (600, 800), "#e3eef0").save(written, "JPEG")
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


@pytest.mark.night(
    "the first half of a longer walk",
    stays=(
        "tests/browser/test_declarations.py::test_an_application_from_a_phone_becomes_a_declaration",
        "services/pandkalender/tests/applications/test_applications.py::test_withdrawn_a_draft_is_gone_and_what_was_sent_is_told_to_the_city",
    ),
)
@WIDTHS
async def test_an_application_is_filled_in_checked_sent_and_withdrawn(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    page = await open_page(size)
    await page.goto(f"{town.url}/vergunningen")
    await looked_at(page, "eigenaar-vergunningen")
    await page.get_by_role("link", name="Aanvragen of melden").click()
    await looked_at(page, "eigenaar-aanvraag-nieuw")
    await page.get_by_label("Een geschiktheidsverklaring", exact=True).check()
    await page.get_by_role("button", name="Begin").click()
    await expect(page.get_by_role("heading", name="Vragen")).to_be_visible()
    await looked_at(page, "eigenaar-aanvraag-taken")
    await page.get_by_role("link", name="Het pand", exact=True).click()
    await page.get_by_label("Naam van het pand").fill("Pand Zon")
    await page.get_by_label("Straat").fill("Proefstraat")
    await page.get_by_label("Huisnummer").fill("14")
    await page.get_by_label("Postcode").fill("2000")
    await page.get_by_label("Kamers", exact=True).fill("R-01\nR-02")
    await looked_at(page, "eigenaar-aanvraag-vraag")
    await page.get_by_role("button", name="Bewaar en ga verder").click()
    await page.get_by_role("link", name="De houder", exact=True).click()
    await page.get_by_label("Naam", exact=True).fill("Ilinca Voorbeeld")
    await page.get_by_role("button", name="Bewaar en ga verder").click()
    await page.get_by_role("link", name="Wie kunnen we contacteren?").click()
    await page.get_by_label("Naam", exact=True).fill("Ilinca Voorbeeld")
    await page.get_by_label("E-mail").fill("ilinca@example.org")
    await page.get_by_label("Telefoon").fill("03 000 00 00")
    await page.get_by_role("button", name="Bewaar en ga verder").click()
    here = page.url
    for code in (
        "kadasterplan",
        "bewijs_zakelijk_recht",
        "uittreksel_strafregister",
        "kopie_identiteitskaart",
    ):
        await page.goto(f"{here}/documenten/{code}")
        await page.get_by_label("Kies een bestand of neem een foto").set_input_files(photo())
        await page.get_by_role("button", name="Bewaar dit document").click()
        await expect(page.get_by_alt_text("Eerste bladzijde van je document")).to_be_visible()
    await looked_at(page, "eigenaar-aanvraag-document")
    await page.goto(here)
    await page.get_by_role("button", name="Kijk na en verstuur").click()
    await looked_at(page, "eigenaar-aanvraag-nakijken")
    await page.get_by_role("button", name="Verstuur naar de stad").click()
    await expect(page.get_by_text("Je aanvraag is verstuurd")).to_be_visible()
    await looked_at(page, "eigenaar-aanvraag-verstuurd")
    await page.get_by_role("link", name="Trek deze aanvraag in").click()
    await looked_at(page, "eigenaar-aanvraag-intrekken")
    await page.get_by_role("button", name="Trek deze aanvraag in").click()
    await expect(page.get_by_text("Door jou ingetrokken").first).to_be_visible()
