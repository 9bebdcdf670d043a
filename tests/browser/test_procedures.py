"""Whole procedures by everybody who takes part, with the letters that leave in between."""

from uuid import UUID, uuid4

import pytest
from playwright.async_api import Page, expect

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions
from enforcement.notifications.rules import LetterKind

from .support.applications import photo
from .support.browser import WIDTHS, OpenPage, until
from .support.case_work import CaseWork
from .support.letter_desk import LetterDesk
from .support.town import OWNER, Town
from .support.widths import looked_at

OFFICE, COLLEAGUE = Function.PROSTITUTIEAMBTENAAR, Function.DIENST_PROSTITUTIEBELEID
BUYER = "OWN-KOPER"


async def as_owner(page: Page, town: Town, organisation: str) -> None:
    """Another owner at the calendar, in the same browser."""
    who = f"eigenaar-{organisation}"
    actor = Actor(who, Function.EIGENAAR, organisation, DOMAIN_OF[Function.EIGENAAR])
    async with town.apps["pandkalender"].state.database.connection() as conn:
        token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
    await page.context.clear_cookies()
    await page.context.add_cookies([{"name": "kl-pandkalender", "value": token, "url": town.url}])


async def tells_of_a_sale(page: Page, url: str, house: str) -> str:
    """The seller tells who will hold the house; gives the reference on the receipt."""
    await page.goto(f"{url}/aanvragen/nieuw")
    await page.get_by_label("Een andere houder", exact=True).check()
    await page.get_by_label("Over welk pand?").select_option(label=f"P-009, {house}")
    await page.get_by_role("button", name="Begin").click()
    await page.get_by_role("link", name="De houder", exact=True).click()
    await page.get_by_label("Naam", exact=True).fill("Mia Koopster")
    await page.get_by_role("button", name="Bewaar en ga verder").click()
    await page.get_by_role("link", name="Vanaf wanneer", exact=True).click()
    await page.get_by_label("Vanaf").fill("1/2/2026")
    await page.get_by_role("button", name="Bewaar en ga verder").click()
    await page.get_by_role("link", name="Wie kunnen we contacteren?").click()
    await page.get_by_label("Naam", exact=True).fill("Ilinca Voorbeeld")
    await page.get_by_label("E-mail").fill("ilinca@example.org")
    await page.get_by_label("Telefoon").fill("03 000 00 00")
    await page.get_by_role("button", name="Bewaar en ga verder").click()
    here = page.url
    for code in ("bewijs_zakelijk_recht", "uittreksel_strafregister", "kopie_identiteitskaart"):
        await page.goto(f"{here}/documenten/{code}")
        await page.get_by_label("Kies een bestand of neem een foto").set_input_files(photo())
        await page.get_by_role("button", name="Bewaar dit document").click()
        await expect(page.get_by_alt_text("Eerste bladzijde van je document")).to_be_visible()
    await page.goto(here)
    await looked_at(page, "eigenaar-andere-houder")
    await page.get_by_role("button", name="Kijk na en verstuur").click()
    await page.get_by_role("button", name="Verstuur naar de stad").click()
    await expect(page.get_by_text("Je aanvraag is verstuurd")).to_be_visible()
    said = await page.get_by_text("Je nummer is").inner_text()
    return said.rpartition(" ")[2]


@pytest.mark.night(
    "a journey over what services prove",
    stays=(
        "services/enforcement/tests/suitability/test_changes.py::test_a_declaration_goes_over_to_a_new_holder_as_it_is",
    ),
)
@WIDTHS
async def test_a_seller_tells_of_a_sale_and_the_buyer_finds_the_house_in_the_calendar(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    work = CaseWork(town)
    page = await open_page(size, who=None)
    await work.enter(page, OFFICE, f"kantoor-{uuid4().hex[:6]}")
    await page.goto(f"{work.url}/aanvragen")  # before somebody asks, the service has the real time
    seller = await open_page(size)
    number, _ = await work.declared(OWNER)
    async with town.sandbox.asking("enforcement") as conn:
        row = await conn.fetchrow(
            "SELECT dossier_id, house_number FROM dossier JOIN premises USING (premises_id)"
            " WHERE number = $1",
            number,
        )
    case_id: UUID = row["dossier_id"]
    house = f"Proefstraat {row['house_number']}"
    await until(seller, f"{town.url}/vergunningen", seller.get_by_text(house))
    reference = await tells_of_a_sale(seller, town.url, house)
    mine = seller.url

    await until(page, f"{work.url}/aanvragen", page.get_by_role("link", name=reference))
    await page.get_by_role("link", name=reference).click()
    await expect(page.get_by_text("Mia Koopster")).to_be_visible()
    await looked_at(page, "dossiers-aanvraag-houder")
    await page.get_by_role("link", name=number).click()
    await looked_at(page)
    await page.get_by_role("link", name="Melding beoordelen").click()
    await page.get_by_label("Aanvaard: de verklaring geldt verder").check()
    await page.get_by_label("Reden").fill("De moraliteit van de koper is nagegaan: in orde.")
    await page.get_by_role("button", name="Kijk na").click()
    await page.get_by_role("button", name="Ja, bevestig").click()
    await expect(page.get_by_text("Geef de code, anders verandert er niets.").first).to_be_visible()
    await page.get_by_label("Code van de nieuwe houder").fill(BUYER)
    await page.get_by_label("De stad kent deze nieuwe houder nog niet").check()
    await looked_at(page, "dossiers-geschiktheid-andere-houder")
    await page.get_by_role("button", name="Kijk na").click()
    await page.get_by_role("button", name="Ja, bevestig").click()
    await expect(page.get_by_text("Genoteerd:").first).to_be_visible()
    await expect(page.get_by_text(BUYER).first).to_be_visible()
    await looked_at(page)

    desk = LetterDesk(work, page, OFFICE, COLLEAGUE)
    await desk.addressed(case_id)
    said = await desk.leaves(case_id, LetterKind.MELDING_BEOORDEELD)
    assert "De verklaring gaat over op de nieuwe houder" in said
    assert "De moraliteit van de koper is nagegaan: in orde." in said

    await until(seller, mine, seller.get_by_text("Aanvaard"))
    await seller.goto(f"{town.url}/vergunningen")
    await expect(seller.get_by_text(house)).to_have_count(0)
    await looked_at(seller)
    await as_owner(seller, town, BUYER)
    await until(seller, f"{town.url}/vergunningen", seller.get_by_text(house))
    await looked_at(seller, "eigenaar-vergunningen-koper")
