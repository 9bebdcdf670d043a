"""A worker on her own pages, on a phone and at a desk, with and without scripts; and the officer
who gives her the code."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from .support.audits import axe
from .support.browser import DESK, NARROW, PHONE, SIZES, WAYS, OpenPage, overflows
from .support.pictures import keep
from .support.town import Town
from .support.widths import looked_at
from .support.worker import code_for, entered

LANGUAGES = ("nl", "en", "fr", "ro", "bg", "es")
PICTURED = ("nl", "ro")
ANOTHER = pytest.mark.night(
    "the same pages in another language",
    stays="::test_every_language_is_accessible_and_fits_the_smallest_phone",
)


@WAYS
async def test_she_confirms_and_disputes_and_leaves(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    page = await open_page(size, scripts=scripts, who=None)
    await entered(page, town, await code_for(town, 2 * (size == DESK) + scripts))
    await keep(page, "sekswerker-lijst", size)
    await page.get_by_role("button", name="Dit klopt", exact=True).click()
    await expect(page.get_by_text("Bevestigd")).to_be_visible()
    await page.get_by_role("button", name="Dit klopt niet").click()
    await expect(page.get_by_label("Ik huur dit raam niet")).to_be_visible()
    await keep(page, "sekswerker-redenen", size)
    await page.get_by_role("button", name="Geef door aan de politie").click()
    await expect(page.get_by_role("alert")).to_contain_text("Kies minstens één reden.")
    await page.get_by_label("Ik huur dit raam niet").check()
    if scripts:
        assert await axe(page) == []
    await page.get_by_role("button", name="Geef door aan de politie").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("De politie weet het nu")
    await keep(page, "sekswerker-doorgegeven", size)
    assert page.url == f"{town.url}/mijn", "one address for everything"
    assert await page.title() == "Kalender"
    async with page.expect_request("https://www.wikipedia.org/**") as elsewhere:
        await page.get_by_role("button", name="Snel weg van deze pagina").click()
    assert (await elsewhere.value).is_navigation_request()
    again = await page.context.new_page()
    await again.goto(f"{town.url}/mijn")
    await expect(again.get_by_role("heading", level=1)).to_have_text("Je code")


ELSEWHERE = b"<h1>elders</h1>"


@pytest.fixture
async def elsewhere(town: Town) -> AsyncIterator[str]:
    """The page that she leaves for, on this machine."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
        writer.write(head + b"Content-Length: %d\r\n\r\n" % len(ELSEWHERE) + ELSEWHERE)
        await writer.drain()
        writer.close()

    state = town.apps["pandkalender"].state
    before = state.neutral_url
    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        state.neutral_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        yield state.neutral_url
    state.neutral_url = before


@WAYS
async def test_after_leaving_the_back_key_shows_nothing_of_it(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool, elsewhere: str
) -> None:
    """However often it is used, and whatever she did: read, answered, asked for help."""
    page = await open_page(size, scripts=scripts, who=None)
    await page.goto("about:blank")
    await entered(page, town, await code_for(town, 6 + 2 * (size == DESK) + scripts))
    await page.get_by_role("button", name="Dit klopt niet").click()
    await page.get_by_label("Ik word gedwongen").check()
    await page.get_by_role("button", name="Geef door aan de politie").click()
    await page.get_by_role("link", name="Hulp en rechten").click()
    await page.get_by_role("link", name="Je code").click()
    await page.get_by_role("button", name="Snel weg van deze pagina").click()
    await page.wait_for_url(elsewhere)
    await expect(page.get_by_role("heading", name="elders")).to_be_visible()
    for _back in range(12):
        if page.url == "about:blank":
            break
        await page.go_back(wait_until="commit")
        await page.wait_for_load_state()
        if scripts or not page.url.endswith("/mijn"):
            await expect(page.locator("#main-content")).to_have_count(0)
        for told in ("Voorbeeldstraat", "Wat gebeurt er nu", "aangegeven", "Ik word gedwongen"):
            await expect(page.get_by_text(told)).to_have_count(0)


