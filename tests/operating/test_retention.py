"""An operator holds what a court asks for, sees proof of what went, and ends a hold."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from chassis.bus.retention import sweep

from .support.databank import Databank
from .support.events import declared
from .support.operator import Operator

WHY = ("--actor", "jurist-2", "--because", "a case at court")


async def expire(databank: Databank) -> None:
    now = datetime.now(UTC)
    before = (now - timedelta(days=1826)).isoformat()
    await databank.fetch(
        f"SELECT bus_expire('inbox', '{now.isoformat()}', '{before}', 'a rule', {sweep.BATCH})"
    )


async def age(databank: Databank) -> None:
    await databank.owner("UPDATE bus_inbox SET handled_at = handled_at - interval '6 years'")


async def test_a_hold_is_kept_with_its_reason_until_it_is_released(
    databank: Databank, operator: Operator
) -> None:
    calm = await operator("holds", "databank")
    assert "Nothing is held" in calm.text
    assert "Nothing was past its term" in (await operator("erased", "databank")).text

    (event_id,) = await databank.told(declared())
    await databank.told(declared())
    number = (await operator("hold", "databank", "--id", str(event_id), *WHY, "--json")).json[
        "hold"
    ]
    (held,) = (await operator("holds", "databank", "--json")).json
    assert (held["event_id"], held["actor"], held["reason"]) == (
        str(event_id),
        "jurist-2",
        "a case at court",
    )
    assert str(event_id)[-12:] in (await operator("holds", "databank")).text

    await age(databank)
    await expire(databank)
    (proof,) = (await operator("erased", "databank", "--json")).json
    assert (proof["store"], proof["events"], proof["held"]) == ("inbox", 1, 1)
    assert "a rule" in (await operator("erased", "databank")).text

    released = await operator("release", "databank", str(number), *WHY)
    assert f"Hold {number} at databank is released" in released.text
    again = await operator("release", "databank", str(number), *WHY)
    assert "does not stand" in again.error
    await expire(databank)
    assert await databank.fetch("SELECT * FROM bus_inbox") == []


async def test_a_hold_says_on_what(databank: Databank, operator: Operator) -> None:
    assert (await operator("hold", "databank", *WHY)).code == 2
    assert (await operator("hold", "databank", "--all", "--key", "k", *WHY)).code == 2
    key = str(uuid4())
    await operator("hold", "databank", "--type", "shift-declared", "--key", key, *WHY)
    await operator("hold", "databank", "--all", *WHY)
    one, everything = (await operator("holds", "databank", "--json")).json
    assert (one["type"], one["partition_key"]) == (
        "be.krachtlijn.pandkalender.shift-declared.v1",
        key,
    )
    assert {everything["type"], everything["partition_key"], everything["event_id"]} == {None}
