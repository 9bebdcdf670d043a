"""The night in which a settled half-year is measured: once, from looks alone, naming nobody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from fastapi import FastAPI

from chassis.db import Database
from chassis.web import Function
from contracts.databank import BranchReadingsMeasured, ExpectedRecallMeasured
from databank.timers import TIMERS
from launcher.deadlines import run_until, standing
from launcher.page_walk import words

from ..support.branch_readings import records_read
from ..support.browser import signed_in
from ..support.databank import Databank, day, declared, unlike_others

NAME, KEY = "expected-recall", "every night"


@pytest.fixture
def database(app: FastAPI) -> Database:
    found: Database = app.state.database
    return found


async def night(databank: Databank, database: Database, on: date) -> None:
    """The timer at noon of a day."""
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    async with standing(databank.sandbox, "databank", NAME, KEY, noon - timedelta(hours=1)):
        await run_until(database, {NAME: TIMERS[NAME]}, noon)


async def halves(databank: Databank) -> set[date]:
    rows = await databank.fetch("SELECT DISTINCT first_day FROM expected_recall")
    return {row["first_day"] for row in rows}


async def test_where_nobody_looked_the_first_inspection_sets_the_night(
    databank: Databank, database: Database
) -> None:
    standing_at = "SELECT due_at FROM bus_timer WHERE name = $1"
    await databank.inspect("straat", day(2), unlike_others())
    (row,) = await databank.fetch(standing_at, NAME)
    assert row["due_at"].minute == 0, "a night at three"
    await databank.inspect("straat", day(2), unlike_others())
    assert [dict(each) for each in await databank.fetch(standing_at, NAME)] == [dict(row)]


async def test_a_half_year_is_measured_ninety_days_after_its_end_once(
    databank: Databank, database: Database
) -> None:
    """That of 30 June: on 28 September it is still open, on the 29th it is told. In a year that no
    other test of this clock came to."""
    year = databank.clock.now().year + 1
    first = datetime(year, 1, 5, 10, tzinfo=UTC)
    who, half = unlike_others(), date(year, 1, 1)
    shifts = [declared(who, first + timedelta(weeks=week)) for week in range(40)]
    await databank.tell(*shifts, at=first)
    also = [unlike_others() for _ in range(5)]
    for each in also:
        weeks = [declared(each, first + timedelta(weeks=week)) for week in range(30)]
        await databank.tell(*weeks, at=first)
    for week in range(36):
        at = first + timedelta(weeks=week, days=1)
        await databank.inspect("massagesalon", at, unlike_others())
        if week in (3, 12, 22):
            await databank.inspect("stripclub", at + timedelta(hours=2), *also)
    await records_read(databank)
    officer = await signed_in(databank, Function.POLITIE_AGENT, "leest-zicht")
    officer.moves_to(first + timedelta(days=260))
    if not await halves(databank):
        assert "Dat is nog niet gemeten" in words((await officer.get("/verschuivingen")).text)
    await night(databank, database, date(year, 9, 28))
    assert half not in await halves(databank)
    begins_at = f"{year - 1}-12-31T23:00:00Z"
    assert await databank.told(BranchReadingsMeasured, beginsAt=begins_at) == []
    await night(databank, database, date(year, 9, 29))
    assert half in await halves(databank)
    await night(databank, database, date(year, 9, 30))
    (told,) = await databank.told(ExpectedRecallMeasured, beginsAt=begins_at)
    assert told.data["planted"] == 150
    assert 15 <= told.data["found"]["raam:massagesalon"] <= 150
    assert "escort:prive_thuis" in told.data["hardlyVisible"], "nobody looked there"
    assert len(told.data["found"]) + len(told.data["hardlyVisible"]) == 42
    assert str(who.document) not in str(told.data)
    (counted,) = await databank.told(BranchReadingsMeasured, beginsAt=begins_at)
    assert counted.data["roundedTo"] == 5
    assert counted.data["persons"]["werkt_ook:raam:stripclub"] == 5, "five is told as five"
    assert {count % 5 for count in counted.data["persons"].values()} == {0}
    page = words((await officer.get("/verschuivingen")).text)
    share = round(100 * told.data["found"]["raam:massagesalon"] / 150)
    assert f"Van raam naar massagesalon {share} van 100" in page
    assert "nauwelijks zichtbaar" in page
