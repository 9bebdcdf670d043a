"""Why a message waits, when it is tried again, and what only a newer release can read."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from pamqp import encode as encode_value

from chassis.bus.dispatcher import Delivery, Dispatcher
from chassis.bus.envelope import decode, encode
from chassis.bus.parking import Redrive, _next_try, reason_of
from chassis.bus.seal import Opener
from chassis.clock import SystemClock
from chassis.db import Cause, Transaction
from chassis.errors import (
    AheadError,
    ForgedError,
    KeyAwaitedError,
    RejectedError,
    ViolationError,
)
from contracts.pandkalender import ShiftCancelled, ShiftDeclared

from .support.events import cancelled
from .support.handlers import note_cancelled


@pytest.mark.parametrize(
    ("error", "reason", "detail"),
    [
        (ViolationError("an id was used again"), "violation", "an id was used again"),
        (ForgedError("the sender is another"), "violation", "the sender is another"),
        (KeyAwaitedError("2026-02"), "key", None),
        (RejectedError("a person must look"), "rejected", "a person must look"),
        (ZeroDivisionError("Ana"), "error", "ZeroDivisionError at ?"),
    ],
)
def test_each_kind_of_failure_has_its_reason(
    error: Exception, reason: str, detail: str | None
) -> None:
    told = reason_of(error)
    assert told[0] == reason
    assert told[1] == (str(error) if detail is None else detail)
    assert "Ana" not in told[1]


def fails() -> None:
    raise LookupError("Ana Voorbeeld")


def test_an_error_is_told_by_its_last_line_that_is_no_librarys_and_never_by_its_words() -> None:
    line = fails.__code__.co_firstlineno + 1
    with pytest.raises(LookupError) as raised:
        fails()
    assert reason_of(raised.value) == ("error", f"LookupError at test_reasons.py:{line}")
    with pytest.raises(TypeError) as within:
        encode_value.long_string(7)  # type: ignore[arg-type]
    assert reason_of(within.value)[1].startswith("TypeError at test_reasons.py:")


@pytest.mark.parametrize(
    ("reason", "after"),
    [
        ("error", [10.0, 60.0, 600.0, None, None]),
        ("key", [1.0, 5.0, 15.0, 15.0, 15.0]),
        ("rejected", [None] * 5),
        ("violation", [None] * 5),
        ("behind", [None] * 5),
    ],
)
def test_what_may_pass_is_tried_again_later_and_later(
    reason: str, after: list[float | None]
) -> None:
    assert [_next_try(reason, retries) for retries in range(5)] == after


@pytest.mark.parametrize(
    ("said", "reason", "ground"),
    [
        ("we mended it", "error", "we mended it"),
        (None, "behind", "waited for its key"),
        (None, "key", "the key of its epoch came"),
        (None, "error", "tried again later"),
        ("we asked", "behind", "we asked"),
    ],
)
def test_a_try_has_a_ground(said: str | None, reason: str, ground: str) -> None:
    assert Redrive(1, "pandkalender", True, b"", None, said, reason, 0).ground == ground


def delivery(**changed: object) -> Delivery:
    body = encode(
        cancelled(UUID(int=7)),
        event_id=UUID(int=8),
        at=datetime(2026, 3, 1, tzinfo=UTC),
        sequence=1,
        cause=Cause(),
    )
    genuine = Delivery(decode(body), body, "pandkalender", True, True, None)
    of_envelope = {"type", "edition", "partition_key", "data"} & changed.keys()
    envelope = replace(genuine.envelope, **{name: changed.pop(name) for name in of_envelope})  # type: ignore[arg-type]
    return replace(genuine, envelope=envelope, **changed)  # type: ignore[arg-type]


async def ignore(_event: ShiftDeclared, _tx: Transaction) -> None:
    """Of another event."""


def reader(service: str = "databank", *, hold_newer: bool = True, knows: bool = True) -> Dispatcher:
    handlers = {ShiftCancelled: note_cancelled} if knows else {ShiftDeclared: ignore}
    opener = Opener.load(service, None)
    return Dispatcher(service, handlers, opener, SystemClock(), hold_newer=hold_newer)  # type: ignore[arg-type]


NEWER_TYPE = "be.krachtlijn.pandkalender.shift-moved.v1"


def test_an_event_of_this_release_is_read() -> None:
    message = delivery()
    assert reader().read(message) == message.envelope.read()
    reader().wait_if_ahead(message)
    reader().check_may_wait(message)


@pytest.mark.parametrize(
    "change",
    [{"type": NEWER_TYPE}, {"edition": 99, "data": {"reason": "een nieuwe reden"}}],
    ids=["a type that is not known", "a later edition that cannot be read"],
)
def test_what_only_a_newer_release_can_read_waits_for_one(change: dict[str, object]) -> None:
    for look in (reader().read, reader().wait_if_ahead, reader().check_may_wait):
        with pytest.raises(AheadError):
            look(delivery(**change))
    with pytest.raises(RejectedError):
        reader(hold_newer=False).read(delivery(**change))


@pytest.mark.parametrize(
    "change",
    [
        {"vouched": False},  # nobody applied a topology that knows it
        {"in_place": False},  # by another key than its own
        {"sender": "enforcement"},
        {"sender": None},
    ],
)
def test_what_the_broker_does_not_vouch_for_waits_for_no_release(change: dict[str, object]) -> None:
    with pytest.raises(RejectedError):
        reader().read(delivery(type=NEWER_TYPE, **change))
    reader().wait_if_ahead(delivery(type=NEWER_TYPE, **change))


def test_an_edition_of_ours_that_cannot_be_read_is_refused_and_waits_for_nothing() -> None:
    wrong = delivery(data={"reason": "een nieuwe reden"})
    with pytest.raises(RejectedError, match="ShiftCancelled"):
        reader().read(wrong)
    reader().wait_if_ahead(wrong)


def test_an_event_without_a_handler_waits_for_a_release_that_has_one() -> None:
    with pytest.raises(AheadError):
        reader(knows=False).read(delivery())
    with pytest.raises(RejectedError, match="not an event for this reader"):
        reader(knows=False, hold_newer=False).read(delivery())


def test_an_event_for_others_is_not_read() -> None:
    with pytest.raises(RejectedError, match="not an event for this reader"):
        reader("registry").read(delivery())


@pytest.mark.parametrize("change", [{"partition_key": "another"}, {"in_place": False}])
def test_what_came_by_another_key_may_not_wait(change: dict[str, object]) -> None:
    with pytest.raises(ViolationError):
        reader().check_may_wait(delivery(**change))


def test_no_keys_are_read_where_there_are_none(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        Opener.load("databank", tmp_path / "none.toml")
