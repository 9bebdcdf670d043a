"""Declarations of suitability: from an owner's phone to the decision, on the city's screens."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from playwright.async_api import Page, expect

from chassis.days import city_day
from chassis.web import Function
from enforcement.notifications.rules import LetterKind
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.rules import AdviceService

from .support.applications import ASKED, BUREAU, apply_for, photo
from .support.browser import DESK, PHONE, OpenPage, until
from .support.case_steps import CaseSteps
from .support.case_work import CaseWork
from .support.letter_desk import LetterDesk
from .support.town import Town
from .support.widths import looked_at

STEPS = dict(DECLARATIONS.pages.values())
"""The page of each step, acts as well, and who takes it."""
OFFICE, SECRETARY = Function.PROSTITUTIEAMBTENAAR, Function.COLLEGE_SECRETARIS
READERS = (OFFICE, SECRETARY, Function.KABINET_BURGEMEESTER, Function.JURIST_BH)


async def enter(work: CaseWork, page: Page, function: Function) -> None:
    await work.enter(page, function, f"{function}-{uuid4().hex[:6]}")


async def arrives(page: Page, url: str, reference: str) -> None:
    """The application came over the bus."""
    await until(page, f"{url}/aanvragen", page.get_by_role("link", name=reference))


async def sends(page: Page, button: str) -> None:
    await page.get_by_role("button", name=button, exact=True).click()


async def advises(work: CaseWork, page: Page, service: AdviceService, number: str) -> None:
    """The service itself, which sees its own question and its conclusion alone."""
    tag = f"{service}-{uuid4().hex[:6]}"
    await work.enter(page, Function.ADVIESDIENST, tag, service.upper())
    await page.goto(f"{work.url}/adviezen")
    await looked_at(page, f"dossiers-adviezen-{service.replace('_', '-')}")
    await page.get_by_role("link", name=f"Proefstraat {number}").click()
    await looked_at(page, f"dossiers-advies-{service.replace('_', '-')}")
    if service is AdviceService.STEDENBOUW:
        await page.get_by_role("link", name="Plan van het kadaster").click()
        await expect(page.get_by_role("img", name="Blad 1 van 1")).to_be_visible()
        await looked_at(page, "dossiers-advies-stuk")
        await page.get_by_role("link", name="Terug naar je advies").click()
    if service is AdviceService.BRANDWEER:
        await page.get_by_label("Waarom?").fill("De vluchtweg is vrij.")
        await page.get_by_label("Verslag van je dienst, als er een is").set_input_files(photo())
    await page.get_by_label("Gunstig", exact=True).check()
    await sends(page, "Geef advies")
    await expect(page.get_by_text("Je advies is genoteerd")).to_be_visible()


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
    await until(owner, mine, owner.get_by_text("Volledig: de stad onderzoekt je aanvraag"))

    await page.get_by_role("link", name="GV/").click()
    await looked_at(page, "dossiers-geschiktheid-dossier")
    here = page.url
    await page.get_by_role("link", name="Adviezen vragen").click()
    for service in AdviceService:
        await expect(page.locator(f'input[name="{service}"]')).to_be_checked()
    await sends(page, "Bewaar")
    for service in AdviceService:
        await advises(work, page, service, number)

    await enter(work, page, SECRETARY)
    await page.goto(here)
    await expect(page.get_by_text("Klaar voor beslissing").first).to_be_visible()
    await page.locator('a[href*="/verslagen/"]').click()
    await expect(page.get_by_role("img", name="Blad 1 van 1")).to_be_visible()
    await looked_at(page, "dossiers-advies-verslag")
    await page.get_by_role("link", name="Terug naar het dossier").click()
    await page.get_by_role("link", name="Beslissing noteren").click()
    await page.get_by_label("Toekennen", exact=True).check()
    await page.get_by_label("Motivering").fill("Alles is in orde.")
    await page.get_by_label("Brandweer: De vluchtweg is vrij.").check()
    await page.get_by_label("Waarom zonder een advies of een bezoek?").fill("Gezien in mei.")
    await sends(page, "Kijk na")
    await looked_at(page, "dossiers-geschiktheid-beslissing-nakijken")
    await page.get_by_role("button", name="Ja").click()
    await expect(page.get_by_text("Toegekend").first).to_be_visible()
    await until(owner, mine, owner.get_by_text("Toegekend"))
    await owner.goto(f"{town.url}/vergunningen")
    await expect(owner.get_by_text(f"Proefstraat {number}")).to_be_visible()
    await looked_at(owner, "eigenaar-vergunningen-toegekend")


@pytest.mark.night(
    "the same procedure for another sector",
    stays="::test_an_application_from_a_phone_becomes_a_declaration",
)
async def test_an_escort_bureau_gets_its_own_checklist_advices_and_visit_and_no_rooms(
    open_page: OpenPage, town: Town
) -> None:
    number = f"{uuid4().int % 9000 + 1000}"
    owner = await open_page(PHONE)
    reference = await apply_for(owner, town.url, number, "Een escortbureau", BUREAU)
    mine = owner.url
    await expect(owner.get_by_text("Een escortbureau")).to_be_visible()
    await looked_at(owner, "eigenaar-aanvraag-escortbureau")
    work = CaseWork(town)
    page = await open_page(PHONE, who=None)
    await enter(work, page, OFFICE)
    await arrives(page, work.url, reference)
    await page.get_by_role("link", name=reference).click()
    for code in BUREAU:
        await page.locator(f'input[value="{code}"]').check()
    await sends(page, "Noteer de volledigheid")
    await page.get_by_role("link", name="GV/").click()
    here = page.url
    await page.get_by_role("link", name="Adviezen vragen").click()
    await expect(page.locator('input[name="brandweer"]')).not_to_be_checked()
    await looked_at(page, "dossiers-geschiktheid-adviezen-vragen")
    await sends(page, "Bewaar")
    await page.get_by_label("Aanvraag", exact=True).check()
    await page.locator("#dag-bezoek").fill(f"{city_day(town.now)}")
    await sends(page, "Geef dit bezoek een dag")
    await page.goto(here)
    await page.locator('a[href^="/bezoeken/"]').first.click()
    visit = page.url
    await looked_at(page, "dossiers-bezoek")
    for room in ("R-01", "R-02"):
        await page.goto(visit)
        await page.get_by_role("link", name=room).click()
        if room == "R-01":
            await looked_at(page, "dossiers-bezoek-ruimte")
        for choice in await page.get_by_label("In orde", exact=True).all():
            await choice.check()
        await sends(page, "Bewaar en ga verder")
    await page.goto(visit)
    await sends(page, "Rond het bezoek af")
    for service in (AdviceService.POLITIE_MORALITEIT, AdviceService.STATUTEN):
        await advises(work, page, service, number)
    await enter(work, page, SECRETARY)
    await page.goto(f"{here}/beslissing")
    await expect(page.get_by_label("Contactpersoon altijd bereikbaar")).to_be_visible()
    await looked_at(page, "dossiers-geschiktheid-beslissing")
    await page.get_by_label("Toekennen onder voorwaarden").check()
    await page.get_by_label("Motivering").fill("Alles is in orde, op een voorwaarde na.")
    await page.get_by_label("Contactpersoon altijd bereikbaar").check()
    await sends(page, "Kijk na")
    await page.get_by_role("button", name="Ja").click()
    await expect(page.get_by_text("Toegekend").first).to_be_visible()
    desk = LetterDesk(work, page, OFFICE, Function.DIENST_PROSTITUTIEBELEID)
    case_id = UUID(here.rpartition("/")[2])
    await desk.addressed(case_id)
    said = await desk.is_handed_over(case_id, LetterKind.BESLISSING, city_day(town.now))
    assert "uw geschiktheidsverklaring is toegekend onder voorwaarden" in said
    assert "Contactpersoon altijd bereikbaar" in said
    await until(owner, mine, owner.get_by_text("Toegekend"))
    await owner.goto(f"{town.url}/vergunningen")
    await expect(owner.get_by_text(f"Proefstraat {number}")).to_be_visible()
    await owner.goto(f"{town.url}/vandaag")
    await expect(owner.get_by_text(f"Proefstraat {number}")).to_have_count(0)

    dossier = CaseSteps(work, page, f"/geschiktheid/{case_id}", "dossiers-geschiktheid")
    await dossier.becomes(OFFICE)
    await dossier.does(
        "dag-rechtzetten",
        welke="geldig_tot",
        dag=f"{dossier.today + timedelta(days=700)}",
        reden="In de beslissing staat een andere dag.",
    )
    await dossier.becomes(SECRETARY)
    await dossier.does(
        "beslissing-hernemen", vanaf="beslissing", reden="De voorwaarde was niet gemotiveerd."
    )
    await dossier.sees(dossier.address, "dossiers-geschiktheid-hernomen")
    await work.later(owner, dossier.now)
    anew = owner.get_by_text("De stad onderzoekt je aanvraag: je hoeft niets te vragen.")
    await until(owner, f"{town.url}/vergunningen", anew)
    await expect(owner.get_by_text("Ingetrokken op").first).to_be_visible()
    await looked_at(owner, "eigenaar-vergunningen-ingetrokken")


@pytest.mark.night(
    "only looks, at what the walk passes",
    stays="::test_an_application_from_a_phone_becomes_a_declaration",
)
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
        for path, functions in STEPS.items():
            if function not in functions or path in met:
                continue
            answer = await page.goto(f"{here}/{path}")
            assert answer is not None and answer.ok, path
            await looked_at(page)
            met.add(path)
    assert met == {*STEPS}
    await enter(work, page, OFFICE)
    await page.goto(f"{work.url}/bezoeken")
    await looked_at(page, "dossiers-bezoeken")
