"""The city works on its cases: what is new, who takes it, what it is about, who it is."""

from uuid import uuid4

import pytest
from playwright.async_api import expect

from .support.browser import PHONE, SCRIPTS, WIDTHS, OpenPage
from .support.case_work import OFFICER, WORKER, CaseWork, Hand
from .support.town import Town
from .support.widths import looked_at


@pytest.mark.night(
    "only looks, at what the walk passes",
    stays="::test_a_case_goes_from_finding_to_decision_by_each_function_in_turn",
)
async def test_every_screen_of_case_work_is_accessible_at_both_widths(
    open_page: OpenPage, town: Town
) -> None:
    work = CaseWork(town)
    case_id = await work.transferred()
    await work.transferred(on_hold=True)
    page = await open_page(PHONE, who=None)
    await work.enter(page, WORKER, f"behandelaar-{uuid4().hex[:6]}")
    screens = {
        "dossiers-nieuw": "/nieuw",
        "dossiers-vrij": "/dossiers?lijst=vrij",
        "dossiers-een": f"/dossiers/{case_id}",
        "dossiers-personen": f"/dossiers/{case_id}/personen",
        "dossiers-hoorzittingen": "/hoorzittingen",
        "dossiers-rechtbank": "/rechtbank",
        "dossiers-werklijst": "/werklijst",
        "dossiers-vrijgeven": f"/dossiers/{case_id}/vrijgeven",
        "dossiers-team": "/team",
    }
    for name, path in screens.items():
        answer = await page.goto(f"{work.url}{path}")
        assert answer is not None and answer.ok, path
        await looked_at(page, name)
    await page.get_by_role("link", name="…").first.click()
    await looked_at(page, "dossiers-afwezig")


@SCRIPTS
async def test_a_new_case_is_found_taken_and_its_person_read_after_a_purpose(
    open_page: OpenPage, town: Town, scripts: bool
) -> None:
    """Two taps from the start to a case that is mine; a third says what for and shows the name."""
    work = CaseWork(town)
    case_id = await work.transferred()
    page = await open_page(PHONE, scripts=scripts, who=None)
    await work.enter(page, WORKER, f"behandelaar-{uuid4().hex[:6]}")
    await page.goto(work.url)
    await expect(page).to_have_url(f"{work.url}/vandaag")
    await page.locator(f'a[href="/dossiers/{case_id}"]').click()
    await page.get_by_role("button", name="Wijs aan mij toe").click()
    await expect(page.get_by_text("Het dossier is toegewezen.")).to_be_visible()
    await expect(page.get_by_text("Joris Proefman")).to_have_count(0)
    await page.get_by_role("button", name="Een lopende procedure").click()
    await expect(page.get_by_text("Joris Proefman")).to_be_visible()


async def test_the_officer_has_no_screen_of_sanctions(open_page: OpenPage, town: Town) -> None:
    work = CaseWork(town)
    page = await open_page(PHONE, who=None)
    await work.enter(page, OFFICER, f"ambtenaar-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/dossiers?lijst=team")
    await expect(page.get_by_text("Sanctiedossier")).to_have_count(0)


