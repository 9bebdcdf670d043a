"""A rebuild whose command is killed: what it began goes on, or is begun again."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from contracts import SERVICES

from .support.city import City

pytestmark = pytest.mark.usefixtures("rooms")

DYING = Path(__file__).parent / "support" / "dying.py"
ORDER = ("rebuild", "reporting", "--yes", "--actor", "beheerder-1", "--because", "a test", "--json")


async def rebuild_until_killed(city: City, part: str, times: int) -> None:
    place = []
    for service in SERVICES:
        database = city.sandbox.database(service)
        place += ["--database-url", f"{service}={database.url}"]
        place += ["--database-url", f"{service}_owner={database.owner_url}"]
    command = await asyncio.create_subprocess_exec(
        *(sys.executable, str(DYING), part, str(times), *ORDER, *place),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, complaint = await command.communicate()
    assert command.returncode == -signal.SIGKILL, complaint.decode()


async def replays_are_done(city: City) -> None:
    query = "SELECT FROM bus_replay WHERE done_at IS NULL"
    for _ in range(400):
        if not [row for name in SERVICES for row in await city.rows(name, query)]:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("a replay is still open")


@pytest.mark.parametrize(
    ("part", "times"),
    [
        pytest.param("_inspect", 1, id="before anything is thrown away"),
        pytest.param("_empty", 1, id="when all is thrown away and nothing asked for"),
        pytest.param("replay", 1, id="when one publisher was asked"),
        pytest.param("replay", 3, id="when most publishers were asked"),
    ],
)
async def test_a_rebuild_that_was_cut_off_is_done_again(city: City, part: str, times: int) -> None:
    before = await city.figures()
    await rebuild_until_killed(city, part, times)
    if part in ("_inspect", "_empty"):
        kept = await city.figures() == before
        assert kept == (part == "_inspect"), "all of it goes at once, and not before"
    await replays_are_done(city)
    code, _, error = await city.krachtlijn("rebuild", "reporting", "--yes")
    assert (code, error) == (0, "")
    assert await city.figures() == before


@pytest.mark.parametrize(
    ("part", "times"),
    [
        pytest.param("replay", 4, id="when all were asked"),
        pytest.param("progress", 6, id="while it looks on"),
    ],
)
async def test_a_rebuild_that_was_asked_for_goes_on_by_itself(
    city: City, part: str, times: int
) -> None:
    before = await city.figures()
    await rebuild_until_killed(city, part, times)
    await replays_are_done(city)
    await city.settled()
    assert await city.figures() == before
