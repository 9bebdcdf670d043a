"""JSON Schema (2020-12) of whole messages: the CloudEvents envelope with the event as ``data``."""

import inspect
import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from contracts.event import EVENTS, Event, kebab

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "contracts/generated"
BOX = {
    "type": "object",
    "required": ["epoch", "box"],
    "properties": {
        "epoch": {"type": "string", "description": "Which key pair of the reader."},
        "box": {"type": "string", "contentEncoding": "base64", "description": "Only they open it."},
    },
}

Schema = dict[str, Any]


class _UntitledGenerator(GenerateJsonSchema):
    """A generator without pydantic's titles, which only repeat the names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def source(publisher: str) -> str:
    """The envelope's ``source``."""
    return f"urn:krachtlijn:service:{publisher}"


def data_schema(event: type[Event]) -> str:
    """The envelope's ``dataschema``, which is also the ``$id`` of the generated schema."""
    return f"urn:krachtlijn:schema:{event.routing_key}"


def message(event: type[Event], refs: str = "#/$defs/{model}") -> tuple[Schema, dict[str, Schema]]:
    """The schema of a message and the named parts that it refers to through ``refs``."""
    data = _of_model(event, refs)
    parts: dict[str, Schema] = data.pop("$defs", {})
    for name, seal in event.seals.items():
        alias = str(event.model_fields[name].alias)
        data["properties"][alias] |= _seal(sorted(seal.readers), kebab(seal.value_type.__name__))
    return _envelope(event, data), parts


def render() -> dict[str, str]:
    """One schema per event, and one per kind of personal data that travels in seals."""
    files: dict[str, Schema] = {}
    for event in EVENTS.values():
        schema, parts = message(event)
        schema = {"$schema": DIALECT, "$id": data_schema(event), **schema}
        if parts:
            schema["$defs"] = parts
        files[f"{FOLDER}/schemas/{event.routing_key}.json"] = schema
        for seal in event.seals.values():
            name = kebab(seal.value_type.__name__)
            files[f"{FOLDER}/sealed/{name}.json"] = {
                "$schema": DIALECT,
                "$id": f"urn:krachtlijn:sealed:{name}",
                **_of_model(seal.value_type, "#/$defs/{model}"),
            }
    return {path: as_json(schema) for path, schema in sorted(files.items())}


def as_json(value: object) -> str:
    """A generated JSON file: two spaces, readable letters, a newline at the end."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _of_model(model: type[BaseModel], refs: str) -> Schema:
    schema = model.model_json_schema(ref_template=refs, schema_generator=_UntitledGenerator)
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("title", None)
        if "description" in part:
            part["description"] = inspect.cleandoc(part["description"])
    return schema


def _envelope(event: type[Event], data: Schema) -> Schema:
    return {
        "title": event.__name__,
        "description": data.pop("description", ""),
        "type": "object",
        "required": [
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "dataschema",
            "partitionkey",
            "sequence",
            "correlationid",
            "data",
        ],
        "propertyNames": {"pattern": "^[a-z0-9]{1,20}$"},
        "properties": {
            "specversion": {"const": "1.0"},
            "id": {"type": "string", "format": "uuid"},
            "source": {"const": source(event.publisher)},
            "type": {"const": event.type},
            "subject": _key(event),
            "time": {"type": "string", "format": "date-time"},
            "datacontenttype": {"const": "application/json"},
            "dataschema": {"const": data_schema(event)},
            "partitionkey": _key(event),
            "sequence": {"type": "string", "pattern": "^[0-9]+$"},
            "previous": {
                "type": "string",
                "pattern": "^[a-z]+:[0-9a-f-]{36}(/[a-z]+:[0-9a-f-]{36})*$",
                "description": "By reader, the event before this of its key that it should have.",
            },
            "edition": {
                "type": "string",
                "pattern": "^[0-9]+$",
                "description": "What the publisher's contracts can say with this event; else 1.",
            },
            "correlationid": {"type": "string", "format": "uuid"},
            "causationid": {"type": "string", "format": "uuid"},
            "traceparent": {
                "type": "string",
                "pattern": "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$",
            },
            "data": data,
        },
    }


def _key(event: type[Event]) -> Schema:
    """Events are ordered by an opaque id, or by a code from a closed list; never by more."""
    kind = event.model_fields[event.key].annotation
    schema = _of_model(event, "{model}")["properties"][event.model_fields[event.key].alias]
    if "$ref" in schema:
        schema = {"type": "string", "enum": [str(member) for member in kind]}  # type: ignore[union-attr]
    if schema.get("format") != "uuid" and "enum" not in schema:
        raise TypeError(f"{event.__name__} is ordered by {event.key}, which is no opaque id")
    return {**schema, "description": f"{event.model_fields[event.key].alias} of the data."}


def _seal(readers: list[str], holds: str) -> Schema:
    return {
        "x-sealed-holds": f"urn:krachtlijn:sealed:{holds}",
        "properties": {
            "sealed": {
                "type": "object",
                "required": readers,
                "properties": dict.fromkeys(readers, BOX),
                "additionalProperties": False,
            }
        },
    }
