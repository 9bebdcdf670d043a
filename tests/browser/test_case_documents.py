"""Documents of a case: photos of a phone become one document, seen as pictures, and taken out."""

import io
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image, ImageDraw
from playwright.async_api import expect

from .support.browser import WIDTHS, OpenPage
from .support.case_work import WORKER, CaseWork
from .support.town import Town
from .support.widths import looked_at


def photo(said: str) -> Any:
    """A sheet of paper with a line on it, as a phone sends it."""
    sheet, written = Image.new("RGB", (600, 800), "white"), io.BytesIO()
    ImageDraw.Draw(sheet).text((60, 80), said, fill="black", font_size=36)
    sheet.save(written, "JPEG")
    return {"name": f"{uuid4().hex}.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/enforcement/tests/case_documents/test_uploads.py::test_photos_of_a_report_are_one_clean_document_with_pictures",
)
@WIDTHS
async def test_two_photos_of_a_report_are_seen_as_pictures_and_taken_out(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    work = CaseWork(town)
    case_id = await work.transferred()
    page = await open_page(size, who=None)
    await work.enter(page, WORKER, f"stuk-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/dossiers/{case_id}")
    await page.get_by_role("link", name="Stukken: pv, verweer, bewijs").click()
    await page.get_by_role("button", name="Voeg toe").click()
    await expect(
        page.get_by_role("link", name="Kies een bestand of neem een foto.")
    ).to_be_visible()
    await looked_at(page)
    await page.get_by_label("Kopie van het pv of bestuurlijk verslag").check()
    photos = [photo("Proces-verbaal, blad 1"), photo("Proces-verbaal, blad 2")]
    await page.get_by_label("Bestanden of foto’s").set_input_files(photos)
    await page.get_by_role("button", name="Voeg toe").click()
    await expect(page.get_by_text("Het stuk zit in het dossier.")).to_be_visible()
    await looked_at(page, "dossiers-stukken")
    await page.get_by_role("link", name="Kopie van het pv").click()
    sheets = page.get_by_role("img", name="Blad ")
    await expect(sheets).to_have_count(2)
    await sheets.last.scroll_into_view_if_needed()
    await page.wait_for_function(
        "() => [...document.querySelectorAll('.kl-sheet')].every(sheet => sheet.naturalWidth > 0)"
    )
    await page.evaluate("() => scrollTo(0, 0)")
    await looked_at(page, "dossiers-stuk")
    await page.get_by_role("link", name="Haal dit stuk uit het dossier").click()
    await looked_at(page, "dossiers-stuk-intrekken")
    await page.get_by_label("Het hoort niet in dit dossier").check()
    await page.get_by_role("button", name="Haal het uit het dossier").click()
    await page.get_by_role("link", name="Kopie van het pv").click()
    await expect(page.get_by_text("De inhoud is vernietigd.")).to_be_visible()
    await expect(page.get_by_role("img", name="Blad ")).to_have_count(0)
