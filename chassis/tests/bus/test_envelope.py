"""What a message says about itself, and what is repeated of it."""

import json
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from chassis.bus.envelope import UnreadableError, decode, encode
from chassis.db import Cause
from chassis.errors import RejectedError
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