@WIDTHS
async def test_a_case_goes_from_finding_to_decision_by_each_function_in_turn(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    """Taps and fields: assign 2, 0; triage 2, 1; defence 3, 1; finder 3; decide 6, 4; correct
    3, 2; withdraw 3, 1.
    """
    work = CaseWork(town)
    case_id = await work.transferred()
    page = await open_page(size, who=None)
    hand = Hand(page)
    await work.enter(page, WORKER, f"behandelaar-{uuid4().hex[:6]}")
    await page.goto(work.url)
    hand.taps += 1
    await page.locator(f'a[href="/dossiers/{case_id}"]').click()
    await hand.tap("button", "Wijs aan mij toe")
    await expect(page.get_by_text("Het dossier is toegewezen.")).to_be_visible()
    assert hand.counted() == (2, 0)

    await hand.tap("link", "Bekijken en beoogde boete kiezen")
    await looked_at(page, "dossiers-stap")
    await hand.fill("Beoogde geldboete in euro", "150")
    await hand.tap("button", "Bewaar")
    await expect(page.get_by_text("Genoteerd: bekijken")).to_be_visible()
    assert hand.counted() == (2, 1)

    await work.opening_letter_arrived(case_id)
    await page.reload()
    await hand.tap("link", "Schriftelijk verweer vastleggen")
    await hand.fill("Het verweer, kort samengevat", "De persoon zegt dat hij alleen parkeerde.")
    await hand.choose("De persoon zegt zelf, in woorden, dat er niets meer volgt.")
    await looked_at(page, "dossiers-verweer")
    await hand.tap("button", "Bewaar")
    assert hand.counted() == (3, 1)
    await hand.tap("link", "Nakijken wie de feiten vaststelde")
    await hand.choose("Niemand van dit team")
    await looked_at(page)
    await hand.tap("button", "Bewaar")
    assert hand.counted() == (3, 0)
    await expect(page.get_by_text("Niet voor jouw functie").first).to_be_visible()

    await work.enter(page, OFFICER, f"ambtenaar-{uuid4().hex[:6]}")
    await page.goto(work.url)
    hand.taps += 1
    await page.locator(f'main a[href="/dossiers/{case_id}"]').first.click()
    await hand.tap("link", "Beslissen: geldboete")
    await expect(page.get_by_text("De persoon zegt dat hij alleen parkeerde.")).to_be_visible()
    await looked_at(page, "dossiers-beslissen")
    await hand.fill("Geldboete in euro", "120")
    await hand.choose("Verworpen")
    await hand.fill("Antwoord op het verweer", "U stond er twee uur. Dat is meer dan parkeren.")
    await hand.fill("Motivering", "De feiten staan vast. Parkeren weerlegt ze niet.")
    await hand.fill("Waarom staat dit in verhouding tot de feiten?", "Het is de eerste keer.")
    await hand.choose("Ik heb de feiten niet vastgesteld")
    await hand.tap("button", "Kijk na")
    await expect(page.get_by_role("heading", name="Kijk je antwoorden na")).to_be_visible()
    await looked_at(page, "dossiers-nakijken")
    await hand.tap("button", "Ja, bevestig")
    await expect(page.get_by_text("Geldboete opgelegd").first).to_be_visible()
    assert hand.counted() == (6, 4)
    await looked_at(page, "dossiers-beslist")

    await hand.tap("link", "Het bedrag van de geldboete rechtzetten")
    await looked_at(page, "dossiers-rechtzetten")
    await hand.fill("Juist bedrag in euro", "12")
    await hand.fill("Waarom zet je het bedrag recht?", "Er stond 120 in plaats van 12.")
    await hand.tap("button", "Kijk na")
    await hand.tap("button", "Ja, bevestig")
    await expect(page.get_by_text("Geldboete zoals eerst beslist")).to_be_visible()
    assert hand.counted() == (3, 2)
    await looked_at(page, "dossiers-rechtgezet")

    await hand.tap("link", "De geldboete intrekken")
    await looked_at(page, "dossiers-intrekken")
    await hand.fill("Waarom trek je de geldboete in?", "De beslissing berust op een vergissing.")
    await hand.tap("button", "Kijk na")
    await expect(page.get_by_role("heading", name="Kijk je antwoorden na")).to_be_visible()
    await expect(page.get_by_text("krijgt terug wat al betaald is")).to_be_visible()
    await looked_at(page, "dossiers-intrekken-nakijken")
    await hand.tap("button", "Ja, bevestig")
    await expect(page.get_by_text("Ingetrokken").first).to_be_visible()
    assert hand.counted() == (3, 1)
    await looked_at(page, "dossiers-ingetrokken")
