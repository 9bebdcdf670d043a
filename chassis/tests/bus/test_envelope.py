"""What a message says about itself, and what is repeated of it."""

import json
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.bus.envelope import UnpublishableError, UnreadableError, decode, encode
from chassis.db import Cause
from chassis.errors import RejectedError
from contracts import Event
from contracts.databank import InspectionCompleted
from contracts.generate.example import example
from contracts.registry import AggregatePublished

from .support.events import cancelled

NAMES = ["Ilinca Voorbeeld", "\x00", "x" * 5000, "1999-02-03"]


def attributes() -> dict[str, Any]:
    event = cancelled(uuid4())
    body = encode(event, event_id=uuid4(), at=datetime.now(UTC), sequence=1, cause=Cause())
    found: dict[str, Any] = json.loads(body)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_came_with_a_message_is_not_repeated_in_the_reason(name: str) -> None:
    message = deepcopy(example(AggregatePublished))
    message["data"]["cells"][0]["dimensions"][name] = 7
    with pytest.raises(RejectedError) as rejected:
        decode(json.dumps(message).encode()).read()
    assert str(rejected.value) == (
        "not a valid AggregatePublished: cells.0.dimensions (string_type)"
    )


@pytest.mark.parametrize("attribute", ["type", "source", "partitionkey", "traceparent"])
@pytest.mark.parametrize("text", ["Ilinca Voorbeeld", "a\x00", "a\n", "x" * 201, "", 7, None, {}])
def test_an_envelope_holds_ids_and_codes_and_no_text(attribute: str, text: object) -> None:
    with pytest.raises(UnreadableError) as unreadable:
        decode(json.dumps(attributes() | {attribute: text}).encode())
    assert str(text or "?") not in str(unreadable.value)


@pytest.mark.parametrize("attribute", ["sequence", "edition"])
@pytest.mark.parametrize("text", [str(2**63), "-1", "9" * 400, "x", None, {}])
def test_a_number_that_no_column_holds_makes_a_message_unreadable(
    attribute: str, text: object
) -> None:
    with pytest.raises(UnreadableError):
        decode(json.dumps(attributes() | {attribute: text}).encode())


def test_a_type_that_nobody_knows_has_no_label_of_its_own() -> None:
    known = decode(json.dumps(attributes()).encode())
    assert known.label == known.type
    unknown = decode(json.dumps(attributes() | {"type": "ilinca.voorbeeld"}).encode())
    assert unknown.label == "unknown"


def test_what_an_envelope_says_comes_back_as_it_was() -> None:
    at, ids = datetime(2026, 3, 1, 12, 30, tzinfo=UTC), [UUID(int=nr) for nr in range(3)]
    cause = Cause(correlation_id=ids[0], causation_id=ids[1], traceparent=None)
    body = encode(cancelled(uuid4()), event_id=ids[2], at=at, sequence=41, cause=cause)
    read = decode(body)
    assert (read.id, read.time, read.sequence, read.edition) == (ids[2], at, 41, 1)
    assert (read.cause.correlation_id, read.cause.causation_id) == (ids[0], ids[1])
    assert read.source == "urn:krachtlijn:service:pandkalender"
    assert read.publisher == "pandkalender"
    assert read.type == "be.krachtlijn.pandkalender.shift-cancelled.v1"
    assert read.routing_key == "pandkalender.shift-cancelled.v1"


def test_a_message_names_its_edition_from_the_second_on() -> None:
    """Readers of before editions know no such attribute."""
    assert type(cancelled(uuid4())).edition == 1
    assert "edition" not in attributes()
    assert {"causationid", "traceparent"}.isdisjoint(attributes())


def test_a_message_of_before_editions_is_of_the_first() -> None:
    old = attributes()
    old.pop("edition", None)
    assert decode(json.dumps(old).encode()).edition == 1


def test_what_is_not_known_is_left_out_of_a_message() -> None:
    """A reader of before would not know a field that says nothing."""
    assert None not in attributes()["data"].values()
    assert {*attributes()["data"]} == {"shiftId", "premisesId", "cancelledAt", "reason"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"specversion": "0.3"}, "not a CloudEvent 1.0 with a data object"),
        ({"data": []}, "not a CloudEvent 1.0 with a data object"),
        ({"data": None}, "not a CloudEvent 1.0 with a data object"),
        ({"time": "2026-03-01T12:30:00"}, "time without offset"),
    ],
)
def test_what_is_no_envelope_is_told_without_quoting_it(
    change: dict[str, object], told: str
) -> None:
    with pytest.raises(UnreadableError, match=told):
        decode(json.dumps(attributes() | change).encode())


