"""Two people at two fine cases that are one: both lock them in the same order."""

import asyncio

from fastapi import FastAPI

from enforcement.gas import store as gas

from ..payments.test_one_at_a_time import WAITING
from ..support.city import City
from .test_joins import joined, two


async def test_a_separation_waits_for_who_locks_both_cases_first(city: City, app: FastAPI) -> None:
    """Each used to lock first what the other asked for next: one of them ended in an error."""
    into, case = sorted(await two(city, app), key=lambda each: each.case_id)
    await joined(case, into)

    async def somebody_waits() -> bool:
        async with city.sandbox.asking("enforcement") as conn:
            return bool(await conn.fetchval(WAITING))

    async with app.state.database.begin(city.now) as tx:
        await gas.get_for_update(tx, into.case_id)
        asked = asyncio.create_task(case.tries("separation"))
        await city.clock_moves_on(somebody_waits)
        await gas.get_for_update(tx, case.case_id)
    assert (await asked)[0] == 200
    assert await case.state() == "geregistreerd"
