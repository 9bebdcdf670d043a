"""Reporting thrown away and made anew from the archives equals reporting as it was."""

import asyncio
from collections import Counter
from uuid import uuid4

import asyncpg
import pytest

from contracts import SERVICES
from contracts.enforcement import SuitabilityGranted
from launcher.operations.rebuild import DERIVED

from .support.city import City, hours, worker
from .support.story import shift

pytestmark = pytest.mark.usefixtures("rooms")

SOURCES = {
    "regie_record",
    "regulation_record",
    "calendar_feed",
    "report",
    "report_version",
    "report_step",
    "report_file",
    "report_public_file",
    "report_reminder",
    "regie_reminder",
    "told_persons_half",
}
"""What reporting is the only one to know."""


async def test_reporting_rebuilt_equals_reporting_as_it_was(city: City) -> None:
    before = await city.figures()
    assert await city.facts("shift-declared") == 6
    assert await city.facts("aggregate-published") == 2
    code, done, error = await city.krachtlijn("rebuild", "reporting", "--yes")
    assert (code, error) == (0, "")
    assert sum(done["by_publisher"].values()) >= 20
    assert all(done["by_publisher"][name] for name in SERVICES if name != "reporting")
    assert await city.figures() == before
    records = before["/v1/regie-records"]["_embedded"]["regieRecords"]
    assert [record["subject"] for record in records] == ["Overleg van de kerngroep"]


async def test_a_dry_run_of_a_rebuild_changes_nothing(city: City) -> None:
    before = await city.rows("reporting", "SELECT * FROM fact ORDER BY nr")
    code, found, _ = await city.krachtlijn("rebuild", "reporting", "--dry-run")
    assert (code, found["dryRun"]) == (0, True)
    assert await city.rows("reporting", "SELECT * FROM fact ORDER BY nr") == before


@pytest.mark.night(
    "many events during a rebuild that is proved without",
    stays="::test_what_is_had_while_the_archives_are_read_is_not_taken_for_lost",
)
async def test_what_is_told_during_a_rebuild_counts_as_if_it_had_been_told_before(
    city: City, rooms: list[str]
) -> None:
    """New shifts, and news of old ones that the replay has not brought back yet."""
    known = await city.facts("shift-declared")
    early = [await declared(city, rooms[1], 1500 + 10 * number) for number in range(8)]
    await city.settled()
    rebuild = asyncio.create_task(city.krachtlijn("rebuild", "reporting", "--yes"))
    for number, shift_id in enumerate(early):
        await declared(city, rooms[0], 1000 + 10 * number)
        moved = {"startsAt": hours(1501 + 10 * number).isoformat(), "reason": "uren"}
        await city.owns(f"/v1/shifts/{shift_id}/changes", moved, hours(901))
        if number % 2:
            path = f"/v1/shifts/{shift_id}/cancellation"
            await city.owns(path, {"reason": "ziek"}, hours(902))
        await asyncio.sleep(0.05)
    code, _, error = await rebuild
    assert (code, error) == (0, "")
    await city.settled()
    assert await city.facts("shift-declared") == known + 16
    disturbed = await city.figures()
    assert (await city.krachtlijn("rebuild", "reporting", "--yes"))[0] == 0
    assert await city.figures() == disturbed


async def declared(city: City, room: str, starts: float) -> str:
    body = shift(room, starts, worker(int(starts / 10) % 6))
    shift_id: str = (await city.owns("/v1/shifts", body, hours(900)))["shiftId"]
    return shift_id


async def test_nothing_is_thrown_away_while_messages_are_parked(
    city: City, rooms: list[str]
) -> None:
    await declared(city, rooms[1], 1990)
    await city.settled()  # shifts that were over by this hour have ended
    await city.owner("reporting", "ALTER TABLE fact RENAME TO fact_away")
    try:
        await declared(city, rooms[1], 2000)
        await city.settled()
    finally:
        await city.owner("reporting", "ALTER TABLE fact_away RENAME TO fact")
    before = await city.figures()
    code, _, error = await city.krachtlijn("rebuild", "reporting", "--yes")
    assert code == 1
    assert "redrive or discard them first" in error
    assert await city.figures() == before

    code, gone, _ = await city.krachtlijn("discard", "reporting", "--all", "--yes")
    assert (code, len(gone["discarded"])) == (0, 1)
    assert (await city.krachtlijn("rebuild", "reporting", "--yes"))[0] == 0
    assert await city.figures() == before, "what somebody discarded came back"


