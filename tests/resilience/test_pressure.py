"""Too much, too slow, too full: nothing breaks, and what was held back goes on by itself."""

import asyncio

import pytest

from launcher import rabbitmq

from .support.city import City
from .support.instance import eventually


async def control(city: City, *command: str) -> None:
    """Tell the broker something as its administrator."""
    await asyncio.to_thread(rabbitmq.control, city.sandbox.infra.run, *command)


@pytest.mark.long
@pytest.mark.parametrize(
    ("alarm", "calm"),
    [
        pytest.param(
            ("set_vm_memory_high_watermark", "0.000001"),
            ("set_vm_memory_high_watermark", "0.6"),
            id="memory",
        ),
        pytest.param(
            ("set_disk_free_limit", "1000000GB"), ("set_disk_free_limit", "100MB"), id="disk"
        ),
    ],
)
async def test_the_broker_raises_an_alarm(
    alarm: tuple[str, str], calm: tuple[str, str], city: City
) -> None:
    await city.start()
    await city.works()
    async with city.owners():
        await control(city, *alarm)
        try:
            accepted = len(city.accepted)
            await asyncio.sleep(3)
            assert len(city.accepted) > accepted, (
                "owners can declare while the broker takes nothing"
            )
            assert await city.waiting_to_be_published() > 0
        finally:
            await control(city, *calm)
        await city.recovers()
    assert not city.refusals
    await city.noted_each_once_in_order()


@pytest.mark.long
async def test_a_stop_does_not_wait_for_a_broker_that_takes_nothing(city: City) -> None:
    await city.start()
    await city.works()
    async with city.owners():
        await control(city, "set_vm_memory_high_watermark", "0.000001")
        try:
            await asyncio.sleep(2)
            city.tally.stops.append(await city.declarer.stop())
            city.tally.stops.append(await city.noter.stop())
        finally:
            await control(city, "set_vm_memory_high_watermark", "0.6")
        await city.start()
        await city.recovers()
    await city.noted_each_once_in_order()


@pytest.mark.long
async def test_the_outbox_is_full_and_refuses_until_it_has_emptied(city: City) -> None:
    city.declarer.start(KRACHTLIJN_OUTBOX_LIMIT="50")
    city.noter.start()
    await city.works()
    await city.broker.kill()
    async with city.owners(pause=0.01):

        async def refused() -> bool:
            return 503 in city.refusals

        await eventually(refused, "a full outbox refuses")
        kept = await city.waiting_to_be_published()
        await asyncio.sleep(1)
        assert await city.waiting_to_be_published() == kept >= 50
        await city.broker.start()
        await city.recovers()
    await city.noted_each_once_in_order()


@pytest.mark.long
async def test_a_slow_reader_holds_nobody_up_and_catches_up(city: City) -> None:
    city.declarer.start()
    city.noter.start(TOY_SLOW_SECONDS="0.05")
    await city.works()
    async with city.owners(pause=0.01):
        await asyncio.sleep(8)
        assert await city.waiting_to_be_published() < 200
    assert not city.refusals
    city.tally.stops.append(await city.noter.stop())
    city.noter.start()
    await city.recovers()
    await city.noted_each_once_in_order()


@pytest.mark.night(
    "a stop in processes, under load",
    stays="chassis/tests/bus/test_instances.py::test_what_was_under_way_at_a_stop_comes_in_order_to_the_next",
)
async def test_a_stop_under_load_finishes_what_is_in_hand(city: City) -> None:
    await city.start()
    await city.works()
    async with city.owners(pause=0.01):
        for _ in range(3):
            for toy in (city.declarer, city.noter):
                await asyncio.sleep(0.4)
                city.tally.stops.append(await toy.stop())
                if toy is city.declarer:
                    assert await city.waiting_to_be_published() == 0
                toy.start()
        await city.recovers()
    assert max(city.tally.stops) < 5
    await city.noted_each_once_in_order()
