"""The drill: a database is destroyed and comes back from its backup, figure by figure."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from chassis.bus.replay import replayable
from contracts import events_of
from launcher import databases
from launcher.backup import commands, restore_command
from launcher.backup.restore import LEAP

from .support.city import WHO, City, hours, worker
from .support.story import inspection, shift

pytestmark = pytest.mark.usefixtures("rooms")

BRANCH_SHIFTS = """
SELECT from_branch, to_branch, from_seen_at, to_seen_at, state, withdrawn_at IS NULL AS stands
FROM branch_shift_case ORDER BY from_seen_at, to_seen_at, from_branch
"""
LATER = 1300
"""Hours after which nothing has been planned yet in this city."""
NOW = hours(LATER - 9)
CHANGED = {
    *("bus_outbox", "bus_archive", "bus_inbox", "bus_parked", "bus_lease", "bus_catch_up"),
    "bus_parking_log",  # of what was held
    "bus_timer",  # of shifts that were cancelled
    *("learned", "matching_weights"),  # in the background, sooner or later
}
"""Tables that need not have as many rows as before."""


async def backed_up(city: City, service: str, folder: Path) -> Path:
    code, (made,), error = await city.operates(commands.app, service, "--to", str(folder))
    assert (code, made["service"]) == (0, service), error
    return folder / str(made["file"])


async def destroyed(city: City, service: str) -> None:
    """The service dies with its database; an empty one is made in its place."""
    await city.stop(service)
    sandbox = city.sandbox
    await asyncio.to_thread(databases.drop, sandbox.infra, [service], sandbox.suffix)
    await asyncio.to_thread(databases.create, sandbox.infra, [service], sandbox.suffix)


async def restored(city: City, service: str, file: Path, *more: str) -> tuple[int, Any, str]:
    return await city.operates(
        restore_command.app, service, "--from", str(file), "--yes", *WHO, *more
    )


async def rows(city: City, service: str) -> dict[str, int]:
    tables = [
        row["tablename"]
        for row in await city.rows(
            service, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
    ]
    return {
        table: (await city.rows(service, f"SELECT count(*) FROM {table}"))[0][0]
        for table in tables
        if table not in CHANGED
    }


async def test_a_destroyed_databank_comes_back_and_catches_up(
    city: City, rooms: list[str], tmp_path: Path
) -> None:
    """What owners told meanwhile comes again, in order, also where something live waits for it."""
    people = [worker(number) for number in (2, 4, 0, 1)]
    await inspection(city, *people[:2], at=LATER - 10)
    await city.settled()
    (person,) = await city.rows("databank", "SELECT id FROM person LIMIT 1")
    await city.polices(f"/v1/persons/{person['id']}")
    backup = await backed_up(city, "databank", tmp_path)
    known = await told(city)
    shifts = [
        await city.owns("/v1/shifts", shift(rooms[number % 2], LATER + 9 * number, who), NOW)
        for number, who in enumerate(people)
    ]
    moved = {"startsAt": hours(LATER + 11).isoformat(), "reason": "uren"}
    await city.owns(f"/v1/shifts/{shifts[1]['shiftId']}/changes", moved, NOW)
    await city.settled()
    found = await city.rows("databank", BRANCH_SHIFTS)
    assert {(row["from_branch"], row["to_branch"]) for row in found} >= {
        ("raam", "straat"),
        ("straat", "raam"),
    }
    tables = await rows(city, "databank")
    cancelled = await cancellations(city)

    await destroyed(city, "databank")
    for each in shifts[2:]:  # waits in the databank's queue, before the declaration comes again
        path = f"/v1/shifts/{each['shiftId']}/cancellation"
        await city.owns(path, {"reason": "ziek"}, NOW)
    await settled_without(city, "databank")
    figures = await city.figures()

    code, done, error = await restored(city, "databank", backup)
    assert (code, error, done["remarks"], done["migrated"]) == (0, "", [], False)
    assert done["accessLog"]["broken"] is None and done["accessLog"]["rows"] > 0
    assert done["asked"] == {"pandkalender": await told(city) - known}
    code, state, _ = await city.krachtlijn("status", "databank")
    assert state["databank"]["holdsLiveSince"] is not None

    await city.start("databank")
    missing = ("replay", "--to", "databank", "--missing", "--wait", "60")
    code, caught_up, _ = await city.krachtlijn(*missing)
    assert (code, caught_up["missing"], caught_up["held"]) == (0, 0, 2)
    await city.settled()
    await nothing_is_parked(city)
    code, standing, _ = await city.krachtlijn("completeness", "--settle", "0", "databank")
    assert (code, standing[0]["missing"]) == (0, 0)

    assert await city.rows("databank", BRANCH_SHIFTS) == found
    assert await rows(city, "databank") == tables
    assert await cancellations(city) == cancelled + 2
    code, _, error = await city.krachtlijn("rebuild", "reporting", "--yes", "--accept-loss")
    assert (code, error) == (0, "")
    assert await city.figures() == figures


@pytest.mark.night(
    "a second service destroyed and restored whole",
    stays="::test_a_destroyed_databank_comes_back_and_catches_up",
)
async def test_a_destroyed_reporting_shows_the_same_figures(
    city: City, rooms: list[str], tmp_path: Path
) -> None:
    await city.settled()
    backup = await backed_up(city, "reporting", tmp_path)
    known = await told(city)
    await city.owns("/v1/shifts", shift(rooms[0], LATER + 100, worker(3)), NOW)
    await inspection(city, worker(5), at=LATER - 9)
    await city.settled()
    figures, tables = await city.figures(), await rows(city, "reporting")
    await destroyed(city, "reporting")
    code, done, _ = await restored(city, "reporting", backup)
    assert (code, done["asked"]["pandkalender"]) == (0, await told(city) - known)
    assert done["asked"]["databank"] > 0
    await city.start("reporting")
    missing = ("replay", "--to", "reporting", "--missing", "--wait", "60")
    assert (await city.krachtlijn(*missing))[0] == 0
    assert await city.figures() == figures
    assert await rows(city, "reporting") == tables


async def test_what_a_restored_calendar_told_and_forgot_is_named(
    city: City, rooms: list[str], tmp_path: Path
) -> None:
    """People told it after the backup, so it comes back from nowhere: its readers have it."""
    await city.settled()
    backup = await backed_up(city, "pandkalender", tmp_path)
    known = await city.facts("shift-declared")
    await city.owns("/v1/shifts", shift(rooms[1], LATER + 100, worker(3)), NOW)
    await city.settled()
    (declared,) = await city.rows(
        "pandkalender",
        "SELECT event_id FROM bus_archive WHERE type LIKE '%shift-declared%'"
        " ORDER BY position DESC LIMIT 1",
    )
    await destroyed(city, "pandkalender")
    code, done, error = await restored(city, "pandkalender", backup)
    assert (code, done["asked"], error) == (0, {}, ""), "of others it missed nothing"
    lowest = await city.rows("pandkalender", "SELECT min(last) FROM bus_sequence")
    assert lowest[0][0] > LEAP, "no number that a reader saw is given again"
    await city.start("pandkalender")
    missing = ("replay", "--to", "pandkalender", "--missing", "--wait", "60")
    assert (await city.krachtlijn(*missing))[0] == 0
    for reader in ("databank", "reporting"):
        code, (found,), _ = await city.krachtlijn("completeness", "--settle", "0", reader)
        assert (code, found["missing"]) == (0, 0)
        assert str(declared["event_id"]) in {each["event_id"] for each in found["unknownEvents"]}
    code, _, complaint = await city.krachtlijn("rebuild", "reporting", "--yes")
    assert (code, "events that are in no publisher's archive any more" in complaint) == (1, True)
    assert (await city.krachtlijn("rebuild", "reporting", "--yes", "--accept-loss"))[0] == 0
    assert await city.facts("shift-declared") == known
    await city.owns("/v1/shifts", shift(rooms[1], LATER + 100, worker(3)), NOW)
    await city.settled()
    assert await city.facts("shift-declared") == known + 1


async def cancellations(city: City) -> int:
    counted = "SELECT count(*) FROM shift WHERE state = 'geannuleerd'"
    return int((await city.rows("databank", counted))[0][0])


async def told(city: City) -> int:
    """The events that the databank should have of the calendar."""
    types = ", ".join(f"'{name}'" for name in replayable("pandkalender", "databank"))
    counted = f"SELECT count(*) FROM bus_archive WHERE type IN ({types})"
    return int((await city.rows("pandkalender", counted))[0][0])


async def settled_without(city: City, service: str) -> None:
    """Until all others have had what was told."""
    types = [event.type for event in events_of("pandkalender") if "reporting" in event.readers]
    for _ in range(600):
        outboxes = [await city.rows(name, "SELECT FROM bus_outbox") for name in city.clients]
        had = {row[0] for row in await city.rows("reporting", "SELECT event_id FROM bus_inbox")}
        told = await city.rows("pandkalender", "SELECT event_id, type FROM bus_archive")
        if not any(outboxes) and all(
            row["event_id"] in had for row in told if row["type"] in types
        ):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("events were still on their way")


async def nothing_is_parked(city: City) -> None:
    for _ in range(600):
        if not await city.rows("databank", "SELECT FROM bus_parked"):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("something stays parked")
