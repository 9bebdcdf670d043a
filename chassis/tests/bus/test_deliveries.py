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
from chassis.bus.deliveries import (
    DeliveryReader,
    Message,
    MessageFrame,
    _short,
    _table,
    _usual,
    properties,
)

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


KEY = "0190a000-0000-7000-8000-000000000007"
ROUTE = "pandkalender.shift-cancelled.v1"
SAID = Basic.Properties(
    content_type="application/cloudevents+json; charset=utf-8",
    headers={"partitionkey": KEY, "recordedat": 1_767_600_000_500},
    delivery_mode=2,
    correlation_id="c",
    message_id="m",
    message_type="t",
    user_id="pandkalender",
)


def sent_as(properties: Basic.Properties, *pieces: bytes, channel: int = 1, tag: int = 7) -> bytes:
    """A delivery whose body comes in pieces."""
    size = sum(map(len, pieces))
    frames_of_it = (
        Basic.Deliver("consumer", tag, False, "krachtlijn.events", ROUTE),
        ContentHeader(0, size, properties),
        *map(ContentBody, pieces),
    )
    return b"".join(pamqp.frame.marshal(frame, channel) for frame in frames_of_it)


def read_in_two(data: bytes, cut: int) -> list[Any]:
    reader = DeliveryReader(asyncio.StreamReader(loop=LOOP))
    reader.feed(data[:cut])
    reader.feed(data[cut:])
    return [(channel, frame) for _, channel, frame in reader._ready]


LOOP = asyncio.new_event_loop()


def test_two_messages_are_the_same_wherever_their_bytes_are_cut() -> None:
    """One in pieces, one without a body, and between them what is no message."""
    data = (
        sent_as(SAID, b"first", b"second")
        + pamqp.frame.marshal(Heartbeat(), 0)
        + sent_as(Basic.Properties(user_id="databank"), channel=2, tag=8)
    )
    headers = {"partitionkey": KEY, "recordedat": 1_767_600_000_500}
    for cut in range(len(data) + 1):
        (one, whole), (none, heartbeat), (two, empty) = read_in_two(data, cut)
        assert (one, none, two) == (1, 0, 2)
        assert whole.message == Message(
            7, "krachtlijn.events", ROUTE, "pandkalender", headers, b"firstsecond"
        )
        assert isinstance(heartbeat, Heartbeat)
        assert empty.message == Message(8, "krachtlijn.events", ROUTE, "databank", {}, b"")


def test_what_an_event_says_is_read_without_the_client() -> None:
    """What the client reads in its place, slower, would look the same."""
    assert _usual(ContentHeader(0, 5, SAID).marshal()) == (
        "pandkalender",
        {"partitionkey": KEY, "recordedat": 1_767_600_000_500},
    )
    assert _usual(ContentHeader(0, 5, Basic.Properties(user_id="u")).marshal()) == ("u", {})
    assert _usual(ContentHeader(0, 5, Basic.Properties(delivery_mode=1)).marshal()) == (None, {})
    for name in ("content_type", "correlation_id", "message_id", "message_type"):
        said = Basic.Properties(**{name: "x"}, user_id="u")
        assert _usual(ContentHeader(0, 5, said).marshal()) == ("u", {})


@pytest.mark.parametrize("name", ["content_encoding", "app_id", "reply_to", "expiration"])
def test_what_no_event_says_is_left_to_the_client(name: str) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        _usual(ContentHeader(0, 5, Basic.Properties(**{name: "1"})).marshal())


@pytest.mark.parametrize("cut", range(1, 30))
def test_a_text_or_a_table_that_is_cut_off_is_none(cut: int) -> None:
    text = bytes([29]) + b"x" * 29
    assert _short(text, 0) == (30, "x" * 29)
    with pytest.raises(ValueError, match=r"^$"):
        _short(text[:-cut], 0)
    table = pamqp.encode.field_table({"key": "v" * 30})
    with pytest.raises((ValueError, IndexError)):
        _table(table[:-cut], 0)


def test_a_table_ends_where_it_says() -> None:
    """One byte more or less in its size, and what comes after it belongs to it or is missing."""
    table = pamqp.encode.field_table({"key": "value"})
    size = int.from_bytes(table[:4])
    for wrong in (size - 1, size + 1):
        with pytest.raises((ValueError, IndexError)):
            _table(wrong.to_bytes(4) + table[4:] + b"\x00", 0)


async def test_at_most_256_kibibytes_are_read_together() -> None:
    """Heartbeats of eight bytes: 32,768 of them, and the first is given."""
    reader = reader_of(pamqp.frame.marshal(Heartbeat(), 0) * 40_000)
    await reader.frame()
    assert len(reader._ready) == 32_767


@pytest.mark.parametrize("begun", [b"", sent_as(SAID, b"body")[:-1], sent_as(SAID, b"body")[:40]])
async def test_a_connection_is_over_between_messages_and_lost_within_one(begun: bytes) -> None:
    reader = reader_of(begun)
    with pytest.raises(AMQPConnectionError if begun else StopAsyncIteration):
        await reader.frame()


async def test_a_connection_may_end_right_after_a_message() -> None:
    reader = reader_of(sent_as(SAID, b"body"))
    _, channel, frame = await reader.frame()
    assert (channel, frame.message.body) == (1, b"body")
    with pytest.raises(StopAsyncIteration):
        await reader.frame()


def test_a_header_has_the_size_of_the_body() -> None:
    """Class and weight, then eight bytes of it; what says nothing more has no sender."""
    frames.tolerate()
    begun = pamqp.frame.marshal(BEGIN, 1)
    reader = DeliveryReader(asyncio.StreamReader(loop=LOOP))
    reader.feed(begun + b"\x02\x00\x01\x00\x00\x00\x0c" + bytes(12) + b"\xce")
    ((_, _, frame),) = reader._ready
    assert (frame.message.sender, frame.message.body) == (None, b"")
    reader.feed(begun)
    with pytest.raises(InvalidFrameError, match="a header without a size"):
        reader.feed(b"\x02\x00\x01\x00\x00\x00\x0b" + bytes(11) + b"\xce")


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
