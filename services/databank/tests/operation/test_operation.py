"""Operation of the databank: a watch outside of it, with imports and lag beside it."""

from datetime import timedelta
from typing import Any

from chassis.days import city_day, day_start
from chassis.web import Function
from contracts.databank import OperationMeasured

from ..support.databank import Databank

DAYS = "/v1/operation-days"


def keeper(databank: Databank) -> Databank:
    return databank.as_(Function.POLITIE_BEHEERDER, "beheerder-1")


def day_before(databank: Databank, **changes: Any) -> dict[str, Any]:
    yesterday = city_day(databank.clock.now()) - timedelta(days=1)
    return {
        "day": yesterday.isoformat(),
        "measuredBy": "prometheus",
        "probes": 1440,
        "answered": 1438,
    } | changes


async def test_a_measured_day_is_told_with_lag_and_imports(databank: Databank) -> None:
    now = databank.clock.now()
    body = day_before(databank)
    found = await keeper(databank).created(DAYS, body, now)
    (told,) = await databank.told(OperationMeasured, measurementId=found["measurementId"])
    assert told.data["component"] == "databank"
    assert (told.data["probes"], told.data["answered"]) == (1440, 1438)
    assert told.data["lagSeconds"] >= 0
    assert told.data["imports"] == 3
    yesterday = city_day(now) - timedelta(days=1)
    assert told.data["dayAt"] == day_start(yesterday).isoformat().replace("+00:00", "Z")
    await keeper(databank).created(DAYS, body | {"answered": 1440}, now)
    (day,) = [each for each in await keeper(databank).listed(DAYS) if each["day"] == body["day"]]
    assert day["answered"] == 1440, "a later measurement of the day takes the place of the first"


async def test_what_cannot_be_is_refused(databank: Databank) -> None:
    now = databank.clock.now()
    for changes in ({"answered": 1441}, {"day": city_day(now).isoformat()}):
        answer = await keeper(databank).post(DAYS, day_before(databank, **changes), now)
        assert answer.status_code == 422, changes
    agent = databank.as_(Function.POLITIE_AGENT, "agent-1")
    assert (await agent.post(DAYS, day_before(databank), now)).status_code == 403
