"""What an owner does, as an owner does it: on a phone and at a desk, with and without scripts."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import expect

from .support.browser import DESK, PHONE, WAYS, OpenPage, somebody
from .support.town import NOW, Town, name
from .support.widths import looked_at

PATHS = {
    "vandaag": "/vandaag",
    "week": "/week",
    "aangeven": "/aangeven?ruimte={room}",
    "aangeven-nieuw": "/aangeven/nieuw?ruimte={room}",
    "shift": "/shift/{shift}",
    "wijzigen": "/shift/{shift}/wijzigen",
    "annuleren": "/shift/{shift}/annuleren",
    "kopieren": "/kopieren?van=2026-01-05&dagen=7",
    "rooster": "/rooster",
    "hulp": "/hulp",
    "bestaat-niet": "/bestaat-niet",
}


async def paths(town: Town) -> dict[str, str]:
    answer = await town.api("GET", "/v1/shifts?state=aangegeven")
    shift = answer.json()["_embedded"]["shifts"][0]["shiftId"]
    room = town.houses["Proefplein 2"][2]
    return {name: path.format(room=room, shift=shift) for name, path in PATHS.items()}


def free_room(town: Town, nr: int) -> str:
    return str(town.houses["Voorbeeldstraat 1"][nr])


@WAYS
async def test_a_known_person_is_declared_in_three_taps(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    nr = 30 + 2 * (size == DESK) + scripts
    name = await town.worked_before(61 + nr)
    page = await open_page(size, scripts=scripts)
    await page.goto(town.url)
    row = page.locator(f'[id="{free_room(town, nr)}"]')
    await row.get_by_role("link", name=re.compile("^Aangeven")).click()  # one
    await page.get_by_text(name, exact=True).click()  # two
    await page.get_by_role("button", name="Geef deze shift aan").click()  # three
    await expect(page.get_by_text("De shift is aangegeven:")).to_be_visible()
    await expect(row.get_by_text(name)).to_be_visible()


@WAYS
async def test_somebody_new_is_declared(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    nr = 40 + 2 * (size == DESK) + scripts
    page = await open_page(size, scripts=scripts)
    await page.goto(f"{town.url}/aangeven/nieuw?ruimte={free_room(town, nr)}")
    await page.get_by_label("Voornamen *").fill(f"Nieuw{nr}")
    await page.get_by_label("Familienaam *").fill("Voorbeeld")
    await page.get_by_label("Jaar").fill("1999")
    await page.get_by_label("Soort document").select_option("paspoort")
    await page.get_by_label("Land van het document").select_option("ROU")
    await page.get_by_label("Nummer van het document").fill(f"RO-N{nr}")
    await page.get_by_role("button", name="Geef deze shift aan").click()
    await expect(page.get_by_text("De shift is aangegeven:")).to_be_visible()
    await expect(page.get_by_text(f"Nieuw{nr} Voorbeeld")).to_be_visible()


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="services/pandkalender/tests/shifts/test_pages.py::test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost",
)
async def test_a_mistake_leads_to_its_field(open_page: OpenPage, town: Town) -> None:
    page = await open_page(PHONE)
    await page.goto(f"{town.url}/aangeven/nieuw?ruimte={free_room(town, 45)}")
    await page.get_by_role("button", name="Geef deze shift aan").click()
    await expect(page.locator(".govuk-error-summary")).to_be_focused()
    await page.get_by_role("alert").get_by_role("link").first.click()
    await expect(page.get_by_label("Voornamen *")).to_be_focused()


async def test_a_shift_is_declared_with_the_keyboard_alone(open_page: OpenPage, town: Town) -> None:
    await town.worked_before(99)
    page = await open_page(DESK)
    await page.goto(f"{town.url}/aangeven?ruimte={free_room(town, 46)}")
    await page.keyboard.press("Tab")
    await expect(page.get_by_text("Ga naar de inhoud")).to_be_focused()
    await page.keyboard.press("Enter")
    for _ in range(12):
        await page.keyboard.press("Tab")
        if await page.evaluate("() => document.activeElement.name === 'wie'"):
            break
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("De shift is aangegeven:")).to_be_visible()


async def test_a_shift_is_cancelled_after_a_reason(open_page: OpenPage, town: Town) -> None:
    room = town.houses["Voorbeeldstraat 1"][48]
    shift_id = await town.declare(room, NOW + timedelta(hours=12), 6, 48)
    page = await open_page(PHONE)
    await page.goto(f"{town.url}/shift/{shift_id}")
    await page.get_by_role("link", name="Annuleren").click()
    await page.get_by_text("Ziek").click()
    await page.get_by_role("button", name="Annuleer deze aangifte").click()
    await expect(page.get_by_text("De aangifte is geannuleerd.")).to_be_visible()


async def test_what_is_declared_is_what_was_typed_and_last_night_is_not_tonight(
    open_page: OpenPage, town: Town
) -> None:
    """On the phone: another day for a copy, other hours beside a ticked half, a night that began
    yesterday at 22:00."""
    room = town.houses["Voorbeeldstraat 1"][49]
    await town.declare(room, NOW - timedelta(hours=12), 8, 70)
    page = await open_page(PHONE)
    await page.goto(f"{town.url}/vandaag")
    row = page.locator(f'[id="{room}"]')
    await expect(row.get_by_text("gisteren 22:00–06:00")).to_be_visible()
    await row.scroll_into_view_if_needed()
    await looked_at(page)
    await page.goto(f"{town.url}/kopieren?van=2026-01-04")
    await page.get_by_label("Kopieer naar").fill("2026-01-08")
    await page.get_by_role("button", name="Geef deze shiften aan").click()
    await expect(page.get_by_role("alert").get_by_text("Je koos een andere dag.")).to_be_visible()
    await expect(page.get_by_text("do 8/01/2026, 22:00–06:00")).to_be_visible()
    await looked_at(page)
    await page.get_by_role("button", name="Geef deze shiften aan").click()
    await expect(page).to_have_url(f"{town.url}/vandaag?dag=2026-01-08")
    await expect(row.get_by_text("22:00–06:00")).to_be_visible()
    await page.goto(f"{town.url}/aangeven?ruimte={room}&dag=2026-01-10")
    await page.get_by_text(" ".join(name(70)), exact=True).click()
    await page.get_by_label("Begin", exact=True).fill("21:00")
    await page.get_by_label("Einde", exact=True).fill("03:00")
    await page.get_by_role("button", name="Geef deze shift aan").click()
    other_hours = page.get_by_role("alert").get_by_text("Je typte andere uren")
    await expect(other_hours.first).to_be_visible()
    await looked_at(page)
    await page.get_by_label("Andere uren", exact=True).check()
    await page.get_by_role("button", name="Geef deze shift aan").click()
    await expect(page.get_by_text("van 21:00 tot 03:00.")).to_be_visible()


async def test_signing_out_leaves_nothing_behind(open_page: OpenPage, town: Town) -> None:
    page = await open_page(PHONE, issuer=True)
    await page.get_by_role("button", name="Afmelden").click()
    await expect(page.get_by_role("button", name="Afmelden")).to_be_hidden()
    await page.goto(f"{town.url}/vandaag")
    await expect(somebody(page, "eigenaar")).to_be_visible()


@pytest.mark.night(
    "only looks, at what the walk passes", stays="::test_a_known_person_is_declared_in_three_taps"
)
@pytest.mark.parametrize("name", PATHS)
async def test_a_screen_is_accessible_and_does_not_scroll_sideways(
    open_page: OpenPage, town: Town, name: str
) -> None:
    page = await open_page(PHONE)
    await page.goto(f"{town.url}{(await paths(town))[name]}")
    await looked_at(page, f"eigenaar-{name}")
