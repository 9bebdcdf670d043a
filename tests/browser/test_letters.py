"""Opening letters of twenty cases in five taps, by two people, each letter as it will go out."""

from uuid import UUID, uuid4

import pytest
from playwright.async_api import expect

from enforcement.case_documents.rules import DocumentKind
from enforcement.case_documents.store import documents
from enforcement.cases.store.timeline import By
from enforcement.notifications.rules.letters import AddresseeRole
from enforcement.notifications.store import addressees
from enforcement.notifications.store.addressees import Address

from .support.browser import WIDTHS, OpenPage
from .support.case_work import LAWYER, WORKER, CaseWork, Hand
from .support.report import report
from .support.town import Town
from .support.widths import looked_at

CASES = 20
TRIAGED = "UPDATE gas_case SET envisaged = 150 WHERE case_id = $1"


async def ready(town: Town) -> UUID:
    """A case that somebody looked at, with an address and its report."""
    case_id = await CaseWork(town).transferred()
    database = town.apps["enforcement"].state.database
    async with database.begin(town.now) as tx:
        await tx.conn.execute(TRIAGED, case_id)
        address = Address("Joris Proefman", "Teststraat", "5", "2000", "Voorbeeld")
        by = By("dossierbehandelaar_bh", "adres")
        await addressees.add(tx, case_id, AddresseeRole.OVERTREDER, address, by)
        documents.add(tx, case_id, DocumentKind.PROCES_VERBAAL, report(), by)
    return case_id


@pytest.mark.night(
    "counts taps of what is proved without a browser",
    stays="services/enforcement/tests/notifications/test_letter_pages.py::test_twenty_cases_are_opened_in_four_acts",
)
@WIDTHS
async def test_opening_letters_of_twenty_cases_leave_in_five_taps(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    """One taps to make them, another to check them, the first to note that they left."""
    cases = [await ready(town) for _ in range(CASES)]
    work, tag = CaseWork(town), uuid4().hex[:6]
    page = await open_page(size, who=None)
    hand = Hand(page)
    await work.enter(page, WORKER, f"maakt-{tag}")
    await page.goto(f"{work.url}/brieven/te-maken?soort=gas-case:opstartbrief")
    await looked_at(page, "dossiers-brieven-te-maken")
    await hand.tap("button", "Maak brieven")
    await expect(page.get_by_text("Een collega kijkt nu na.")).to_be_visible()
    await looked_at(page)

    await work.enter(page, LAWYER, f"kijkt-{tag}")
    await page.goto(f"{work.url}/brieven?lijst=nakijken")
    await looked_at(page, "dossiers-brieven")
    seen = page.get_by_role("link", name="Bekijk alle brieven, zoals ze vertrekken (PDF)")
    assert await seen.get_attribute("href") == "/brieven/alle.pdf?lijst=nakijken&page=1"
    answer = await page.request.get(f"{work.url}/brieven/alle.pdf?lijst=nakijken")
    assert (await answer.body()).startswith(b"%PDF")
    await hand.tap("button", "Deze brieven zijn in orde")
    await expect(page).to_have_url(f"{work.url}/brieven?lijst=posten")
    await looked_at(page)
    await hand.tap("button", "Deze brieven zijn gepost")
    await expect(page).to_have_url(f"{work.url}/brieven?lijst=onderweg")
    await looked_at(page)
    taps, _fields = hand.counted()
    assert taps + 2 <= 5  # with the two by which each of them opens the letters
    await page.goto(f"{work.url}/brieven/dossier/{cases[0]}")
    await looked_at(page)
    await page.get_by_role("link", name="Opstartbrief").click()
    await looked_at(page, "dossiers-brief")