@WAYS
async def test_back_and_reload_send_nothing_again(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    page = await open_page(size, scripts=scripts, who=None, own=True)
    await entered(page, town, await code_for(town, 20 + 2 * (size == DESK) + scripts))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    await page.get_by_role("button", name="Dit klopt", exact=True).click()
    await expect(page.get_by_text("Bevestigd")).to_be_visible()
    await page.get_by_role("button", name="Dit klopt niet").click()
    await page.get_by_label("Ik voel me niet veilig").check()
    await page.get_by_role("button", name="Geef door aan de politie").click()
    await expect(page.get_by_role("heading", name="Wat gebeurt er nu?")).to_be_visible()
    assert sent.count("POST") == 3
    await page.reload()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Wat is over jou aangegeven?")
    await page.go_back()
    await page.reload()
    assert sent.count("POST") == 3


@SIZES
async def test_every_number_can_be_tapped_before_anything_else(
    open_page: OpenPage, town: Town, size: tuple[int, int]
) -> None:
    page = await open_page(size, who=None)
    await page.goto(f"{town.url}/mijn")
    for seen in ("code", "list"):
        calls = page.locator("[data-help] a[href^='tel:']")
        assert await calls.count() == 5
        for nr in range(5):
            box = await calls.nth(nr).bounding_box()
            assert box is not None
            assert box["height"] >= 24, "large enough for a thumb (WCAG 2.5.8)"
        heading = await page.get_by_role("heading", level=1).bounding_box()
        assert heading is not None
        assert box["y"] < heading["y"]
        if seen == "code":
            await entered(page, town, await code_for(town, 18 + (size == DESK)))


@pytest.mark.parametrize(
    "code",
    [code if code in PICTURED else pytest.param(code, marks=ANOTHER) for code in LANGUAGES],
)
async def test_every_language_is_accessible_and_fits_the_smallest_phone(
    open_page: OpenPage, town: Town, code: str
) -> None:
    page = await open_page(PHONE, who=None)
    for name, path in (("code", "/mijn"), ("hulp", "/mijn/info")):
        await page.goto(f"{town.url}{path}?taal={code}")
        assert await page.locator("html").get_attribute("lang") == code
        await looked_at(page, f"sekswerker-{name}-{code}" if code in PICTURED else None)


async def test_her_list_fits_the_smallest_phone(open_page: OpenPage, town: Town) -> None:
    page = await open_page(PHONE, who=None)
    await entered(page, town, await code_for(town, 5))
    assert await axe(page) == []
    await page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    assert not await overflows(page)


@WAYS
async def test_an_officer_holds_a_contact_and_gives_a_code(
    open_page: OpenPage, town: Town, size: tuple[int, int], scripts: bool
) -> None:
    await town.inspect("raam", town.now, 240 + 2 * (size == DESK) + scripts)
    page = await open_page(size, scripts=scripts, who="agent")
    await page.goto(f"{town.police_url}/eerste-contacten")
    if scripts:
        await looked_at(page, "politie-eerste-contacten")
    await page.locator(".kl-card a").first.click()
    await expect(page.get_by_label("Gehouden", exact=True)).to_be_visible()
    if scripts:
        await looked_at(page, "politie-eerste-contact")
    await page.get_by_label("Gehouden", exact=True).check()
    await page.get_by_label("In welke taal?").select_option("roemeens")
    await page.get_by_label("Rechten uitgelegd").check()
    await page.get_by_role("button", name="Bewaar het eerste contact").click()
    await expect(page.get_by_text("Het eerste contact is bewaard.")).to_be_visible()
    await page.get_by_role("button", name="Geef een code").click()
    await expect(page.locator(".db-slip__code")).to_have_text(re.compile(r"^\w{4}-\w{4}-\w{4}$"))
    if scripts:
        await looked_at(page, "politie-code")
