"""Finance and an officer at one fine: each waits for the other, and sees what the other did."""

import asyncio
from datetime import date, timedelta

from fastapi import FastAPI

from enforcement.gas import store as gas
from enforcement.payments.withdraw_claim import withdraw_claim

from ..gas.test_corrections import case_of
from ..support.city import City
from ..support.fines import FINANCE, final_fine, refused
from ..support.procedure import CLERK

WAITING = """
SELECT EXISTS (
  SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
)
"""


async def test_a_reminder_waits_for_a_withdrawal_and_asks_nothing(city: City, app: FastAPI) -> None:
    """Each used to lock first what the other asked for next: one of them ended in an error."""
    claim = await final_fine(city, app)
    case = case_of(city, app, claim)
    last = date.fromisoformat((await city.sees(FINANCE, claim))["dueOn"])
    case.go_to(last + timedelta(days=1))

    async def finance_waits() -> bool:
        async with city.sandbox.asking("enforcement") as conn:
            return bool(await conn.fetchval(WAITING))

    async with app.state.database.begin(city.now) as tx:
        await gas.get_for_update(tx, case.case_id)
        asked = asyncio.create_task(refused(city, f"{claim}/steps", {"step": "payment-reminder"}))
        await city.clock_moves_on(finance_waits)
        await withdraw_claim(tx, case.case_id, CLERK)
    assert await asked == (409, "Deze stap kan niet zoals het dossier nu staat.")
