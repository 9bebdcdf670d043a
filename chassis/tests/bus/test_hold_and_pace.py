"""A partition's hold and pace by the clock, without servers."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from time import time
from uuid import UUID, uuid4

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from chassis.bus import hold, in_hand
from chassis.bus.control.commands import ReaderOrder
from chassis.bus.control.pace import Pace
from chassis.bus.dispatcher import Delivery
from chassis.bus.envelope import decode, encode
from chassis.bus.pipeline import _count, _is_later
from chassis.db import Cause, Database

from .support.events import cancelled


class Seconds:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    clock = Seconds()
    for module in (hold, in_hand):
        monkeypatch.setattr(module, "monotonic", clock)
    return clock


def delivery(
    sequence: int = 1, sender: str = "pandkalender", event_id: UUID | None = None
) -> Delivery:
    body = encode(
        cancelled(UUID(int=7)),
        event_id=event_id or uuid4(),
        at=datetime(2026, 3, 1, tzinfo=UTC),
        sequence=sequence,
        cause=Cause(),
    )
    return Delivery(decode(body), body, sender, True, True, None)


def shown(name: str, partition: str) -> float | None:
    return REGISTRY.get_sample_value(name, {"partition": partition})


def test_a_message_waits_from_when_it_was_met_first(seconds: Seconds) -> None:
    held, message = hold.Hold(71, overdue_after=60), delivery()
    assert (held.seconds, held.is_overdue, held.given_up) == (0.0, False, False)
    held.meet(message)
    assert held.event_id == message.envelope.id
    assert held.event_type == message.envelope.type
    assert held.given_up
    seconds.now += 59
    held.meet(message)
    assert (held.seconds, held.is_overdue) == (59.0, False)
    seconds.now += 1
    assert not held.is_overdue
    seconds.now += 0.5
    assert (held.seconds, held.is_overdue) == (60.5, True)
    held.meet(delivery())
    assert (held.seconds, held.is_overdue) == (0.0, False)


def test_an_instance_that_is_attached_and_meets_it_no_more_tells_of_no_wait(
    seconds: Seconds,
) -> None:
    """Another one has it by then: five seconds, which a delivery never takes."""
    held = hold.Hold(72, overdue_after=60)
    held.meet(delivery())
    seconds.now += 10
    held.attach()
    seconds.now += 5
    assert held.seconds == 15.0
    seconds.now += 0.1
    assert held.seconds == 0.0
    held.meet(delivery(event_id=held.event_id))
    assert round(held.seconds, 3) == 15.1, "met again, however often it was given up since"


def test_what_has_its_effect_waits_no_more(seconds: Seconds) -> None:
    held = hold.Hold(73, overdue_after=60)
    held.meet(delivery())
    seconds.now += 61
    assert held.is_overdue
    held.pass_on()
    assert (held.seconds, held.is_overdue) == (0.0, False)
    assert held.given_up, "it stands behind newer instances all the same"


def test_an_alarm_is_told_once_for_each_message(seconds: Seconds) -> None:
    held, message = hold.Hold(74, overdue_after=60), delivery()
    with capture_logs() as entries:
        held.meet(message)
        for _ in range(3):
            seconds.now += 61
            held.meet(message)
        held.meet(delivery())
    said = str(entries)
    assert said.count("waits for a newer release") == 2
    assert said.count("no newer release came") == 1


def test_a_batch_is_in_hand_from_when_it_was_taken(seconds: Seconds) -> None:
    work = in_hand.InHand(75)
    assert work.seconds == 0.0
    with work.work():
        seconds.now += 3
        assert work.seconds == 3.0
        assert shown("krachtlijn_in_hand_seconds", "75") in (3.0, None)
    assert work.seconds == 0.0
    with pytest.raises(ZeroDivisionError), work.work():
        raise ZeroDivisionError
    assert work.seconds == 0.0


def pace(**order: object) -> Pace:
    """Of a reader whose database nobody asks."""
    made = Pace.unhindered(Database("postgresql://nobody@nowhere/nothing"), "databank")
    made.order = ReaderOrder.model_validate(order)
    return made


@pytest.mark.parametrize(
    ("order", "most", "limit"),
    [
        ({}, 100, 100),
        ({"per_second": 5}, 100, 5),
        ({"per_second": 100}, 100, 100),
        ({"per_second": 500}, 100, 100),
        ({"paused": True}, 100, 100),
    ],
)
def test_a_batch_is_no_larger_than_what_comes_in_a_second(
    order: dict[str, object], most: int, limit: int
) -> None:
    ordered = pace(**order)
    assert ordered.limit(most) == limit
    assert ordered.is_paused is bool(order.get("paused"))


async def test_a_slow_reader_rests_as_long_as_its_messages_should_have_taken() -> None:
    stopping = asyncio.Event()
    begun = asyncio.get_running_loop().time()
    await pace(per_second=20).rest(4, stopping)
    took = asyncio.get_running_loop().time() - begun
    assert took >= 0.2
    begun = asyncio.get_running_loop().time()
    await pace().rest(10_000, stopping)
    assert asyncio.get_running_loop().time() - begun < 30


async def test_who_stops_rests_and_waits_no_longer() -> None:
    stopping = asyncio.Event()
    stopping.set()
    async with asyncio.timeout(60):
        await pace(per_second=1).rest(10_000, stopping)
        await pace(paused=True).wait_while_paused(stopping)


async def test_a_paused_reader_waits_until_it_is_ordered_on() -> None:
    ordered, stopping = pace(paused=True), asyncio.Event()
    waiting = asyncio.create_task(ordered.wait_while_paused(stopping))
    for _ in range(20):
        await asyncio.sleep(0)
    assert not waiting.done()
    ordered.order = ReaderOrder()
    ordered._changed.set()
    await asyncio.wait_for(waiting, 60)


async def test_nothing_is_read_before_it_is_known_what_was_ordered() -> None:
    unknown = Pace(Database("postgresql://nobody@nowhere/nothing"), "databank")
    waiting = asyncio.create_task(unknown.wait_while_paused(asyncio.Event()))
    for _ in range(20):
        await asyncio.sleep(0)
    assert not waiting.done()
    unknown._known.set()
    await asyncio.wait_for(waiting, 60)


@pytest.mark.parametrize(("sequence", "later"), [(6, False), (7, False), (8, True)])
def test_what_came_before_it_of_its_key_goes_first(sequence: int, *, later: bool) -> None:
    message = delivery(sequence)
    key = message.envelope.partition_key
    assert _is_later(message, {(key, "pandkalender"): 7}) is later
    assert not _is_later(message, {(key, "databank"): 1})
    assert not _is_later(message, {("another", "pandkalender"): 1})
    assert not _is_later(message, {})


async def test_who_waited_for_one_of_two_leaves_nobody_waiting_for_the_other() -> None:
    pace, stopping = (
        Pace.unhindered(Database("postgresql://nobody@127.0.0.1:1/x"), "databank"),
        (asyncio.Event()),
    )
    before = asyncio.all_tasks()
    await pace.wait_while_paused(stopping)
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == before


def test_how_long_an_event_was_on_its_way_is_told() -> None:
    message = delivery()

    def told() -> float:
        labels = {"event": message.envelope.label}
        return REGISTRY.get_sample_value("krachtlijn_lag_seconds_sum", labels) or 0.0

    before = told()
    _count([replace(message, recorded_at=time() - 40), replace(message, recorded_at=None)])
    assert 40 <= told() - before < 50


def test_a_wait_shows_in_its_measures_and_in_the_log(seconds: Seconds) -> None:
    held, message = hold.Hold(76, overdue_after=60), delivery()
    names = ("krachtlijn_ahead_seconds", "krachtlijn_ahead_overdue")
    assert [shown(name, "76") for name in names] == [0.0, 0.0]
    with capture_logs() as entries:
        held.meet(message)
    seconds.now += 61
    assert [shown(name, "76") for name in names] == [61.0, 1.0]
    assert entries == [
        {
            "event": "waits for a newer release",
            "log_level": "warning",
            "event_type": message.envelope.type,
            "event_id": str(message.envelope.id),
            "partition": 76,
        }
    ]
