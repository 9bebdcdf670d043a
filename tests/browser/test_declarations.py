"""Declarations of suitability: from an owner's phone to the decision, on the city's screens."""

from uuid import uuid4

from playwright.async_api import Page, expect

from chassis.web import Function
from enforcement.suitability.pages.step_forms import SUITABILITY_FORMS

from .support.applications import ASKED, apply_for
from .support.browser import DESK, PHONE, OpenPage
from .support.case_work import CaseWork
from .support.town import Town
from .support.widths import looked_at

OFFICE, SECRETARY = Function.PROSTITUTIEAMBTENAAR, Function.COLLEGE_SECRETARIS
READERS = (OFFICE, SECRETARY, Function.KABINET_BURGEMEESTER, Function.JURIST_BH)


async def enter(work: CaseWork, page: Page, function: Function) -> None:
    await work.enter(page, function, f"{function}-{uuid4().hex[:6]}")


async def arrives(page: Page, url: str, reference: str) -> None:
    """The application came over the bus."""
    link = page.get_by_role("link", name=reference)
    for _ in range(60):
        await page.goto(f"{url}/aanvragen")
        if await link.count():
            return
    await expect(link).to_be_visible()


async def sends(page: Page, button: str) -> None:
    await page.get_by_role("button", name=button, exact=True).click()


async def test_an_application_from_a_phone_becomes_a_declaration(
    open_page: OpenPage, town: Town
) -> None:
    number = f"{uuid4().int % 9000 + 1000}"
    owner = await open_page(PHONE)
    reference = await apply_for(owner, town.url, number)
    mine = owner.url

    work = CaseWork(town)
    page = await open_page(DESK, who=None)
    await enter(work, page, OFFICE)
    await arrives(page, work.url, reference)
    await looked_at(page, "dossiers-aanvragen")
    await page.get_by_role("link", name=reference).click()
    await expect(page.get_by_text("ilinca@example.org")).to_be_visible()
    await looked_at(page, "dossiers-aanvraag")
    await page.get_by_role("link", name="Bekijk wat op").first.click()
    sheet = page.get_by_role("img", name="Blad 1 van 1")
    await expect(sheet).to_be_visible()
    await page.wait_for_function("() => document.querySelector('.kl-sheet').naturalWidth > 0")
    await looked_at(page, "dossiers-aanvraag-document")
    await page.get_by_role("link", name="Terug naar de aanvraag").click()
    for code in ASKED:
        await page.locator(f'input[value="{code}"]').check()
    await sends(page, "Noteer de volledigheid")
    await expect(page.get_by_text("De volledigheid is genoteerd")).to_be_visible()
    await owner.goto(mine)
    await expect(owner.get_by_text("Volledig: de stad onderzoekt je aanvraag")).to_be_visible()

    await page.get_by_role("link", name="GV/").click()
    await looked_at(page, "dossiers-geschiktheid-dossier")
    here = page.url
    await page.get_by_role("link", name="Adviezen vragen").click()
    await page.get_by_label("Brandweer").check()
    await sends(page, "Bewaar")
    await page.get_by_role("link", name="Advies noteren").click()
    await page.get_by_label("Brandweer").check()
    await page.get_by_label("Gunstig", exact=True).check()
    await sends(page, "Bewaar")
    await expect(page.get_by_text("Klaar voor beslissing").first).to_be_visible()

    await enter(work, page, SECRETARY)
    await page.goto(here)
    await page.get_by_role("link", name="Beslissing noteren").click()
    await page.get_by_label("Toekennen", exact=True).check()
    await page.get_by_label("Motivering").fill("Alles is in orde.")
    await sends(page, "Kijk na")
    await looked_at(page, "dossiers-geschiktheid-beslissing-nakijken")
    await page.get_by_role("button", name="Ja").click()
    await expect(page.get_by_text("Toegekend").first).to_be_visible()
    for _ in range(60):
        await owner.goto(mine)
        if await owner.get_by_text("Toegekend").count():
            break
    await expect(owner.get_by_text("Toegekend").first).to_be_visible()
    await owner.goto(f"{town.url}/vergunningen")
    await expect(owner.get_by_text(f"Proefstraat {number}")).to_be_visible()
    await looked_at(owner, "eigenaar-vergunningen-toegekend")


async def test_every_screen_and_form_of_a_declaration_is_accessible_to_each_function(
    open_page: OpenPage, town: Town
) -> None:
    work = CaseWork(town)
    reference = await apply_for(await open_page(PHONE), town.url, f"{uuid4().int % 9000 + 1000}")
    page = await open_page(DESK, who=None)
    await enter(work, page, OFFICE)
    await arrives(page, work.url, reference)
    await page.get_by_role("link", name=reference).click()
    await page.get_by_role("link", name="GV/").click()
    here = page.url
    met: set[str] = set()
    for function in READERS:
        await enter(work, page, function)
        for address in (f"{work.url}/geschiktheid", here):
            await page.goto(address)
            await looked_at(page)
        for form in SUITABILITY_FORMS.forms:
            if function not in form.functions or form.path in met:
                continue
            answer = await page.goto(f"{here}/{form.path}")
            assert answer is not None and answer.ok, form.path
            await looked_at(page)
            met.add(form.path)
    assert met == {form.path for form in SUITABILITY_FORMS.forms}
    await enter(work, page, OFFICE)
    await page.goto(f"{work.url}/bezoeken")
    await looked_at(page, "dossiers-bezoeken")
