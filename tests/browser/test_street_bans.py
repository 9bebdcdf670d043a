"""A case worker draws the perimeter of a street ban, and sees its plan."""

from uuid import uuid4

import pytest
from playwright.async_api import expect

from chassis.web import Function
from contracts.identity import OffenderIdentity
from contracts.sealed import Sealed

from .support.browser import SIZES, OpenPage
from .support.case_work import CaseWork
from .support.town import Town
from .support.widths import looked_at


@pytest.mark.night(
    "the first steps of a longer walk",
    stays="tests/browser/test_steps_of_street_bans.py::test_a_minor_is_looked_at_by_a_lawyer_and_somebody_may_write_or_stay_away",
)
@SIZES
async def test_a_perimeter_from_streets_to_its_plan(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    work = CaseWork(town)
    who = Sealed.of(OffenderIdentity(name=f"Proef {uuid4().hex[:6]}", birth_date="1980-02-03"))
    number = await work.number(await work.transferred(offender=who))
    page = await open_page(size, who=None)
    await work.enter(page, Function.DOSSIERBEHANDELAAR_BH, f"dossier-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/straatverboden")
    await page.get_by_role("button", name="Begin een dossier").click()
    await page.get_by_label("Nummer van het GAS-dossier").fill("GAS/2026/999999")
    await page.get_by_role("button", name="Begin het dossier").click()
    await expect(page.get_by_text("Dit GAS-dossier is er niet.").first).to_be_visible()
    await looked_at(page, "straatverbod-nieuw")
    await page.get_by_label("Nummer van het GAS-dossier").fill(number)
    await page.get_by_role("button", name="Begin het dossier").click()
    await expect(page.get_by_text("Er is nog geen perimeter bepaald.")).to_be_visible()
    address = page.url
    await page.get_by_role("link", name="De perimeter bepalen").click()
    await page.get_by_label("Proefkaai", exact=True).check()
    await page.get_by_label("Delen van straten").fill("Verversrui 1-60")
    await page.get_by_label("Woning").fill("Proefkaai 40")
    await page.get_by_label("Werkplek").fill("Verversrui 5")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("de wet laat deze plaats altijd vrij").first).to_be_visible()
    await looked_at(page, "straatverbod-perimeter")
    await page.get_by_label("School of opleiding").fill("geen")
    await page.get_by_role("button", name="Toon op het plan").click()
    await expect(page.get_by_role("heading", name="Zo zou het gebied zijn")).to_be_focused()
    await looked_at(page)
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_role("img", name="Plan van de perimeter")).to_be_visible()
    await expect(page.get_by_text("Gezondheidshuis")).to_be_visible()
    await page.get_by_role("heading", name="Perimeter", exact=True).evaluate(
        "heading => heading.scrollIntoView()"
    )
    await looked_at(page, "straatverbod-een")
    await page.goto(f"{work.url}/straatverboden")
    await looked_at(page, "straatverbod-lijst")
    await work.enter(page, Function.KABINET_BURGEMEESTER, f"kabinet-{uuid4().hex[:6]}")
    await page.goto(address)
    await page.get_by_role("link", name="Waarschuwing van de burgemeester noteren").click()
    await expect(page.get_by_label("Dag op het ontvangstbewijs")).to_be_visible()
    await looked_at(page, "straatverbod-waarschuwing")
    await page.goto(address)
    await page.get_by_role("link", name="Zeggen waarom er geen waarschuwing is").click()
    await page.get_by_label("Reden").fill("De orde kan niet wachten.")
    await looked_at(page, "straatverbod-reden")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("De orde kan niet wachten.").first).to_be_visible()
