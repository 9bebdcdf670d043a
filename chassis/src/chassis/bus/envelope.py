"""The envelope: CloudEvents 1.0 in structured JSON mode, the one form in which events travel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import takewhile
from typing import Any
from uuid import UUID

import orjson

from chassis.db import Cause
from chassis.errors import RejectedError
from contracts import EVENTS, Event
from contracts.event import TYPE_PREFIX
from contracts.wire import MAX_BYTES, NAME, NUMBERS, digest

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"

NOTHING: Mapping[str, UUID] = {}
"""Named before the first event of a key."""


class UnpublishableError(ValueError):
    """An event that no reader could take; whoever records it must tell it otherwise."""


class UnreadableError(Exception):
    """A message that is no envelope at all; it goes to the dead-letter queue."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The attributes of a message, without personal data, and its ``data``, which may be sealed."""

    id: UUID
    type: str
    source: str
    time: datetime
    partition_key: str
    sequence: int
    edition: int
    cause: Cause
    data: dict[str, Any]
    digest: bytes
    previous: Mapping[str, UUID]
    """By reader, the event before this of its key that it should have had."""

    @property
    def label(self) -> str:
        """The type for a log or a metric; an unknown one is not repeated there."""
        return self.type if self.type in EVENTS else "unknown"

    @property
    def publisher(self) -> str:
        return self.source.rpartition(":")[2]

    @property
    def routing_key(self) -> str:
        """The routing key under which an event of this type is published."""
        return self.type.removeprefix(f"{TYPE_PREFIX}.")

    def read(self) -> Event:
        """The event inside, still sealed; an unknown type or a wrong field is rejected."""
        event_type = EVENTS.get(self.type)
        if event_type is None:
            raise RejectedError("unknown type or version")
        try:
            return event_type.model_validate(self.data)
        except ValueError as error:
            raise RejectedError(f"not a valid {event_type.__name__}: {_fields(error)}") from None


def encode(
    event: Event,
    *,
    event_id: UUID,
    at: datetime,
    sequence: int,
    cause: Cause,
    previous: Mapping[str, UUID | str] = NOTHING,
) -> bytes:
    """The message body of a sealed event; ``at`` is when it happened, with an offset.

    :class:`UnpublishableError` when no reader would take it.
    """
    key = event.partition_key
    if not NAME.fullmatch(key):
        raise UnpublishableError(f"{event.routing_key}: its key is no id and no code")
    attributes: dict[str, Any] = {
        "specversion": "1.0",
        "id": str(event_id),
        "source": f"urn:krachtlijn:service:{event.publisher}",
        "type": event.type,
        "subject": key,
        "time": at.isoformat(),
        "datacontenttype": "application/json",
        "dataschema": f"urn:krachtlijn:schema:{event.routing_key}",
        "partitionkey": key,
        "sequence": str(sequence),
        "correlationid": str(cause.correlation_id),
    }
    if event.edition > 1:
        attributes["edition"] = str(event.edition)
    if previous:
        attributes["previous"] = "/".join(
            f"{reader}:{previous[reader]}" for reader in sorted(previous)
        )
    if cause.causation_id:
        attributes["causationid"] = str(cause.causation_id)
    if cause.traceparent:
        attributes["traceparent"] = cause.traceparent
    attributes["data"] = event.model_dump(mode="json", by_alias=True, exclude_none=True)
    body = orjson.dumps(attributes)
    if len(body) > MAX_BYTES:
        raise UnpublishableError(
            f"{event.routing_key} has {len(body)} bytes, and may have {MAX_BYTES}"
        )
    return body


def decode(body: bytes) -> Envelope:
    """Read an envelope; :class:`UnreadableError` says what is wrong, without quoting it."""
    if len(body) > MAX_BYTES:
        raise UnreadableError("oversized")
    try:
        raw = orjson.loads(body)
        if raw["specversion"] != "1.0" or not isinstance(raw["data"], dict):
            raise UnreadableError("not a CloudEvent 1.0 with a data object")
        causation = raw.get("causationid")
        time = datetime.fromisoformat(raw["time"])
        if time.tzinfo is None:
            raise UnreadableError("time without offset")
        return Envelope(
            id=UUID(raw["id"]),
            type=_name(raw["type"]),
            source=_name(raw["source"]),
            time=time,
            partition_key=_name(raw["partitionkey"]),
            sequence=_number(raw["sequence"]),
            edition=_number(raw.get("edition", 1)),
            cause=Cause(
                correlation_id=UUID(raw["correlationid"]),
                causation_id=UUID(causation) if causation else None,
                traceparent=_name(raw["traceparent"]) if "traceparent" in raw else None,
            ),
            data=raw["data"],
            digest=digest(body),
            previous=_previous(raw.get("previous")),
        )
    except UnreadableError:
        raise
    except KeyError as error:
        raise UnreadableError(f"attribute {error.args[0]} is missing") from None
    except (ValueError, TypeError, AttributeError):
        raise UnreadableError("malformed") from None


def _previous(value: Any) -> Mapping[str, UUID]:
    if value is None:
        return NOTHING
    named = [part.split(":") for part in value.split("/")]
    return {_name(reader): UUID(event_id) for reader, event_id in named}


def _number(value: Any) -> int:
    """One that a database takes (bigint)."""
    number = int(value)
    if number not in NUMBERS:
        raise UnreadableError("an attribute is no number of an event")
    return number


def _name(value: Any) -> str:
    """Envelopes hold ids and codes, no text: what they say is stored, logged and shown."""
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise UnreadableError("an attribute is not an id or a code")
    return value


def _fields(error: ValueError) -> str:
    """Which fields, by the names in the contracts: other names came with the message."""
    errors = getattr(error, "errors", None)
    if errors is None:
        return "unreadable"
    details = errors(include_input=False, include_url=False, include_context=False)
    return ", ".join(f"{_place(item['loc'])} ({item['type']})" for item in details[:5])


def _place(parts: tuple[int | str, ...]) -> str:
    known = takewhile(lambda part: isinstance(part, int) or part in _field_names(), parts)
    return ".".join(str(part) for part in known)


@cache
def _field_names() -> frozenset[str]:
    """Every name that a field has anywhere in the contracts."""
    names: set[str] = set()
    waiting: list[Any] = [event.model_json_schema() for event in EVENTS.values()]
    while waiting:
        schema = waiting.pop()
        names |= schema.get("properties", {}).keys()
        waiting.extend(schema.get("$defs", {}).values())
    return frozenset(names)
