"""At how many failures a partition stands, for how long an operator's word holds, and when what
failed is tried again: the figures of decisions 0064 and 0255, and one less and one more of each."""

from uuid import uuid4

import asyncpg
import pytest

from chassis.bus import breaker, parking
from chassis.bus.breaker import Breaker
from chassis.bus.dispatcher import Delivery
from chassis.bus.envelope import decode
from chassis.db import Database

from .support.events import declared
from .support.handlers import message, now
from .support.sides import Side


def delivery(reader: Side) -> Delivery:
    body = message(reader, declared(), uuid4())
    return Delivery(decode(body), body, "pandkalender", True, True, None)


def failed(reader: Side, times: int) -> Breaker:
    """A breaker that saw so many messages of one publisher fail."""
    return park(Breaker(reader.database, "databank", 0), "pandkalender", "error", times)


def park(partition: Breaker, publisher: str, reason: str, times: int) -> Breaker:
    for _ in range(times):
        partition.park(publisher, reason)
    return partition


async def stands(reader: Side) -> bool:
    async with reader.database.connection() as conn:
        return bool(await breaker.pauses(conn, "databank"))


async def test_the_tenth_failure_in_twenty_makes_it_stand(reader: Side) -> None:
    nine = failed(reader, 9)
    assert await nine.lets_park(delivery(reader), "error", "x")
    assert not nine.is_open
    assert not await stands(reader)
    nine.park("pandkalender", "error")
    assert not await nine.lets_park(delivery(reader), "error", "x")
    assert nine.is_open
    assert await stands(reader)


@pytest.mark.parametrize("reason", ["rejected", "violation"])
@pytest.mark.parametrize(("refused", "may_be_parked"), [(19, True), (20, False), (21, False)])
async def test_twenty_refusals_in_a_row_of_two_publishers_make_it_stand(
    reader: Side, reason: str, refused: int, may_be_parked: bool
) -> None:
    """The figure of decision 0255; whatever else failed among them."""
    partition = park(failed(reader, 9), "pandkalender", reason, refused - 10)
    park(partition, "registry", reason, 1)
    assert await partition.lets_park(delivery(reader), reason, "x") is may_be_parked
    assert await stands(reader) is not may_be_parked


@pytest.mark.parametrize("reason", ["rejected", "violation"])
@pytest.mark.parametrize(("refused", "may_be_parked"), [(99, True), (100, False), (101, False)])
async def test_a_hundred_refusals_in_a_row_of_one_publisher_make_it_stand(
    reader: Side, reason: str, refused: int, may_be_parked: bool
) -> None:
    """Decision 0255: the keys of one that tells wrong are parked, not those of others held."""
    partition = park(failed(reader, 9), "pandkalender", reason, refused - 9)
    assert await partition.lets_park(delivery(reader), reason, "x") is may_be_parked
    assert await stands(reader) is not may_be_parked


@pytest.mark.parametrize(("since", "may_be_parked"), [(18, False), (19, False), (20, True)])
async def test_another_publisher_counts_when_it_is_among_the_last_twenty(
    reader: Side, since: int, may_be_parked: bool
) -> None:
    partition = park(failed(reader, 0), "registry", "rejected", 5)
    park(partition, "pandkalender", "rejected", since)
    assert await partition.lets_park(delivery(reader), "rejected", "x") is may_be_parked


@pytest.mark.parametrize(("publishers", "last"), [(1, 100), (2, 20)])
async def test_one_effect_among_the_last_lets_what_is_refused_be_parked(
    reader: Side, publishers: int, last: int
) -> None:
    """It stands again when that one is longer ago."""
    partition = park(failed(reader, 0), "registry", "rejected", 100)
    await partition.pass_on(1)
    for number in range(last - 1):
        partition.park(("pandkalender", "registry")[number % publishers], "rejected")
    assert await partition.lets_park(delivery(reader), "rejected", "x")
    partition.park("pandkalender", "rejected")
    assert not await partition.lets_park(delivery(reader), "rejected", "x")


