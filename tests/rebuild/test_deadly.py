"""An event that ends the process ends a rebuild a few times, then waits, and the rest goes on."""

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from contracts import SERVICES

from .support.city import City

pytestmark = pytest.mark.usefixtures("rooms")

DEADLY = Path(__file__).parent / "support" / "deadly.py"
ORDER = ("rebuild", "reporting", "--yes", "--actor", "beheerder-1", "--because", "a test", "--json")
FIRST = "SELECT event_id FROM bus_archive WHERE type LIKE '%shift-declared%' ORDER BY position"
PARKED = "SELECT event_id, reason, detail FROM bus_parked"
NOTED = "SELECT count(*) FROM bus_attempt"
MOST = 3
"""Ends of the process, after which its event is let be."""


async def rebuild_beside(city: City, event_id: str, processes: str) -> tuple[int, Any]:
    place = []
    for service in SERVICES:
        database = city.sandbox.database(service)
        place += ["--database-url", f"{service}={database.url}"]
        place += ["--database-url", f"{service}_owner={database.owner_url}"]
    command = await asyncio.create_subprocess_exec(
        *(sys.executable, str(DEADLY), event_id, processes, *ORDER, *place),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    answer, complaint = await command.communicate()
    code = command.returncode or 0
    assert code in {3, -signal.SIGKILL} or b"it was ended" in complaint, complaint.decode()
    return code, json.loads(answer or "null")


@pytest.mark.night(
    "kills a rebuild as a reader at work is killed",
    stays="tests/resilience/test_poison.py::test_what_ends_the_process_each_time_is_parked_and_the_rest_goes_on",
)
@pytest.mark.parametrize(
    ("processes", "code_when_ended"),
    [("0", -signal.SIGKILL), pytest.param("many", 1, marks=pytest.mark.long)],
)
async def test_what_ends_the_process_each_time_is_parked_and_the_rest_is_made_anew(
    city: City, processes: str, code_when_ended: int
) -> None:
    before = await city.figures()
    event_id = str((await city.rows("pandkalender", FIRST))[1]["event_id"])
    for _ in range(MOST):
        assert (await rebuild_beside(city, event_id, processes))[0] == code_when_ended
    code, done = await rebuild_beside(city, event_id, processes)
    assert (code, done["parked"]) == (3, 1)
    (parked, *behind) = await city.rows("reporting", f"{PARKED} ORDER BY reason DESC, position")
    assert (str(parked["event_id"]), parked["reason"]) == (event_id, "rejected")
    assert parked["detail"] == "the service ended each time it handled this"
    assert {row["reason"] for row in behind} <= {"behind"}
    assert (await city.rows("reporting", NOTED))[0][0] == 0
    assert (await city.krachtlijn("redrive", "reporting", "--all"))[0] == 0
    await emptied(city)
    assert await city.figures() == before


async def emptied(city: City) -> None:
    for _ in range(1_200):
        if not await city.rows("reporting", PARKED):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("what was parked stayed")
