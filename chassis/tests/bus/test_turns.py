"""Turns of partitions: what comes while another works is one batch, and nobody is held up."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from chassis.bus import turns
from chassis.bus.turns import Arrived, Turns


@pytest.fixture(autouse=True)
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "AT_ONCE", 1)


def holding(*messages: Any) -> Arrived:
    arrived: Arrived = asyncio.Queue()
    for message in messages:
        arrived.put_nowait(message)
    return arrived


def at_most(count: int) -> Callable[[], int]:
    return lambda: count


async def take(shared: Turns, arrived: Arrived, limit: int = 200) -> list[Any]:
    async with shared.batch(arrived, at_most(limit)) as messages:
        return messages


async def test_what_comes_while_another_partition_works_is_one_batch() -> None:
    shared, arrived = Turns(), holding("first")
    async with shared.batch(holding("other"), at_most(200)) as others:
        waiting = asyncio.create_task(take(shared, arrived))
        await asyncio.sleep(0)
        arrived.put_nowait("second")
        await asyncio.sleep(0)
        assert not waiting.done()
    assert others == ["other"]
    assert await waiting == ["first", "second"]


async def test_a_full_batch_waits_for_nobody() -> None:
    shared = Turns()
    async with shared.batch(holding("other"), at_most(200)):
        assert await take(shared, holding(1, 2, 3), limit=2) == [1, 2]


async def test_a_batch_ends_where_there_is_something_else_to_look_at() -> None:
    shared, arrived = Turns(), holding(1, None, 2, 3)
    assert [await take(shared, arrived) for _ in range(2)] == [[1], [2, 3]]
    assert await take(shared, holding(None, 4)) == []


async def test_who_gives_up_while_it_waits_takes_no_turn_with_it() -> None:
    shared = Turns()
    async with shared.batch(holding("other"), at_most(200)):
        waiting = asyncio.create_task(take(shared, holding("first")))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    assert await take(shared, holding("later")) == ["later"]


async def test_a_turn_ends_once_though_the_clock_ended_it_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "TURN_SECONDS", 0.0)
    shared = Turns()
    async with shared.batch(holding("slow"), at_most(200)):
        assert await take(shared, holding("second")) == ["second"]
    monkeypatch.setattr(turns, "TURN_SECONDS", 3600.0)
    async with shared.batch(holding("third"), at_most(200)):
        waiting = asyncio.create_task(take(shared, holding("fourth")))
        for _ in range(5):
            await asyncio.sleep(0)
        assert not waiting.done()
    assert await waiting == ["fourth"]


async def test_what_comes_within_the_pause_of_who_is_in_no_hurry_is_one_batch() -> None:
    shared, arrived = Turns(apart=0.2), holding("first")
    assert await take(shared, arrived) == ["first"], "what comes alone waits for nothing"
    arrived.put_nowait("second")
    waiting = asyncio.create_task(take(shared, arrived))
    await asyncio.sleep(0.02)
    assert not waiting.done()
    arrived.put_nowait("third")
    assert await waiting == ["second", "third"]


async def test_a_full_batch_waits_for_no_pause() -> None:
    shared = Turns(apart=3600.0)
    assert await take(shared, holding(1)) == [1]
    assert await take(shared, holding(2, 3, 4), limit=2) == [2, 3]


async def test_one_suspect_at_a_time_is_tried_in_a_process() -> None:
    shared, tried = Turns(), list[str]()

    async def suspect(name: str) -> None:
        async with shared.alone():
            tried.append(name)

    async with shared.alone():
        waiting = asyncio.create_task(suspect("second"))
        for _ in range(5):
            await asyncio.sleep(0)
        assert tried == []
    await waiting
    assert tried == ["second"]


async def test_a_suspect_that_lasts_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "ALONE_SECONDS", 0.0)
    shared = Turns()
    async with shared.alone():
        async with shared.alone():
            pass
        monkeypatch.setattr(turns, "ALONE_SECONDS", 3600.0)
        third = asyncio.create_task(shared.alone().__aenter__())
        for _ in range(5):
            await asyncio.sleep(0)
        assert not third.done(), "the second gave back nothing that it had not"
        third.cancel()


@pytest.mark.parametrize(("queued", "waits"), [(1, True), (2, True), (3, False), (4, False)])
async def test_what_queued_up_to_the_limit_waits_for_no_turn(queued: int, *, waits: bool) -> None:
    shared = Turns()
    async with shared.batch(holding("other"), at_most(200)):
        taking = asyncio.create_task(take(shared, holding(*range(queued)), limit=3))
        for _ in range(5):
            await asyncio.sleep(0)
        assert taking.done() is not waits
    assert await taking == [*range(min(queued, 3))]


async def test_who_works_off_nothing_takes_no_turn() -> None:
    shared = Turns()
    async with shared.batch(holding("other"), at_most(200)):
        assert await take(shared, holding(None)) == []


async def test_a_turn_lasts_as_long_as_its_batch_and_ends_with_its_fault() -> None:
    shared = Turns()
    with pytest.raises(ZeroDivisionError):
        async with shared.batch(holding("first"), at_most(200)):
            raise ZeroDivisionError
    assert await asyncio.wait_for(take(shared, holding("second")), 10) == ["second"]