async def test_ten_that_failed_hold_up_nothing_that_is_refused(reader: Side) -> None:
    """It says itself what is wrong with it."""
    partition = failed(reader, 10)
    await partition.pass_on(10)
    assert await partition.lets_park(delivery(reader), "rejected", "x")
    assert not await partition.lets_park(delivery(reader), "error", "x")


@pytest.mark.parametrize(("passed", "may_be_parked"), [(10, False), (11, True), (1000, True)])
async def test_only_the_last_twenty_count(reader: Side, passed: int, may_be_parked: bool) -> None:
    partition = failed(reader, 10)
    await partition.pass_on(passed)
    assert await partition.lets_park(delivery(reader), "error", "x") is may_be_parked


@pytest.mark.parametrize(("refused", "may_be_parked"), [(10, False), (11, True)])
async def test_only_what_failed_among_the_last_twenty_counts(
    reader: Side, refused: int, may_be_parked: bool
) -> None:
    """What is remembered longer, of one publisher, is who was refused."""
    partition = park(failed(reader, 10), "pandkalender", "rejected", refused)
    assert await partition.lets_park(delivery(reader), "error", "x") is may_be_parked


async def test_a_batch_without_an_effect_ends_no_pause(reader: Side) -> None:
    partition = failed(reader, 10)
    assert not await partition.lets_park(delivery(reader), "error", "x")
    await partition.pass_on(0)
    assert partition.is_open
    assert await stands(reader)
    await partition.pass_on(1)
    assert not partition.is_open
    assert not await stands(reader)
    assert await partition.lets_park(delivery(reader), "error", "x")


@pytest.mark.parametrize(("minutes", "holds"), [(59, True), (61, False)])
async def test_the_word_of_an_operator_holds_for_an_hour(
    reader: Side, minutes: int, holds: bool
) -> None:
    partition = failed(reader, 10)
    assert not await partition.lets_park(delivery(reader), "error", "x")
    async with reader.database.begin(now()) as tx:
        assert await breaker.let_through(tx, "databank", actor="beheerder-1", reason="known") == 1
        await tx.conn.execute(
            "UPDATE bus_pause SET let_through_at = clock_timestamp() - $1 * interval '1 minute'",
            minutes,
        )
    assert await partition.lets_park(delivery(reader), "error", "x") is holds


@pytest.mark.parametrize(
    ("reason", "seconds"),
    [
        ("error", [10, 60, 600, None, None]),
        ("key", [1, 5, 15, 15, 15]),
        ("rejected", [None, None, None, None, None]),
        ("violation", [None, None, None, None, None]),
    ],
)
def test_what_was_parked_is_tried_again_after(reason: str, seconds: list[float | None]) -> None:
    assert [parking._next_try(reason, tries) for tries in range(5)] == seconds


async def test_a_pause_that_a_process_before_noted_ends_with_the_first_effect(
    reader: Side,
) -> None:
    assert not await failed(reader, 10).lets_park(delivery(reader), "error", "x")
    again = Breaker(reader.database, "databank", 0)
    again.attach()
    await again.pass_on(1)
    assert not await stands(reader)


async def test_nothing_is_parked_while_the_database_is_away(reader: Side) -> None:
    """It stands, although nobody could note that yet; another error is no outage."""
    away = Database("postgresql://nobody@127.0.0.1:1/nowhere")
    partition = Breaker(away, "databank", 0)
    for _ in range(10):
        partition.park("pandkalender", "error")
    assert not await partition.lets_park(delivery(reader), "error", "x")
    assert partition.is_open
    await away.close()
    broken = failed(reader, 10)
    async with reader.sandbox.asking("databank", owner=True) as owner:
        await owner.execute("ALTER TABLE bus_pause RENAME TO elsewhere")
        try:
            with pytest.raises(asyncpg.UndefinedTableError):
                await broken.lets_park(delivery(reader), "error", "x")
        finally:
            await owner.execute("ALTER TABLE elsewhere RENAME TO bus_pause")
