"""Before a session ends, whoever is on the page hears of it and can stay: by keyboard alone."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from chassis.web.login import sessions
from pandkalender.worker_portal.store import sessions as own

from .support.audits import axe
from .support.browser import DESK, NARROW, PHONE, SIZES, OpenPage, become, overflows
from .support.pictures import keep, keep_both
from .support.town import Town
from .support.worker import code_for, entered

SOON = 120
NAMED = "() => document.activeElement.textContent.trim()"
KEPT = (
    "() => document.activeElement === document.body || !!document.activeElement.closest('dialog')"
)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session of little more than what comes before the warning."""
    monkeypatch.setattr(sessions, "IDLE", timedelta(seconds=SOON + 3))
    monkeypatch.setattr(sessions, "SEEN_EVERY", timedelta())
    monkeypatch.setattr(own, "IDLE", timedelta(seconds=63))


async def execute(town: Town, query: str) -> None:
    async with town.apps["pandkalender"].state.database.connection() as conn:
        await conn.execute(query)


async def at_a_form(page: Page, town: Town) -> None:
    await page.goto(f"{town.url}/rooster")
    await expect(page.get_by_text(re.compile(r"^Je sessie loopt tot \d\d:\d\d\.$"))).to_be_visible()


@SIZES
async def test_the_warning_comes_in_time_and_a_key_is_enough_to_stay(
    open_page: OpenPage,
    town: Town,
    short: None,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    with monkeypatch.context() as longer:  # the warning may not come before the focus is noted
        longer.setattr(sessions, "IDLE", timedelta(seconds=SOON + 10))
        page = await open_page(size)
        await at_a_form(page, town)
    field = page.locator("main input:not([type=hidden]), main textarea, main button").first
    await field.focus()
    before = await page.evaluate("() => document.activeElement.id || document.activeElement.name")
    dialog = page.get_by_role("alertdialog", name="Je wordt bijna afgemeld")
    await expect(dialog).to_be_visible()
    assert await page.evaluate(NAMED) == "Blijf aangemeld", "focus is on the answer"
    described = await dialog.get_attribute("aria-describedby")
    await expect(page.locator(f"#{described}")).to_have_text(
        "Je deed een tijd niets. Wil je verder werken?"
    )
    await keep(page, "sessie-loopt-af", size)
    assert await axe(page) == []
    await page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    assert not await overflows(page)
    for _again in range(4):
        await page.keyboard.press("Tab")
        assert await page.evaluate(KEPT), "what lies behind cannot be reached"
    while await page.evaluate(NAMED) != "Blijf aangemeld":
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()
    now = await page.evaluate("() => document.activeElement.id || document.activeElement.name")
    assert now == before, "focus is back where it was"
    said = page.locator("body > [data-said]")
    await expect(said).to_have_text(re.compile(r"^Je sessie loopt tot \d\d:\d\d\.$"))
    assert await said.get_attribute("role") == "status"
    await expect(dialog).to_be_visible()


@pytest.mark.night(
    "a second sign of life, beside the one that is proved",
    stays="::test_the_warning_comes_in_time_and_a_key_is_enough_to_stay",
)
async def test_the_escape_key_is_a_sign_of_life(
    open_page: OpenPage, town: Town, short: None
) -> None:
    page = await open_page(DESK)
    await at_a_form(page, town)
    dialog = page.get_by_role("alertdialog")
    await expect(dialog).to_be_visible()
    await execute(town, "UPDATE web_session SET seen_at = now() - interval '60 seconds'")
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    async with town.apps["pandkalender"].state.database.connection() as conn:
        fresh = await conn.fetchval(
            "SELECT bool_or(seen_at > now() - interval '30 seconds') FROM web_session"
        )
    assert fresh


async def test_use_in_another_window_counts_here_too(
    open_page: OpenPage, town: Town, short: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await open_page(DESK)
    await at_a_form(page, town)
    other = await page.context.new_page()
    monkeypatch.setattr(sessions, "IDLE", timedelta(minutes=30))
    await other.goto(f"{town.url}/vandaag")
    await page.wait_for_timeout(4_500)
    await expect(page.get_by_role("alertdialog")).to_be_hidden()


@SIZES
async def test_what_was_filled_in_is_still_there_after_signing_in_again(
    open_page: OpenPage, town: Town, short: None, size: tuple[int, int]
) -> None:
    page = await open_page(size)
    await page.goto(f"{town.url}/aangeven/nieuw?room={town.houses['Voorbeeldstraat 1'][0]}")
    await page.get_by_label("Familienaam").fill("Voorbeeld")
    await expect(page.get_by_role("alertdialog")).to_be_visible()
    await execute(town, "UPDATE web_session SET ends_at = now() - interval '1 second'")
    await page.keyboard.press("Enter")
    over = page.get_by_role("alertdialog", name="Je bent afgemeld")
    await expect(over).to_be_visible()
    await keep(page, "sessie-voorbij", size)
    assert await axe(page) == []
    assert await page.evaluate(NAMED) == "Meld je aan in een nieuw venster"
    async with page.context.expect_page() as opened:
        await page.keyboard.press("Enter")
    window = await opened.value
    await become(window, "eigenaar")
    await window.wait_for_url(f"{town.url}/**")
    await window.close()
    await page.bring_to_front()
    if await over.is_visible():
        await page.get_by_role("button", name="Terug naar de pagina").click()
    await expect(over).to_be_hidden()
    await expect(page.get_by_label("Familienaam")).to_have_value("Voorbeeld")


async def test_the_end_of_the_longest_time_is_told_and_cannot_be_put_off(
    open_page: OpenPage, town: Town, short: None
) -> None:
    page = await open_page(PHONE)
    await at_a_form(page, town)
    await execute(town, "UPDATE web_session SET ends_at = now() + interval '60 seconds'")
    dialog = page.get_by_role("alertdialog", name="Je moet je straks opnieuw aanmelden")
    await expect(dialog).to_be_visible()
    await expect(page.get_by_role("button", name="Blijf aangemeld")).to_be_hidden()
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()


async def test_without_scripts_the_page_still_says_until_when(
    open_page: OpenPage, town: Town
) -> None:
    page = await open_page(PHONE, scripts=False)
    await at_a_form(page, town)
    await expect(page.get_by_role("alertdialog")).to_be_hidden()
    await keep_both(page, "sessie-zonder-script")


@SIZES
async def test_a_worker_is_asked_neutrally_and_her_page_goes_when_it_ends(
    open_page: OpenPage, town: Town, short: None, size: tuple[int, int]
) -> None:
    page = await open_page(size, who=None)
    await entered(page, town, await code_for(town, 10 + (size == DESK)))
    await expect(page.get_by_text(re.compile("^Deze pagina blijft open tot"))).to_be_visible()
    dialog = page.get_by_role("alertdialog", name="Ben je er nog?")
    await expect(dialog).to_be_visible()
    assert await page.title() == "Kalender"
    assert await page.evaluate(NAMED) == "Ik ben er nog"
    await keep(page, "sekswerker-sessie-loopt-af", size)
    assert await axe(page) == []
    await expect(dialog.get_by_role("button", name="Snel weg van deze pagina")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()
    await expect(dialog).to_be_visible()
    await execute(town, "UPDATE worker_session SET seen_at = seen_at - interval '1 hour'")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Je code")
    await expect(page.get_by_text("Voorbeeldstraat")).to_have_count(0)
    assert page.url == f"{town.url}/mijn"


async def test_she_can_leave_from_the_question(
    open_page: OpenPage, town: Town, short: None
) -> None:
    page = await open_page(PHONE, who=None, own=True)
    await page.context.route(
        "https://www.wikipedia.org/**",
        lambda route: route.fulfill(body="<title>elders</title>", content_type="text/html"),
    )
    await entered(page, town, await code_for(town, 12))
    dialog = page.get_by_role("alertdialog")
    await expect(dialog).to_be_visible()
    await page.keyboard.press("Tab")
    assert await page.evaluate(NAMED) == "Snel weg van deze pagina"
    await page.keyboard.press("Enter")
    await page.wait_for_url("https://www.wikipedia.org/**")
