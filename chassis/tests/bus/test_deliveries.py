"""Deliveries read many at a time are those that the client reads, however the bytes are cut."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pamqp.encode
import pamqp.frame
import pytest
from aiormq.connection import FrameReceiver
from aiormq.exceptions import AMQPConnectionError, InvalidFrameError
from hypothesis import given
from hypothesis import strategies as st
from pamqp.body import ContentBody
from pamqp.commands import Basic
from pamqp.header import ContentHeader
from pamqp.heartbeat import Heartbeat

from chassis.bus import frames
from chassis.bus.deliveries import DeliveryReader, Message, MessageFrame, _table, properties

CHANNELS = (1, 2)
BEGIN = Basic.Deliver("c", 1, False, "", "")
texts = st.text(max_size=20)
names = st.text(max_size=20).filter(bool)
values = (
    texts
    | st.integers(-(2**63), 2**63 - 1)
    | st.booleans()
    | st.none()
    | st.lists(texts, max_size=2)
)
moments = st.integers(0, 2**31).map(lambda second: datetime.fromtimestamp(second, UTC))
known = st.builds(
    Basic.Properties,
    content_type=st.none() | names,
    headers=st.none() | st.dictionaries(texts, values, max_size=4),
    delivery_mode=st.sampled_from([None, 1, 2]),
    correlation_id=st.none() | names,
    message_id=st.none() | names,
    message_type=st.none() | names,
    user_id=st.none() | names,
)
others = st.builds(
    Basic.Properties,
    content_encoding=st.none() | names,
    priority=st.none() | st.integers(0, 9),
    timestamp=st.none()
    | st.integers(0, 2**31).map(lambda second: datetime.fromtimestamp(second, UTC)),
    app_id=st.none() | names,
    user_id=st.none() | names,
)


@st.composite
def messages(draw: st.DrawFn) -> list[bytes]:
    """The frames of a delivery, whose body may come in pieces."""
    channel = draw(st.sampled_from(CHANNELS))
    pieces = draw(st.lists(st.binary(min_size=1, max_size=40), max_size=3))
    deliver = Basic.Deliver(
        draw(names),
        draw(st.integers(1, 2**40)),
        draw(st.booleans()),
        draw(st.sampled_from(["", "krachtlijn.events"])),
        draw(texts),
    )
    header = ContentHeader(0, sum(map(len, pieces)), draw(known | others))
    return [
        pamqp.frame.marshal(frame, channel)
        for frame in (deliver, header, *map(ContentBody, pieces))
    ]


between = st.sampled_from(
    [
        pamqp.frame.marshal(Heartbeat(), 0),
        pamqp.frame.marshal(Basic.ConsumeOk("consumer"), 1),
        pamqp.frame.marshal(Basic.Ack(7, False), 2),
    ]
).map(lambda frame: [frame])


@given(st.lists(messages() | between, max_size=6), st.lists(st.integers(1, 60), max_size=20))
def test_what_is_read_together_is_what_the_client_reads_one_by_one(
    sent: list[list[bytes]], cuts: list[int]
) -> None:
    frames.tolerate()
    data = b"".join(b"".join(some) for some in sent)
    assert read_together(data, cuts) == asyncio.run(read_one_by_one(data))


@given(known | others, st.data())
def test_a_damaged_header_is_what_the_client_makes_of_it(
    given_properties: Basic.Properties, data: st.DataObject
) -> None:
    frames.tolerate()
    header = bytearray(ContentHeader(0, 5, given_properties).marshal())
    for _ in range(data.draw(st.integers(0, 3))):
        header[data.draw(st.integers(12, len(header) - 1))] = data.draw(st.integers(0, 255))
    damaged = bytes(header[: data.draw(st.integers(12, len(header)))])
    expected = ContentHeader()
    expected.unmarshal(damaged)
    user_id, headers = properties(damaged)
    assert repr(user_id) == repr(expected.properties.user_id)
    assert repr(headers) == repr(expected.properties.headers or {})


@pytest.mark.parametrize(
    "headers",
    [
        {"a": None},
        {"a": None, "b": None},
        {"b": 7, "a": None},
        {"a": True},
        {"a": [None]},
        {"a": {"b": "c"}},
        {"a": 1.5},
        {"a": datetime(2026, 3, 1, tzinfo=UTC)},
    ],
)
def test_headers_of_other_kinds_are_what_the_client_reads(headers: dict[str, Any]) -> None:
    header = ContentHeader(0, 5, Basic.Properties(headers=headers)).marshal()
    expected = ContentHeader()
    expected.unmarshal(header)
    assert properties(header) == (None, expected.properties.headers)


def test_texts_and_numbers_are_read_without_the_client() -> None:
    """What the client reads in their place, slower, would look the same."""
    table = {"a": "", "key": "van één", "n": 2**40, "last": "x"}
    data = pamqp.encode.field_table(table)
    assert _table(data, 0) == (len(data), table)


@pytest.mark.parametrize(
    "sent",
    [
        pamqp.frame.marshal(Heartbeat(), 0)[:-1] + b"\x00",
        pamqp.frame.marshal(BEGIN, 1) + pamqp.frame.marshal(Basic.Ack(1), 1),
        pamqp.frame.marshal(BEGIN, 1) + pamqp.frame.marshal(ContentBody(b"1"), 1),
        b"\x09\x00\x01\x00\x00\x00\x01x\xce",
    ],
)
async def test_what_is_no_frame_ends_the_connection(sent: bytes) -> None:
    with pytest.raises(InvalidFrameError):
        await reader_of(sent).frame()


async def test_a_connection_that_ends_within_a_message_is_lost_and_no_message() -> None:
    sent = b"".join(
        pamqp.frame.marshal(frame, 1) for frame in (BEGIN, ContentHeader(0, 2), ContentBody(b"1"))
    )
    with pytest.raises(AMQPConnectionError):
        await reader_of(sent).frame()


def reader_of(sent: bytes) -> DeliveryReader:
    stream = asyncio.StreamReader()
    stream.feed_data(sent)
    stream.feed_eof()
    return DeliveryReader(stream)


def read_together(data: bytes, cuts: Sequence[int]) -> list[Any]:
    """By the reader of ours, from pieces of these sizes."""
    reader = DeliveryReader(asyncio.StreamReader(loop=asyncio.new_event_loop()))
    for cut in (*cuts, len(data)):
        reader.feed(data[:cut])
        data = data[cut:]
    return [plain(frame, channel) for _, channel, frame in reader._ready]


async def read_one_by_one(data: bytes) -> list[Any]:
    """By the client, with the frames of a message put together."""
    stream = asyncio.StreamReader()
    stream.feed_data(data)
    stream.feed_eof()
    receiver, whole = FrameReceiver(stream), []
    while not stream.at_eof():
        _, channel, frame = await receiver.get_frame()
        if isinstance(frame, Basic.Deliver):
            _, _, header = await receiver.get_frame()
            body = b""
            while len(body) < header.body_size:
                body += (await receiver.get_frame())[2].value
            user_id, headers = header.properties.user_id, header.properties.headers or {}
            frame = MessageFrame(
                Message(
                    frame.delivery_tag, frame.exchange, frame.routing_key, user_id, headers, body
                )
            )
        whole.append(plain(frame, channel))
    return whole


def plain(frame: Any, channel: int) -> tuple[int, str]:
    return channel, repr(frame.message) if isinstance(frame, MessageFrame) else repr(vars_of(frame))


def vars_of(frame: Any) -> tuple[str, list[tuple[str, Any]]]:
    return frame.name, [(name, getattr(frame, name)) for name in getattr(frame, "__slots__", ())]
