"""Promises of a publisher from an event's first publication, and whether they still hold.

Both halves count: yesterday's reader can read today's message, and today's reader can read
yesterday's, from the archive or a parking, inside its seals too. A new optional field breaks
neither. A list of codes may grow: readers are deployed before the publisher.
"""

from typing import Any

from pydantic import BaseModel

from contracts.generate.schemas import Schema

Promises = dict[str, dict[str, Any]]


def promises(event: type[BaseModel]) -> Promises:
    """Shape and need of each field by its path in the data (``premises.rooms[].label``)."""
    found = _of(event, "")
    for name, seal in getattr(event, "seals", {}).items():
        path = str(event.model_fields[name].alias)
        found[path]["shape"] = [f"sealed to {reader}" for reader in sorted(seal.readers)]
        found |= _of(seal.value_type, f"{path}(sealed)")
        found[f"{path}(sealed)"]["required"] = found[path]["required"]
    return dict(sorted(found.items()))


def broken(event: type[BaseModel], promised: Promises) -> list[str]:
    """One sentence per promise that today's ``event`` does not keep."""
    today = promises(event)
    complaints = []
    for path, promise in promised.items():
        now = today.get(path)
        if now is None:
            complaints.append(f"{path} is gone")
        elif promise["required"] and not now["required"]:
            complaints.append(f"{path} was required, and may now be left out")
        elif now["required"] and not promise["required"]:
            complaints.append(f"{path} is required, and older messages may lack it")
        elif now["shape"] != promise["shape"]:
            complaints.append(f"{path} was {promise['shape']} and is now {now['shape']}")
    for path in today.keys() - promised.keys():
        if today[path]["required"] and (_parent(path) in promised or not _parent(path)):
            complaints.append(f"{path} is required, and older messages lack it")
    return sorted(complaints)


def _of(model: type[BaseModel], path: str) -> Promises:
    schema = model.model_json_schema()
    found: Promises = {}
    _walk(schema, schema.get("$defs", {}), path, True, found)
    return found


def _walk(
    schema: Schema, parts: dict[str, Schema], path: str, required: bool, found: Promises
) -> None:
    options = [_resolve(option, parts) for option in schema.get("anyOf", [schema])]
    if path:
        shapes = {f"{option.get('type')} {option.get('format', '')}".strip() for option in options}
        found[path] = {"required": required, "shape": sorted(shapes - {"null"})}
    for option in options:
        if "sealed" in option.get("properties", {}):
            continue
        for name, field in option.get("properties", {}).items():
            here = f"{path}.{name}" if path else name
            _walk(field, parts, here, name in option.get("required", ()), found)
        if "items" in option:
            _walk(option["items"], parts, f"{path}[]", True, found)


def _resolve(schema: Schema, parts: dict[str, Schema]) -> Schema:
    return parts[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _parent(path: str) -> str:
    return path.removesuffix("[]") if path.endswith("[]") else path.rpartition(".")[0]
