"""A rebuild whose command is killed goes on where it stopped, once it is given again."""

import asyncio
import os
import signal
import sys
from multiprocessing import active_children
from pathlib import Path

import pytest

from contracts import SERVICES
from launcher.errors import LauncherError
from launcher.operations import rebuild

from .support.city import City

pytestmark = pytest.mark.usefixtures("rooms")

DYING = Path(__file__).parent / "support" / "dying.py"
OPERATION, BUS = "launcher.operations.rebuild", "chassis.bus.rebuild"
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


async def test_a_rebuild_that_was_cut_off_before_it_began_changed_nothing(city: City) -> None:
    before = await city.figures()
    await rebuild_until_killed(city, f"{OPERATION}._inspect", 1)
    assert await city.figures() == before


BETWEEN = pytest.mark.night(
    "another moment at which one process is killed",
    stays="::test_a_rebuild_that_was_cut_off_goes_on_where_it_stopped",
)


@pytest.mark.parametrize(
    ("part", "times"),
    [
        pytest.param(
            f"{OPERATION}._empty", 1, id="when all is thrown away and nothing read", marks=BETWEEN
        ),
        pytest.param(f"{BUS}._take", 1, id="when a batch had its effect and it is not noted"),
        pytest.param(f"{BUS}._take", 7, id="in the middle"),
        pytest.param(f"{OPERATION}._work_off", 1, id="when all was read", marks=BETWEEN),
        pytest.param(
            f"{OPERATION}._take_missing", 1, id="before live events are let go", marks=BETWEEN
        ),
    ],
)
async def test_a_rebuild_that_was_cut_off_goes_on_where_it_stopped(
    city: City, part: str, times: int
) -> None:
    before = await city.figures()
    await rebuild_until_killed(city, part, times)
    code, found, _ = await city.krachtlijn("rebuild", "reporting", "--dry-run")
    assert (code, found["goes_on"] is not None) == (0, True)
    _, state, _ = await city.krachtlijn("status", "reporting")
    assert state["reporting"]["holdsLiveSince"]
    code, done, error = await city.krachtlijn("rebuild", "reporting", "--yes")
    assert (code, error, done["goes_on"]) == (0, "", found["goes_on"])
    assert await read_so_far(city) == sum(done["by_publisher"].values()), "each is read once"
    assert await city.figures() == before


async def read_so_far(city: City) -> int:
    query = (
        "SELECT coalesce(sum(events), 0) FROM bus_rebuild_share"
        " WHERE rebuild = (SELECT max(id) FROM bus_rebuild)"
    )
    return int((await city.rows("reporting", query))[0][0])


@pytest.mark.night(
    "another way out of what was cut off",
    stays="::test_a_rebuild_that_was_cut_off_goes_on_where_it_stopped",
)
async def test_a_rebuild_that_was_cut_off_may_begin_anew(city: City) -> None:
    before = await city.figures()
    await rebuild_until_killed(city, f"{BUS}._take", 3)
    code, done, error = await city.krachtlijn("rebuild", "reporting", "--yes", "--anew")
    assert (code, error, done["goes_on"]) == (0, "", None)
    assert await city.figures() == before


@pytest.mark.night(
    "kills a process at what is proved without",
    stays="::test_a_rebuild_that_was_cut_off_goes_on_where_it_stopped",
)
async def test_a_process_of_a_rebuild_that_is_killed_ends_it_and_it_goes_on(city: City) -> None:
    before = await city.figures()

    async def kill_one() -> None:
        while not (started := active_children()):  # noqa: ASYNC110  # nobody tells of them
            await asyncio.sleep(0.01)
        os.kill(int(started[0].pid or 0), signal.SIGKILL)

    killing = asyncio.create_task(kill_one())
    with pytest.raises(LauncherError, match="Give the command again"):
        await city.rebuild(processes=2)
    await killing
    assert not active_children()
    assert (await city.krachtlijn("rebuild", "reporting", "--yes"))[0] == 0
    assert await city.figures() == before


async def test_a_second_command_waits_for_the_first(city: City) -> None:
    async with rebuild._alone(city.place()):
        code, _, error = await city.krachtlijn("rebuild", "reporting", "--yes")
    assert (code, "runs already" in error) == (1, True)
