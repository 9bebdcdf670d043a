"""What an officer does: in the street on a phone, in the office at a desk, and live."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from .support.browser import DESK, PHONE, WAYS, OpenPage, until
from .support.town import NOW, Town
from .support.widths import looked_at

PATHS = {
    "kwartier": "/kwartier",
    "controle": "/controle/{shift}",
    "identiteit": "/identiteit/{shift}",
    "verschuivingen": "/verschuivingen",
    "verschuiving": "/verschuivingen/{case}",
}


@WAYS
async def test_a_room_is_verified_in_two_taps(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    page = await open_page(size, scripts=scripts, who="agent")
    await page.goto(town.police_url)
    rooms = page.locator(".kl-card", has_text="Nog niet gecontroleerd")
    await rooms.first.get_by_role("link").click()  # one
    await page.get_by_role("button", name="Deze persoon is aanwezig").click()  # two
    await _told(page, "Je vaststelling is bewaard.", scripts=scripts)


async def _told(page: Page, text: str, *, scripts: bool) -> None:
    """The message is in sight and, where a script can, in focus."""
    await expect(page.get_by_text(text)).to_be_in_viewport()
    if scripts:
        await expect(page.locator(".govuk-notification-banner").first).to_be_focused()


@WAYS
async def test_somebody_without_a_declaration_is_kept_from_the_quarter(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    page = await open_page(size, scripts=scripts, who="agent")
    await page.goto(town.police_url)
    house = page.locator("section", has=page.get_by_role("heading", name="Proefplein 2"))
    await house.get_by_role("link", name="R-03").first.click()
    await page.get_by_role("button", name="Hier werkt iemand zonder aangifte").click()
    await _told(page, "Bewaard: in deze ruimte werkt iemand zonder aangifte.", scripts=scripts)
    await expect(page.get_by_role("link", name="Leg een vaststelling vast").first).to_be_visible()
    if scripts:
        await looked_at(page, "politie-ruimte")
    await page.get_by_role("link", name="Terug naar het kwartier").click()
    await expect(house.get_by_text("Iemand zonder aangifte").first).to_be_visible()


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/databank/tests/identity_checks/test_person_validation_pages.py::test_an_identity_is_validated_from_the_file",
)
async def test_an_identity_is_checked_from_the_file(open_page: OpenPage, town: Town) -> None:
    page = await open_page(PHONE, who="agent")
    await page.goto(f"{town.police_url}/controle/{await town.a_shift()}/persoon")
    await page.get_by_role("link", name="Kijk de identiteit na").click()
    await looked_at(page, "politie-identiteit-dossier")
    await page.get_by_role("link", name="Terug naar het dossier").click()
    await expect(page.get_by_role("heading", name="Vastgestelde identiteit")).to_be_visible()


async def test_a_move_shows_on_an_open_page_by_itself(open_page: OpenPage, town: Town) -> None:
    """The whole road: owner, calendar, broker, databank, and the officer's open page.

    How soon a move is found, the demonstration says: seconds of a busy machine prove nothing here.
    """
    nr = 71
    await town.inspect("straat", NOW - timedelta(days=2), nr)
    page = await open_page(DESK, who="agent")
    await page.goto(f"{town.police_url}/verschuivingen")
    cases = page.locator("#lijst .kl-card h2 a")
    before = [await each.get_attribute("href") for each in await cases.all()]
    new = "".join(f":not([href='{each}'])" for each in before)
    await town.declare(town.houses["Voorbeeldstraat 1"][25], NOW + timedelta(hours=3), 4, nr)
    arrived = page.locator(f"#lijst .kl-card h2 a{new}")
    await expect(arrived.filter(has_text="Van straat naar raam").first).to_be_visible()


async def test_the_keyboard_alone_judges_a_move(open_page: OpenPage, town: Town) -> None:
    nr = 72
    await town.inspect("escort", NOW - timedelta(days=1), nr)
    await town.declare(town.houses["Voorbeeldstraat 1"][26], NOW + timedelta(hours=3), 4, nr)
    page = await open_page(DESK, who="agent")
    link = page.get_by_role("link", name=re.compile("Van escort naar raam")).first
    await until(page, f"{town.police_url}/verschuivingen", link)
    await link.focus()
    await page.keyboard.press("Enter")
    button = page.get_by_role("button", name=re.compile("^Verklaarbaar"))
    await button.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Je oordeel is bewaard.")).to_be_visible()


@pytest.mark.night(
    "only looks, at what the walk passes",
    stays="::test_somebody_without_a_declaration_is_kept_from_the_quarter",
)
@pytest.mark.parametrize("name", PATHS)
async def test_a_screen_is_accessible_and_does_not_scroll_sideways(
    open_page: OpenPage, town: Town, name: str
) -> None:
    nr = 74
    if not await town.cases():
        await town.inspect("straat", NOW - timedelta(days=2), nr)
        await town.declare(town.houses["Voorbeeldstraat 1"][27], NOW + timedelta(hours=3), 4, nr)
    page = await open_page(PHONE, who="agent")
    path = PATHS[name].format(shift=await town.a_shift(), case=(await town.cases(1))[0])
    await page.goto(f"{town.police_url}{path}")
    await looked_at(page, f"politie-{name}")


@pytest.mark.night(
    "only looks, at a page that another test opens",
    stays="::test_the_keeper_sees_a_reader_that_stands_and_lets_it_through",
)
async def test_the_keeper_s_screen_is_accessible(open_page: OpenPage, town: Town) -> None:
    page = await open_page(PHONE, who="keeper")
    await page.goto(town.police_url)
    await expect(page.get_by_role("heading", name="databank is operationeel")).to_be_visible()
    await looked_at(page, "politie-beheer")


STANDS = """
INSERT INTO bus_pause (consumer, partition, event_id, type, partition_key, detail)
VALUES ('databank', 900, $1, 'be.krachtlijn.pandkalender.shift-declared.v1', 'kamer-1',
        'IntegrityError: een kolom ontbreekt')
