"""A worker with a code, and her way in."""

from datetime import timedelta
from uuid import UUID, uuid4

from playwright.async_api import Page, expect

from contracts.databank import WorkerAccessGranted
from contracts.identity import WorkerSecret
from contracts.sealed import Sealed
from contracts.worker_code import digest, new_code, read_code

from .town import NOW, Town


async def code_for(town: Town, nr: int) -> str:
    """The code of somebody who is declared tomorrow, by the clock of the calendar: it goes on when
    it hears of what another test let happen weeks later."""
    now = max(NOW, town.apps["pandkalender"].state.clock.now())
    room = town.houses["Voorbeeldstraat 1"][20 + nr]
    shift_id = await town.declare(room, now + timedelta(days=1, hours=10), 8, 200 + nr)
    async with town.apps["pandkalender"].state.database.connection() as conn:
        ref = await conn.fetchval("SELECT worker_id FROM shift WHERE shift_id = $1", UUID(shift_id))
    code = new_code()
    secret = WorkerSecret(digest=digest(read_code(code) or ""), worker_refs=(ref,))
    await town.tell(
        WorkerAccessGranted(
            access_id=uuid4(),
            granted_at=now,
            expires_at=now + timedelta(days=14),
            opens=Sealed.of(secret),
        )
    )
    return code


async def entered(page: Page, town: Town, code: str) -> None:
    await page.goto(f"{town.url}/mijn")
    await page.get_by_label("Je code").fill(code.lower())
    await page.get_by_role("button", name="Ga verder").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Wat is over jou aangegeven?")
