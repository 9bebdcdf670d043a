"""The measurement of a month as it leaves the police: once, and as rounded counts alone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from chassis.days import city_moment, day_start
from chassis.web import Function
from contracts.databank import PopulationMeasured
from databank.population.measure import MONTH_OVER

from ..support.browser import signed_in
from ..support.databank import Databank, unlike_others
from ..support.forms import keyed

MEASUREMENTS = "/v1/population-measurements"


def leader(databank: Databank) -> Databank:
    return databank.as_(Function.POLITIE_TEAMLEIDER, "leider-1")


async def measured(databank: Databank, period: str, at: datetime) -> list[dict[str, Any]]:
    """What was told of the measurements that this one made."""
    found = await leader(databank).created(MEASUREMENTS, {"period": period}, at)
    return [
        dict(envelope.data)
        for envelope in await databank.told(PopulationMeasured)
        if envelope.data["measurementId"] in found["measurementIds"]
    ]


async def first_empty_year(databank: Databank) -> int:
    """The first in which no other test has seen or declared anybody."""
    (row,) = await databank.fetch(
        "SELECT greatest(max(seen_at), $1) AS last FROM sighting", databank.clock.now()
    )
    return int(row["last"].year) + 1


async def test_a_month_is_counted_once_rounded_and_names_nobody(databank: Databank) -> None:
    people = [unlike_others() for _ in range(30)]
    year = await first_empty_year(databank)
    in_december = datetime(year, 12, 10, 20, tzinfo=UTC)
    await databank.inspect("straat", in_december, *people)
    await databank.inspect("escort", in_december + timedelta(days=1), *people[:12])
    after = day_start(date(year + 1, 1, 2))
    told = {each["months"]: each for each in await measured(databank, f"{year}-12", after)}
    assert set(told) == {1, 6, 12}, "the half-year and the year are over with it"
    month = told[1]
    assert month["roundedTo"] == 10
    assert abs(month["persons"] - 30) < 10
    assert abs(month["branches"]["straat"] - 30) < 10
    assert sum(month["branchCounts"].values()) == month["persons"]
    assert sum(month["originGroups"].values()) == month["persons"]
    assert month["known"] == {"nieuw": month["persons"]}
    assert set(month["ageBands"]) <= {
        "onder_18",
        "van_18_tot_20",
        "van_21_tot_24",
        "van_25_tot_29",
        "van_30_tot_39",
        "van_40_tot_49",
        "50_plus",
    }
    for table in month.values():
        if isinstance(table, dict):
            assert all(value % 10 == 0 for value in table.values())
    assert await measured(databank, f"{year}-12", after) == [], "each period leaves once"
    timers = await databank.fetch("SELECT key FROM bus_timer WHERE name = $1", MONTH_OVER)
    assert f"{year + 1}-01" in [row["key"] for row in timers], "the next month follows by itself"


async def test_a_period_that_is_not_over_is_refused(databank: Databank) -> None:
    now = city_moment(date(2029, 8, 20), datetime.min.time())
    for period in ("2029-08", "2029-H2", "2029"):
        answer = await leader(databank).post(MEASUREMENTS, {"period": period}, now)
        assert answer.status_code == 409, period
    answer = await leader(databank).post(MEASUREMENTS, {"period": "2029-13"}, now)
    assert answer.status_code == 422


async def test_page_and_api_say_what_was_not_told(databank: Databank) -> None:
    """Of persons nothing, of establishments one table; and what is rounded to nobody was told."""
    await databank.fetch(
        "INSERT INTO population_measurement (id, first_day, months, counts, measured_at,"
        " measured_by) VALUES ($1, '2012-01-01', 12, $2, now(), 'x') RETURNING id",
        uuid4(),
        '{"persons": {"total": null, "by": {}},'
        ' "establishments": {"total": 0, "by": {"visibilities": {}}}}',
    )
    rows = await leader(databank).listed(f"{MEASUREMENTS}?pagesize=100")
    (row,) = [each for each in rows if each["period"] == "2012"]
    assert row["untold"] == ["persons", "establishments.branches"]
    browser = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-1")
    page = (await browser.get("/momentopnames")).text
    assert "alle aantallen van personen, instellingen per vorm</td>" in page
    assert "kon een groep van minder dan vijf afleiden" in page


async def test_leadership_measures_the_last_month_on_its_page(databank: Databank) -> None:
    browser = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-1")
    page = await browser.get("/momentopnames")
    assert "is nog niet gemeten" in page.text
    sent = await browser.post("/momentopnames/meten", data=await keyed(browser, "/momentopnames"))
    assert sent.status_code == 303
    after = (await browser.get("/momentopnames")).text
    assert "De momentopname is gemaakt en vertrokken." in after
    assert "Gemeten periodes" in after
    assert "is nog niet gemeten" not in after
    agent = await signed_in(databank, Function.POLITIE_AGENT, "agent-1")
    assert "Meet " not in (await agent.get("/momentopnames")).text
    refused = await agent.post("/momentopnames/meten", data={"sleutel": str(uuid4())})
    assert refused.status_code == 403
