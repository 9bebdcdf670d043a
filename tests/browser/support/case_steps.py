"""Steps of a case on its forms, by one function after another, in a browser that goes forward."""

from datetime import date, datetime, timedelta
from uuid import UUID

from playwright.async_api import Page, expect

from chassis.days import city_day
from chassis.web import Function

from .case_work import CaseWork
from .widths import looked_at


class CaseSteps:
    """``address`` of the case begins with a slash; ``name`` is that of its pictures."""

    def __init__(self, work: CaseWork, page: Page, address: str, name: str) -> None:
        self.work, self.page, self.address, self.name = work, page, address, name
        self.now = work.town.now

    @property
    def case_id(self) -> UUID:
        return UUID(self.address.rpartition("/")[2])

    @property
    def today(self) -> date:
        return city_day(self.now)

    async def later(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        await self.work.later(self.page, self.now)
        return self.now

    async def catches_up(self) -> None:
        """To the morning after whatever a test before this one said the time is.

        Somebody must have asked for a page: before that the clock shows the real time. The
        clock of the service stays ahead, so that tests with terms that must not run out come first.
        """
        await self.page.goto(f"{self.work.url}/")
        now = max(self.now, self.work.town.apps["enforcement"].state.clock.now())
        self.now = (now + timedelta(days=1)).replace(hour=8, minute=0, second=0)
        await self.later(minutes=1)

    async def becomes(self, function: Function) -> None:
        await self.work.enter(self.page, function, f"{self.name}-{function}")

    async def sees(self, path: str, name: str | None = None) -> None:
        """Look at a page: accessible at both widths, and pictured under a name."""
        answer = await self.page.goto(f"{self.work.url}{path}")
        assert answer is not None and answer.ok, path
        await looked_at(self.page, name)

    async def is_not_for(self, function: Function, *forms: str) -> None:
        """Somebody else finds these forms closed."""
        await self.becomes(function)
        for form in forms:
            answer = await self.page.goto(f"{self.work.url}{self.address}/{form}")
            assert answer is not None and answer.status == 403, form

    async def does(self, form: str, **fields: str | list[str]) -> None:
        """Look at a form, fill it in and send it; ticks and choices are checked."""
        await self.later(minutes=1)
        answer = await self.page.goto(f"{self.work.url}{self.address}/{form}")
        assert answer is not None and answer.ok, form
        await looked_at(self.page, f"{self.name}-{form}")
        for name, value in fields.items():
            for each in [value] if isinstance(value, str) else value:
                await self._fill(name, each)
        await self.page.locator('main button[type="submit"]').first.click()
        sure = self.page.get_by_role("button", name="Ja, bevestig")
        if await sure.count():
            await looked_at(self.page, f"{self.name}-{form}-zeker")
            await sure.click()
        await expect(self.page).to_have_url(f"{self.work.url}{self.address}")
        await expect(self.page.get_by_text("Genoteerd:").first).to_be_visible()

    async def _fill(self, name: str, value: str) -> None:
        field = self.page.locator(f'[name="{name}"]')
        if await field.first.get_attribute("type") in ("radio", "checkbox"):
            await self.page.locator(f'[name="{name}"][value="{value}"]').check()
        else:
            await field.fill(value)
