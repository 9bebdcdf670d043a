"""A closure for trafficking by the law until 2024-02-16, by a service whose clock is there."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from enforcement.app import build
from launcher.sandbox import Sandbox

from ..support.city import City
from ..support.measures import TRAFFICKING, Measure

JANUARY = datetime(2024, 1, 8, 9, tzinfo=UTC)
LAST_DAY = date(2024, 2, 16)
"""Of the law that had the council told; the college confirms from the day after on."""


@pytest.fixture
def app(pytestconfig: pytest.Config) -> Iterator[FastAPI]:
    """A service of its own for each test: the clock of others is years further, and weeks count."""
    sandbox = Sandbox.open(pytestconfig.rootpath)
    app = build(sandbox.settings("enforcement"))
    app.state.sandbox = sandbox
    yield app
    sandbox.close()


@pytest.fixture
async def service(app: FastAPI) -> AsyncIterator[City]:
    sandbox: Sandbox = app.state.sandbox
    app.state.clock.advance(JANUARY)
    async with sandbox.serve(app) as client:
        yield City(sandbox, client, app, JANUARY)


@pytest.fixture
async def city(service: City) -> City:
    service.later(minutes=1)
    return service


async def until(city: City, day: date) -> None:
    """A morning of that day."""
    morning = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    city.later(seconds=(morning - city.now).total_seconds())
    city.clock.advance(city.now)


async def test_the_council_is_told_and_the_college_confirms_nothing(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    number = await case.number()
    await case.college.does("/raadsvergaderingen", dag="2024-01-25")
    await case.notified()
    ordered_on = case.today
    assert ordered_on < date(2024, 1, 25)
    assert "Geen bevel wacht" in await case.refused(
        case.college, "bevestigen", vergadering=str(ordered_on), zeker="ja"
    )
    agenda = "/agenda?orgaan=gemeenteraad"
    assert f"{number} : sluiting om aan de gemeenteraad te melden" in await case.college.sees(
        agenda
    )
    assert number not in await case.college.sees(f"/agenda?dag={ordered_on}")
    board = await case.worker.sees("/termijnen")
    assert "Kennisgeving van een sluiting wegens mensenhandel aan de gemeenteraad" in board

    meeting = await case.college_meets(1)
    await until(city, ordered_on + timedelta(days=2))
    await case.college.does("/collegevergaderingen/afgesloten", dag=meeting, zeker="ja")
    assert "lapsed" not in " ".join(await city.told(case.case_id))

    ends = str(ordered_on + timedelta(days=200))
    said = await case.refused(
        case.mayor, "hernieuwen", tot=ends, antwoord="Neen.", motivering="Xyz.", zeker="ja"
    )
    assert "geen hernieuwing meer" in said

    await until(city, date(2024, 1, 26))
    early = await case.refused(case.college, "gemeenteraad", dag="2024-01-24")
    assert "geen zitting van de gemeenteraad" in early
    await case.does(case.college, "gemeenteraad", dag="2024-01-25")
    assert number not in await case.college.sees(agenda)
    assert "Kennisgeving van een sluiting" not in await case.worker.sees("/termijnen")


async def test_the_council_is_told_of_what_ended_too(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await case.does(case.mayor, "opheffen", reden="Niet meer nodig.", zeker="ja")
    assert "moet nog van deze sluiting horen" in await case.refused(case.worker, "afsluiten")
    day = str(case.today)
    await case.college.does("/raadsvergaderingen", dag=day)
    await case.does(case.college, "gemeenteraad", dag=day)
    await case.does(case.worker, "afsluiten")


async def test_the_law_is_that_of_the_day_of_the_signature(app: FastAPI, city: City) -> None:
    """Signed on the last day of the old law and typed later; and signed a day after it."""
    old = await Measure.starts(app, city, **TRAFFICKING)
    await until(city, LAST_DAY - timedelta(days=6))
    await old.drawn_up()
    assert city_day(city.now) == LAST_DAY
    new = await Measure.starts(app, city, **TRAFFICKING)
    await until(city, LAST_DAY + timedelta(days=3))
    await old.does(old.mayor, "ondertekenen", dag=str(LAST_DAY), antwoord="Neen.", zeker="ja")
    council = "/agenda?orgaan=gemeenteraad"
    assert await old.number() in await old.college.sees(council)
    assert await old.number() not in await old.college.sees("/agenda")

    await new.signed()
    assert await new.number() in await new.college.sees("/agenda")
    assert await new.number() not in await new.college.sees(council)
    await new.does(new.worker, "kennisgeving", beroep="true")
    meeting = await new.college_meets(1)
    await until(city, new.today + timedelta(days=2))
    await new.college.does("/collegevergaderingen/afgesloten", dag=meeting, zeker="ja")
    assert [*await city.told(new.case_id)][-2:] == ["mayor-measure-lapsed", "mayor-measure-ended"]
    assert "mayor-measure-lapsed" not in await city.told(old.case_id)
