"""Everything that can be wrong with a message, one function each; the table is at the foot."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from typing import Any

import orjson
from pydantic.alias_generators import to_camel

from contracts import EVENTS

from .messages import ORDINARY, Message, Mill, usual, uuid
from .undecodable import UNDECODABLE, Raw

Spoil = Callable[[Mill, Random], list[Message]]
"""Messages to send in this order; usually one."""

RUBBISH: list[Any] = [
    None, True, False, 0, -1, 1.5, 10**40, 2**63, -(2**63), "", " ", "x" * 5000, "\x00", "a\x00b",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30T00:00:00Z", "2026-03-02",
    "2026-03-02T21:00:00", "2026-03-02T21:00:00+23:59", "24:00", "P1D", "٣", "𝟙", "\u202e", "NaN",
    [], {}, [[]], {"": ""}, {"\x00": "\x00"}, {"sealed": {}}, {"sealed": {"databank": {}}},
    {"sealed": {"databank": {"epoch": "", "box": ""}}},
    {"sealed": {"databank": {"epoch": "x" * 9000, "box": "é"}}},
    "00000000-0000-0000-0000-000000000000", "{00000000-0000-4000-8000-000000000000}",
]  # fmt: skip
ATTRIBUTES = (
    "specversion", "id", "source", "type", "time", "partitionkey", "sequence", "correlationid",
    "data",
)  # fmt: skip
NOT_AN_EVENT = [
    b"", b" ", b"\x00", b"\xff\xfe", b"null", b"[]", b"0", b'"text"', b"{}", b"{", b'{"data":',
    b"NaN", b"[" * 100_000, b'{"a":' * 100_000, b'{"specversion":"1.0","data":{}}',
    b"\x1f\x8b\x08\x00" * 30,
]  # fmt: skip


def not_an_event(mill: Mill, chance: Random) -> list[Message]:
    message = mill.any()
    return [message.but("not an event", message.everyone, body=chance.choice(NOT_AN_EVENT))]


def truncated(mill: Mill, chance: Random) -> list[Message]:
    message = mill.any()
    end = chance.randrange(len(message.body))
    return [message.but("truncated", message.everyone, body=message.body[:end])]


def flipped(mill: Mill, chance: Random) -> list[Message]:
    message = mill.any()
    body = bytearray(message.body)
    for _ in range(chance.choice([1, 1, 1, 2, 8])):
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    return [message.but("bits flipped", None, body=bytes(body))]


def shuffled(mill: Mill, chance: Random) -> list[Message]:
    one, other = mill.any(), mill.any()
    cut = chance.randrange(min(len(one.body), len(other.body)))
    return [one.but("two in one", None, body=one.body[:cut] + other.body[cut:])]


def oversized(mill: Mill, _chance: Random) -> list[Message]:
    message = mill.any()
    filling = message.attributes() | {"filling": "x" * 270_000}
    return [message.but("oversized", message.everyone, body=orjson.dumps(filling))]


def attribute_missing(mill: Mill, chance: Random) -> list[Message]:
    message = mill.any()
    attributes = message.attributes()
    name = chance.choice(ATTRIBUTES)
    del attributes[name]
    return [message.but(f"no {name}", message.everyone, body=orjson.dumps(attributes))]


def attribute_wrong(mill: Mill, chance: Random) -> list[Message]:
    message = mill.any()
    name = chance.choice([*ATTRIBUTES, "causationid", "traceparent", "subject", "dataschema"])
    attributes = message.attributes() | {name: chance.choice(RUBBISH)}
    return [message.but(f"rubbish as {name}", None, body=_json(attributes))]


def field_wrong(mill: Mill, chance: Random) -> list[Message]:
    message = mill.any()
    attributes = message.attributes()
    _spoil_within(attributes["data"], chance)
    return [message.but("rubbish in a field", None, body=_json(attributes))]


def _spoil_within(data: dict[str, Any], chance: Random) -> None:
    name = chance.choice(list(data))
    value = data[name]
    if isinstance(value, list) and value and isinstance(value[0], dict) and chance.random() < 0.7:
        _spoil_within(value[0], chance)
    elif isinstance(value, dict) and value and chance.random() < 0.7:
        _spoil_within(value, chance)
    elif chance.random() < 0.1:
        del data[name]
    elif chance.random() < 0.1:
        data[chance.choice(["Ilinca Voorbeeld", "\x00", "x" * 300])] = value
    else:
        data[name] = chance.choice(RUBBISH)


def nested(mill: Mill, chance: Random) -> list[Message]:
    message = mill.any()
    attributes = message.attributes()
    attributes["data"]["deep"] = "DEEP"
    depth = chance.choice([100, 900, 1100, 50_000])
    body = orjson.dumps(attributes).replace(b'"DEEP"', b"[" * depth + b"]" * depth)
    return [message.but("nested", None, body=body)]


def unknown_type(mill: Mill, chance: Random) -> list[Message]:
    message = mill.any()
    name = chance.choice(
        [message.event.type[:-1] + "9", "be.krachtlijn.x", f"{message.event.type} ", "a'b\"c;--"]
    )
    body = orjson.dumps(message.attributes() | {"type": name})
    return [message.but("unknown type or version", message.everyone, body=body)]


def foreign_event(mill: Mill, chance: Random) -> list[Message]:
    """Another publisher's event, whole and true, under a routing key of one's own."""
    message = mill.any()
    others = [kind for kind in EVENTS.values() if kind.publisher != message.event.publisher]
    body = mill.make(chance.choice(others)).body
    return [message.but("another's event", message.everyone, body=body)]


def foreign_source(mill: Mill, chance: Random) -> list[Message]:
    message = mill.any()
    name = chance.choice(["urn:krachtlijn:service:nobody", "x", "databank:", "::"])
    body = orjson.dumps(message.attributes() | {"source": name})
    return [message.but("another source", message.everyone, body=body)]


def nobody_vouches(mill: Mill, _chance: Random) -> list[Message]:
    message = mill.any()
    properties = usual(message.event, message.key)
    properties.user_id = None
    return [message.but("no sender", message.everyone, properties=properties)]


def another_key(mill: Mill, chance: Random) -> list[Message]:
    message = mill.any()
    body = orjson.dumps(message.attributes() | {"partitionkey": str(uuid(chance))})
    return [message.but("not the event's key", message.everyone, body=body)]


def routed_by_another_key(mill: Mill, chance: Random) -> list[Message]:
    """It comes in another partition than the others of its key, so it could overtake them."""
    message = mill.any()
    properties = usual(message.event, message.key)
    odd: list[Any] = [
        None, {}, {"partitionkey": 7}, {"partitionkey": ""}, {"partitionkey": str(uuid(chance))},
        {"partitionkey": bytearray(message.key.encode())}, {"partitionkey": f"{message.key}\x00"},
        {"partitionkey": {"a": [1, {"b": None}]}}, {"CC": []}, {"x" * 100: "y" * 5000},
    ]  # fmt: skip
    properties.headers = chance.choice(odd)
    return [message.but("routed by another key", message.everyone, properties=properties)]


def seal_of_another(mill: Mill, _chance: Random) -> list[Message]:
    message = mill.sealed()
    other = mill.make(message.event).attributes()
    attributes = message.attributes()
    for name, seal in message.event.seals.items():
        said = to_camel(name)
        attributes["data"][said] = other["data"][said]
        message = message.but("another's seal", seal.readers)
    return [message.but("another's seal", message.bad_for, body=orjson.dumps(attributes))]


def seal_broken(mill: Mill, chance: Random) -> list[Message]:
    message = mill.sealed()
    attributes = message.attributes()
    readers: frozenset[str] = frozenset()
    for name, seal in message.event.seals.items():
        readers |= seal.readers
        boxes = attributes["data"][to_camel(name)]["sealed"]
        for reader in list(boxes):
            box = boxes[reader]["box"]
            boxes[reader] = chance.choice(
                [
                    {"epoch": "1999-01", "box": box},
                    {"epoch": boxes[reader]["epoch"], "box": box[: len(box) // 2]},
                    {"epoch": boxes[reader]["epoch"], "box": box[8:]},
                    {"epoch": boxes[reader]["epoch"], "box": ""},
                    {"epoch": boxes[reader]["epoch"], "box": "é"},
                    {"epoch": boxes[reader]["epoch"], "box": "AAAA" * 50},
                ]
            )
            if chance.random() < 0.2:
                boxes["registry"] = boxes.pop(reader)
    return [message.but("a broken seal", readers, body=orjson.dumps(attributes))]


def twice(mill: Mill, chance: Random) -> list[Message]:
    message = mill.make(chance.choice(ORDINARY))
    return [message, message.but("sent twice", frozenset())]


def id_again(mill: Mill, chance: Random) -> list[Message]:
    """The same id for other content: only the first may have an effect."""
    message = mill.make(chance.choice(ORDINARY))
    attributes = message.attributes() | {"sequence": "2"}
    again = message.but("an id again", message.everyone, body=orjson.dumps(attributes))
    return [message, again]


def header_odd(mill: Mill, chance: Random) -> list[Message]:
    """Odd, but no reason to refuse the event: these headers only measure and spread."""
    message = mill.make(chance.choice(ORDINARY))
    properties = usual(message.event, message.key)
    recorded: list[Any] = [
        "text", "", -1, 0, 2**62, -(2**62), 1.5, True, None, bytearray(b"\xff"), [1], {"a": 1},
        Decimal("1.5"),
        datetime(9999, 12, 31, tzinfo=UTC),
    ]  # fmt: skip
    properties.headers = {"partitionkey": message.key, "recordedat": chance.choice(recorded)}
    return [message.but("an odd header", frozenset(), properties=properties)]


def properties_odd(mill: Mill, chance: Random) -> list[Message]:
    message = mill.make(chance.choice(ORDINARY))
    properties = usual(message.event, message.key)
    odd: list[tuple[str, Any]] = [
        ("content_type", "text/plain"), ("content_type", None), ("content_encoding", "gzip"),
        ("delivery_mode", 1), ("delivery_mode", 0), ("delivery_mode", 255), ("priority", 0),
        ("priority", 255), ("reply_to", "amq.gen-x"), ("message_id", "\x00"),
        ("correlation_id", "x" * 255), ("message_type", "be.krachtlijn.x"),
        ("app_id", "x"), ("timestamp", datetime(2200, 1, 1, tzinfo=UTC)),
        ("expiration", "600000"), ("headers", {"partitionkey": message.key, "CC": []}),
        ("headers", {"partitionkey": message.key, "x" * 100: "y" * 5000}),
    ]  # fmt: skip
    name, value = chance.choice(odd)
    setattr(properties, name, value)
    return [message.but(f"odd {name}", frozenset(), properties=properties)]


def expiring(mill: Mill, chance: Random) -> list[Message]:
    message = mill.make(chance.choice(ORDINARY))
    properties = usual(message.event, message.key)
    properties.expiration = chance.choice(["0", "1", "20"])
    return [message.but("expiring", None, properties=properties)]


def undecodable(mill: Mill, chance: Random) -> list[Message]:
    """The client cannot read these properties, so nobody can say who sent the message."""
    message = mill.any()
    what, flags, content = chance.choice(UNDECODABLE)
    properties = Raw(message.event.publisher, flags, content, b"")
    return [message.but(what, message.everyone, properties=properties)]


def _json(attributes: dict[str, Any]) -> bytes:
    """Integers of any size, which the usual writer refuses."""
    import json

    return json.dumps(attributes).encode()


SPOILS: dict[Spoil, int] = {
    not_an_event: 6,
    truncated: 6,
    flipped: 14,
    shuffled: 4,
    oversized: 1,
    attribute_missing: 6,
    attribute_wrong: 12,
    field_wrong: 20,
    nested: 2,
    unknown_type: 4,
    foreign_event: 4,
    foreign_source: 3,
    nobody_vouches: 3,
    another_key: 3,
    routed_by_another_key: 4,
    seal_of_another: 4,
    seal_broken: 6,
    twice: 4,
    id_again: 4,
    header_odd: 6,
    properties_odd: 8,
    expiring: 2,
    undecodable: 4,
}
"""With how often each occurs among the others."""
