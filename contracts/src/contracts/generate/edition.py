"""Editions: what an event could say at each, so that nobody forgets to count up.

A new optional field or a new code is no new version, since older messages stay readable; but an
older reader cannot read the newer ones. The number tells it so (``Event.edition``).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from contracts.event import Event
from contracts.generate.schemas import Schema

PATH = "contracts/editions.json"

Recorded = Mapping[str, Mapping[str, Any]]
"""By routing key, the ``edition`` and what it ``says``."""


class EditionNotCountedError(ValueError):
    """Events say something else than is recorded of their edition; the text names them."""


def vocabulary(event: type[Event]) -> list[str]:
    """Each field by its path and each code that it may hold (``reason=ziek``), in seals too."""
    found = _of(event, "")
    for name, seal in event.seals.items():
        found |= _of(seal.value_type, f"{event.model_fields[name].alias}(sealed)")
    return sorted(found)


def record(recorded: Recorded, events: Iterable[type[Event]]) -> dict[str, dict[str, Any]]:
    """The record as it must be today; :class:`EditionNotCountedError` where one is forgotten."""
    today, forgotten = {}, []
    for event in sorted(events, key=lambda event: event.routing_key):
        known = recorded.get(event.routing_key)
        says = vocabulary(event)
        if known is not None and known["says"] != says and event.edition <= known["edition"]:
            forgotten.append(
                f"{event.routing_key} says something else than at edition {known['edition']}: "
                f"declare it with edition={known['edition'] + 1}"
            )
        today[event.routing_key] = {"edition": event.edition, "says": says}
    if forgotten:
        raise EditionNotCountedError("; ".join(forgotten))
    return today


def _of(model: type[BaseModel], path: str) -> set[str]:
    schema = model.model_json_schema()
    found: set[str] = set()
    _walk(schema, schema.get("$defs", {}), path, found)
    return found


def _walk(schema: Schema, parts: dict[str, Schema], path: str, found: set[str]) -> None:
    if "$ref" in schema:
        schema = parts[schema["$ref"].rpartition("/")[2]]
    codes = schema.get("enum", [schema["const"]] if "const" in schema else [])
    found.update(f"{path}={code}" for code in codes)
    for option in schema.get("anyOf", ()):
        _walk(option, parts, path, found)
    for name, field in schema.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        if not path.endswith(".sealed"):
            found.add(here)
            _walk(field, parts, here, found)
    if "items" in schema:
        _walk(schema["items"], parts, f"{path}[]", found)
