"""Every AsyncAPI document is valid by AsyncAPI's own schema, and all its parts connect."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from contracts import SERVICES, events_for, events_of
from contracts.generate import asyncapi

VENDORED = Path(__file__).parents[1] / "vendor" / "asyncapi" / "3.0.0.json"


@pytest.fixture(scope="module")
def official() -> Draft7Validator:
    return Draft7Validator(json.loads(VENDORED.read_text(encoding="utf-8")))


@pytest.fixture(scope="module", params=SERVICES)
def service(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def document(service: str, rendered: dict[str, str]) -> dict[str, Any]:
    written = rendered[f"contracts/generated/asyncapi/{service}.yaml"]
    loaded: dict[str, Any] = yaml.load(written, Loader=yaml.CSafeLoader)
    return loaded


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def resolve(document: Any, reference: str) -> Any:
    assert reference.startswith("#/"), f"{reference} leaves the document"
    for step in reference[2:].split("/"):
        document = document[step]
    return document


def test_document_is_valid_asyncapi(document: dict[str, Any], official: Draft7Validator) -> None:
    assert [error.message for error in official.iter_errors(document)] == []


@pytest.mark.parametrize(
    "broken",
    [{"asyncapi": "2.6.0"}, {"operations": {"x": {"action": "publish"}}}, {"chanels": {}}],
)
def test_official_schema_refuses_what_is_not_asyncapi(
    broken: dict[str, Any], official: Draft7Validator
) -> None:
    assert not official.is_valid({**asyncapi.document("databank"), **broken})


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    found = set(references(document))
    assert found
    for reference in found:
        assert resolve(document, reference)


def test_every_operation_names_messages_of_its_own_channel(document: dict[str, Any]) -> None:
    for operation in document["operations"].values():
        channel = operation["channel"]["$ref"]
        assert resolve(document, channel)["address"] == channel.rpartition("/")[2]
        for message in operation["messages"]:
            assert message["$ref"].startswith(f"{channel}/messages/")


def test_service_sends_and_receives_what_the_contracts_say(
    service: str, document: dict[str, Any]
) -> None:
    by_action: dict[str, set[str]] = {"send": set(), "receive": set()}
    for operation in document["operations"].values():
        by_action[operation["action"]].add(operation["channel"]["$ref"].rpartition("/")[2])
    assert by_action["send"] == {event.routing_key for event in events_of(service)}
    assert by_action["receive"] == {event.routing_key for event in events_for(service)}


def test_service_receives_from_its_own_queue_only(service: str, document: dict[str, Any]) -> None:
    received = [op for op in document["operations"].values() if op["action"] == "receive"]
    assert {op["x-queue"]["name"] for op in received} <= {f"{service}.0"}


def test_message_says_why_it_travels_and_who_may_open_what(document: dict[str, Any]) -> None:
    for message in document["components"]["messages"].values():
        assert message["x-purpose"]
        assert message["x-readers"]
        data = resolve(document, message["payload"]["$ref"])["properties"]["data"]
        sealed = {
            name: field["x-sealed-to"]
            for name, field in data["properties"].items()
            if "x-sealed-to" in field
        }
        assert message["x-sealed-to"] == sealed
        assert message["x-key"] in data["properties"]


def test_two_different_parts_with_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    numbered = iter(range(100))
    monkeypatch.setattr(asyncapi, "message", lambda *_, **__: ({}, {"Same": {"n": next(numbered)}}))
    with pytest.raises(TypeError, match="Same"):
        asyncapi.document("databank")
