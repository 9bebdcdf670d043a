"""One fine from the finding of the police to its payment, all of it by people on screens."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from playwright.async_api import Page, expect

from chassis.days import city_day
from chassis.web import Function

from .support.browser import DESK, OpenPage
from .support.case_work import FINANCE, LAWYER, OFFICER, WORKER, CaseWork, Hand
from .support.report import report
from .support.statement import statement
from .support.town import Town

ADDRESS = {
    "Straat": "Teststraat",
    "Huisnummer": "5",
    "Postcode": "2000",
    "Gemeente": "Voorbeeld",
}


class Team:
    """Whoever of the city has the browser now; ``hand`` counts what all of them tap.

    To sign in is no tap, nor is typing. Each begins on the page of what waits for this function.
    """

    def __init__(self, work: CaseWork, page: Page, case_id: UUID) -> None:
        self.work, self.page, self.case_id = work, page, case_id
        self.hand = Hand(page)
        self.tag = uuid4().hex[:6]
        self.now = work.now

    async def becomes(self, function: Function) -> None:
        await self.work.enter(self.page, function, f"{function}-{self.tag}")
        await self.page.goto(self.work.url)

    async def follows(self, path: str) -> None:
        """A link on the page that is there."""
        self.hand.taps += 1
        await self.page.locator(f'main a[href="{path}"]').first.click()

    async def opens_case(self) -> None:
        await self.follows(f"/dossiers/{self.case_id}")

    async def later(self, words: str, *, days: int = 0) -> None:
        """So many days on, once the page of the case says so: post and clock did the rest.

        To come back to a case is a tap.
        """
        self.now += timedelta(days=days)
        await self.work.later(self.page, self.now)
        self.hand.taps += 1
        async with asyncio.timeout(120):
            await self.page.goto(f"{self.work.url}/dossiers/{self.case_id}")
            while not await self.page.get_by_text(words, exact=True).count():
                await asyncio.sleep(0.5)
                await self.page.reload()

    async def letters_leave(self, kind: str) -> None:
        """All letters of a kind that cases await, in one go: made by one, checked and posted by
        another.
        """
        await self.becomes(WORKER)
        await self.follows("/brieven/te-maken")
        await self.hand.tap("link", kind)
        await self.hand.tap("button", "Maak brieven")
        await expect(self.page.get_by_text("Een collega kijkt nu na.")).to_be_visible()
        await self.becomes(LAWYER)
        await self.follows("/brieven?lijst=nakijken")
        await self.hand.tap("button", "Deze brieven zijn in orde")
        await self.hand.tap("button", "Deze brieven zijn gepost")
        await expect(self.page.get_by_role("link", name="Onderweg")).to_be_visible()


async def test_a_fine_takes_staff_25_taps_from_its_finding_until_it_is_paid(
    open_page: OpenPage, town: Town, tmp_path: Path
) -> None:
    """Twelve more are shared: six for all opening letters of a day, of up to a hundred cases, and
    six for all decisions. The bank's statement is of all payments of its day too.

    The fact is of seven weeks ago, so the case is among those that the first page shows.
    """
    work = CaseWork(town)
    page = await open_page(DESK, who=None)
    await work.enter(page, WORKER, f"vooraf-{uuid4().hex[:6]}")
    await page.goto(work.url)
    case_id = await work.transferred(fact_at=work.now - timedelta(days=50))
    team = Team(work, page, case_id)
    await work.later(page, team.now)
    hand = team.hand

    await team.becomes(WORKER)
    await team.opens_case()
    await hand.tap("button", "Wijs aan mij toe")
    await hand.tap("link", "Bekijken en beoogde boete kiezen")
    await hand.fill("Beoogde geldboete in euro", "150")
    await hand.tap("button", "Bewaar")
    await expect(page.get_by_text("Genoteerd: bekijken")).to_be_visible()
    taken, _ = hand.counted()

    await hand.tap("link", "Stukken: pv, verweer, bewijs")
    await hand.choose("Kopie van het pv of bestuurlijk verslag")
    file = tmp_path / "pv.pdf"
    file.write_bytes(report())
    await page.get_by_label("Bestanden of foto’s").set_input_files(file)
    await hand.tap("button", "Voeg toe")
    await hand.tap("link", "Brieven van dit dossier, en wie ze krijgt")
    await hand.choose("Overtreder of eigenaar")
    for label, value in ADDRESS.items():
        await hand.fill(label, value)
    await hand.tap("button", "Bewaar het adres")
    await expect(page.get_by_text("Teststraat 5").first).to_be_visible()
    prepared, _ = hand.counted()

    await team.letters_leave("GAS-dossier: opstartbrief")
    opened, _ = hand.counted()

    await team.becomes(WORKER)
    await team.later("Opgestart: verweer kan", days=6)
    await hand.tap("link", "Schriftelijk verweer vastleggen")
    await hand.fill("Het verweer, kort samengevat", "De persoon zegt dat hij alleen parkeerde.")
    await hand.choose("De persoon zegt zelf, in woorden, dat er niets meer volgt.")
    await hand.tap("button", "Bewaar")
    await hand.tap("link", "Nakijken wie de feiten vaststelde")
    await hand.choose("Niemand van dit team")
    await hand.tap("button", "Bewaar")
    await expect(page.get_by_text("Genoteerd: nakijken wie")).to_be_visible()
    heard, _ = hand.counted()

    await team.becomes(OFFICER)
    await team.opens_case()
    await hand.tap("link", "Beslissen: geldboete")
    await hand.fill("Geldboete in euro", "120")
    await hand.choose("Verworpen")
    await hand.fill("Antwoord op het verweer", "Wie parkeert, spreekt niemand aan op straat.")
    await hand.fill("Motivering", "De feiten staan vast.")
    await hand.fill("Waarom staat dit in verhouding", "Het is de eerste keer.")
    await hand.choose("Ik heb de feiten niet vastgesteld")
    await hand.tap("button", "Kijk na")
    await hand.tap("button", "Ja, bevestig")
    await expect(page.get_by_text("Geldboete opgelegd").first).to_be_visible()
    decided, _ = hand.counted()

    await team.letters_leave("GAS-dossier: beslissing")
    told, _ = hand.counted()

    await team.becomes(WORKER)
    await team.later("Beslissing ter kennis gebracht", days=6)
    await team.later("Te betalen", days=40)
    hand.counted()  # nobody has to look: the clock does both
    await team.becomes(FINANCE)
    await team.follows("/betalingen")
    file = tmp_path / "afschrift.xml"
    said = await work.reference(team.case_id)
    file.write_bytes(statement(uuid4().hex, city_day(team.now), 12_000, said))
    await page.get_by_label("Rekeningafschrift").set_input_files(file)
    await hand.tap("button", "Lees het afschrift in")
    paid, _ = hand.counted()
    await team.becomes(WORKER)
    await team.later("Betaald")

    own = {"take": taken, "prepare": prepared, "hear": heard, "decide": decided, "pay": paid}
    assert sum(own.values()) <= 25, own
    assert (opened, told) == (6, 6)
