"""The page, as a reader in a browser and as plain HTML."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.async_api import Browser, async_playwright

from chassis.web import Function
from launcher import programs
from reporting.indicators.catalogue import catalogue

from ..support.events import inspection
from ..support.reporting import NOW, Reporting

CHROMIUM = programs.CHROMIUM.find_any()


class Outline(HTMLParser):
    """The tags, ids and classes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.scopes = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        known = dict(attrs)
        self.ids += [known["id"] or ""] if "id" in known else []
        self.scopes += tag == "th" and "scope" in known


async def test_the_page_shows_every_indicator_with_a_definition_and_needs_no_script(
    reporting: Reporting,
) -> None:
    page = await reporting.get("/", periode="2026")
    outline = Outline(page.text)
    assert page.status_code == 200
    assert set(catalogue()) <= set(outline.ids)
    assert outline.tags.count("details") == len(catalogue())
    assert outline.tags.count("table") == outline.tags.count("caption")
    assert outline.scopes == outline.tags.count("th")
    assert len(outline.ids) == len(set(outline.ids))
    assert not {"script", "style", "img"} & set(outline.tags)
    assert 'style="' not in page.text


async def test_the_browser_may_load_nothing_but_our_own_style(reporting: Reporting) -> None:
    page = await reporting.get("/")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    style = await reporting.get("/static/reporting.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "url(" not in style.text


async def test_the_page_is_for_the_city_only(reporting: Reporting) -> None:
    for path in ("/", "/static/reporting.css"):
        assert (await reporting.client.get(path)).status_code == 401
        police = reporting.headers(Function.POLITIE_AGENT)
        assert (await reporting.client.get(path, headers=police)).status_code == 403


async def test_without_any_data_the_page_says_so(reporting: Reporting) -> None:
    assert "Er zijn nog geen gegevens" in (await reporting.get("/")).text
    await reporting.told(inspection())
    assert "Er zijn nog geen gegevens" not in (await reporting.get("/")).text


async def test_a_period_that_is_none_gives_the_running_year_and_says_what_to_do(
    reporting: Reporting,
) -> None:
    page = await reporting.get("/", periode="2026-13<script>")
    assert page.status_code == 422
    assert "Kies er een uit de lijst" in page.text
    assert "<script" not in page.text


async def test_a_period_of_long_ago_or_far_ahead_still_gives_a_page(reporting: Reporting) -> None:
    await reporting.told(inspection())
    for period in ("1990-02", "2199-H2", "2024-02"):
        page = await reporting.get("/", periode=period)
        assert page.status_code == 200
        assert f'value="{period}" selected' in page.text


@pytest.fixture(scope="session")
async def address(running: Reporting) -> AsyncIterator[str]:
    """The running service on a port of its own, for a real browser."""
    config = uvicorn.Config(running.app, port=0, lifespan="off", log_level="warning")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn offers nothing to wait for
        await asyncio.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await task


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is missing: make install")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.mark.parametrize("width", [390, 1280])
async def test_the_page_works_in_a_browser_without_javascript(
    reporting: Reporting, address: str, width: int, tmp_path: Path
) -> None:
    await reporting.told(inspection(), inspection(branch="escort"))
    complaints: list[Any] = []
    async with chromium() as browser:
        context = await browser.new_context(
            viewport={"width": width, "height": 900},
            extra_http_headers=reporting.headers(now=NOW),
            java_script_enabled=False,
        )
        page = await context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        await page.goto(f"{address}/")
        await page.get_by_label("Periode").select_option("2026-03")
        await page.get_by_role("button", name="Toon cijfers").click()
        row = page.locator("[id='IND-2-01']")
        assert "periode=2026-03" in page.url
        assert await row.locator(".value").inner_text() == "2"
        assert not await row.get_by_text("Verschillende branches waarin").is_visible()
        await row.locator("summary").click()
        assert await row.get_by_text("Verschillende branches waarin").is_visible()
        box = await page.locator("main").bounding_box()
        table = await page.locator("table").first.bounding_box()
        assert box is not None and table is not None
        assert table["x"] + table["width"] <= width
        await page.screenshot(path=tmp_path / f"page-{width}.png", full_page=True)
    assert complaints == []
