"""The city searches: a case by what stands on a paper, premises, and a person behind a purpose."""

from uuid import uuid4

from playwright.async_api import expect

from .support.browser import PHONE, WIDTHS, OpenPage
from .support.case_work import FINANCE, OFFICER, WORKER, CaseWork
from .support.town import Town
from .support.widths import looked_at


@WIDTHS
async def test_a_case_premises_and_a_person_are_found_by_keyboard(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    """Three keys to a case whose number is known: the field, the number, enter."""
    work = CaseWork(town)
    case_id = await work.transferred()
    number = await work.number(case_id)
    declared, premises_id = await work.declared()
    page = await open_page(size, who=None)
    await work.enter(page, WORKER, f"zoekt-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/zoeken")
    await looked_at(page, "dossiers-zoeken")
    field = page.get_by_label("Zoek een dossier")
    await field.focus()
    await page.keyboard.type(number.lower())
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("link", name=number, exact=True)).to_be_visible()
    assert number.split("/")[2] not in page.url
    await looked_at(page, "dossiers-zoeken-gevonden")

    await page.get_by_label("Zoek een dossier").fill("GAS/2019/999999")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Niets gevonden")).to_be_visible()
    await looked_at(page, "dossiers-zoeken-niets")

    await page.goto(f"{work.url}/zoeken/panden/{premises_id}")
    await expect(page.get_by_role("link", name=declared, exact=True)).to_be_visible()
    await looked_at(page, "dossiers-zoeken-pand")

    await page.goto(f"{work.url}/zoeken")
    await page.get_by_label("Naam").fill("proefman joris")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Kies waarvoor").first).to_be_visible()
    await page.get_by_label("Een lopende procedure").check()
    await page.get_by_role("button", name="Zoek deze persoon").click()
    await looked_at(page, "dossiers-zoeken-personen")
    card = page.locator(".kl-card", has_text="Geboren op 03/02/1980")
    await card.get_by_role("link", name="Joris Proefman").click()
    await expect(page.get_by_text("Dit is bewaard")).to_be_visible()
    await expect(page.get_by_role("link", name=number, exact=True)).to_be_visible()
    await looked_at(page, "dossiers-zoeken-persoon")


async def test_each_function_finds_its_own_alone(open_page: OpenPage, town: Town) -> None:
    work = CaseWork(town)
    declared, _ = await work.declared()
    page = await open_page(PHONE, who=None)
    for function, finds in ((WORKER, True), (OFFICER, False)):
        await work.enter(page, function, f"zoekt-{uuid4().hex[:6]}")
        await page.goto(f"{work.url}/zoeken")
        await page.get_by_label("Zoek een dossier").fill(declared)
        await page.get_by_role("button", name="Zoek", exact=True).click()
        await expect(page.get_by_role("link", name=declared, exact=True)).to_have_count(int(finds))
    await work.enter(page, FINANCE, f"zoekt-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/zoeken")
    await expect(page.get_by_label("Naam")).to_have_count(0)
    await looked_at(page, "dossiers-zoeken-geld")