"""
PAUSED = """
INSERT INTO bus_reader_order (consumer, paused, per_second, actor, because)
VALUES ('databank', true, NULL, 'operator-2', 'De gegevensbank krijgt meer schijf.')
"""


KEYLESS = """
INSERT INTO bus_parked (consumer, event_id, type, partition_key, sender, body, reason, detail,
  attempts, sequence, retry_at)
VALUES ('databank', $1, 'be.krachtlijn.pandkalender.minor-declaration-attempted.v1', 'kamer-2',
  'pandkalender', '', 'key', 'the key of the epoch 2027-01-04 has not come yet', 3, 1,
  clock_timestamp() + interval '1 day')
"""


@pytest.mark.night(
    "one more state of the page that another test passes",
    stays="::test_the_keeper_sees_a_reader_that_stands_and_lets_it_through",
)
async def test_the_keeper_sees_a_message_whose_key_has_not_come_and_what_to_do(
    open_page: OpenPage, town: Town
) -> None:
    page = await open_page(PHONE, who="keeper")
    async with town.sandbox.asking("databank") as conn:
        await conn.execute(KEYLESS, uuid4())
        try:
            await page.goto(f"{town.police_url}/beheer")
            await expect(page.get_by_text("the key of the epoch 2027-01-04")).to_be_visible()
            await expect(page.get_by_text("De sleutel is er nog niet.")).to_be_visible()
            await expect(page.get_by_text("Wordt vanzelf opnieuw geprobeerd")).to_be_visible()
            await looked_at(page)
        finally:
            await conn.execute("DELETE FROM bus_parked WHERE partition_key = 'kamer-2'")


async def test_the_keeper_sees_a_reader_that_stands_and_lets_it_through(
    open_page: OpenPage, town: Town
) -> None:
    page = await open_page(PHONE, who="keeper")
    async with town.sandbox.asking("databank") as conn:
        await conn.execute(STANDS, uuid4())
        try:
            await page.goto(f"{town.police_url}/beheer")
            heading = page.get_by_role("heading", name="De ontvangst staat stil")
            await expect(heading).to_be_in_viewport()
            await expect(page.get_by_text("databank werkt niet helemaal")).to_be_visible()
            await expect(page.get_by_text("een kolom ontbreekt")).to_be_visible()
            await looked_at(page, "politie-beheer-staat-stil")
            await page.get_by_role("button", name="Laat door en zet apart").click()
            await expect(page.get_by_text("Zeg waarom").first).to_be_visible()
            await page.get_by_label("Waarom mag apart gezet worden").fill("De berichten zijn fout.")
            await page.get_by_role("button", name="Laat door en zet apart").click()
            await expect(page.get_by_text("Wat mislukt, wordt een uur lang")).to_be_visible()
        finally:
            await conn.execute("DELETE FROM bus_pause WHERE partition = 900")


async def test_the_keeper_sees_that_somebody_paused_a_reader_and_why(
    open_page: OpenPage, town: Town
) -> None:
    page = await open_page(PHONE, who="keeper")
    async with town.sandbox.asking("databank") as conn:
        await conn.execute(PAUSED)
        try:
            await page.goto(f"{town.police_url}/beheer")
            heading = page.get_by_role("heading", name="De ontvangst is stilgezet")
            await expect(heading).to_be_in_viewport()
            await expect(page.get_by_text("databank werkt niet helemaal")).to_be_visible()
            await expect(page.get_by_text("operator-2: De gegevensbank krijgt")).to_be_visible()
            await expect(page.get_by_text("Er gaat niets verloren")).to_be_visible()
            await looked_at(page, "politie-beheer-stilgezet")
        finally:
            await conn.execute("DELETE FROM bus_reader_order WHERE consumer = 'databank'")
