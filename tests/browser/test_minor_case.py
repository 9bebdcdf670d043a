"""A minor's case from finding to mediation, by each person in turn; and what protects a minor."""

import io
import re
from uuid import UUID

from playwright.async_api import Page, expect
from pypdf import PdfReader

from chassis.days import city_day
from chassis.web import DOMAIN_OF, Actor
from contracts.identity import OffenderIdentity
from contracts.sealed import Sealed
from enforcement.case_documents.store import documents
from enforcement.gas import notified
from enforcement.gas.acts.alternatives import OfferService
from enforcement.gas.desk import FINES
from enforcement.notifications.check import check
from enforcement.notifications.draft import draft
from enforcement.notifications.post import post
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import AddresseeRole, Particulars
from enforcement.notifications.store import addressees
from enforcement.notifications.store.addressees import Address

from .support.browser import WIDTHS, OpenPage
from .support.case_work import BY_LETTER, LAWYER, TRIAGED, WORKER, CaseWork, Hand
from .support.town import Town
from .support.widths import looked_at
from .test_case_documents import photo

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")
SUBJECT = "behandelaar-minderjarigen"
BORN = "2009-03-04"
"""Sixteen on the day of the facts."""
PERSONS = {
    "Joris Proefman": AddresseeRole.OVERTREDER,
    "Ouder Proefman": AddresseeRole.OUDERLIJK_GEZAG,
}


async def of_a_minor(town: Town) -> UUID:
    """A case of a minor and one holder of parental authority, whose addresses are known."""
    offender = Sealed.of(OffenderIdentity(name="Joris Proefman", birth_date=BORN))
    case_id = await CaseWork(town).transferred(offender=offender)
    async with town.apps["enforcement"].state.database.begin(town.now) as tx:
        for name, role in PERSONS.items():
            address = Address(name, "Teststraat", "5", "2000", "Voorbeeld")
            await addressees.add(tx, case_id, role, address, BY_LETTER)
    return case_id


async def codes(town: Town, case_id: UUID, kind: LetterKind) -> dict[AddresseeRole, str]:
    """The code on each person's letter of a kind, which left today against a receipt."""
    worker, lawyer = (
        Actor(f"minder-{each}", each, "STAD", DOMAIN_OF[each]) for each in (WORKER, LAWYER)
    )
    state = town.apps["enforcement"].state
    found: dict[AddresseeRole, str] = {}
    async with state.database.begin(town.now) as tx:
        letters = await draft(tx, state.city, worker, case_id, kind, Particulars())
        await tx.session.flush()
        ids = [letter.letter_id for letter in letters]
        await check(tx, ids, lawyer)
        await post(tx, ids, city_day(town.now), worker, {}, encloses_report=True)
        files = await documents.files(tx, [letter.document_id for letter in letters])
        for letter in letters:
            pdf = PdfReader(io.BytesIO(files[letter.document_id].content))
            (code,) = CODE.findall(" ".join(sheet.extract_text() for sheet in pdf.pages))
            found[letter.role] = code
    return found


async def opens(page: Page, url: str, code: str) -> None:
    """Somebody with a letter opens the own case."""
    await page.context.clear_cookies()
    await page.goto(f"{url}/mijn-dossier")
    await page.get_by_label("De code van uw brief").fill(code)
    await page.get_by_role("button", name="Ga verder").click()
    await expect(page.get_by_role("button", name="Sluit mijn dossier")).to_be_visible()


