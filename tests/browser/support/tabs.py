"""Tabs of the browser, which tests use one after the other: to make one costs the processor twice
what it costs to empty it."""

from collections import defaultdict

from playwright.async_api import Browser, CDPSession, Error, Page

from .browser import PATIENCE

KEEPS = "() => localStorage.length + sessionStorage.length + self.name.length"


class Tabs:
    """A tab is given back as it was made: no cookie, no address to go back to, no other tab beside
    it, nothing that a page keeps in the browser. What a test listens to, routes or emulates stays
    on a tab; such a test asks for one of its own."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: defaultdict[bool, list[Page]] = defaultdict(list)
        self._given: dict[Page, bool] = {}
        self._history: dict[Page, CDPSession] = {}

    async def take(
        self, size: tuple[int, int], headers: dict[str, str], *, scripts: bool, own: bool
    ) -> Page:
        free = [] if own else self._free[scripts]
        page = free.pop() if free else await self._made(size, scripts)
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        await page.context.set_extra_http_headers(headers)
        if not own:
            self._given[page] = scripts
        return page

    async def give_back(self, page: Page) -> None:
        scripts = self._given.pop(page, None)
        try:
            if scripts is not None and await self._emptied(page):
                self._free[scripts].append(page)
                return
        except Error:
            pass  # the test left it in the middle of something
        self._history.pop(page, None)
        await page.context.close()

    async def _made(self, size: tuple[int, int], scripts: bool) -> Page:
        context = await self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            locale="nl-BE",
            timezone_id="Europe/Brussels",
        )
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        self._history[page] = await context.new_cdp_session(page)
        return page

    async def _emptied(self, page: Page) -> bool:
        """Whether nothing is left in it; where a page kept something in the browser, it goes."""
        if page.is_closed() or (page.url.startswith("http") and await page.evaluate(KEEPS)):
            return False
        for other in page.context.pages:
            if other is not page:
                await other.close()
        await page.goto("about:blank")
        await page.mouse.move(0, 0)  # or the next page is pictured with what it rests on
        await page.context.clear_cookies()
        await self._history[page].send("Page.resetNavigationHistory")
        return True