@pytest.mark.parametrize(("more", "read"), [(0, True), (1, False)])
def test_a_message_has_256_kibibytes_at_most(more: int, *, read: bool) -> None:
    body = json.dumps(attributes()).encode()
    body += b" " * (262_144 - len(body) + more)
    if read:
        assert decode(body).sequence == 1
    else:
        with pytest.raises(UnreadableError, match="oversized"):
            decode(body)


def said_of(event: Event, **more: Any) -> dict[str, Any]:
    body = encode(
        event,
        event_id=UUID(int=9),
        at=datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
        sequence=3,
        **{"cause": Cause(correlation_id=UUID(int=1)), **more},
    )
    said: dict[str, Any] = json.loads(body)
    return said


def test_an_envelope_says_all_of_this() -> None:
    said = said_of(cancelled(UUID(int=7)))
    assert said | {"data": {}} == {
        "specversion": "1.0",
        "id": str(UUID(int=9)),
        "source": "urn:krachtlijn:service:pandkalender",
        "type": "be.krachtlijn.pandkalender.shift-cancelled.v1",
        "subject": str(UUID(int=7)),
        "time": "2026-03-01T12:30:00+00:00",
        "datacontenttype": "application/json",
        "dataschema": "urn:krachtlijn:schema:pandkalender.shift-cancelled.v1",
        "partitionkey": str(UUID(int=7)),
        "sequence": "3",
        "correlationid": str(UUID(int=1)),
        "data": {},
    }


def test_an_edition_is_said_from_the_second_on() -> None:
    event = decode(json.dumps(example(InspectionCompleted)).encode()).read()
    assert said_of(event)["edition"] == "2"


def test_what_was_before_it_and_what_led_to_it_is_said() -> None:
    cause = Cause(UUID(int=1), UUID(int=2), f"00-{'a' * 32}-{'b' * 16}-01")
    previous = {"reporting": UUID(int=5), "databank": UUID(int=4)}
    said = said_of(cancelled(UUID(int=7)), cause=cause, previous=previous)
    assert said["previous"] == f"databank:{UUID(int=4)}/reporting:{UUID(int=5)}"
    assert said["causationid"] == str(UUID(int=2))
    assert said["traceparent"] == f"00-{'a' * 32}-{'b' * 16}-01"
    read = decode(json.dumps(said).encode())
    assert read.previous == previous
    assert read.cause == cause


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_an_event_has_256_kibibytes_at_most() -> None:
    event = cancelled(UUID(int=7))
    told = 262_144 - len(
        json.dumps(said_of(event.model_copy(update={"reason": ""})), separators=(",", ":"))
    )
    assert said_of(event.model_copy(update={"reason": "x" * told}))
    with pytest.raises(UnpublishableError, match="has 262145 bytes, and may have 262144"):
        said_of(event.model_copy(update={"reason": "x" * (told + 1)}))


@pytest.mark.parametrize("number", ["0", "1", str(2**63 - 1)])
def test_a_sequence_is_what_a_database_takes(number: str) -> None:
    read = decode(json.dumps(attributes() | {"sequence": number, "edition": number}).encode())
    assert (read.sequence, read.edition) == (int(number), int(number))


@pytest.mark.parametrize(
    "attribute",
    ["specversion", "id", "source", "type", "time", "partitionkey", "sequence", "correlationid"],
)
def test_an_attribute_that_is_missing_is_named(attribute: str) -> None:
    said = attributes()
    del said[attribute]
    with pytest.raises(UnreadableError, match=f"^attribute {attribute} is missing$"):
        decode(json.dumps(said).encode())


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("id", "7"),
        ("correlationid", "x"),
        ("causationid", "x"),
        ("previous", "x"),
        ("previous", 7),
        ("previous", "a:b"),
        ("time", "noon"),
    ],
)
def test_what_is_no_id_or_no_moment_is_malformed(attribute: str, value: object) -> None:
    with pytest.raises(UnreadableError, match=r"^malformed$"):
        decode(json.dumps(attributes() | {attribute: value}).encode())


def test_five_fields_at_most_are_named_and_an_unknown_type_is_refused() -> None:
    said = attributes() | {"data": {}}
    with pytest.raises(RejectedError) as rejected:
        decode(json.dumps(said).encode()).read()
    assert str(rejected.value) == (
        "not a valid ShiftCancelled: shiftId (missing), premisesId (missing), "
        "cancelledAt (missing), reason (missing)"
    )
    with pytest.raises(RejectedError, match=r"^unknown type or version$"):
        decode(json.dumps(said | {"type": "be.krachtlijn.pandkalender.other.v1"}).encode()).read()
    declared = attributes() | {
        "type": "be.krachtlijn.pandkalender.shift-declared.v1",
        "data": {},
    }
    with pytest.raises(RejectedError) as many:
        decode(json.dumps(declared).encode()).read()
    assert str(many.value).count("(missing)") == 5
