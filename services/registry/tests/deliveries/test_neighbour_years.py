"""Two neighbouring years that are accepted in the same moment know of each other."""

import asyncio
from datetime import datetime
from uuid import UUID

import pytest

from chassis.web import Function
from launcher.sandbox import Sandbox
from registry.deliveries import accept, release
from registry.settings import RegistrySettings

from ..support.deliveries import of_branches
from ..support.registry import FEBRUARY, MARCH, Registry

WAITING = """
SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
"""
YEARS = {2024: {"raam": 60, "straat": 40}, 2025: {"raam": 59, "straat": 39}}
SETTINGS = RegistrySettings()


async def waits(sandbox: Sandbox) -> bool:
    async with sandbox.asking("registry", owner=True) as conn:
        found: bool = await conn.fetchval(WAITING)
        return found


def rounded(events: list[object]) -> dict[int, int | None]:
    """By year, to what its total of clients is rounded."""
    return {
        event.year: cell.rounded_to
        for event in events
        if getattr(event, "half", 0) is None
        for cell in event.cells
        if (cell.measure, cell.dimensions) == ("clienten", {})
    }


@pytest.mark.parametrize(("first", "by_timer"), [(2024, False), (2025, False), (2024, True)])
async def test_of_two_years_told_at_once_the_second_is_told_beside_the_first(
    registry: Registry, sandbox: Sandbox, first: int, by_timer: bool
) -> None:
    """Two clients left: both totals exact would say so."""
    moment = datetime.fromisoformat(MARCH)
    database = registry.app.state.database
    paths = {
        year: await registry.signed(of_branches(some, f"{year}-03"), year=year)
        for year, some in YEARS.items()
    }
    second = next(year for year in YEARS if year != first)
    if by_timer:
        accepted = await registry.post(
            Function.STUDIEDIENST_ANALIST, f"{paths[second]}/acceptance", at=FEBRUARY
        )
        assert accepted.json()["state"] == "aanvaard"

    async def tell_second() -> None:
        async with database.begin(moment) as tx:
            if by_timer:
                await release.release_due(tx, "GHAPRO", second, SETTINGS)
            else:
                await accept.accept(tx, UUID(paths[second].split("/")[-1]), SETTINGS, by="b")

    async with database.begin(moment) as tx:
        await accept.accept(tx, UUID(paths[first].split("/")[-1]), SETTINGS, by="a")
        other = asyncio.ensure_future(tell_second())
        while not other.done() and not await waits(sandbox):
            pass
        assert not other.done()
    await other
    assert rounded(await registry.published()) == {first: None, second: 10}
