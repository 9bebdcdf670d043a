"""Figures of care that were told are the same bytes ever after, whoever is erased or comes late.

With the real registry and reporting, over the real bus, and once more with reporting made anew.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from contracts import SERVICES
from contracts.databank import InspectionCompleted, OperationMeasured
from launcher.sandbox import Sandbox

from .support.care import OFFICIAL, CareYear, closed, drawn, timeless
from .support.city import START, City

CLIENTS = 120
BEFORE_THE_YEAR, AFTER_THE_YEAR = "c058", "c028"
ONE_BY_ONE = ("c024", "c052", "c069")
"""Each came in both halves, and is one of few in her branch, gender or nationality."""
ERASED = (BEFORE_THE_YEAR, AFTER_THE_YEAR, *ONE_BY_ONE)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture(scope="module")
async def care(pytestconfig: pytest.Config) -> AsyncIterator[CareYear]:
    """The registry and reporting on the first of January, and the databases of all others."""
    sandbox = await asyncio.to_thread(Sandbox.open, Path(pytestconfig.rootpath))
    for service in SERVICES:
        await asyncio.to_thread(sandbox.database, service)
    city = City(sandbox)
    for service in ("registry", "reporting"):
        await city.start(service, START)
    yield CareYear(city)
    for service in ("registry", "reporting"):
        await city.stop(service)
    await asyncio.to_thread(sandbox.close)


async def test_what_was_told_is_the_same_bytes_after_erasures_a_late_delivery_and_a_rebuild(
    care: CareYear,
) -> None:
    city, year = care.city, drawn(1, CLIENTS)
    await persons_are_told(city)
    assert [(row["year"], row["half"]) for row in await care.told_persons()] == [(2026, 1)]

    await care.delivers(year.first_half(), local("2026-07-10T10:00:00+02:00"), half=1)
    await city.day_comes(local("2026-08-31T23:30:00+02:00"))
    at = local("2026-08-31T23:30:00+02:00")
    waiting = await care.read(at)
    await city.day_comes(local("2026-09-01T00:30:00+02:00"))
    assert waiting["published"] == b"", "accepted is not told"
    assert await care.read(at) != waiting, "the half was told"

    at = local("2026-10-15T10:00:00+02:00")
    half = await care.read(at)
    erased = await care.erases(BEFORE_THE_YEAR, at)
    assert (erased["clienten"], erased["contacten"] > 0) == (1, True)
    assert await care.read(at) == half

    await night_comes(city, local("2027-01-06T04:00:00+01:00"))
    await care.delivers(year.without(BEFORE_THE_YEAR), local("2027-02-10T10:00:00+01:00"))
    await care.delivers(drawn(2, 60), local("2027-02-11T10:00:00+01:00"), organisation="BOYS")
    assert await care.read(at) == half
    await city.day_comes(local("2027-03-01T00:30:00+01:00"))
    at = local("2027-03-20T10:00:00+01:00")
    whole = await care.read(at)
    assert whole["published"] != half["published"], "the year was told"
    steady = closed(half) | {name: told for name, told in half.items() if "GHAPRO" in name}
    assert {name: whole[name] for name in steady} == steady
    report = await generated(city, at)

    for nr, code in enumerate((AFTER_THE_YEAR, *ONE_BY_ONE)):
        assert (await care.erases(code, at + timedelta(minutes=nr)))["clienten"] > 0
        assert await care.read(at) == whole, f"after {nr + 1}"
    events = await care.events()

    late = year.without(*ERASED, "c001", "c002", "c003").with_more(drawn(3, 6, "n"))
    at = local("2027-04-10T10:00:00+02:00")
    standing = await care.read(at)
    assert {name: standing[name] for name in timeless(whole)} == timeless(whole)
    path = await care.delivers(late, at)
    assert await care.state(path, at) == ("aanvaard", "2028-03-01")
    assert await care.read(at) == standing
    await city.day_comes(local("2028-02-29T23:30:00+01:00"))
    assert await care.state(path, at) == ("aanvaard", "2028-03-01")
    await city.day_comes(local("2028-03-01T00:30:00+01:00"))
    assert await care.state(path, at) == ("zonder_gevolg", None)
    assert await care.read(at) == standing
    assert await care.events() == events, "that it was looked at is told to nobody"
    assert await differences(city, report, at) == []

    at = local("2028-03-02T10:00:00+01:00")
    last = await care.read(at)
    assert {name: last[name] for name in timeless(standing)} == timeless(standing)
    told_persons = await care.told_persons()
    assert [(row["year"], row["half"]) for row in told_persons[:2]] == [(2026, 1), (2026, 2)]
    code, done, error = await city.krachtlijn("rebuild", "reporting", "--yes")
    assert (code, error) == (0, "")
    assert done["by_publisher"]["registry"] == len(events) == 6
    assert await care.read(at) == last
    assert await care.told_persons() == told_persons
    assert await differences(city, report, at) == []


async def persons_are_told(city: City) -> None:
    """Inspections of January, and the night of July in which reporting tells their half-year."""
    await city.records(
        *(
            InspectionCompleted(
                inspection_id=UUID(int=nr),
                branch=branch,
                visibility="zichtbaar",
                kind="maandactie",
                result="geen_opmerkingen",
                completed_at=START,
                establishment_ids=(),
                workers_checked=7 + nr,
                clients_checked=nr,
                operators_checked=1,
            )
            for nr, branch in enumerate(("raam", "straat", "escort"), start=1)
        )
    )
    await night_comes(city, local("2026-07-06T04:00:00+02:00"))


async def night_comes(city: City, at: datetime) -> None:
    """After days in which nothing was asked, the night is taken for missed, and tried once more.

    The databank is heard that night: what it recorded before has left it.
    """
    await city.records(watched(at), at=at)
    async with city.relaying("databank"):
        await city.settled()
    await city.owner("reporting", "UPDATE bus_inbox SET handled_at = handled_at - interval '1 day'")
    await city.day_comes(at)
    await city.day_comes(at + timedelta(minutes=10))


def watched(at: datetime) -> OperationMeasured:
    """A day of a year that nobody asks for, measured late."""
    return OperationMeasured(
        measurement_id=uuid4(),
        component="databank",
        day_at=START - timedelta(days=400),
        measured_by="prometheus",
        probes=1440,
        answered=1440,
        lag_seconds=1,
        imported=(),
        imports=3,
        last_import_at=None,
        measured_at=at,
    )


async def generated(city: City, at: datetime) -> str:
    """The planned report of the year, with its figures; its path."""
    planned = "SELECT report_id FROM report WHERE kind = 'plan_jaar' AND period = '2026'"
    ((report_id,),) = await city.rows("reporting", planned)
    path = f"/v1/reports/{report_id}"
    await city.does("reporting", OFFICIAL, f"{path}/figures", {}, at=at)
    return path


async def differences(city: City, report: str, at: datetime) -> list[dict[str, str]]:
    """Figures of the report that an erratum would bring."""
    found: list[dict[str, str]] = await city.does(
        "reporting", OFFICIAL, f"{report}/differences", at=at
    )
    return found
