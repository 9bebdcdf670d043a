"""A stream of events, told live, gives the same rows as the same stream read from the archives.

With withdrawals, changes, late news, events of one key by two publishers, and some that nobody can
take.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from contracts import SERVICES, Event
from contracts.databank import (
    ReportDrawnUp,
    ReportWithdrawn,
    ShiftAbsenceObserved,
    ShiftCheckWithdrawn,
    ShiftVerified,
)
from contracts.pandkalender import ShiftCancelled, ShiftChanged, ShiftEnded
from launcher.operations.rebuild import DERIVED
from launcher.sandbox import Sandbox

from .support.city import START, City

PUBLISHERS = ("pandkalender", "databank")
PREMISES = UUID(int=1)
DRAWN_UP = "type LIKE '%report-drawn-up%' AND position % 7"
SPOILED = (
    f"body = replace(encode(body, 'escape'), 'drawnUpAt', 'gone')::bytea WHERE {DRAWN_UP} = 0",
    f"partition_key = 'elsewhere' WHERE {DRAWN_UP} = 1",
)
"""Faults that no reader takes: a field that is not there, a key that is not the event's own."""
NUMBER_OF_SUBJECTS, NUMBER_OF_EVENTS = 40, 600
EVERYTHING = {
    table: f"SELECT to_jsonb(t) - 'nr' AS row FROM {table} AS t ORDER BY 1" for table in DERIVED
} | {
    "order": "SELECT jsonb_agg(event_id ORDER BY nr) AS row FROM fact GROUP BY subject_id, kind"
    " ORDER BY 1",
    "inbox": "SELECT jsonb_build_array(event_id, encode(digest, 'hex')) AS row FROM bus_inbox"
    " ORDER BY 1",
    "parked": "SELECT jsonb_build_array(event_id, sender, reason, detail, encode(body, 'hex'))"
    " AS row FROM bus_parked ORDER BY 1",
}


def stream(seed: int, length: int) -> Iterator[Event]:
    """Any event of a shift or a report, in any order: a reader takes them as they come."""
    chance = Random(seed)
    subjects = [UUID(int=chance.getrandbits(128)) for _ in range(NUMBER_OF_SUBJECTS)]
    for number in range(length):
        late = timedelta(days=chance.choice((0, 0, 0, 40)))
        at = START + timedelta(minutes=number) - late
        subject = chance.choice(subjects)
        seen = START + timedelta(hours=number % 3)
        maker = chance.choice(MAKERS)
        # a key of its own: of two publishers of one key nobody promises who comes first
        yield maker(UUID(int=subject.int ^ 1) if maker in OF_REPORTS else subject, at, seen)


HAD_OR_PARKED = "SELECT event_id FROM bus_inbox UNION SELECT event_id FROM bus_parked"


def _changed(shift: UUID, at: datetime, _seen: datetime) -> Event:
    hours = {"starts_at": at + timedelta(days=1), "ends_at": at + timedelta(days=1, hours=4)}
    return ShiftChanged(
        shift_id=shift,
        premises_id=PREMISES,
        room_id=PREMISES,
        previous_room_id=PREMISES,
        previous_starts_at=at,
        previous_ends_at=at,
        changed_at=at,
        after_start=False,
        reason="uren",
        **hours,
    )


def _report(report: UUID, at: datetime, _seen: datetime) -> Event:
    return ReportDrawnUp(
        report_id=report,
        kind="PV",
        branch="straat",
        fact_code="buiten-gedoogzone",
        addressee="sanctionerend_ambtenaar",
        in_tolerance_zone=False,
        drawn_up_at=at,
    )


def _report_withdrawn(report: UUID, at: datetime, _seen: datetime) -> Event:
    return ReportWithdrawn(report_id=report, kind="PV", branch="straat", withdrawn_at=at)


OF_REPORTS = (_report, _report_withdrawn)
MAKERS: list[Callable[[UUID, datetime, datetime], Event]] = [
    _changed,
    _report,
    lambda id_, at, _: ShiftCancelled(
        shift_id=id_, premises_id=PREMISES, cancelled_at=at, reason="ziek"
    ),
    lambda id_, at, _: ShiftEnded(shift_id=id_, premises_id=PREMISES, ended_at=at, early=False),
    lambda id_, _, seen: ShiftVerified(shift_id=id_, verified_at=seen),
    lambda id_, _, seen: ShiftAbsenceObserved(shift_id=id_, observed_at=seen),
    lambda id_, at, seen: ShiftCheckWithdrawn(shift_id=id_, observed_at=seen, withdrawn_at=at),
    _report_withdrawn,
]