async def test_a_forged_message_that_is_discarded_takes_no_event_from_a_rebuild(
    city: City,
) -> None:
    """It bears the id of an event that had its effect, and is parked and discarded as the runbook
    says: the event itself comes back, and nobody says that it was given up."""
    before, had = await city.figures(), await fates(city)
    (aped,) = await city.rows(
        "pandkalender",
        "SELECT event_id, body FROM bus_archive WHERE type LIKE '%shift-declared%' LIMIT 1",
    )
    await city.sandbox.publish_body(
        aped["body"], SuitabilityGranted.routing_key, publisher="enforcement", key=str(uuid4())
    )
    for reader in sorted(SuitabilityGranted.readers):
        (parked,) = await parked_by(city, reader)
        assert (parked["event_id"], parked["reason"]) == (aped["event_id"], "violation")
    assert await fates(city) == had
    for reader in sorted(SuitabilityGranted.readers):
        assert (await city.krachtlijn("discard", reader, "--all", "--yes"))[0] == 0
    assert await fates(city) == had
    assert (await city.krachtlijn("rebuild", "reporting", "--yes"))[0] == 0
    assert await city.figures() == before


async def parked_by(city: City, reader: str) -> list[asyncpg.Record]:
    """What is parked there, once anything is."""
    for _ in range(400):
        if rows := await city.rows(reader, "SELECT event_id, reason FROM bus_parked"):
            return rows
        await asyncio.sleep(0.05)
    raise AssertionError(f"{reader} parked nothing")


async def fates(city: City) -> Counter[str]:
    """How many of the events that reporting reads had their effect, or had none and why."""
    _, (found,), _ = await city.krachtlijn("completeness", "--settle", "0", "reporting")
    counted: Counter[str] = Counter(missing=found["missing"])
    for row in found["types"]:
        counted.update({name: row[name] for name in ("handled", "parked", "discarded")})
    return counted


async def test_a_rebuild_that_would_lose_something_is_refused(city: City) -> None:
    before = await city.figures()
    await city.owner("databank", "CREATE TABLE kept AS SELECT * FROM bus_archive")
    await city.owner("databank", "DELETE FROM bus_archive WHERE type LIKE '%inspection-completed%'")
    code, _, error = await city.krachtlijn("rebuild", "reporting", "--yes")
    assert code == 1
    assert "reporting has had 1 events that are in no publisher's archive any more" in error
    assert await city.figures() == before
    assert (await city.krachtlijn("rebuild", "reporting", "--yes", "--accept-loss"))[0] == 0
    assert await city.facts("inspection-completed") == 0

    await city.owner(
        "databank",
        "INSERT INTO bus_archive SELECT * FROM kept"
        " WHERE position NOT IN (SELECT position FROM bus_archive)",
    )
    await city.owner("databank", "DROP TABLE kept")
    assert (await city.krachtlijn("rebuild", "reporting", "--yes"))[0] == 0
    assert await city.figures() == before


async def test_what_is_had_while_the_archives_are_read_is_not_taken_for_lost(city: City) -> None:
    """Its publisher archives it a moment later, and the next one goes on coming meanwhile."""
    ahead = "(consumer, event_id, digest, handled_at) SELECT 'reporting', gen_random_uuid(), '',"
    await city.owner(
        "reporting", f"INSERT INTO bus_inbox {ahead} clock_timestamp() + interval '1 day'"
    )
    assert (await city.krachtlijn("rebuild", "reporting", "--dry-run"))[0] == 0
    await city.owner("reporting", "DELETE FROM bus_inbox WHERE digest = ''")


async def test_a_replay_to_a_reader_that_lost_nothing_changes_nothing(city: City) -> None:
    before = await city.figures()
    replay = ("replay", "databank", "--to", "reporting", "--since", "2020-01-01")
    code, found, _ = await city.krachtlijn(*replay, "--dry-run")
    expected = sum(row["events"] for row in found["types"])
    assert (code, found["dryRun"], expected > 0) == (0, True, True)
    code, found, _ = await city.krachtlijn(*replay)
    assert (code, found["sent"], found["done"]) == (0, expected, True)
    assert await city.figures() == before
    code, found, _ = await city.krachtlijn(*replay, "--until", "2020-01-02")
    assert (code, found["sent"]) == (0, 0)


async def test_every_table_of_reporting_is_either_derived_or_its_own_source(city: City) -> None:
    rows = await city.rows(
        "reporting", "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    tables = {row["tablename"] for row in rows if not row["tablename"].startswith(("bus_", "web_"))}
    assert tables - {"alembic_version"} == SOURCES | set(DERIVED)