@WIDTHS
async def test_a_minors_case_goes_from_finding_to_mediation_by_each_person_in_turn(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    work = CaseWork(town)
    case_id = await of_a_minor(town)
    page = await open_page(size, who=None)
    hand = Hand(page)
    case = f"{work.url}/dossiers/{case_id}"

    await work.enter(page, WORKER, SUBJECT)
    await page.goto(case)
    await hand.tap("link", "Bekijken en beoogde boete kiezen")
    await hand.fill("Beoogde geldboete in euro", "100")
    await hand.tap("button", "Bewaar")
    await expect(page.get_by_text("Genoteerd: bekijken")).to_be_visible()

    code = await codes(town, case_id, LetterKind.OPSTARTBRIEF)
    async with town.apps["enforcement"].state.database.begin(town.now) as tx:
        await notified.bar_notified(tx, case_id, city_day(town.now), BY_LETTER)
    await page.goto(case)
    await expect(page.get_by_text("Advocaat van de minderjarige, aan te wijzen")).to_be_visible()
    await hand.tap("link", "Advocaat van de minderjarige vastleggen")
    await looked_at(page, "dossiers-advocaat-minderjarige")
    await hand.tap("button", "Bewaar")
    await expect(page.get_by_text("Genoteerd: advocaat van de minderjarige")).to_be_visible()

    await page.goto(f"{case}/stukken")
    await page.get_by_label("Bewijs van verzending").check()
    await page.get_by_label("Bestanden of foto’s").set_input_files([photo("Bewijs")])
    await page.get_by_role("button", name="Voeg toe").click()
    await expect(page.get_by_text("Het stuk zit in het dossier.")).to_be_visible()
    await page.goto(case)
    await hand.tap("link", "Kopie naar het parket vastleggen")
    await looked_at(page, "dossiers-parket-kopie")
    await hand.tap("button", "Bewaar")
    await expect(page.get_by_role("link", name="Dit veld is verplicht.")).to_be_visible()
    await page.locator('input[name="bewijs"]').first.check()
    await hand.tap("button", "Bewaar")
    await expect(page.get_by_text("Genoteerd: kopie naar het parket")).to_be_visible()

    await codes(town, case_id, LetterKind.BEMIDDELINGSAANBOD)
    offer = "Antwoord op het aanbod van bemiddeling"
    await opens(page, work.url, code[AddresseeRole.OUDERLIJK_GEZAG])
    await expect(page.get_by_text("De stad bood u een bemiddeling aan.")).to_be_visible()
    await hand.tap("link", offer)
    await expect(page.get_by_text("De jongere beslist hier zelf over")).to_be_visible()
    await expect(page.get_by_role("button", name="Verstuur uw antwoord")).to_have_count(0)
    await looked_at(page, "mijn-dossier-ouder")
    await opens(page, work.url, code[AddresseeRole.OVERTREDER])
    await hand.tap("link", offer)
    await page.get_by_label("Ja, ik doe mee").check()
    await looked_at(page, "mijn-dossier-bemiddeling")
    await hand.tap("button", "Verstuur uw antwoord")
    await expect(page.get_by_text("We kregen uw antwoord: u doet mee.")).to_be_visible()

    await work.enter(page, WORKER, SUBJECT)
    await page.goto(case)
    await hand.tap("link", "Vastleggen wie bemiddelt")
    await looked_at(page, "dossiers-bemiddelaar")
    await hand.choose("Iemand van buiten het team")
    await hand.tap("button", "Bewaar")
    await expect(page.get_by_text("Genoteerd: vastleggen wie bemiddelt")).to_be_visible()
    await hand.tap("link", "Einde van de bemiddeling vastleggen")
    await page.locator('input[name="resultaat"]').first.check()
    await looked_at(page, "dossiers-bemiddeling-einde")
    await hand.tap("button", "Bewaar")
    await expect(page.get_by_text("Genoteerd: einde van de bemiddeling")).to_be_visible()


@WIDTHS
async def test_somebody_accepted_the_community_service(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    work = CaseWork(town)
    case_id = await work.transferred()
    state = town.apps["enforcement"].state
    async with state.database.begin(town.now) as tx:
        await tx.conn.execute(TRIAGED, case_id)
    await work.opening_letter_arrived(case_id)
    async with state.database.begin(town.now) as tx:
        await FINES.take(tx, case_id, BY_LETTER, OfferService(hours=10))
    async with state.database.begin(town.now) as tx:
        await notified.community_service_notified(tx, case_id, city_day(town.now), BY_LETTER)
    page = await open_page(size, who=None)
    await work.enter(page, WORKER, SUBJECT)
    await page.goto(f"{work.url}/dossiers/{case_id}")
    await page.get_by_role("link", name="Vastleggen dat de gemeenschapsdienst aanvaard").click()
    await looked_at(page, "dossiers-gemeenschapsdienst-aanvaard")
    await page.get_by_role("button", name="Bewaar").click()
    await expect(
        page.get_by_text("Genoteerd: vastleggen dat de gemeenschapsdienst")
    ).to_be_visible()
