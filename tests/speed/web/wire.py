"""What a page weighs as a browser receives it: the first time, and with its assets kept."""

from playwright.async_api import BrowserContext, CDPSession, Page, async_playwright

from launcher import programs

from .town import Town, Visit

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


class Scale:
    """Counts the bytes of every answer, headers included; what was kept weighs nothing."""

    def __init__(self, session: CDPSession) -> None:
        self.total = 0.0
        session.on("Network.loadingFinished", self._finished)

    def _finished(self, event: dict[str, float]) -> None:
        self.total += event["encodedDataLength"]

    def read(self) -> float:
        total, self.total = self.total, 0.0
        return total


async def weigh(town: Town, visit: Visit) -> dict[str, float]:
    """In bytes: of somebody who never came here, and of somebody who comes again."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=programs.CHROMIUM.path, args=ARGUMENTS
        )
        context = await browser.new_context(
            locale="nl-BE",
            timezone_id="Europe/Brussels",
            extra_http_headers={"Krachtlijn-Time": visit.at.isoformat()},
        )
        await _sign_in(context, town, visit)
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        await session.send("Network.enable")
        scale = Scale(session)
        url = f"{town.urls[visit.service]}{visit.path}"
        await _whole(page, url)
        first = scale.read()
        later = []
        for _ in range(3):
            await page.goto("about:blank")
            scale.read()
            await _whole(page, url)
            later.append(scale.read())
        await browser.close()
    if not first or not max(later):
        raise RuntimeError("chromium counted nothing")
    return {"firstBytes": first, "laterBytes": max(later)}


async def _whole(page: Page, url: str) -> None:
    """With what its scripts fetch at once; the stream of a live list stays open."""
    await page.goto(url, wait_until="load")
    await page.wait_for_timeout(500)


async def _sign_in(context: BrowserContext, town: Town, visit: Visit) -> None:
    name, _, value = visit.cookie.partition("=")
    await context.add_cookies([{"name": name, "value": value, "url": town.urls[visit.service]}])