@pytest.fixture(scope="module")
async def corner(pytestconfig: pytest.Config) -> AsyncIterator[City]:
    """Reporting alone, and the databases of all others."""
    sandbox = await asyncio.to_thread(Sandbox.open, Path(pytestconfig.rootpath))
    for service in SERVICES:
        await asyncio.to_thread(sandbox.database, service)
    city = City(sandbox)
    await city.start("reporting")
    yield city
    await city.stop("reporting")
    await asyncio.to_thread(sandbox.close)


async def told(city: City, seed: int, length: int) -> None:
    """Recorded, spoiled here and there, and had by reporting."""
    events = list(stream(seed, length))
    for publisher in PUBLISHERS:
        await city.records(*(event for event in events if event.publisher == publisher))
    for spoil in SPOILED:
        await city.owner("databank", f"UPDATE bus_outbox SET {spoil}")
    ids = []
    for publisher in PUBLISHERS:
        rows = await city.rows(publisher, "SELECT event_id FROM bus_outbox")
        ids += [row["event_id"] for row in rows]
    async with AsyncExitStack() as stack:
        for publisher in PUBLISHERS:
            await stack.enter_async_context(city.relaying(publisher))
        await had_or_parked(city, set(ids))


async def had_or_parked(city: City, ids: set[UUID]) -> None:
    """What broke a rule of the bus is parked, and nobody has had it."""
    for _ in range(600):
        rows = await city.rows("reporting", HAD_OR_PARKED)
        if not (ids := ids - {row["event_id"] for row in rows}):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{len(ids)} events were neither had nor parked")


async def everything(city: City) -> dict[str, list[Any]]:
    return {
        what: [json.loads(row["row"]) for row in await city.rows("reporting", query)]
        for what, query in EVERYTHING.items()
    }


@pytest.mark.night(
    "a long stream by chance, beside a city made anew",
    stays="tests/rebuild/test_rebuild.py::test_reporting_rebuilt_equals_reporting_as_it_was",
)
async def test_what_is_made_anew_equals_what_was_made_live(corner: City) -> None:
    await told(corner, seed=1, length=NUMBER_OF_EVENTS)
    live = await everything(corner)
    assert {row[2] for row in live["parked"]} == {"rejected", "behind", "violation"}
    assert all(live[what] for what in ("fact", "planned_shift", "source_since", "inbox"))
    assert any(row["withdrawn_at"] for row in live["fact"])
    for processes in (0, 2):
        await corner.owner("reporting", "DELETE FROM bus_parked")  # else it is refused
        done = await corner.rebuild(processes=processes)
        assert (done.events, done.unreadable) == (NUMBER_OF_EVENTS, 0)
        assert await everything(corner) == live
    await corner.owner("reporting", "DELETE FROM bus_parked")


async def test_an_event_that_nobody_can_read_is_told_and_holds_up_nothing(corner: City) -> None:
    await told(corner, seed=2, length=40)
    await corner.owner("reporting", "DELETE FROM bus_parked")  # else it is refused
    (row, *_) = await corner.rows("databank", "SELECT event_id FROM bus_archive LIMIT 1")
    await corner.owner("reporting", "DELETE FROM bus_inbox")
    await corner.owner(
        "databank",
        f"UPDATE bus_archive SET body = 'torn' WHERE event_id = '{row['event_id']}'",
    )
    done = await corner.rebuild(processes=0)
    assert done.unreadable == 1
    had = await corner.rows("reporting", HAD_OR_PARKED)
    assert len(had) == done.events - 1
    violations = "SELECT event_id FROM bus_parked WHERE reason = 'violation'"
    broken = {row["event_id"] for row in await corner.rows("reporting", violations)}
    inbox = await corner.rows("reporting", "SELECT event_id FROM bus_inbox")
    assert broken, "a spoiled key"
    assert broken.isdisjoint(row["event_id"] for row in inbox)
