"""What a publisher writes to the broker, byte for byte, and what it makes of the answer."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID

import pamqp.frame
import pytest
from aio_pika.connection import make_url
from pamqp.commands import Basic
from pamqp.header import ContentHeader
from prometheus_client import REGISTRY

from chassis.bus.connection import connect, connected
from chassis.bus.dead_letters import dead_letter
from chassis.bus.outbox import StoredEvent
from chassis.bus.publisher import PublishChannel, RefusedError, UnconfirmedError
from chassis.bus.topology import EXCHANGE, REPLAY
from contracts.pandkalender import ShiftCancelled

from .support.sides import Side


def stored(number: int, routing_key: str = ShiftCancelled.routing_key) -> StoredEvent:
    return StoredEvent(
        number,
        UUID(int=number),
        ShiftCancelled.type,
        routing_key,
        "key",
        UUID(int=7),
        b"{}",
        datetime(2026, 1, 5, 8, 0, 0, 500_000, tzinfo=UTC),
    )


@pytest.fixture
async def channel(publisher: Side) -> AsyncIterator[PublishChannel]:
    async with connected(publisher.sandbox.amqp_url("pandkalender"), "test") as connection:
        yield await PublishChannel.open(connection, "pandkalender")


async def test_a_message_says_all_of_this(channel: PublishChannel) -> None:
    _, number, header = pamqp.frame.unmarshal(channel._header(stored(3)))
    assert number == channel._channel.number
    assert isinstance(header, ContentHeader)
    assert header.body_size == 2
    said = {name: value for name, value in header.properties if value not in (None, "")}
    assert said == {
        "content_type": "application/cloudevents+json; charset=utf-8",
        "delivery_mode": 2,
        "message_id": str(UUID(int=3)),
        "correlation_id": str(UUID(int=7)),
        "message_type": "be.krachtlijn.pandkalender.shift-cancelled.v1",
        "user_id": "pandkalender",
        "headers": {"partitionkey": "key", "recordedat": 1_767_600_000_500},
    }


async def test_it_is_published_to_who_must_take_it(channel: PublishChannel) -> None:
    written = channel._method("krachtlijn.events", "a.b.v1")
    _, _, method = pamqp.frame.unmarshal(written)
    assert isinstance(method, Basic.Publish)
    assert (method.exchange, method.routing_key) == ("krachtlijn.events", "a.b.v1")
    assert (method.mandatory, method.immediate) == (True, False)
    assert channel._method("krachtlijn.events", "a.b.v1") is written


@pytest.mark.parametrize(("more", "pieces"), [(-1, 1), (0, 1), (1, 2)])
async def test_a_body_is_cut_where_a_frame_ends(
    channel: PublishChannel, more: int, pieces: int
) -> None:
    most = channel._channel.max_content_size
    body = b"x" * (most + more)
    frames = [pamqp.frame.unmarshal(written)[2].value for written in channel._contents(body)]
    assert len(frames) == pieces
    assert b"".join(frames) == body
    assert [*channel._contents(b"")] == []


@pytest.mark.parametrize("count", [1, 50, 51, 101])
async def test_all_are_sent_and_nothing_of_them_is_remembered(
    channel: PublishChannel, count: int
) -> None:
    await channel.send(EXCHANGE, [stored(number) for number in range(1, count + 1)])
    assert channel._channel.delivery_tag == count
    assert channel._channel.message_id_delivery_tag == {}
    await channel.send(EXCHANGE, [])
    assert channel._channel.delivery_tag == count
    assert not channel.is_closed


async def test_a_replay_goes_by_the_readers_own_route(channel: PublishChannel) -> None:
    """The databank's is bound; that of one who may not read it is the login's to send to nobody."""
    await channel.send(REPLAY, [stored(1)], prefix="databank.")
    with pytest.raises(UnconfirmedError):
        await channel.send(REPLAY, [stored(2)], prefix="registry.")


async def test_what_the_login_may_never_send_is_refused(channel: PublishChannel) -> None:
    with pytest.raises(RefusedError, match="ChannelAccessRefused"):
        await channel.send(EXCHANGE, [stored(1, "databank.file-opened.v1")])
    assert channel.is_closed


async def test_a_node_that_answers_is_found_among_others(publisher: Side) -> None:
    url = publisher.sandbox.amqp_url("pandkalender")
    dead = "amqp://nobody:none@127.0.0.1:1/none"
    for _ in range(4):  # where it begins is drawn by lot
        connection = await connect(f"{dead},{url},{dead}", "test")
        assert not connection.is_closed
        await connection.close()
    with pytest.raises(OSError, match=r"127\.0\.0\.1"):
        await connect(f"{dead},{dead}", "test")


async def test_a_dead_letter_that_no_queue_takes_is_not_lost_but_tried_again(
    publisher: Side,
) -> None:
    """The administrator's login may send for any name; for its own nobody keeps dead letters."""
    url = publisher.sandbox.amqp_url("admin")
    nobody = make_url(url).user
    assert nobody is not None
    async with connected(url, "test") as connection:
        channel = await (await connection.channel()).get_underlay_channel()
        with pytest.raises(ConnectionError, match="there is no dead-letter queue"):
            await dead_letter(channel, nobody, b"?", "kept by nobody")
    counted = {"reason": "kept by nobody"}
    assert REGISTRY.get_sample_value("krachtlijn_dead_lettered_total", counted) is None
