"""An owner who applies on the calendar's site, from a phone, with photos of papers."""

import io
from collections.abc import Sequence

from PIL import Image
from playwright.async_api import FilePayload, Page, expect

ASKED = (
    "kadasterplan",
    "bewijs_zakelijk_recht",
    "uittreksel_strafregister",
    "kopie_identiteitskaart",
)


def photo() -> FilePayload:
    written = io.BytesIO()
    Image.new("RGB", (600, 800), "#e3eef0").save(written, "JPEG")
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


BUREAU = ("uittreksel_kbo", "uittreksel_strafregister", "kopie_identiteitskaart", "veiligheidsplan")


async def apply_for(
    page: Page,
    url: str,
    house_number: str,
    permit: str = "Raamprostitutie",
    documents: Sequence[str] = ASKED,
) -> str:
    """Apply for premises of two rooms; gives the reference on the owner's receipt."""
    await page.goto(f"{url}/aanvragen/nieuw")
    await page.get_by_label("Een geschiktheidsverklaring", exact=True).check()
    await page.get_by_label(permit, exact=True).check()
    await page.get_by_role("button", name="Begin").click()
    await page.get_by_role("link", name="Het pand", exact=True).click()
    answers = {
        "Naam van het pand": "Pand Zon",
        "Straat": "Proefstraat",
        "Huisnummer": house_number,
        "Postcode": "2000",
    }
    for label, said in answers.items():
        await page.get_by_label(label).fill(said)
    await page.get_by_label("Kamers", exact=True).fill("R-01\nR-02")
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
    for code in documents:
        await page.goto(f"{here}/documenten/{code}")
        await page.get_by_label("Kies een bestand of neem een foto").set_input_files(photo())
        await page.get_by_role("button", name="Bewaar dit document").click()
        await expect(page.get_by_alt_text("Eerste bladzijde van je document")).to_be_visible()
    await page.goto(here)
    await page.get_by_role("button", name="Kijk na en verstuur").click()
    await page.get_by_role("button", name="Verstuur naar de stad").click()
    await expect(page.get_by_text("Je aanvraag is verstuurd")).to_be_visible()
    said = await page.get_by_text("Je nummer is").inner_text()
    return said.rpartition(" ")[2]
