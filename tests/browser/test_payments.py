"""Finance in a real browser, and one case from the finding to the paid fine."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from playwright.async_api import Page, expect

from chassis.days import city_day, city_time

from .support.browser import PHONE, WIDTHS, OpenPage
from .support.case_work import FINANCE, OFFICER, WORKER, CaseWork, Hand
from .support.statement import statement
from .support.town import Town
from .support.widths import looked_at


@pytest.mark.night(
    "only looks, at what the walk passes",
    stays="::test_one_case_goes_from_its_finding_to_a_paid_fine_by_each_function_in_turn",
)
async def test_every_screen_of_finance_is_accessible_at_both_widths(
    open_page: OpenPage, town: Town, tmp_path: Path
) -> None:
    """Taps and fields: register a payment 1 and 1, agree on instalments 2 and 2, a statement 1."""
    work = CaseWork(town)
    case_id = await work.due(await work.transferred(), 120)
    await work.after_appeal(case_id)
    page = await open_page(PHONE, who=None)
    await work.enter(page, FINANCE, f"financien-{uuid4().hex[:6]}")
    await page.goto(work.url)
    await expect(page).to_have_url(f"{work.url}/vandaag")
    await page.goto(f"{work.url}/betalingen")
    hand = Hand(page)
    file = tmp_path / "afschrift.xml"
    file.write_bytes(statement(uuid4().hex, city_day(town.now), 4_321))
    await page.get_by_label("Rekeningafschrift").set_input_files(file)
    await hand.tap("button", "Lees het afschrift in")
    await expect(page.get_by_role("heading", name="Lijnen te bekijken")).to_be_visible()
    await looked_at(page, "financien-betalingen")
    await page.get_by_role("link", name="€ 43,21").first.click()
    await looked_at(page, "financien-lijn")

    await page.goto(f"{work.url}/betalingen/{case_id}")
    assert hand.counted() == (1, 0)
    hand.taps += 1
    await page.get_by_text("Spreek een afbetaling af").click()
    await hand.fill("In hoeveel delen?", "3")
    await hand.fill("Eerste deel te betalen op", str(city_day(town.now) + timedelta(days=40)))
    await hand.tap("button", "Spreek af")
    await expect(page.get_by_text("De afbetaling is afgesproken.")).to_be_visible()
    assert hand.counted() == (2, 2)
    await hand.fill("Bedrag in euro", "130")
    await hand.tap("button", "Boek de betaling")
    await expect(page.get_by_text("De betaling is geboekt.")).to_be_visible()
    assert hand.counted() == (1, 1)
    await looked_at(page, "financien-boete")
    await page.goto(f"{work.url}/betalingen")
    overpaid = page.get_by_role("listitem").filter(has_text="Terug te geven: € 10,00")
    await expect(overpaid).not_to_contain_text("Te betalen tot en met")
    await page.goto(f"{work.url}/betalingen/{case_id}")
    await page.get_by_role("link", name="Boek een terugbetaling").click()
    await looked_at(page, "financien-terugbetaling")
    await page.goto(f"{work.url}/betalingen/{case_id}")
    await page.get_by_role("link", name="Maak ongedaan").click()
    await looked_at(page, "financien-ongedaan")
    await page.get_by_label("Waarom").fill("Van een ander dossier.")
    await page.locator("main form button").first.click()
    await expect(page.get_by_text("De boeking is ongedaan gemaakt.")).to_be_visible()
    await page.goto(f"{work.url}/betalingen/{case_id}/stap/write-off")
    await looked_at(page, "financien-stap")


@pytest.mark.night(
    "a task that is proved without a browser",
    stays=(
        "services/enforcement/tests/payments/test_import.py"
        "::test_a_line_without_a_fine_is_matched_by_hand_and_taken_back"
    ),
)
async def test_finance_sees_who_paid_early_what_the_bank_took_back_and_what_may_be_twice(
    open_page: OpenPage, town: Town, tmp_path: Path
) -> None:
    work = CaseWork(town)
    case_id = await work.due(await work.transferred(), 123)
    said, number = await work.reference(case_id), await work.number(case_id)
    page = await open_page(PHONE, who=None)
    await work.enter(page, FINANCE, f"financien-{uuid4().hex[:6]}")
    for name, cents, known in (
        ("een", 12_300, False),
        ("twee", 12_300, False),
        ("drie", -7_319, True),
    ):
        await page.goto(f"{work.url}/betalingen")
        file = tmp_path / f"{name}.xml"
        file.write_bytes(statement(f"2026-{name}", city_day(town.now), cents, said, known=known))
        await page.get_by_label("Rekeningafschrift").set_input_files(file)
        await page.get_by_role("button", name="Lees het afschrift in").click()
    await expect(
        page.get_by_role("heading", name="Betaald voor de boete definitief is")
    ).to_be_visible()
    await expect(
        page.get_by_text("Lijkt op een betaling die al ingelezen is").first
    ).to_be_visible()
    await looked_at(page, "financien-vooraf")
    await page.get_by_role("link", name="€ 123,00").first.click()
    await expect(page.get_by_text("Dit kan dezelfde betaling zijn")).to_be_visible()
    await looked_at(page, "financien-lijn-dubbel")
    await page.goto(f"{work.url}/betalingen")
    await page.get_by_role("link", name="73,19").first.click()
    await expect(
        page.get_by_text("De bank draait hiermee een eerdere boeking terug")
    ).to_be_visible()
    await looked_at(page, "financien-lijn-teruggeboekt")
    await page.goto(f"{work.url}/betalingen")
    await page.get_by_role("link", name=number).first.click()
    await expect(page.get_by_text("betaald voor de boete definitief is").first).to_be_visible()
    await looked_at(page, "financien-lijn-vooraf")


@WIDTHS
async def test_one_case_goes_from_its_finding_to_a_paid_fine_by_each_function_in_turn(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    """Taps and fields: link 2 and 0, invite 3 and 0, hear 2 and 1, decide 5 and 2, pay 1 and 1."""
    work, tag = CaseWork(town), uuid4().hex[:6]
    place = f"Zaal {tag}"
    other, case_id = await work.transferred(), await work.transferred()
    page = await open_page(size, who=None)
    hand = Hand(page)
    await work.enter(page, WORKER, f"behandelaar-{tag}")
    await linked(page, work, hand, other, case_id)
    await page.goto(f"{work.url}/dossiers/{case_id}/bekijken")
    await page.get_by_label("Beoogde geldboete in euro").fill("150")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(page.get_by_text("Genoteerd: bekijken")).to_be_visible()
    await work.opening_letter_arrived(case_id)

    await page.goto(f"{work.url}/hoorzittingen")
    moment = city_time(town.now + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    await page.locator("input[type=datetime-local]").fill(moment)
    await page.locator("input[type=text]").first.fill(place)
    await page.locator("main form button").first.click()
    await expect(page.get_by_text(place).first).to_be_visible()
    await page.goto(f"{work.url}/dossiers/{case_id}")
    hand.counted()
    await hand.tap("link", "Hoorzitting gevraagd: plannen")
    hand.taps += 1
    await page.get_by_role("radio", name=place).check()
    await hand.tap("button", "Bewaar")
    await expect(page.get_by_text("Hoorzitting gepland").first).to_be_visible()
    assert hand.counted() == (3, 0)

    await work.later(page, town.now + timedelta(hours=2))
    await page.reload()
    await hand.tap("link", "De hoorzitting vastleggen")
    await page.locator("textarea").first.fill("De persoon zegt dat hij alleen parkeerde.")
    hand.fields += 1
    await hand.tap("button", "Bewaar")
    assert hand.counted() == (2, 1)
    await expect(page.get_by_text("Klaar voor beslissing").first).to_be_visible()
    await hand.tap("link", "Nakijken wie de feiten vaststelde")
    await hand.choose("Niemand van dit team")
    await hand.tap("button", "Bewaar")
    assert hand.counted() == (3, 0)

    await work.enter(page, OFFICER, f"ambtenaar-{tag}")
    await page.goto(f"{work.url}/dossiers/{case_id}")
    await hand.tap("link", "Beslissen: geldboete")
    await hand.fill("Geldboete in euro", "120")
    await hand.choose("Verworpen")
    await hand.fill("Antwoord op het verweer", "U stond er twee uur. Dat is meer dan parkeren.")
    await hand.fill("Motivering", "De feiten staan vast. Parkeren weerlegt ze niet.")
    await hand.fill("Waarom staat dit in verhouding tot de feiten?", "Het is de eerste keer.")
    await hand.choose("Ik heb de feiten niet vastgesteld")
    await hand.tap("button", "Kijk na")
    await hand.tap("button", "Ja, bevestig")
    await expect(page.get_by_text("Geldboete opgelegd").first).to_be_visible()
    assert hand.counted() == (5, 4)

    await work.decision_arrived(case_id)
    await work.after_appeal(case_id)
    await work.enter(page, FINANCE, f"financien-{tag}")
    await page.goto(f"{work.url}/betalingen/{case_id}")
    await hand.fill("Bedrag in euro", "120")
    await hand.tap("button", "Boek de betaling")
    await expect(page.get_by_text("De betaling is geboekt.")).to_be_visible()
    assert hand.counted() == (1, 1)

    await work.enter(page, WORKER, f"behandelaar-{tag}")
    await page.goto(f"{work.url}/dossiers/{case_id}")
    await expect(page.get_by_text("Betaald").first).to_be_visible()
    await looked_at(page)
    await page.get_by_role("link", name="Het dossier afsluiten").click()
    await page.get_by_role("button", name="Sluit het dossier").click()
    await expect(page.get_by_text("Afgesloten").first).to_be_visible()


async def linked(page: Page, work: CaseWork, hand: Hand, other: UUID, case_id: UUID) -> None:
    """Another finding about the same person goes into the case."""
    await page.goto(f"{work.url}/dossiers/{other}/voegen")
    await looked_at(page, "dossiers-voegen")
    number = await work.number(case_id)
    hand.taps += 1
    await page.get_by_label("Nummer van een ander dossier").fill(number)
    await hand.tap("button", "Voeg samen")
    await expect(page.get_by_text("De feiten staan nu in dit dossier.")).to_be_visible()
    assert hand.counted() == (2, 0)
    await looked_at(page)
